"""The form of a store's own values: one number for each assumption, within the bounds of the policy file."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.engine.overrides import Assumption
from assessments.policy import replaceable
from assessments.wording.policy_values import assumption_label, plain, range_text, unit_scale

WITH_NUMBERS = ("min_value", "max_value")
PLACES = 4


class DescribedField(forms.BoundField):
    """Name the unit and the range that stand beside a number as its description, and its error where it has one."""

    @property
    def aria_describedby(self) -> str:
        """Return the ids of what describes the number."""
        parts = ("unit", "range", "error") if self.errors else ("unit", "range")
        return " ".join(f"{self.auto_id}_{part}" for part in parts)

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        """Return the attributes of the number; what the person saw goes along hidden and needs no description."""
        built = super().build_widget_attrs(attrs, widget)
        if widget is not None and widget.is_hidden:
            built.pop("aria-describedby", None)
        return built


class NumberField(forms.DecimalField):
    """Ask for a number; a comma is a point, and what the person saw comes back beside what was typed."""

    bound_field_class = DescribedField

    def to_python(self, value: Any) -> Any:
        """Return the number as a Decimal, None for nothing typed."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


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
        """Return key -> own value of every number that differs from what the person saw, None for an empty one.

        The others are left as they are, also where somebody else has changed them since.
        """
        return {
            key: _share(self.cleaned_data[field_name(key)], about.unit)
            for key, about in replaceable().items()
            if field_name(key) in self.changed_data
        }


def _share(typed: Decimal | None, unit: str) -> float | None:
    return None if typed is None else float(typed / unit_scale(unit))


def _field(about: Assumption, value: float) -> NumberField:
    low, high = (Decimal(plain(end, about.unit)) for end in (about.low, about.high))
    asked = (
        _("Write a whole number from %(range)s, or leave it empty for ours.")
        if about.is_whole
        else _("Write a number from %(range)s, or leave it empty for ours.")
    )
    allowed = asked % {"range": range_text(about.low, about.high, about.unit)}
    # Django puts numbers of its own into these texts: a percent sign must be doubled there.
    doubled = allowed.replace("%", "%%")
    too_exact = doubled if about.is_whole else _("At most %(max)s digits after the point.")
    errors = {"invalid": allowed, "max_decimal_places": too_exact} | dict.fromkeys(WITH_NUMBERS, doubled)
    return NumberField(
        label=assumption_label(about.key),
        required=False,
        min_value=low,
        max_value=high,
        decimal_places=0 if about.is_whole else PLACES,
        initial=plain(value, about.unit),
        show_hidden_initial=True,
        error_messages=errors,
        # Not type=number: the mouse wheel would change a focused one unseen.
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "autocomplete": "off",
                "inputmode": "numeric" if about.is_whole else "decimal",
            }
        ),
    )
