"""What can be done with proposals: hand one in, change it, end it, assess it."""

from assessments.actions.assessing import CannotAssess, assess_supplier, note_failure
from assessments.actions.explaining import explanation_of
from assessments.actions.offers import EndedProposal, PayeeOver, end, revise, submit

__all__ = [
    "CannotAssess",
    "EndedProposal",
    "PayeeOver",
    "assess_supplier",
    "end",
    "explanation_of",
    "note_failure",
    "revise",
    "submit",
]
