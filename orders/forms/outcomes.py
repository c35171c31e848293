"""Forms that ask how orders ended: several at once, or one after the other."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.forms.by_hand import NOTE_LIMIT
from orders.forms.cell_fields import DayField
from orders.hand import What
from orders.models import OrderNote, SupplierOrder

DATED = (What.ARRIVED, What.LATE, What.NOT_AS_DESCRIBED, What.COUNTERFEIT)
UNKNOWN = "unknown"


class OutcomesForm(forms.Form):
    """Ask how the owner knows, and for the day of each order that arrived."""

    how = forms.ChoiceField(
        label=_("How do you know?"), choices=OrderNote.How.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=NOTE_LIMIT,
        help_text=_("One sentence for later: what happened, or where it can be read."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, what: What, orders: Sequence[SupplierOrder], today: date, *args: Any, **kwargs: Any
    ) -> None:
        """Make a field for the day of each order that may have one."""
        super().__init__(*args, **kwargs)
        self.what, self.orders, self.today = what, orders, today
        self.initial.setdefault("token", uuid4())
        if what is What.TAKEN_BACK:
            del self.fields["how"]
        if what in DATED:
            for order in orders:
                label = _("Day on which %(order)s arrived") % {"order": order.external_id}
                self.fields[_name(order)] = DayField(label=label)

    @property
    def has_days(self) -> bool:
        """Return whether a day of arrival can be said with it."""
        return self.what in DATED

    def rows(self) -> Iterator[tuple[SupplierOrder, forms.BoundField | None]]:
        """Yield each order with the field of its day."""
        for order in self.orders:
            yield order, self[_name(order)] if self.what in DATED else None

    def clean(self) -> dict[str, Any]:
        """Refuse days that have not come yet."""
        cleaned = super().clean() or {}
        for order in self.orders:
            day = cleaned.get(_name(order))
            if day and day > self.today:
                self.add_error(_name(order), _("That day has not come yet."))
        return cleaned

    def days(self) -> dict[int, date | None]:
        """Return order -> the day of its arrival, as far as it was given."""
        said = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        return {order.pk: said.get(_name(order)) for order in self.orders}


def _name(order: SupplierOrder) -> str:
    return f"day-{order.pk}"


class ConfirmForm(forms.Form):
    """Ask how one silent order ended; a row of a page that asks about several."""

    answer = forms.ChoiceField(
        label=_("What became of it"),
        required=False,
        choices=(
            ("", _("Not looked up yet")),
            (What.ARRIVED.value, _("Arrived")),
            (What.LATE.value, _("Arrived late")),
            (What.LOST.value, _("Lost")),
            (UNKNOWN, _("I do not know yet")),
        ),
    )
    day = DayField(label=_("Day it arrived, if you know it"))

    def __init__(self, order: SupplierOrder, today: date, *args: Any, **kwargs: Any) -> None:
        """Name the fields after the order."""
        super().__init__(*args, **{"prefix": str(order.pk)} | kwargs)
        self.order, self.today = order, today

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has not come yet, or that belongs to no arrival."""
        cleaned = super().clean() or {}
        day = cleaned.get("day")
        if day and day > self.today:
            self.add_error("day", _("That day has not come yet."))
        elif day and cleaned.get("answer") not in (What.ARRIVED, What.LATE):
            self.add_error("day", _("A day belongs to an order that arrived; empty it or choose another."))
        return cleaned

    @property
    def answer_given(self) -> str:
        """Return what was chosen; empty for a row that was left open."""
        return str(self.cleaned_data["answer"])
