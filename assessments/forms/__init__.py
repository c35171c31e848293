"""Forms about proposals and due diligence."""

from assessments.forms.diligence import DiligenceForm
from assessments.forms.proposal import ProposalForm

__all__ = ["DiligenceForm", "ProposalForm"]
