"""What would change the verdict, in three piles: ask the supplier, prove something, wait."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.wording.amounts import days, number, short_number
from assessments.wording.blockers import BLOCKERS, BlockerWords
from assessments.wording.change_words import CHANGES, MIXED, NOTHING, PILES, ChangeWords
from assessments.wording.piles import nothing_here
from assessments.wording.terms import term_label, term_value
from assessments.wording.view import ChangeView, PileView
from stores.templatetags.display import verdict_word

Change = Mapping[str, Any]
_WAITING = ("wait_days", "clean_orders")
_PILOT = "clean_off_platform"
_PAYMENT = ("payment_method", "irreversible")


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
            nothing=nothing_here(key, rows),
        )
        for key, (title, text) in PILES.items()
    )


def named(row: Mapping[str, Any], currency: str) -> str:
    """Name a set of changes in the middle of a sentence: "14 more clean orders", "a price of $15.20"."""
    return joined_as_one([_half_name(half, currency) for half in _halves(row["changes"])])


def joined_as_one(names: list[str]) -> str:
    """Join the names of changes that only work together, so that they read as one thing."""
    if len(names) < 2:
        return "".join(names)
    words = {"first": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(first)s together with %(last)s") % words


def joined(names: list[str]) -> str:
    """Join names with "and"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _view(row: Mapping[str, Any], currency: str) -> ChangeView:
    verdict = str(row["verdict"])
    return ChangeView(
        sentence=_sentence(row, currency),
        verdict=verdict,
        verdict_word=_("then: %(verdict)s") % {"verdict": verdict_word(verdict)},
        ways=_ways(row["changes"]),
    )


def _sentence(row: Mapping[str, Any], currency: str) -> str:
    halves = _halves(row["changes"])
    if len(halves) > 1:
        names = [_half_name(half, currency) for half in halves[:-1]]
        last = _with_days(halves[-1], row) if _takes_time(halves[-1]) else _half_name(halves[-1], currency)
        return _("It takes both: %(first)s, and %(last)s.") % {"first": ", ".join(names), "last": last}
    changes = halves[0]
    if _is_wait(changes):
        return _keep_ordering(row)
    if _takes_time(changes):
        return _("Make the pilot: %(orders)s.") % {"orders": _with_days(changes, row)}
    if _questions(changes) > 1:
        return _("Answer all %(count)s open questions; each answer must be “no”.") % {
            "count": _questions(changes)
        }
    return " ".join(_do(change, currency) for change in changes)


def _halves(changes: Sequence[Change]) -> list[list[Change]]:
    """Put changes that are one step of the owner together: a wait and its orders, open questions, one payment."""
    halves: dict[str, list[Change]] = {}
    # What takes longest reads best at the end.
    for change in sorted(
        changes, key=lambda change: (change["field"] in _WAITING, change["field"] == _PILOT)
    ):
        field = str(change["field"])
        step = "wait" if field in _WAITING else "payment" if field in _PAYMENT else field
        is_open = _question(change) is not None and change.get("from") is None
        halves.setdefault("answers" if is_open else step, []).append(change)
    return list(halves.values())


def _half_name(changes: Sequence[Change], currency: str) -> str:
    if _is_wait(changes):
        orders = _after(changes, "clean_orders")
        if orders:
            return _more_clean_orders(orders)
        return _("another %(days)s of orders") % {"days": days(_after(changes, "wait_days"))}
    if _takes_time(changes):
        return _direct_orders(changes[0])
    if _questions(changes) > 1:
        return _("“no” to the %(count)s open questions") % {"count": _questions(changes)}
    return joined([_name(change, currency) for change in changes])


def _ways(changes: Sequence[Change]) -> str:
    """Say in which ways a set of several piles is reached; nothing where it is one way."""
    piles = {str(change.get("pile")) for change in changes}
    return str(MIXED.get(frozenset(piles), ""))


