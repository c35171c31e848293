"""Which rows belong to a supplier, and how they go over to another one and back.

Every table that points at suppliers is named here, or in DERIVED; a test holds that none is forgotten. Of two rows that
say the same, the one of the supplier that stays holds, with the graver of what both say (`assessments.merge_graver`);
the other waits where it is, and nobody sees it meanwhile.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Merge, Proposal, Reading
from orders.models import DayCount, OrderDay, SalesLine, SupplierOrder
from suppliers.models import (
    Alias,
    AskLink,
    Challenge,
    Check,
    Contact,
    Document,
    Payee,
    RedFlag,
    ShopReading,
    SuppliedProduct,
    Supplier,
    TrailEntry,
)

# So many rows are moved by one statement.
PIECE = 10_000
Keys = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Name a table whose rows go over; rows that agree in `same` are one, as far as `when` holds of both."""

    model: type[Model]
    label: Promise
    same: tuple[str, ...] = ()
    when: Q | None = None

    @property
    def key(self) -> str:
        """Return under which name its keys are remembered."""
        return str(self.model._meta.label_lower)

    def of(self, supplier: Supplier) -> QuerySet[Model]:
        """Return the rows of a supplier."""
        return QuerySet(self.model).filter(supplier=supplier)

    def moving(self, kept: Supplier, gone: Supplier) -> QuerySet[Model]:
        """Return the rows that can go over: those that say what the other does not say yet."""
        rows = self.of(gone)
        if not self.same:
            return rows
        when = self.when or Q()
        twin = self.of(kept).filter(when, **{name: OuterRef(name) for name in self.same})
        return rows.exclude(when & Q(Exists(twin)))


ROWS = (
    Rows(SupplierOrder, _("orders")),
    Rows(SalesLine, _("lines of customers’ orders")),
    Rows(Proposal, _("proposals")),
    Rows(Document, _("documents")),
    Rows(Check, _("points of due diligence"), ("key",)),
    Rows(RedFlag, _("red flags"), ("key",), Q(cleared_at=None)),
    Rows(Contact, _("contacts"), ("kind", "value_key")),
    Rows(Payee, _("payees")),
    Rows(Challenge, _("challenges")),
    Rows(AskLink, _("links for the supplier")),
    Rows(ShopReading, _("readings of the shop’s page")),
    Rows(SuppliedProduct, _("products"), ("name_key",)),
    Rows(Alias, _("names in files")),
    Rows(TrailEntry, _("lines of the trail")),
)
# What is made from the rows above, and the merges themselves.
DERIVED = (OrderDay, DayCount, Reading, Merge, Supplier)


def what_moves(kept: Supplier, gone: Supplier) -> list[tuple[Promise, int]]:
    """Return how many rows of each table would go over, without the tables that have none."""
    counts = [(rows.label, rows.moving(kept, gone).count()) for rows in ROWS]
    return [(label, count) for label, count in counts if count]


def move(kept: Supplier, gone: Supplier) -> Keys:
    """Let the rows of one supplier belong to another; return the keys of those that went over."""
    moved: Keys = {}
    for rows in ROWS:
        keys = sorted(rows.moving(kept, gone).values_list("pk", flat=True))
        if keys:
            moved[rows.key] = keys
            _give(rows, keys, gone, kept)
    return moved


def move_back(kept: Supplier, gone: Supplier, moved: Mapping[str, Any]) -> None:
    """Let the rows that went over, and are there still, belong to their first supplier again."""
    for rows in ROWS:
        _give(rows, moved.get(rows.key, []), kept, gone)


def _give(rows: Rows, keys: Sequence[int], source: Supplier, target: Supplier) -> None:
    for piece in _pieces(keys):
        rows.of(source).filter(pk__in=piece).update(supplier=target)


def _pieces(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + PIECE] for start in range(0, len(keys), PIECE))
