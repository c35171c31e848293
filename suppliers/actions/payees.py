"""Keep whom the money of a supplier goes to; nothing is confirmed but by its digits, on a channel known before."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_variables

from stores.models import User
from stores.queries import today_in
from stores.sealing import sealed, unsealed
from suppliers.account_digests import account_digests
from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.actions.trail import note
from suppliers.channels import channel_problem, tellers_of
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


class ToBeRejected(Exception):
    """Say that other digits were read back too often for this account to be confirmed; nothing was written."""


class CannotRead(Exception):
    """Say that the number was sealed under a key that the settings no longer have; nothing was written."""


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what was told about an account: by whom and when, and what is known beside the number."""

    kind: str
    account: str = field(repr=False)
    told_on: date
    told_by: Contact | None = None
    holder: str = ""
    bank_name: str = ""
    bic: str = ""
    country: str = ""
    currency: str = ""
    name_match: str = Payee.NameMatch.UNKNOWN.value
    note: str = ""


MOST_READ_DIFFERENTLY = 3
_BESIDE = ("holder", "bank_name", "bic", "country", "currency", "name_match")


# Where a whole number is at hand, a report of an error shows no variable: decorators have it under other names.
@sensitive_variables()
@transaction.atomic
def add_payee(supplier: Supplier, told: Told, user: User, now: datetime) -> Payee:
    """Return a new account of a supplier, which waits for its confirmation.

    Raises: AccountThere, WrongChannel where the contact that told it is none of this supplier.
    """
    held = hold(supplier)
    if _twin(held, told):
        raise AccountThere
    made = _written(held, told, user, now, replaces=None)
    _tell(made, TrailEntry.Kind.PAYEE_ADDED, user, now, made.holder)
    return made


