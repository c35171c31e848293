"""Forms about proposals, due diligence and assumptions."""

from assessments.forms.assumptions import AssumptionsForm
from assessments.forms.diligence import DiligenceForm
from assessments.forms.proposal import ProposalForm

__all__ = ["AssumptionsForm", "DiligenceForm", "ProposalForm"]
