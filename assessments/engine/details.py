"""The details of one evaluation: rates, findings, hazards, the bill, what is given up and what was assumed.

No verdict needs them, so they are no part of what every recompute stores; an explanation begins with them.
"""

from typing import Any

from assessments.engine.bill import bill_of, protections_lost, spreads
from assessments.engine.evidence import Evidence
from assessments.engine.findings import findings_of, hazards_of
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.references import references_of
from assessments.engine.rounding import rounded_report
from assessments.engine.track import failure_rates
from assessments.engine.verdict import Decision
from assessments.engine.worth import assumed_terms

Report = dict[str, Any]


def details_of(decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy) -> Report:
    """Return what a report says beside the figures, gates and blockers that its verdict rests on."""
    found = decision.found
    ends = spreads(found.rates, policy)
    findings = findings_of(decision, evidence, proposal, policy)
    report: Report = {
        "failure_rates": failure_rates(found.rates, found.sums, ends),
        "findings": [item.as_dict() for item in findings],
        "hazards": hazards_of(decision, findings, policy),
        "bill": bill_of(found, ends, policy),
        "protections_lost": protections_lost(found, ends, policy),
        "assumptions": assumed_terms(found, policy),
    }
    rounded_report(report)
    # References hold no number that could be rounded.
    for row, item in zip(report["findings"], findings, strict=True):
        row["evidence"] = references_of(item.key, item.data, found.sums.counts)
    return report
