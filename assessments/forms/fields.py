"""Fields of the proposal form: percent for people, yes / no / unknown for questions."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ANSWERS = (("", _("I don’t know")), ("no", _("No")), ("yes", _("Yes")))


class PercentField(forms.DecimalField):
    """Take a percentage as people write it and return the share, 0 to 1; empty is unknown."""

    def __init__(self, **kwargs: Any) -> None:
        """Allow 0 to 100."""
        super().__init__(min_value=0, max_value=100, max_digits=6, decimal_places=3, required=False, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """Return the share."""
        percent = super().clean(value)
        return None if percent is None else percent / 100

    def prepare_value(self, value: Any) -> Any:
        """Show a stored share as a percentage; what somebody typed stays as typed."""
        return f"{(value * 100).normalize():f}" if isinstance(value, Decimal) else value


class AnswerField(forms.TypedChoiceField):
    """Take yes, no or "I don't know" and return true, false or None."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer the three answers side by side; nothing is ticked for the owner but "I don't know"."""
        super().__init__(
            choices=ANSWERS,
            coerce=lambda text: text == "yes",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a stored answer as one of the three."""
        return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value
