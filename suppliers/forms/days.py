"""A day that lies behind, as forms ask for it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PastDayField(forms.DateField):
    """Take a day, at the latest the store's today, which the form sets."""

    today: date | None = None

    def __init__(self, **kwargs: Any) -> None:
        """Let the browser offer its calendar."""
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            widget=widget, error_messages={"invalid": _("Write the day as 2026-03-31.")}, **kwargs
        )

    def validate(self, value: Any) -> None:
        """Refuse a day that lies ahead."""
        super().validate(value)
        if value and self.today and value > self.today:
            raise forms.ValidationError(
                _("This day lies ahead; write one that is not after %(today)s.")
                % {"today": f"{self.today:%Y-%m-%d}"}
            )
