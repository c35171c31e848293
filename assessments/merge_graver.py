"""Let the graver of two rows that say the same hold when two suppliers become one: a merge frees no verdict.

Every change of a row is remembered as it was and as it became, and is taken back where nobody changed it since.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Model, QuerySet

from stores.models import User
from stores.sealing import unsealed
from suppliers.account_digests import account_digests
from suppliers.checks.names import is_worse
from suppliers.models import LOOK_UP, Check, Contact, Payee, RedFlag, Supplier
from suppliers.paying import counted_match

# The states in which money goes to an account, or may once it is confirmed.
ACTIVE = (Payee.State.PENDING, Payee.State.CONFIRMED)
_LEAST_DONE = (Check.State.NOT_STARTED, Check.State.INCOMPLETE, Check.State.DONE)
_UNCONFIRMED = {
    "state": Payee.State.PENDING.value,
    "confirmed_by_id": None,
    "confirmed_at": None,
    "confirmed_on_id": None,
}
_MODELS: dict[str, type[Model]] = {
    str(model._meta.label_lower): model for model in (Payee, Check, Contact, RedFlag)
}
_POINTED_TO: dict[str, type[Model]] = {"confirmed_by_id": User, "confirmed_on_id": Contact}
Changes = list[dict[str, Any]]


def let_the_graver_hold(kept: Supplier, gone: Supplier) -> Changes:
    """Bring the rows that both have to the graver of the two; return what was changed, in order."""
    steps = (_names(kept), _names(gone), _rejected_elsewhere(kept, gone), _twins(kept, gone))
    return [*chain(*steps), *_checks(kept, gone), *_flags(kept, gone), *_contacts(kept, gone)]


def take_back(changes: Changes) -> None:
    """Undo `let_the_graver_hold`; what somebody changed since stays as it is now."""
    for change in reversed(changes):
        rows: QuerySet[Model] = QuerySet(_MODELS[change["model"]]).filter(pk=change["pk"])
        if rows.filter(**_read(change, "after")).exists():
            rows.update(**_read(change, "before"))


def same_accounts(payee: Payee, supplier: Supplier) -> QuerySet[Payee]:
    """Return the rows of a supplier for the account of a payee."""
    number = unsealed(payee.sealed_account)
    older = account_digests(payee.store_id, payee.kind, number) if number else []
    digests = [payee.account_digest, *older]
    return Payee.objects.filter(supplier=supplier, kind=payee.kind, account_digest__in=digests)


def _names(supplier: Supplier) -> Iterator[dict[str, Any]]:
    """Yield what changes of a supplier's accounts so that a name that reads badly now goes on to do so."""
    for payee in Payee.objects.filter(supplier=supplier, state__in=ACTIVE).order_by("pk"):
        counted = counted_match(supplier, payee)
        if is_worse(counted, Payee.NameMatch.UNKNOWN) and is_worse(counted, payee.name_match):
            yield _change(payee, name_match=counted)


def _twins(kept: Supplier, gone: Supplier) -> Iterator[dict[str, Any]]:
    """Yield what changes of the accounts that both have: one that waits at either waits, the worse name holds."""
    for theirs in Payee.objects.filter(supplier=gone, state__in=ACTIVE).order_by("pk"):
        mine = same_accounts(theirs, kept).filter(state__in=ACTIVE).first()
        if mine is None:
            continue
        misread = max(theirs.read_differently, mine.read_differently)
        if misread > mine.read_differently:
            yield _change(mine, read_differently=misread)
        if mine.state == Payee.State.CONFIRMED and theirs.state == Payee.State.PENDING:
            # With what was misread so far: who reads other digits back later is not undone with the merge.
            yield _change(mine, **_UNCONFIRMED, read_differently=misread)
        if is_worse(theirs.name_match, mine.name_match):
            yield _change(mine, name_match=theirs.name_match)


