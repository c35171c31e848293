"""Keep whom the money of a supplier goes to; nothing is confirmed but by its digits, on a channel known before."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from stores.models import User
from stores.queries import today_in
from stores.sealing import sealed, unsealed
from suppliers.account_digests import account_digests
from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.actions.trail import note
from suppliers.channels import channel_problem
from suppliers.checks.accounts import masked_account, normal_account
from suppliers.models import Contact, Payee, Supplier, TrailEntry
from suppliers.paying import LIVE


class AccountThere(Exception):
    """Say that this supplier has the account already, pending or confirmed; nothing was written."""


class NotPending(Exception):
    """Say that a payee is in another state by now than the deed asks for; nothing was written."""


class WrongChannel(Exception):
    """Say why digits read back on a channel prove nothing (a key of suppliers.channels); nothing was written."""


class OtherDigits(Exception):
    """Say that what was heard is not the number that was entered; nothing was written."""


class CannotRead(Exception):
    """Say that the number was sealed under a key that the settings no longer have; nothing was written."""


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what was told about an account: by whom and when, and what is known beside the number."""

    kind: str
    account: str
    told_on: date
    told_by: Contact | None = None
    holder: str = ""
    bank_name: str = ""
    bic: str = ""
    country: str = ""
    currency: str = ""
    name_match: str = Payee.NameMatch.UNKNOWN.value
    note: str = ""


_BESIDE = ("holder", "bank_name", "bic", "country", "currency", "name_match")


@transaction.atomic
def add_payee(supplier: Supplier, told: Told, user: User, now: datetime) -> Payee:
    """Return a new account of a supplier, which waits for its confirmation. Raises: AccountThere."""
    held = hold(supplier)
    if _twin(held, told):
        raise AccountThere
    made = _written(held, told, user, now, replaces=None)
    _tell(made, TrailEntry.Kind.PAYEE_ADDED, user, now, made.holder)
    return made


@transaction.atomic
def change_payee(payee: Payee, told: Told, user: User, now: datetime) -> Payee:
    """Return the account that is to take another's place once it is confirmed; until then the other one stands.

    Where the number is the same and only what is beside it changes, the old row gives way at once: one number is
    never both. Raises: AccountThere where nothing changes or another row has the number, NotPending where the old
    one was replaced or rejected.
    """
    held, old = _held(payee, *LIVE)
    twin = _twin(held, told)
    if twin == old and any(getattr(told, name) != getattr(old, name) for name in _BESIDE):
        Payee.objects.filter(pk=old.pk).update(state=Payee.State.REPLACED)
    elif twin:
        raise AccountThere
    made = _written(held, told, user, now, replaces=old)
    _tell(made, TrailEntry.Kind.PAYEE_CHANGED, user, now, f"{old.masked_account} → {made.masked_account}")
    return made


@transaction.atomic
def confirm_payee(payee: Payee, contact: Contact, heard: str, user: User, now: datetime) -> Payee:
    """Let money go to an account whose whole number was read back on a channel that was known before it was told.

    What it takes the place of is replaced. Raises: NotPending, WrongChannel, OtherDigits, CannotRead.
    """
    held, found = _held(payee, Payee.State.PENDING)
    problem = channel_problem(found, contact, today_in(held.store, now))
    if problem:
        raise WrongChannel(problem)
    _compare(found, heard)
    found.state = Payee.State.CONFIRMED
    found.confirmed_by, found.confirmed_at, found.confirmed_on = user, now, contact
    found.save(update_fields=["state", "confirmed_by", "confirmed_at", "confirmed_on"])
    _replace_those_before(found)
    _tell(found, TrailEntry.Kind.PAYEE_CONFIRMED, user, now, str(contact))
    return found


@transaction.atomic
def reject_payee(payee: Payee, reason: str, user: User, now: datetime) -> Payee:
    """Say that an account is not theirs, also one that was confirmed. Raises: NotPending."""
    _supplier, found = _held(payee, *LIVE)
    found.state, found.rejected_because = Payee.State.REJECTED, reason
    # Who confirmed it, and when, stays in the trail.
    found.confirmed_by = found.confirmed_at = found.confirmed_on = None
    found.save(update_fields=["state", "rejected_because", "confirmed_by", "confirmed_at", "confirmed_on"])
    _tell(found, TrailEntry.Kind.PAYEE_REJECTED, user, now, reason)
    return found


@transaction.atomic
def judge_name(payee: Payee, name_match: Payee.NameMatch, user: User, now: datetime) -> Payee:
    """Keep what the owner thinks of the holder's name, where more is known by now. Raises: NotPending."""
    _supplier, found = _held(payee, *LIVE)
    if found.name_match != name_match:
        found.name_match = name_match
        found.save(update_fields=["name_match"])
        _tell(found, TrailEntry.Kind.PAYEE_CHANGED, user, now, str(name_match.label))
    return found


@transaction.atomic
def reveal_payee(payee: Payee, user: User, now: datetime) -> str:
    """Return the whole number; that it was looked at stands in the trail before anybody sees it. Raises: CannotRead."""
    number = unsealed(payee.sealed_account)
    if not number:
        raise CannotRead
    note(payee.supplier, TrailEntry.Kind.PAYEE_REVEALED, user, now, str(payee))
    return number


def _held(payee: Payee, *states: Payee.State) -> tuple[Supplier, Payee]:
    """Return the supplier and the payee as they are now, and let both stand still."""
    held = hold(payee.supplier)
    found = Payee.objects.select_for_update().filter(supplier=held, pk=payee.pk, state__in=states).first()
    if found is None:
        raise NotPending
    found.supplier = held
    return held, found


def _twin(supplier: Supplier, told: Told) -> Payee | None:
    digests = account_digests(supplier.store_id, told.kind, told.account)
    return Payee.objects.filter(
        supplier=supplier, kind=told.kind, account_digest__in=digests, state__in=LIVE
    ).first()


def _written(supplier: Supplier, told: Told, user: User, now: datetime, replaces: Payee | None) -> Payee:
    plain = {each.name: getattr(told, each.name) for each in fields(told) if each.name != "account"}
    return Payee.objects.create(
        store=supplier.store,
        supplier=supplier,
        sealed_account=sealed(normal_account(told.kind, told.account)),
        masked_account=masked_account(told.kind, told.account),
        account_digest=account_digests(supplier.store_id, told.kind, told.account)[0],
        replaces=replaces,
        added_by=user,
        added_at=now,
        **plain,
    )


def _compare(payee: Payee, heard: str) -> None:
    number = unsealed(payee.sealed_account)
    if not number:
        raise CannotRead
    if not constant_time_compare(number, normal_account(payee.kind, heard)):
        raise OtherDigits


def _replace_those_before(payee: Payee) -> None:
    """Replace what a payee takes the place of, and what that would have taken the place of."""
    before = payee.replaces
    while before is not None:
        Payee.objects.filter(pk=before.pk, state__in=LIVE).update(state=Payee.State.REPLACED)
        before = before.replaces


def _tell(payee: Payee, kind: TrailEntry.Kind, user: User, now: datetime, more: str) -> None:
    note(payee.supplier, kind, user, now, f"{payee}: {more}" if more else str(payee))
    raise_evidence([payee.supplier_id])
