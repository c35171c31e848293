"""The form of a store's own values: one number for each assumption, within the bounds of the policy file."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.engine.overrides import Assumption
from assessments.policy import replaceable
from assessments.wording.policy_values import assumption_label, plain, range_text, unit_scale

WITH_NUMBERS = ("min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")


def field_name(key: str) -> str:
    """Return the name of an assumption's field: a point in an id would be read as a class."""
    return key.replace(".", "-")


class AssumptionsForm(forms.Form):
    """Ask for a number for each assumption; an empty one is ours."""

    note = forms.CharField(
        label=_("Why (for your own memory)"),
        max_length=200,
        required=False,
        help_text=_("Kept beside the numbers you change now, with your name and the day."),
    )

    def __init__(self, in_force: dict[str, float], *args: Any, **kwargs: Any) -> None:
        """Make one field for each assumption that may be replaced; `in_force` has every value as it stands."""
        super().__init__(*args, **kwargs)
        for key, about in replaceable().items():
            self.fields[field_name(key)] = _field(about, in_force[key])

    def values(self) -> dict[str, float | None]:
        """Return key -> own value, None where it was left empty."""
        return {
            key: _share(self.cleaned_data[field_name(key)], about.unit)
            for key, about in replaceable().items()
        }


def _share(typed: Decimal | None, unit: str) -> float | None:
    return None if typed is None else float(typed / unit_scale(unit))


def _field(about: Assumption, value: float) -> forms.DecimalField:
    low, high = (Decimal(plain(end, about.unit)) for end in (about.low, about.high))
    asked = (
        _("Write a whole number from %(range)s, or leave it empty for ours.")
        if about.is_whole
        else _("Write a number from %(range)s, or leave it empty for ours.")
    )
    allowed = asked % {"range": range_text(about.low, about.high, about.unit)}
    # Django puts numbers of its own into all of these texts but the first: a percent sign must be doubled there.
    errors = {"invalid": allowed} | dict.fromkeys(WITH_NUMBERS, allowed.replace("%", "%%"))
    return forms.DecimalField(
        label=assumption_label(about.key),
        required=False,
        min_value=low,
        max_value=high,
        max_digits=8,
        decimal_places=0 if about.is_whole else 4,
        initial=plain(value, about.unit),
        error_messages=errors,
        widget=forms.NumberInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
