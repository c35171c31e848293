"""What a report explains beside its verdict, made from the inputs that the verdict was made from."""

from collections.abc import Mapping
from typing import Any

from assessments.engine import Evidence, Proposal, explain
from assessments.engine.sensitivity import weigh_assumptions
from assessments.policy import policy_document, policy_with


def explained(evidence: Evidence, proposal: Proposal, own_values: Mapping[str, float]) -> dict[str, Any]:
    """Return the engine's explanation, with the assumptions of the policy that the result rests on."""
    made = explain(evidence, proposal, policy_with(own_values))
    weighed = weigh_assumptions(evidence, proposal, policy_document(), own_values)
    return made | {"policy_assumptions": weighed}
