"""Forms that narrow and sort the lists of orders."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.facts import Arrival
from orders.hand_words import source_name
from orders.importers.rows import Source, channel_of
from orders.models import Connection, Import, OrderNote
from orders.models.supplier_orders import ARRIVALS
from orders.webhooks import SOURCES, Kind
from stores.models import Store
from suppliers.models import Supplier

NO_SUPPLIER = "none"
OVERDUE, TO_ANSWER, ATTESTABLE = "overdue", "to_answer", "attestable"
# Whether an order counts as attested depends on its age and the policy: no order is stored so.
_WHERE = (
    *(each for each in ARRIVALS if each[0] != Arrival.ATTESTED),
    (ATTESTABLE, _("Silent, could count by your attestation")),
)
OUTCOMES: tuple[tuple[Any, Any], ...] = (
    ("", _("Any outcome")),
    (_("Where it is"), _WHERE),
    (
        _("What went wrong"),
        (
            ("late", _("Late")),
            ("not_as_described", _("Not as described")),
            ("counterfeit", _("Counterfeit")),
            ("unattributed", _("Problem, cause not stated")),
        ),
    ),
    (_("What to do"), ((OVERDUE, _("Overdue: ask where it is")), (TO_ANSWER, _("Needs your answer")))),
)
NEWEST, OLDEST, DEAREST, CHEAPEST = "-date", "date", "-cost", "cost"
SORTS: tuple[tuple[str, Promise], ...] = (
    (NEWEST, _("Newest first")),
    (OLDEST, _("Oldest first")),
    (DEAREST, _("Highest cost first")),
    (CHEAPEST, _("Lowest cost first")),
)
STATES: tuple[tuple[str, Promise], ...] = (
    ("", _("Any state")),
    ("fulfilled", _("Fulfilled")),
    ("waiting", _("Not fulfilled")),
    ("cancelled", _("Cancelled")),
    ("refunded", _("Refunded to the customer")),
)

CHANNELS: dict[str, Promise] = {
    "amazon": _("Amazon"),
    "ebay": _("eBay"),
    "etsy": _("Etsy"),
    "shopify_orders": _("Shopify"),
    "woocommerce": _("WooCommerce"),
}


# It tells of no parcel.
_OF_SALES_ALONE = (Source.WOOCOMMERCE_WEBHOOK,)


def sources_of(store: Store) -> list[str]:
    """Return the sources that have spoken in a store, or have an address at which they can."""
    spoken = Import.objects.filter(store=store).exclude(source="").order_by("source")
    found = list(spoken.values_list("source", flat=True).distinct())
    kinds = Connection.objects.filter(store=store).order_by("kind").values_list("kind", flat=True).distinct()
    found += [SOURCES[Kind(kind)].value for kind in kinds]
    by_hand = OrderNote.objects.filter(store=store).exists()
    return [*found, Source.OWNER.value] if by_hand else found


class _Narrowing(forms.Form):
    """Share what both lists are narrowed by; what cannot be read narrows nothing and says why."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    since = forms.DateField(
        label=_("Ordered from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Ordered to"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, store: Store, data: Any) -> None:
        """Take the address as it is: a list without any filter is a valid one."""
        super().__init__(data)
        self.store = store

    def clean_q(self) -> str:
        """Drop what no order is called: PostgreSQL has no text with a zero byte in it."""
        return str(self.cleaned_data["q"]).replace("\0", "").strip()

    def wanted(self) -> dict[str, Any]:
        """Return what was chosen, without what was left open or could not be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def is_narrow(self) -> bool:
        """Return whether it leaves any order out."""
        return bool(self.wanted().keys() - {"sort", "kind"})


class SupplierOrderFilter(_Narrowing):
    """Narrow and sort the orders placed with suppliers."""

    kind_of_order = "supplier"
    supplier = forms.ChoiceField(label=_("Supplier"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES, required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    sort = forms.ChoiceField(label=_("Sort"), choices=SORTS, required=False)
    field_order = ("q", "supplier", "outcome", "since", "until", "source", "sort")

    def __init__(self, store: Store, data: Any) -> None:
        """Offer the suppliers of one store, and the sources that have spoken in it."""
        super().__init__(store, data)
        self.fields["q"].widget.attrs["placeholder"] = _("Order, parcel, sale, product")
        suppliers = Supplier.objects.filter(store=store).order_by("name", "pk").values_list("pk", "name")
        self.fields["supplier"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("All suppliers")),
            (NO_SUPPLIER, _("Not assigned")),
            *((str(pk), name) for pk, name in suppliers),
        ]
        self.fields["source"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("Any source")),
            *((source, source_name(source)) for source in sources_of(store) if source not in _OF_SALES_ALONE),
        ]


class SalesOrderFilter(_Narrowing):
    """Narrow and sort the orders of customers."""

    kind_of_order = "sales"
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    sort = forms.ChoiceField(label=_("Sort"), choices=SORTS[:2], required=False)
    kind = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("q", "state", "since", "until", "channel", "sort", "kind")

    def __init__(self, store: Store, data: Any) -> None:
        """Offer the channels that orders came from."""
        super().__init__(store, data)
        self.fields["q"].widget.attrs["placeholder"] = _("Name or id of the order")
        channels = {channel_of(Source(source)) for source in sources_of(store)} & CHANNELS.keys()
        self.fields["channel"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("Any channel")),
            *((channel, CHANNELS[channel]) for channel in sorted(channels)),
        ]
