"""What the supplier that stays takes over of who the other is: what it lacks, and the graver status."""

from typing import Any

from assessments.merge_graver import joined
from suppliers.checks.uscc import read_uscc
from suppliers.models import Alias, Supplier
from suppliers.naming import name_key

_FILLED = (
    "trading_name",
    "legal_name_zh",
    "legal_name_en",
    "legal_representative",
    "shop_url",
    "shop_id",
    "country",
)
_LICENCE = ("licence_kind", "licence_number")
# The gravest first: putting two together forgets no warning.
_GRAVE = (
    Supplier.Status.BLOCKED,
    Supplier.Status.WATCH,
    Supplier.Status.ACTIVE,
    Supplier.Status.PREFERRED,
)
Taken = dict[str, list[Any]]


def what_contradicts(one: Supplier, other: Supplier) -> str | None:
    """Return the field that tells two suppliers apart; None where what both have is the same."""
    if _differ(read_uscc(one.licence_number).normal, read_uscc(other.licence_number).normal):
        return "licence_number"
    return "legal_name_zh" if _differ(_letters(one.legal_name_zh), _letters(other.legal_name_zh)) else None


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _letters(name: str) -> str:
    """Return a Chinese name without its spaces, which mean nothing in it."""
    return "".join(name_key(name).split())


def take_over(kept: Supplier, gone: Supplier) -> Taken:
    """Fill what the kept supplier lacks; return field -> what it was and what it is now."""
    new: dict[str, Any] = {name: getattr(kept, name) or getattr(gone, name) for name in _FILLED}
    # Of one number in two registers the one that can be checked holds: its digits may be wrong.
    if not kept.licence_number or (gone.licence_number and gone.licence_kind == Supplier.Licence.USCC):
        new |= {name: getattr(gone, name) for name in _LICENCE}
    new["tags"] = _tags(kept, gone)
    new["notes"] = joined(kept.notes, gone.name, gone.notes)
    new["status"] = min(kept.status, gone.status, key=lambda status: _GRAVE.index(Supplier.Status(status)))
    taken = {
        name: [getattr(kept, name), value] for name, value in new.items() if getattr(kept, name) != value
    }
    if taken:
        Supplier.every.filter(pk=kept.pk).update(**{name: value for name, (_old, value) in taken.items()})
    return taken


def give_up(kept: Supplier, taken: Taken) -> None:
    """Undo `take_over`; what somebody changed since stays as it is now."""
    old = {name: before for name, (before, after) in taken.items() if getattr(kept, name) == after}
    if old:
        Supplier.every.filter(pk=kept.pk).update(**old)


def _tags(kept: Supplier, gone: Supplier) -> list[str]:
    known = {name_key(tag) for tag in kept.tags}
    return [*kept.tags, *(tag for tag in gone.tags if name_key(tag) not in known)]


def let_files_find(kept: Supplier, gone: Supplier) -> tuple[int, int | None]:
    """Let the gone supplier's name in files mean the kept one; return the alias and whom it meant before."""
    named = {"store_id": kept.store_id, "kind": Alias.Kind.SHOP, "text_key": gone.name_key}
    before = Alias.objects.filter(**named).first()
    if before is not None:
        Alias.objects.filter(pk=before.pk).update(supplier=kept)
        return before.pk, before.supplier_id
    made = Alias.objects.create(**named, supplier=kept, text=gone.name)
    return made.pk, None


def let_files_forget(kept: Supplier, alias: tuple[int, int | None]) -> None:
    """Undo `let_files_find`, unless somebody gave the name another meaning since."""
    pk, before = alias
    mine = Alias.objects.filter(pk=pk, supplier=kept)
    if before is None:
        mine.delete()
    elif Supplier.every.filter(pk=before).exists():
        mine.update(supplier=before)
