"""Forms in which a person adds one order, or corrects it."""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.claims import Life, text_of
from orders.forms.cell_fields import AmountField, CellField, DayField, LinesField
from orders.hand import BY_HAND, Refusal, Spoken, own_words
from orders.hand_words import OUTCOME_WORDS, REFUSALS, advice, value_words
from orders.importers import cells
from orders.importers.problems import RowProblem
from orders.importers.rows import Outcome, SupplierOrderRow
from stores.models import Store
from suppliers.models import Supplier

NOTE_LIMIT = 500
_FIELD_OF = {Refusal.NOTE_NEEDED: "note", Refusal.STAYS_BAD: "outcome"}
_CONTROL = str.maketrans("", "", "\0")


class _OrderForm(forms.Form):
    """Hold the facts of an order that a person can state; the names are those of `orders.claims.Life`."""

    supplier = forms.ChoiceField(label=_("Supplier"), required=False)
    new_supplier = CellField(
        cells.to_text,
        label=_("Or a new supplier"),
        max_length=120,
        help_text=_("Only where the list above does not have it."),
    )
    ordered_on = DayField(label=_("Day of the order"))
    cost = AmountField(label=_("What you paid"))
    currency = CellField(
        cells.to_currency,
        label=_("Currency"),
        widget=forms.TextInput(attrs={"size": 5, "autocomplete": "off"}),
    )
    outcome = forms.ChoiceField(
        label=_("How it ended"),
        required=False,
        choices=(("", _("Nothing recorded")), *OUTCOME_WORDS.items()),
    )
    delivered_on = DayField(label=_("Day of delivery"))
    promised_on = DayField(label=_("Promised by"), may_come=True)
    shipped_on = DayField(label=_("Day of shipping"))
    shipping_method = CellField(
        cells.to_text,
        label=_("Shipping method"),
        help_text=_("As the supplier calls it: it says how long such parcels take."),
    )
    quantity = CellField(
        cells.to_quantity, label=_("Pieces"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    tracking_numbers = CellField(
        cells.to_tracking_numbers,
        label=_("Tracking numbers"),
        help_text=_("Several are parted by a space."),
    )
    refunded_amount = AmountField(label=_("Amount refunded by the supplier"))
    refunded_on = DayField(label=_("Day of the refund"))
    dispute_opened_on = DayField(label=_("Day of the dispute"))
    sale = CellField(
        cells.to_text,
        label=_("Customer’s order it was placed for"),
        max_length=100,
        help_text=_("Its name or number in your shop, as #1001."),
    )
    off_platform = forms.TypedChoiceField(
        label=_("Where it was placed"),
        required=False,
        choices=(("", _("Not known")), ("false", _("On the platform")), ("true", _("Off the platform"))),
        coerce="true".__eq__,
        empty_value=None,
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=NOTE_LIMIT)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, store: Store, today: date, *args: Any, **kwargs: Any) -> None:
        """Offer the suppliers of a store; `today` is the day there."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.suppliers = dict(
            Supplier.objects.filter(store=store).order_by("name", "pk").values_list("pk", "name")
        )
        self.fields["supplier"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("Not known")),
            *((str(pk), name) for pk, name in self.suppliers.items()),
        ]
        self.initial.setdefault("token", uuid4())

    def clean_note(self) -> str:
        """Drop what no text of a database may hold."""
        return str(self.cleaned_data["note"]).translate(_CONTROL).strip()

    def clean(self) -> dict[str, Any]:
        """Refuse days that have not come yet, and two suppliers at once."""
        cleaned = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field, DayField) and field.is_too_late(cleaned.get(name), self.today):
                self.add_error(name, _("That day has not come yet."))
        return cleaned

    def _supplier_name(self) -> str | None:
        chosen = self.cleaned_data["supplier"]
        return self.cleaned_data["new_supplier"] or (self.suppliers[int(chosen)] if chosen else None)

    def refuse(self, refusal: Refusal, problems: tuple[tuple[str, RowProblem], ...]) -> None:
        """Show at the fields why the order cannot be recorded so."""
        if refusal is Refusal.CONTRADICTION:
            for name, problem in problems:
                self.add_error(name if name in self.fields else None, advice(problem))
        else:
            self.add_error(_FIELD_OF.get(refusal), str(REFUSALS[refusal]))


# What is said with a plain field of the form.
PLAIN = (
    "ordered_on",
    "promised_on",
    "shipped_on",
    "shipping_method",
    "quantity",
    "delivered_on",
    "tracking_numbers",
    "refunded_amount",
    "refunded_on",
    "dispute_opened_on",
    "sale",
    "off_platform",
)


class NewOrderForm(_OrderForm):
    """Ask for one order; a few fields do."""

    product = CellField(cells.to_text, label=_("Product"))
    order_id = CellField(
        cells.to_id,
        label=_("Order number"),
        help_text=_("The marketplace’s or the supplier’s; without one we give it a number: “by-hand-…”."),
    )
    marketplace = CellField(
        cells.to_marketplace,
        label=_("Marketplace"),
        help_text=_("Where the number is from; AliExpress if you leave it empty."),
    )

    def __init__(self, store: Store, *args: Any, **kwargs: Any) -> None:
        """Start with the currency of the store."""
        super().__init__(store, *args, **kwargs)
        self.initial.setdefault("currency", store.currency)
        choices: Any = self.fields["supplier"]
        choices.choices = [("", _("Choose …")), *list(choices.choices)[1:]]

    def clean(self) -> dict[str, Any]:
        """Ask for the supplier and the day, without which an order is evidence of nobody."""
        cleaned = super().clean()
        if not cleaned.get("supplier") and not cleaned.get("new_supplier") and "supplier" not in self.errors:
            self.add_error("supplier", _("Choose the supplier, or write the name of a new one."))
        if cleaned.get("ordered_on") is None and "ordered_on" not in self.errors:
            self.add_error("ordered_on", _("Write the day of the order: its age counts from there."))
        return cleaned

    def row(self, now: datetime) -> SupplierOrderRow:
        """Return the order."""
        said = self.cleaned_data
        order_id = said["order_id"]
        return SupplierOrderRow(
            row=0,
            marketplace=said["marketplace"] if order_id else BY_HAND,
            order_id=order_id or f"by-hand-{said['ordered_on']:%Y-%m-%d}-{said['token'].hex[:6]}",
            supplier=self._supplier_name(),
            products=(said["product"],) if said["product"] else (),
            cost=said["cost"],
            currency=said["currency"],
            outcome=Outcome(said["outcome"]) if said["outcome"] else None,
            said_at=now,
            **{name: said[name] for name in PLAIN},
        )


# What is compared with what was held to be true.
_COMPARED = (*PLAIN, "products", "cost", "currency")


class CorrectForm(_OrderForm):
    """Show what is held to be true of an order, and take what the owner knows better."""

    products = LinesField(label=_("Products"), help_text=_("Each on a line of its own."))
    settled = forms.TypedChoiceField(
        label=_("Answer to the open question"),
        required=False,
        choices=(("", _("Not answered")), ("true", _("It was not the supplier’s fault"))),
        coerce="true".__eq__,
        empty_value=None,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, store: Store, today: date, order_supplier: int | None, held: Life, claims: Mapping[str, Any],
        *args: Any, **kwargs: Any,
    ) -> None:  # fmt: skip
        """Fill in what is held to be true."""
        super().__init__(store, today, *args, **kwargs)
        self.held, self.own, self.order_supplier = held, own_words(dict(claims)), order_supplier
        self.stamp = sha256(text_of(dict(claims)).encode()).hexdigest()
        known = {name: getattr(held, name) for name in _COMPARED}
        choices = {
            "supplier": str(order_supplier or ""),
            "outcome": held.outcome.value if held.outcome else "",
            "settled": "true" if held.settled else "",
            "off_platform": "" if held.off_platform is None else str(held.off_platform).lower(),
        }
        self.initial = known | choices | {"seen": self.stamp} | dict(self.initial)

    def clean(self) -> dict[str, Any]:
        """Find what is another than before; refuse to make unknown what others say."""
        cleaned = super().clean()
        if cleaned.get("seen") != self.stamp:
            raise forms.ValidationError(str(REFUSALS[Refusal.CHANGED]))
        self.says: dict[str, Any] = {}
        self.taken: set[str] = set()
        for name in _COMPARED:
            if name in cleaned:
                held = _known(getattr(self.held, name))
                as_typed = cleaned[name] == self._as_typed(name)
                self._compare(name, held if as_typed else _known(cleaned[name]), held)
        if "settled" in cleaned:
            self._compare("settled", cleaned["settled"], self.held.settled or None)
        if "outcome" in cleaned:
            value = Outcome(cleaned["outcome"]) if cleaned["outcome"] else None
            self._compare("outcome", value, self.held.outcome)
        if not self.errors:
            self._compare_supplier()
            self._keep_amounts_whole()
        return cleaned

    def _as_typed(self, name: str) -> Any:
        """Return what is read of a fact as it stands in its field: spaces of a file that nobody changed are no word."""
        field = self.fields[name]
        try:
            return field.clean(field.prepare_value(getattr(self.held, name)))
        except forms.ValidationError:
            return ...

    def _compare(self, name: str, value: Any, held: Any) -> None:
        self.says.pop(name, None)
        if value == held:
            return
        if value is not None:
            self.says[name] = value
        elif name in self.own:
            self.taken.add(name)
        else:
            self.add_error(
                name,
                _("A source says “%(value)s”. Write what is right; it cannot be made unknown.")
                % {"value": value_words(name, _plain(held))},
            )

    def _compare_supplier(self) -> None:
        name, before = self._supplier_name(), self.suppliers.get(self.order_supplier or 0)
        if name and name != before:
            self.says["supplier"] = name
        elif not name and before:
            if "supplier" in self.own:
                self.taken.add("supplier")
            else:
                self.add_error("supplier", _("Choose whose order it is; it cannot be made unknown."))

    def _keep_amounts_whole(self) -> None:
        """Say an amount with its currency: neither stands alone."""
        if "currency" in self.says or "currency" in self.taken or "cost" in self.says:
            for name in ("cost", "currency"):
                value = self.cleaned_data[name]
                if value is not None:
                    self.says[name] = value
        if "refunded_amount" in self.says and self.cleaned_data["currency"]:
            self.says["currency"] = self.cleaned_data["currency"]

    def spoken(self) -> Spoken:
        """Return what was said anew, and whose words are taken back."""
        return Spoken(self.says, frozenset(self.taken - self.says.keys()))


def _known(value: Any) -> Any:
    """Return a value, None where nothing was typed: 0 is an amount."""
    return None if value in ("", ()) else value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join(value)
    return value if isinstance(value, bool | date) else str(value)
