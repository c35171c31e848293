"""Warning signs that the numbers show by themselves: suggested to the owner, and never raised for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from assessments.models import Proposal
from assessments.policy import current_policy
from assessments.wording.flags import flag_label
from stores.templatetags.display import day, share
from suppliers.models import Payee, ShopReading, Supplier
from suppliers.paying import LIVE

YOUNG = timedelta(days=365)
"""A shop younger than that is worth noting."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One sign that may be worth noting, and what it was seen in."""

    key: str
    label: str
    seen: str


def flag_hints(supplier: Supplier, standing: frozenset[str], today: date) -> list[Hint]:
    """Return the signs that the machine can see and that nobody noted yet, in three queries."""
    return [Hint(key, flag_label(key), seen) for key, seen in _seen(supplier, today) if key not in standing]


def _seen(supplier: Supplier, today: date) -> Iterator[tuple[str, str]]:
    discount = _largest_discount(supplier)
    if discount is not None and discount > current_policy().discount_warning:
        words = _("A live proposal is %(discount)s below the platform’s price.")
        yield "price_too_low", words % {"discount": share(discount)}
    payee = _payee_elsewhere(supplier)
    if payee:
        words = _("%(payee)s is in %(country)s, the supplier in %(home)s.")
        yield (
            "third_country_account",
            words % {"payee": payee, "country": payee.country, "home": supplier.country},
        )
    opened = _shop_opened(supplier)
    if opened and opened > today - YOUNG:
        yield "young_shop", _("Their shop opened on %(day)s.") % {"day": day(opened)}


def _largest_discount(supplier: Supplier) -> float | None:
    """Return the largest discount of the live proposals, as a share of the platform's price."""
    prices = Proposal.objects.filter(supplier=supplier, state=Proposal.State.LIVE).values_list(
        "version__on_platform_price", "version__offered_price"
    )
    return max((float(1 - off / on) for on, off in prices if on), default=None)


def _payee_elsewhere(supplier: Supplier) -> Payee | None:
    """Return a standing payee in another country than the supplier's; none where either is not known."""
    if not supplier.country:
        return None
    standing = Payee.objects.filter(supplier=supplier, state__in=LIVE).exclude(country="")
    return standing.exclude(country=supplier.country).order_by("-pk").first()


def _shop_opened(supplier: Supplier) -> date | None:
    """Return since when the newest reading that says so has the shop open."""
    read = ShopReading.objects.filter(supplier=supplier, opened_on__isnull=False)
    return read.order_by("-read_on", "-pk").values_list("opened_on", flat=True).first()
