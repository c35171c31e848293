"""Forms about red flags: note one, and say why one no longer holds."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.wording.flags import flag_choices


class FlagForm(forms.Form):
    """Ask what was seen, and when."""

    key = forms.ChoiceField(label=_("What was seen"))
    seen_on = forms.DateField(label=_("Seen on"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Where you saw it, and the words they used."),
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        """Offer the signs, the heaviest first, and the day in the store."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["key"].choices = [("", _("Choose a sign")), *flag_choices()]  # type: ignore[attr-defined]
        self.initial.setdefault("seen_on", today)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Note this sign")))

    def clean_seen_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["seen_on"]
        if day > self.today:
            raise forms.ValidationError(_("That day has not come yet."))
        return day


class ClearFlagForm(forms.Form):
    """Ask why a sign no longer holds."""

    because = forms.CharField(
        label=_("Why it no longer holds"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What you checked, and how. It stays in the supplier’s history."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("clear", _("Clear this flag")))
