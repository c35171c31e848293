"""The payment methods as a person chooses them: grouped by what protects the money, best first."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.engine.words import Tier
from assessments.policy import current_policy
from assessments.wording.payments import payment_label
from assessments.wording.recourse import TIERS

Choice = tuple[Any, Any]


def payment_choices() -> Iterator[Choice]:
    """Yield the choices of the form: first "I don't know", then one group for each tier, then kinds left open."""
    policy = current_policy()
    yield "", _("I don’t know")
    for tier in Tier:
        inside = [
            key for key, method in policy.methods.items() if method.tier is tier and key != "aliexpress"
        ]
        if inside:
            yield TIERS[tier.value].label, [(key, payment_label(key)) for key in inside]
    families = [(key, payment_label(key)) for key in policy.families]
    yield _("The kind is not said (taken for the worst of them)"), families
