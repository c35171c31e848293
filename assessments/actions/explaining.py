"""Work out what explains a verdict when it is first asked for, and keep it."""

from typing import Any

from django.db import transaction

from assessments.engine import ENGINE_VERSION, evidence_from, proposal_from
from assessments.explaining import explained
from assessments.models import Assessment
from assessments.policy import current_policy, policy_with


@transaction.atomic
def explanation_of(assessment: Assessment) -> dict[str, Any]:
    """Return what explains a verdict, worked out when it is first asked for, from the stored inputs.

    The store's own values are those the verdict was made with, also where it has others by now. Nothing for a
    verdict of an older policy file or engine: what explained it then may not explain it now.
    """
    if assessment.explanation is None:
        if not _can_be_made_again(assessment):
            return {}
        inputs = assessment.inputs
        made = explained(
            evidence_from(inputs["evidence"]), proposal_from(inputs["proposal"]), inputs.get("policy", {})
        )
        Assessment.objects.filter(pk=assessment.pk).update(explanation=made)
        assessment.explanation = made
    return dict(assessment.explanation)


def _can_be_made_again(assessment: Assessment) -> bool:
    """Return whether the engine and the policy file are those that an assessment was made with."""
    file_version, _, _own = assessment.policy_version.partition("+")
    if (file_version, assessment.engine_version) != (current_policy().version, ENGINE_VERSION):
        return False
    return policy_with(assessment.inputs.get("policy", {})).version == assessment.policy_version