def _rejected_elsewhere(kept: Supplier, gone: Supplier) -> Iterator[dict[str, Any]]:
    """Yield what changes of the accounts that one has confirmed and the other has only rejected: they wait anew.

    So do all of the one where the other has accounts and none that money may go to.
    """
    for one, other in ((kept, gone), (gone, kept)):
        theirs = Payee.objects.filter(supplier=other)
        has_none_left = theirs.exists() and not theirs.filter(state__in=ACTIVE).exists()
        for payee in Payee.objects.filter(supplier=one, state=Payee.State.CONFIRMED).order_by("pk"):
            states = set(same_accounts(payee, other).values_list("state", flat=True))
            if has_none_left or (Payee.State.REJECTED in states and not states & set(ACTIVE)):
                yield _change(payee, **_UNCONFIRMED, read_differently=payee.read_differently)


def _checks(kept: Supplier, gone: Supplier) -> Iterator[dict[str, Any]]:
    """Yield what changes of the points that both have: the less done state holds, and the older word of two."""
    theirs = {check.key: check for check in Check.objects.filter(supplier=gone)}
    for mine in Check.objects.filter(supplier=kept, key__in=theirs).order_by("pk"):
        other = theirs[mine.key]
        if _done(other) < _done(mine):
            yield _change(mine, state=other.state, noted_at=other.noted_at)

    if gone.licence_number and not kept.licence_number and _done_of(theirs.get(LOOK_UP)) != Check.State.DONE:
        # It was looked up for somebody of whom no number was known, and vouches for no number that comes now.
        for mine in Check.objects.filter(supplier=kept, key=LOOK_UP, state=Check.State.DONE):
            yield _change(mine, state=Check.State.INCOMPLETE.value)


def _done_of(check: Check | None) -> str:
    return check.state if check else Check.State.NOT_STARTED


def _contacts(kept: Supplier, gone: Supplier) -> Iterator[dict[str, Any]]:
    """Yield what changes of the contacts that both have: one that ended at either has ended."""
    ended = {
        (each.kind, each.value_key): each.ended_on
        for each in Contact.objects.filter(supplier=gone, ended_on__isnull=False)
    }
    for mine in Contact.objects.filter(supplier=kept, ended_on=None).order_by("pk"):
        if (mine.kind, mine.value_key) in ended:
            yield _change(mine, ended_on=ended[mine.kind, mine.value_key])


def _done(check: Check) -> tuple[int, datetime]:
    return _LEAST_DONE.index(Check.State(check.state)), check.noted_at


def _flags(kept: Supplier, gone: Supplier) -> Iterator[dict[str, Any]]:
    """Yield what changes of the warning signs that stand with both: one stands, with both notes."""
    theirs = dict(RedFlag.objects.filter(supplier=gone, cleared_at=None).values_list("key", "note"))
    for mine in RedFlag.objects.filter(supplier=kept, cleared_at=None, key__in=theirs).order_by("pk"):
        note = joined(mine.note, gone.name, theirs[mine.key])
        if note != mine.note:
            yield _change(mine, note=note)


def joined(note: str, name: str, other: str) -> str:
    """Return a note with another supplier's under that one's name; the same words are not said twice."""
    if not other.strip() or other.strip() == note.strip():
        return note
    return f"{note}\n\n{name}:\n{other}" if note.strip() else f"{name}:\n{other}"


def _change(row: Payee | Check | Contact | RedFlag, **new: Any) -> dict[str, Any]:
    """Write new values of a row; return the values before and after, as JSON has them."""
    before = {name: getattr(row, name) for name in new}
    QuerySet(type(row)).filter(pk=row.pk).update(**new)
    return {
        "model": str(row._meta.label_lower),
        "pk": row.pk,
        "before": {name: _plain(value) for name, value in before.items()},
        "after": {name: _plain(value) for name, value in new.items()},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(change: dict[str, Any], side: str) -> dict[str, Any]:
    """Return the values of one side; who or what is not there any more is None."""
    values = dict(change[side])
    for name, model in _POINTED_TO.items():
        if values.get(name) is not None and not QuerySet(model).filter(pk=values[name]).exists():
            values[name] = None
    return values
