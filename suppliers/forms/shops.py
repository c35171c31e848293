"""Forms about what a supplier's page on the marketplace says, and about what it can send."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

_HUNDRED = Decimal(100)
_PERCENT = {"positive_percent": "positive_share", "dispute_percent": "dispute_rate"}


class _DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _percent(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
        help_text=_("In percent, for example 97.5."),
    )


class ShopReadingForm(forms.Form):
    """Ask what the shop's page said; what it does not show stays open."""

    read_on = forms.DateField(label=_("Read on"), widget=_DayInput())
    opened_on = forms.DateField(label=_("Shop open since"), required=False, widget=_DayInput())
    positive_percent = _percent(_("Positive feedback"))
    dispute_percent = _percent(_("Disputes"))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        """Offer the day in the store."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("read_on", today)
        self.helper = FormHelper()
        rows = (("read_on", "opened_on"), ("positive_percent", "dispute_percent"))
        self.helper.layout = Layout(*map(_row, rows), Submit("save", _("Save what the page said")))

    def clean_read_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["read_on"]
        if day > self.today:
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a shop that opens after it was read, and a reading of nothing."""
        cleaned = super().clean() or {}
        opened, read = cleaned.get("opened_on"), cleaned.get("read_on")
        if opened and read and opened > read:
            self.add_error("opened_on", _("A shop cannot open after somebody has read its page."))
        facts = (opened, *(cleaned.get(name) for name in _PERCENT))
        if not self.errors and all(fact is None for fact in facts):
            self.add_error(None, _("Write at least one thing that the page shows."))
        return cleaned

    def read(self) -> dict[str, Any]:
        """Return the reading as it is kept: shares from 0 to 1."""
        said = self.cleaned_data
        shares = {
            field: None if said[name] is None else said[name] / _HUNDRED for name, field in _PERCENT.items()
        }
        return {"read_on": said["read_on"], "opened_on": said["opened_on"]} | shares


class ProductForm(forms.Form):
    """Ask for a product that a supplier can send."""

    name = forms.CharField(
        label=_("Product"), max_length=300, help_text=_("As your orders call it, so that they are found.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    is_backup = forms.BooleanField(
        label=_("Backup: the one to turn to when the usual supplier fails"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Add the product")))


def _row(names: tuple[str, ...]) -> Div:
    return Div(*(Div(name, css_class="col-sm-6") for name in names), css_class="row")
