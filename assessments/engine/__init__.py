"""The pure engine: from the evidence on a supplier and its proposal to a readiness report.

No Django, no clock, no database, no randomness, no input or output.
"""

from assessments.engine.case import evidence_as, evidence_from, proposal_as, proposal_from
from assessments.engine.evidence import Evidence, OrderGroup
from assessments.engine.explanation import explain
from assessments.engine.pilot import PilotDecision, PilotOutcome, PilotProgress, outcome_of, pilot_progress
from assessments.engine.policy import Policy, policy_from
from assessments.engine.proposal import Proposal
from assessments.engine.report import ENGINE_VERSION, assess
from assessments.engine.words import Arrival

__all__ = [
    "ENGINE_VERSION",
    "Arrival",
    "Evidence",
    "OrderGroup",
    "PilotDecision",
    "PilotOutcome",
    "PilotProgress",
    "Policy",
    "Proposal",
    "assess",
    "evidence_as",
    "evidence_from",
    "explain",
    "outcome_of",
    "pilot_progress",
    "policy_from",
    "proposal_as",
    "proposal_from",
]
