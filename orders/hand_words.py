"""The words for what is said of one order: names of facts, their values, who says them, and why not."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from orders.column_names import COLUMN_NAMES, UNDERSTOOD
from orders.hand import BY_HAND, Refusal, What
from orders.importers.problems import RowProblem
from orders.importers.rows import Outcome, Source, Tracked
from orders.models import OrderNote
from orders.models.imports import SOURCES
from orders.models.supplier_orders import ARRIVALS
from orders.tracking_numbers import Plausibility
from orders.wording import ROW_ADVICE

SOURCE_NAMES: dict[str, Promise | str] = {
    **dict(SOURCES),
    Source.OWNER.value: _("You, by hand"),
    Source.SHOPIFY_WEBHOOK.value: _("Shopify, as it happened"),
    Source.WOOCOMMERCE_WEBHOOK.value: _("WooCommerce, as it happened"),
    Source.AFTERSHIP.value: "AfterShip",
    Source.TRACK17.value: "17TRACK",
}
OUTCOME_WORDS: dict[str, Promise] = {
    Outcome.CLEAN.value: _("Arrived, nothing wrong"),
    Outcome.LATE.value: _("Arrived late"),
    Outcome.LOST.value: _("Never arrived"),
    Outcome.NOT_AS_DESCRIBED.value: _("Not as described"),
    Outcome.COUNTERFEIT.value: _("A fake"),
    Outcome.IN_TRANSIT.value: _("On its way"),
    Outcome.NOT_OBSERVED.value: _("Nobody knows"),
}
FACT_NAMES: dict[str, Promise] = {
    "arrival": _("Arrival"),
    "arrived_on": _("Arrived on"),
    "late": _("Late"),
    "not_as_described": _("Not as described"),
    "counterfeit": _("Counterfeit"),
    "unattributed": _("Open question"),
}
FIELD_NAMES: dict[str, Promise] = (
    COLUMN_NAMES
    | UNDERSTOOD
    | FACT_NAMES
    | {
        "settled": _("Answer to the open question"),
        "tracked": _("What tracking says"),
        "arrived_by": _("Had arrived by"),
        "records_complaints": _("Would show a complaint"),
    }
)
TRACKED_WORDS: dict[str, Promise] = {
    Tracked.DELIVERED.value: _("Delivered"),
    Tracked.OPEN.value: _("On its way"),
    Tracked.LOST.value: _("Lost"),
    Tracked.RETURNED.value: _("Sent back"),
    Tracked.NOT_TAKEN.value: _("Not taken at the address"),
    Tracked.HELD.value: _("Held by customs or security"),
    Tracked.EARLIER.value: _("Another parcel, older than the order"),
}
LOOKS: dict[Plausibility, Promise] = {
    Plausibility.DIGIT_FITS: _("Plausible: its check digit fits."),
    Plausibility.SHAPE_FITS: _("Has the shape of such a number; there is no digit to check."),
    Plausibility.DIGIT_WRONG: _("Its check digit does not fit: look for a typing error."),
    Plausibility.UNKNOWN_SHAPE: _("Cannot be checked: no known shape."),
}
BULK_LABELS: dict[What, Promise] = {
    What.ARRIVED: _("They arrived"),
    What.LATE: _("They arrived late"),
    What.LOST: _("They were lost"),
    What.NOT_AS_DESCRIBED: _("They were not as described"),
    What.COUNTERFEIT: _("They were fakes"),
    What.SETTLED: _("It was not the supplier’s fault"),
    What.TAKEN_BACK: _("Take back what you said of their end"),
}
REFUSALS: dict[Refusal, Promise] = {
    Refusal.STAYS_BAD: _(
        "What went wrong stays recorded until you know otherwise: choose how it ended, as far as you know it."
    ),
    Refusal.NOTE_NEEDED: _("Something went wrong with this order: write why it is recorded otherwise now."),
    Refusal.CONTRADICTION: _("It contradicts another fact of this order."),
    Refusal.CHANGED: _(
        "This order was changed in the meantime: go back to it, look again, and then correct it."
    ),
}
_ADVICE: dict[RowProblem, Promise] = {
    RowProblem.OUTCOME_AGAINST_DELIVERED: _(
        "There is a day of delivery, which says that the order arrived; correct one of the two."
    ),
    RowProblem.REFUND_WITHOUT_AMOUNT: _(
        "There is a day of refund: write the amount that came back, or empty the day."
    ),
    RowProblem.CLEAN_BUT_LATE: _(
        "It was delivered after the promised day; choose “Arrived late”, or correct the dates."
    ),
    RowProblem.LATE_BUT_ON_TIME: _(
        "It was delivered by the promised day; choose “Arrived, nothing wrong”, or correct the dates."
    ),
}


def advice(problem: RowProblem) -> str:
    """Return what to write instead, as a sentence at a field."""
    return str(_ADVICE.get(problem) or capfirst(str(ROW_ADVICE[problem])))


def source_name(source: str | None) -> str:
    """Return who speaks, in the reader's language; empty where nobody does."""
    return str(SOURCE_NAMES.get(source, source)) if source else ""


def marketplace_name(key: str) -> str:
    """Return where an order was placed, as people write it."""
    known = {"aliexpress": "AliExpress", BY_HAND: _now("Added by hand")}
    return known.get(key, capfirst(key))


def field_name(field: str) -> str:
    """Return what a fact is called."""
    return str(FIELD_NAMES.get(field, field))


def value_words(field: str, value: str | bool | date | None) -> str:
    """Return a value as it is read on a page; what is not known is said to be so."""
    if value is None or value == "":
        return _now("not known")
    if isinstance(value, bool) or value in ("true", "false"):
        return _now("yes") if value in (True, "true") else _now("no")
    if field in _WORDS:
        return str(_WORDS[field].get(str(value), value))
    return _written(field, value)


def _written(field: str, value: str | date) -> str:
    if isinstance(value, str) and (field.endswith("_on") or field in ("arrived_by", "ended_at")):
        value = datetime.fromisoformat(value) if field == "ended_at" else date.fromisoformat(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j M Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if field in ("cost", "refunded_amount"):
        return _amount(value)
    return value.replace("\n", ", ")


def _amount(text: str) -> str:
    try:
        return number_format(Decimal(text), 2, use_l10n=True, force_grouping=True)
    except InvalidOperation:
        return text


_WORDS: dict[str, Mapping[str, Promise]] = {
    "outcome": OUTCOME_WORDS,
    # What the sources of a conflict about the arrival say, and the fact itself.
    "arrival": {
        **dict(ARRIVALS),
        "arrived": _("Arrived"),
        "not_arrived": _("Did not arrive"),
    },
    "tracked": TRACKED_WORDS,
    "kind": dict(OrderNote.Kind.choices),
}
