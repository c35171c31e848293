"""Keep who the suppliers are and what files call them."""

from collections.abc import Iterable

from django.db import transaction

from stores.models import Store
from suppliers.models import Alias, Supplier
from suppliers.naming import name_key


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
def keep_supplier(supplier: Supplier) -> Supplier:
    """Save who a supplier is; files that still call it by an old name go on to mean it."""
    old = Supplier.objects.filter(pk=supplier.pk).first()
    supplier.save()
    if old and old.name_key != supplier.name_key:
        remember_alias(supplier, Alias.Kind.SHOP, old.name)
    return supplier


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
    """Let a text of a file mean this supplier from now on."""
    alias, _made = Alias.objects.update_or_create(
        store=supplier.store,
        kind=kind,
        text_key=name_key(text),
        defaults={"supplier": supplier, "text": text[:300]},
    )
    return alias
