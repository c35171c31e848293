"""How a report is made and what it cannot know."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.wording.amounts import number
from assessments.wording.view import MethodView


def policy_name(assessment: Mapping[str, Any]) -> str:
    """Name the policy of a report; behind the plus sign stands the mark of a store's own numbers."""
    version, _plus, mark = str(assessment.get("policy_version", "")).partition("+")
    if not mark:
        return version
    return _("%(version)s, with your own numbers (%(mark)s)") % {"version": version, "mark": mark}


def method_view(assessment: Mapping[str, Any]) -> MethodView:
    """Say how the report was made, by which versions, and where its limits are."""
    months = number(assessment.get("horizon_months"))
    return MethodView(
        lines=(
            _(
                "Your own orders with this supplier are weighed, newer ones more, and mixed with what is "
                "usual for "
                "suppliers you know nothing about. Off the platform, failures are expected to be more "
                "frequent."
            ),
            _(
                "Costs, losses and the chance that the supplier disappears are then added up for the next "
                "%(months)s "
                "months. Ranges hold 9 times in 10."
            )
            % {"months": months},
        ),
        limits=(
            _(
                "It counts what your files and answers say. What they do not say is not known, and never "
                "counts as good."
            ),
            _(
                "How much more often direct orders fail, and what each payment brings back, are "
                "assumptions of the policy."
            ),
            _("It is no legal, tax or customs advice, and no promise about this supplier."),
        ),
        policy_version=policy_name(assessment),
        engine_version=str(assessment.get("engine_version", "")),
    )
