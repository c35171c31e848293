"""What would change the verdict, in three piles: ask the supplier, prove something, wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.amounts import not_known
from assessments.wording.blockers import BLOCKERS, blocker_name
from assessments.wording.terms import term_label, term_value
from assessments.wording.view import ChangeView, PileView
from stores.templatetags.display import verdict_word


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """A change as a thing to do, and as a thing named in the middle of a sentence."""

    do: Promise
    name: Promise


PILES: Final[dict[str, tuple[Promise, Promise]]] = {
    "ask": (gettext_lazy("Ask the supplier"), gettext_lazy("Terms to agree on, in writing.")),
    "prove": (gettext_lazy("Prove"), gettext_lazy("Things you can find out or write down yourself.")),
    "wait": (gettext_lazy("Wait"), gettext_lazy("Keep ordering on AliExpress; the record grows by itself.")),
}
CHANGES: Final[dict[str, ChangeWords]] = {
    "payment_method": ChangeWords(
        gettext_lazy("Pay by %(to)s instead of %(from)s."), gettext_lazy("payment by %(to)s")
    ),
    "offered_price": ChangeWords(
        gettext_lazy("Agree on %(to)s for each order instead of %(from)s."), gettext_lazy("a price of %(to)s")
    ),
    "deposit_share": ChangeWords(
        gettext_lazy("Pay %(to)s before shipping instead of %(from)s."), gettext_lazy("a deposit of %(to)s")
    ),
    "days_to_receipt": ChangeWords(
        gettext_lazy("Have goods arrive %(to)s after you pay instead of %(from)s."),
        gettext_lazy("arrival within %(to)s of paying"),
    ),
    "days_after_balance": ChangeWords(
        gettext_lazy("Pay the rest %(to)s before arrival instead of %(from)s."),
        gettext_lazy("the balance paid %(to)s before arrival"),
    ),
    "orders_per_payment": ChangeWords(
        gettext_lazy("Pay for %(to)s at a time instead of %(from)s."), gettext_lazy("payments for %(to)s at a time")
    ),
    "top_up": ChangeWords(
        gettext_lazy("Keep %(to)s with the supplier in advance instead of %(from)s."),
        gettext_lazy("an advance of %(to)s"),
    ),
    "orders_per_month": ChangeWords(
        gettext_lazy("Plan %(to)s a month instead of %(from)s."), gettext_lazy("a plan of %(to)s a month")
    ),
    "clean_orders": ChangeWords(
        gettext_lazy("Gather %(to)s that arrive in time and with nothing wrong."), gettext_lazy("%(to)s more, all clean")
    ),
    "risk_budget": ChangeWords(
        gettext_lazy("Say what you can afford to lose; %(to)s would be enough."),
        gettext_lazy("a risk budget of %(to)s"),
    ),
}


def pile_views(changes: Iterable[Mapping[str, Any]], currency: str) -> tuple[PileView, ...]:
    """Put the changes into their piles, cheapest first; nothing at all where no change helps."""
    rows = list(changes)
    if not rows:
        return ()
    return tuple(
        PileView(
            key=key,
            title=str(title),
            help=str(text),
            changes=tuple(_view(row, currency) for row in rows if row["pile"] == key),
        )
        for key, (title, text) in PILES.items()
    )


def named(row: Mapping[str, Any], currency: str) -> str:
    """Name a set of changes in the middle of a sentence: "14 more clean orders and a lower price"."""
    return joined([_name(change, currency) for change in row["changes"]])


def joined(names: list[str]) -> str:
    """Join names with "and"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _view(row: Mapping[str, Any], currency: str) -> ChangeView:
    verdict = str(row["verdict"])
    return ChangeView(
        sentence=" ".join(_do(change, currency) for change in row["changes"]),
        verdict=verdict,
        verdict_word=_("then: %(verdict)s") % {"verdict": verdict_word(verdict)},
    )


def _do(change: Mapping[str, Any], currency: str) -> str:
    field = str(change["field"])
    question = field.removeprefix("answers.")
    if question in BLOCKERS:
        return str(BLOCKERS[question].ask)
    words = CHANGES.get(field)
    values = _values(change, currency)
    if words:
        return str(words.do) % values
    return _("%(what)s: %(to)s instead of %(from)s.") % {"what": term_label(field), **values}


def _name(change: Mapping[str, Any], currency: str) -> str:
    field = str(change["field"])
    question = field.removeprefix("answers.")
    if question in BLOCKERS:
        return _("an answer about %(question)s") % {"question": blocker_name(question)}
    words = CHANGES.get(field)
    values = _values(change, currency)
    return str(words.name) % values if words else f"{term_label(field)}: {values['to']}"


def _values(change: Mapping[str, Any], currency: str) -> dict[str, str]:
    field = str(change["field"])
    return {
        "from": not_known() if change.get("from") is None else term_value(field, change["from"], currency),
        "to": term_value(field, change.get("to"), currency),
    }
