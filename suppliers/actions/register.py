"""Keep who the suppliers are and what files call them."""

from collections.abc import Collection, Iterable
from copy import copy
from datetime import datetime

from django.db import IntegrityError, transaction

from stores.models import Store, User
from suppliers.actions.checks import note_checks
from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.actions.trail import note
from suppliers.models import LOOK_UP, Alias, Check, Supplier, TrailEntry
from suppliers.naming import name_key

# What says which party of the law it is: a change of it is a warning of its own.
IDENTITY = (
    "legal_name_zh",
    "legal_name_en",
    "legal_representative",
    "licence_kind",
    "licence_number",
    "country",
)
# What a person enters about who a supplier is.
ENTERED = (
    "name",
    "trading_name",
    *IDENTITY,
    "shop_url",
    "shop_id",
    "tags",
    "status",
    "notes",
)


class NameTaken(Exception):
    """Say that another supplier of the store has the name by now; nothing was written."""


class StaysBlocked(Exception):
    """Say that only an owner lifts a block; nothing was written."""


@transaction.atomic
def add_supplier(
    store: Store, name: str, *, shop_url: str = "", country: str = "", notes: str = ""
) -> Supplier:
    """Return the supplier of this name, made where the store has none."""
    supplier, _made = Supplier.objects.get_or_create(
        store=store,
        name_key=name_key(name),
        defaults={"name": name.strip()[:120], "shop_url": shop_url, "country": country, "notes": notes},
    )
    return supplier


@transaction.atomic
def keep_supplier(
    supplier: Supplier, user: User, now: datetime, *, changed: Collection[str], may_lift_block: bool
) -> Supplier:
    """Return who a supplier is, saved; files that still call it by an old name go on to mean it.

    Of a supplier that is there only the fields in `changed` are written, names of ENTERED: the others may have become
    others since the form was opened. Raises: NameTaken, StaysBlocked, Http404 where it was merged meanwhile.
    """
    if not supplier.pk:
        _save(supplier)
        _tell(supplier, Supplier(), user, now)
        return supplier
    old = hold(supplier)
    kept, written = copy(old), [field for field in ENTERED if field in changed]
    for field in written:
        setattr(kept, field, getattr(supplier, field))
    if old.status == Supplier.Status.BLOCKED != kept.status and not may_lift_block:
        raise StaysBlocked
    kept.name_key = name_key(kept.name)
    _save(kept, "name_key", *written)
    if old.name_key != kept.name_key:
        remember_alias(kept, Alias.Kind.SHOP, old.name)
    _tell(kept, old, user, now)
    if any(getattr(old, field) != getattr(kept, field) for field in IDENTITY):
        _look_up_again(kept, user, now)
    if any(getattr(old, field) != getattr(kept, field) for field in written):
        raise_evidence([kept.pk])
    return kept


def _look_up_again(supplier: Supplier, user: User, now: datetime) -> None:
    """Say that the register was asked about somebody who was called otherwise, or had another number."""
    if supplier.checks.filter(key=LOOK_UP, state=Check.State.DONE).exists():
        note_checks(supplier, {LOOK_UP: Check.State.INCOMPLETE.value}, now, user)


def _save(supplier: Supplier, *written: str) -> None:
    """Save a supplier, or only some fields of it. Raises: NameTaken."""
    try:
        with transaction.atomic():
            supplier.save(update_fields=written or None)
    except IntegrityError as error:
        same = Supplier.objects.filter(store_id=supplier.store_id, name_key=supplier.name_key)
        if same.exclude(pk=supplier.pk).exists():
            raise NameTaken from error
        raise


def _tell(supplier: Supplier, old: Supplier, user: User, now: datetime) -> None:
    """Write down what of the identity and the status became another."""
    said = "; ".join(_changes(supplier, old, IDENTITY))
    if said:
        note(supplier, TrailEntry.Kind.IDENTITY_CHANGED, user, now, said)
    said = "; ".join(_changes(supplier, old, ("status",)))
    if said:
        note(supplier, TrailEntry.Kind.STATUS_CHANGED, user, now, said)


def _changes(supplier: Supplier, old: Supplier, fields: Iterable[str]) -> Iterable[str]:
    for field in fields:
        before, after = _shown(old, field), _shown(supplier, field)
        if before != after:
            yield f"{Supplier._meta.get_field(field).verbose_name}: {before or '–'} → {after or '–'}"  # type: ignore[union-attr]  # none of them is a relation


def _shown(supplier: Supplier, field: str) -> str:
    """Return a value as a person chose it."""
    chosen = getattr(supplier, f"get_{field}_display", None)
    return str(chosen() if chosen else getattr(supplier, field))


def suppliers_named(store: Store, names: Iterable[str], *, make: bool = True) -> dict[str, int]:
    """Return name key -> supplier id for names that a file gives its suppliers; `make` those that are new."""
    wanted = {name_key(name): name for name in names}
    found = dict(
        Alias.objects.filter(store=store, kind=Alias.Kind.SHOP, text_key__in=wanted).values_list(
            "text_key", "supplier_id"
        )
    )
    found |= dict(Supplier.objects.filter(store=store, name_key__in=wanted).values_list("name_key", "pk"))
    for key, name in sorted(wanted.items()):
        if make and key and key not in found:
            found[key] = add_supplier(store, name).pk
    return found


@transaction.atomic
def remember_alias(supplier: Supplier, kind: Alias.Kind, text: str) -> Alias:
    """Let a text of a file mean this supplier from now on. Raises Http404 where it was merged meanwhile."""
    hold(supplier)
    alias, _made = Alias.objects.update_or_create(
        store=supplier.store,
        kind=kind,
        text_key=name_key(text),
        defaults={"supplier": supplier, "text": text[:300]},
    )
    return alias
