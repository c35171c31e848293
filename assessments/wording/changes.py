"""What would change the verdict, in three piles: ask the supplier, prove something, wait."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.wording.amounts import days, number
from assessments.wording.blockers import BLOCKERS, BlockerWords
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
        gettext_lazy("Pay for %(to)s at a time instead of %(from)s."),
        gettext_lazy("payments for %(to)s at a time"),
    ),
    "top_up": ChangeWords(
        gettext_lazy("Keep %(to)s with the supplier in advance instead of %(from)s."),
        gettext_lazy("an advance of %(to)s"),
    ),
    "orders_per_month": ChangeWords(
        gettext_lazy("Plan %(to)s a month instead of %(from)s."), gettext_lazy("a plan of %(to)s a month")
    ),
    "diligence_share": ChangeWords(
        gettext_lazy("Do more of the checks on this supplier: %(to)s of them instead of %(from)s."),
        gettext_lazy("%(to)s of the checks done"),
    ),
    "risk_budget": ChangeWords(
        gettext_lazy("Say what you can afford to lose; %(to)s would be enough."),
        gettext_lazy("%(to)s that you can afford to lose"),
    ),
    "irreversible": ChangeWords(
        gettext_lazy("The payment must be one that can be taken back."),
        gettext_lazy("a payment that can be taken back"),
    ),
    "answers.sole_trader_own_account": ChangeWords(
        gettext_lazy("Prove that the supplier is a sole trader and the account the licence holder’s own."),
        gettext_lazy("proof that the account is the licence holder’s own"),
    ),
    "answers.paypal_resale_eligible": ChangeWords(
        gettext_lazy("Have PayPal confirm in writing that goods for resale are covered."),
        gettext_lazy("PayPal’s written word that resale is covered"),
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
    """Name a set of changes in the middle of a sentence: "14 more clean orders", "a price of $15.20"."""
    changes = row["changes"]
    if _is_wait(changes):
        return _more_clean_orders(_after(changes, "clean_orders"))
    questions = [question for change in changes if (question := _question(change))]
    if len(questions) > 1:
        return _("“no” to the %(count)s open questions") % {"count": len(questions)}
    return joined([_name(change, currency) for change in changes])


def joined(names: list[str]) -> str:
    """Join names with "and"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _view(row: Mapping[str, Any], currency: str) -> ChangeView:
    verdict = str(row["verdict"])
    return ChangeView(
        sentence=_sentence(row["changes"], currency),
        verdict=verdict,
        verdict_word=_("then: %(verdict)s") % {"verdict": verdict_word(verdict)},
    )


def _sentence(changes: Sequence[Mapping[str, Any]], currency: str) -> str:
    if _is_wait(changes):
        return _("Keep ordering for about %(days)s: %(orders)s at today’s pace.") % {
            "days": days(_after(changes, "wait_days")),
            "orders": _more_clean_orders(_after(changes, "clean_orders")),
        }
    questions = [question for change in changes if (question := _question(change))]
    if len(questions) > 1:
        return _("Answer all %(count)s open questions; each answer must be “no”.") % {"count": len(questions)}
    return " ".join(_do(change, currency) for change in changes)


def _is_wait(changes: Sequence[Mapping[str, Any]]) -> bool:
    return any(change["field"] == "wait_days" for change in changes)


def _after(changes: Sequence[Mapping[str, Any]], field: str) -> int:
    return round(next((change["to"] for change in changes if change["field"] == field), 0))


def _more_clean_orders(count: int) -> str:
    return ngettext("%(count)s more clean order", "%(count)s more clean orders", count) % {
        "count": number(count)
    }


def _question(change: Mapping[str, Any]) -> BlockerWords | None:
    return BLOCKERS.get(str(change["field"]).removeprefix("answers."))


def _do(change: Mapping[str, Any], currency: str) -> str:
    question = _question(change)
    if question:
        return f"{question.ask} {_('Needed: %(goal)s.') % {'goal': question.goal}}"
    field = str(change["field"])
    words, values = CHANGES.get(field), _values(change, currency)
    if words:
        return str(words.do) % values
    return _("%(what)s: %(to)s instead of %(from)s.") % {"what": term_label(field), **values}


def _name(change: Mapping[str, Any], currency: str) -> str:
    question = _question(change)
    if question:
        return str(question.goal)
    field = str(change["field"])
    words, values = CHANGES.get(field), _values(change, currency)
    return str(words.name) % values if words else f"{term_label(field)}: {values['to']}"


def _values(change: Mapping[str, Any], currency: str) -> dict[str, str]:
    field = str(change["field"])
    return {
        "from": term_value(field, change.get("from"), currency),
        "to": term_value(field, change.get("to"), currency),
    }