def _keep_ordering(row: Mapping[str, Any]) -> str:
    """Say what to wait for; a report of an older engine has the usual day only, and no range of days."""
    orders, usual = _after(row["changes"], "clean_orders"), days(_after(row["changes"], "wait_days"))
    if not orders:
        return _("Keep ordering for about %(days)s.") % {"days": usual}
    if row.get("days"):
        return _("Keep ordering: %(orders)s.") % {"orders": _with_days(row["changes"], row)}
    return _("Keep ordering for about %(days)s: %(orders)s at today’s pace.") % {
        "days": usual,
        "orders": _more_clean_orders(orders),
    }


def _with_days(changes: Sequence[Change], row: Mapping[str, Any]) -> str:
    """Name what takes time, and the days in which it is there; orders on the platform come at today's pace."""
    waits = _is_wait(changes)
    name = _half_name([c for c in changes if not waits or c["field"] in _WAITING], "")
    span = row.get("days")
    if not span or (waits and not _after(changes, "clean_orders")):
        return name
    words = {"orders": name, "span": _span(span)}
    return _("%(orders)s, %(span)s at today’s pace") % words if waits else _("%(orders)s, %(span)s") % words


def _span(span: Mapping[str, int | None]) -> str:
    """Say in how many days; a slow pace may never get there."""
    low, high = span["low"], span["high"]
    if high is None:
        return _("in about %(low)s or more") % {"low": days(low)}
    if low == high:
        return _("in about %(days)s") % {"days": days(high)}
    return _("in about %(low)s to %(high)s") % {"low": number(low), "high": days(high)}


def _direct_orders(change: Change) -> str:
    count = ceil(change["to"] - (change.get("from") or 0))
    return ngettext("%(count)s clean direct order", "%(count)s clean direct orders", count) % {
        "count": number(count)
    }


def _takes_time(changes: Sequence[Change]) -> bool:
    return _is_wait(changes) or any(change["field"] == _PILOT for change in changes)


def _is_wait(changes: Sequence[Change]) -> bool:
    return any(change["field"] in _WAITING for change in changes)


def _questions(changes: Sequence[Change]) -> int:
    return sum(_question(change) is not None for change in changes)


def _after(changes: Sequence[Change], field: str) -> int:
    return round(next((change["to"] for change in changes if change["field"] == field), 0))


def _more_clean_orders(count: int) -> str:
    return ngettext("%(count)s more clean order", "%(count)s more clean orders", count) % {
        "count": number(count)
    }


def _question(change: Change) -> BlockerWords | None:
    return BLOCKERS.get(str(change["field"]).removeprefix("answers."))


def _do(change: Change, currency: str) -> str:
    question = _question(change)
    if question:
        return f"{question.ask} {_('Needed: %(goal)s.') % {'goal': question.goal}}"
    words, values, field = _words(change), _values(change, currency), str(change["field"])
    if words:
        return str(words.do) % values
    return _("%(what)s: %(to)s instead of %(from)s.") % {"what": term_label(field), **values}


def _words(change: Change) -> ChangeWords | None:
    """Return the words of a change; which kind of a payment it is, is to be found out and not to be asked for."""
    field = str(change["field"])
    return CHANGES.get("payment_kind" if field == _PAYMENT[0] and change.get("pile") == "prove" else field)


def _name(change: Change, currency: str) -> str:
    question = _question(change)
    if question:
        return str(question.goal)
    field = str(change["field"])
    if change.get("to") == 0 and field in NOTHING:
        return str(NOTHING[field])
    words, values = _words(change), _values(change, currency)
    return str(words.name) % values if words else f"{term_label(field)}: {values['to']}"


def _values(change: Change, currency: str) -> dict[str, str]:
    field, before = str(change["field"]), change.get("from")
    is_number = isinstance(before, int | float) and not isinstance(before, bool)
    return {
        "from": term_value(field, before, currency),
        "from_number": short_number(before) if is_number else "",
        "to": term_value(field, change.get("to"), currency),
    }
