"""Know which suppliers an import made, and take them back with it: a slip may leave hundreds, or people's names."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, ForeignObjectRel, Model, OuterRef, QuerySet

from orders.models import Import
from stores.models import Store
from suppliers.models import Supplier
from suppliers.naming import name_key

# Made for each supplier by counting and assessing, and gone with it: nobody said anything by them.
_DERIVED = {"order_days", "day_counts", "reading"}
# What only a person says of a supplier, beside its name.
_ENTERED = (
    "trading_name",
    "legal_name_zh",
    "legal_name_en",
    "legal_representative",
    "shop_url",
    "shop_id",
    "country",
    "licence_number",
    "notes",
)
# So many are looked at in one go.
BATCH = 1_000


def suppliers_made(store: Store, names: Iterable[str | None], since: datetime) -> list[int]:
    """Return the suppliers of these names that were made since a moment of this process's clock."""
    keys = {name_key(name) for name in set(names) if name}
    if not keys:
        return []
    made = Supplier.objects.filter(store=store, created_at__gte=since, name_key__in=keys)
    return list(made.order_by("pk").values_list("pk", flat=True))


def take_back_suppliers(the_import: Import) -> None:
    """Delete the suppliers that an import made and of which nothing else is kept.

    Call it with the store locked, after the orders are taken back: no other import names them at this moment.
    """
    made = the_import.made_suppliers
    for start in range(0, len(made), BATCH):
        mine = Supplier.objects.filter(store=the_import.store_id, pk__in=made[start : start + BATCH])
        # Locked first, so that nobody attaches anything to one between the look and its end.
        locked = list(mine.select_for_update().order_by("pk").values_list("pk", flat=True))
        _without_anything(Supplier.objects.filter(pk__in=locked)).delete()


def _without_anything(suppliers: QuerySet[Supplier]) -> QuerySet[Supplier]:
    """Return those that nothing points to, and of which only the name is known."""
    blank = dict.fromkeys(_ENTERED, "")
    bare = suppliers.filter(**blank, tags=[], status=Supplier.Status.ACTIVE)
    for relation in Supplier._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.get_accessor_name() not in _DERIVED:
            pointing: QuerySet[Model] = QuerySet(relation.related_model).filter(
                **{relation.field.name: OuterRef("pk")}
            )
            bare = bare.filter(~Exists(pointing))
    return bare
