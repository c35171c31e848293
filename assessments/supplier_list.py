"""The suppliers of a store as a person asked for them."""

from collections.abc import Mapping
from datetime import date

from assessments.forms.suppliers import NO_VERDICT
from assessments.queries import SupplierCard, supplier_cards
from stores.models import Store
from suppliers.searching import found_suppliers, pending


def listed(store: Store, wanted: Mapping[str, str], today: date) -> list[SupplierCard]:
    """Return the cards of the suppliers that were asked for, the freest verdict first."""
    found = found_suppliers(store, wanted.get("q", ""))
    for name in ("status", "country"):
        if name in wanted:
            found = found.filter(**{name: wanted[name]})
    if "tag" in wanted:
        found = found.filter(tags__contains=[wanted["tag"]])
    if "pending" in wanted:
        found = found.filter(pending(wanted["pending"], today))
    cards = supplier_cards(store, today, found)
    if "verdict" in wanted:
        verdict = None if wanted["verdict"] == NO_VERDICT else wanted["verdict"]
        cards = [card for card in cards if card.verdict == verdict]
    return cards