@sensitive_variables()
@transaction.atomic
def change_payee(payee: Payee, told: Told, user: User, now: datetime) -> Payee:
    """Return the account that is to take another's place once it is confirmed; until then the other one stands.

    Where the number is the same and only what is beside it changes, the old row gives way at once: one number is
    never both. Raises: AccountThere where nothing changes or another row has the number, NotPending where the old
    one was replaced or rejected, WrongChannel as above.
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


@sensitive_variables()
def confirm_payee(payee: Payee, contact: Contact, heard: str, user: User, now: datetime) -> Payee:
    """Let money go to an account whose whole number was read back on a channel that was known before it was told.

    What it takes the place of is replaced. That other digits were heard is noted, without them. Raises: NotPending,
    WrongChannel, OtherDigits, ToBeRejected after so many of these, CannotRead.
    """
    try:
        return _confirm(payee, contact, heard, user, now)
    except OtherDigits:
        _note_other_digits(payee, contact, user, now)
        raise


@transaction.atomic
def _confirm(payee: Payee, contact: Contact, heard: str, user: User, now: datetime) -> Payee:
    held, found = _held(payee, Payee.State.PENDING)
    if found.read_differently >= MOST_READ_DIFFERENTLY:
        raise ToBeRejected
    channel = _channel(found, contact, today_in(held.store, now))
    _compare(found, heard)
    found.state = Payee.State.CONFIRMED
    found.confirmed_by, found.confirmed_at, found.confirmed_on = user, now, channel
    found.save(update_fields=["state", "confirmed_by", "confirmed_at", "confirmed_on"])
    _replace_those_before(found)
    _tell(found, TrailEntry.Kind.PAYEE_CONFIRMED, user, now, str(channel))
    return found


@transaction.atomic
def _note_other_digits(payee: Payee, contact: Contact, user: User, now: datetime) -> None:
    """Count that other digits were read back: whoever answered there may not be whose account it is."""
    held = hold(payee.supplier)
    Payee.objects.filter(pk=payee.pk, supplier=held).update(read_differently=F("read_differently") + 1)
    note(held, TrailEntry.Kind.PAYEE_READ_DIFFERENTLY, user, now, f"{payee}: {contact}")


@transaction.atomic
def reject_payee(payee: Payee, reason: str, user: User, now: datetime) -> Payee:
    """Say that an account is not theirs, also one that was confirmed. Raises: NotPending.

    A confirmed row of the same number that gave way to it when it was entered stands again, unless other digits were
    read back since.
    """
    _supplier, found = _held(payee, *LIVE)
    gave_way = _gave_way_to(found) if found.state == Payee.State.PENDING else None
    if gave_way is not None and found.read_differently > gave_way.read_differently:
        # Other digits were heard for this very number since: it does not stand any more.
        gave_way = None
    found.state, found.rejected_because = Payee.State.REJECTED, reason
    # Who confirmed it, and when, stays in the trail.
    found.confirmed_by = found.confirmed_at = found.confirmed_on = None
    found.save(update_fields=["state", "rejected_because", "confirmed_by", "confirmed_at", "confirmed_on"])
    if gave_way is not None:
        Payee.objects.filter(pk=gave_way.pk).update(state=Payee.State.CONFIRMED)
        _tell(gave_way, TrailEntry.Kind.PAYEE_CHANGED, user, now, str(Payee.State.CONFIRMED.label))
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


@sensitive_variables()
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
    plain["told_by"] = _teller(supplier, told)
    return Payee.objects.create(
        store=supplier.store,
        supplier=supplier,
        sealed_account=sealed(normal_account(told.kind, told.account)),
        masked_account=masked_account(told.kind, told.account),
        account_digest=account_digests(supplier.store_id, told.kind, told.account)[0],
        replaces=replaces,
        # A number that comes back as a change of itself is no other one.
        read_differently=replaces.read_differently if replaces and _is_number_of(replaces, told) else 0,
        added_by=user,
        added_at=now,
        **plain,
    )


def _teller(supplier: Supplier, told: Told) -> Contact | None:
    """Return who told an account, as the row is now. Raises: WrongChannel."""
    if told.told_by is None:
        return None
    found = Contact.objects.filter(pk=told.told_by.pk, supplier=supplier).first()
    if found is None:
        raise WrongChannel("not_theirs")
    return found


def _channel(payee: Payee, contact: Contact, today: date) -> Contact:
    """Return the channel as it is now, not as a page saw it. Raises: WrongChannel."""
    theirs = list(Contact.objects.select_related("supplier").filter(supplier_id=payee.supplier_id))
    found = next((each for each in theirs if each.pk == contact.pk), None)
    problem = channel_problem(payee, found, today, theirs, tellers_of(payee)) if found else "not_theirs"
    if found is None or problem:
        raise WrongChannel(problem)
    return found


def _is_number_of(payee: Payee, told: Told) -> bool:
    return payee.account_digest in account_digests(payee.store_id, told.kind, told.account)


def _compare(payee: Payee, heard: str) -> None:
    number = unsealed(payee.sealed_account)
    if not number:
        raise CannotRead
    if not constant_time_compare(number, normal_account(payee.kind, heard)):
        raise OtherDigits


def _replace_those_before(payee: Payee) -> None:
    """Replace what a payee takes the place of, and what that would have taken the place of."""
    before = payee.replaces
    # Where a merge was undone, what it would have replaced may be another supplier's by now.
    while before is not None and before.supplier_id == payee.supplier_id:
        Payee.objects.filter(pk=before.pk, state__in=LIVE).update(state=Payee.State.REPLACED)
        before = before.replaces


@sensitive_variables()
def _gave_way_to(payee: Payee) -> Payee | None:
    """Return the confirmed row that one of the same number took the place of without its digits being read back."""
    number = unsealed(payee.sealed_account)
    digests = account_digests(payee.store_id, payee.kind, number) if number else [payee.account_digest]
    before = payee.replaces
    while before is not None and (before.kind, before.state) == (payee.kind, Payee.State.REPLACED):
        if before.supplier_id != payee.supplier_id or before.account_digest not in digests:
            return None
        if before.confirmed_at is not None and before.confirmed_on_id is not None:
            return before
        before = before.replaces
    return None


def _tell(payee: Payee, kind: TrailEntry.Kind, user: User, now: datetime, more: str) -> None:
    note(payee.supplier, kind, user, now, f"{payee}: {more}" if more else str(payee))
    raise_evidence([payee.supplier_id])
