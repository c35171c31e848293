"""The addresses of payees, and what a person enters there."""

from django.utils import timezone

from suppliers.models import Payee, Supplier, TrailEntry
from tests.suppliers.accounts import NUMBER


def new(supplier: Supplier) -> str:
    return f"/stores/{supplier.store.slug}/suppliers/{supplier.pk}/payees/new/"


def at(payee: Payee, page: str = "") -> str:
    return f"/stores/{payee.store.slug}/payees/{payee.pk}/{page and page + '/'}"


def entered(**words: str) -> dict[str, str]:
    """Return what a person enters of a bank account."""
    plain = {
        "kind": "bank",
        "account": NUMBER,
        "holder": "Shenzhen Bright Lighting Co Ltd",
        "country": "CN",
        "told_on": f"{timezone.now().date():%Y-%m-%d}",
        "told_by": "elsewhere",
    }
    return plain | words


def rows() -> list[object]:
    """Return all that a deed about payees could write."""
    return [*Payee.objects.order_by("pk").values(), *TrailEntry.objects.order_by("pk").values()]
