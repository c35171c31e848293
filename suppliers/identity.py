"""Who a supplier is, as far as anybody entered it: names, licence, country, and what its shop page said when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suppliers.countries import country_name
from suppliers.licence_words import LicenceReading, licence_reading
from suppliers.models import ShopReading, Supplier

# A shop's numbers change with its months.
STALE_AFTER = timedelta(days=90)
_NAMES: dict[str, Promise] = {
    "trading_name": _("Trading name"),
    "legal_name_zh": _("Registered name in Chinese"),
    "legal_name_en": _("Registered name in English"),
    "legal_representative": _("Legal representative"),
}


@dataclass(frozen=True, slots=True)
class ShopFact:
    """Show one thing that the shop's page said; `value` None is "never read"."""

    key: str
    value: Any
    read_on: date | None
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Show who a supplier is; an empty text is "not known"."""

    names: tuple[tuple[Promise, str], ...]
    country: str
    licence: LicenceReading | None
    shop: tuple[ShopFact, ...]

    @property
    def is_bare(self) -> bool:
        """Return whether nothing of the law is known: no registered name and no licence."""
        return not any(value for _label, value in self.names[1:]) and self.licence is None


def identity_section(supplier: Supplier, today: date) -> dict[str, object]:
    """Return what `suppliers/supplier_identity.html` shows, in one query."""
    names = tuple((label, getattr(supplier, field)) for field, label in _NAMES.items())
    shown = Identity(
        names=names,
        country=country_name(supplier.country) if supplier.country else "",
        licence=licence_reading(supplier),
        shop=tuple(shop_facts(supplier, today)),
    )
    return {"identity": shown}


def readings_of(supplier: Supplier) -> list[ShopReading]:
    """Return what was read on the shop's page, the newest first."""
    found = ShopReading.objects.filter(supplier=supplier).select_related("entered_by")
    return list(found.order_by("-read_on", "-pk"))


def shop_facts(supplier: Supplier, today: date) -> Iterator[ShopFact]:
    """Yield each fact of the shop's page as it was last read, with its day."""
    readings = readings_of(supplier)
    for key in ("opened_on", "positive_share", "dispute_rate"):
        newest = next((each for each in readings if getattr(each, key) is not None), None)
        value = getattr(newest, key) if newest else None
        read_on = newest.read_on if newest else None
        yield ShopFact(key, value, read_on, bool(read_on and today - read_on > STALE_AFTER))
