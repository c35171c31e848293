"""All that a supplier's page shows, put together from the one function of each part."""

from datetime import datetime

from assessments.challenge_section import challenge_section
from assessments.dependency import dependency_section
from assessments.flag_section import flags_section
from assessments.freezing import freeze_of
from assessments.orders_chart import orders_chart
from assessments.products import products_section
from assessments.queries import live_proposals, proposals_of, supplier_card
from assessments.track_record import track_record
from assessments.verdict_history import verdict_changes
from assessments.verdict_now import offers_now, present_of
from orders.history import history_of
from orders.queries import supplier_orders
from stores.queries import today_in
from suppliers.contacting import contacts_section
from suppliers.identity import identity_section
from suppliers.models import Supplier
from suppliers.paying import payees_section
from suppliers.trailing import trail_section

LATEST = 20
LATEST_ORDERS = 6


def supplier_parts(supplier: Supplier, now: datetime) -> dict[str, object]:
    """Return what the page shows of a supplier, in a number of queries that its rows do not raise."""
    store, today = supplier.store, today_in(supplier.store, now)
    context: dict[str, object] = {
        "supplier": supplier,
        "today": today,
        "card": supplier_card(store, supplier.pk, today),
        "freeze": freeze_of(supplier, today, live_proposals(supplier).first()),
        "track": track_record(supplier, today),
        "history": orders_chart(history_of(supplier)),
        "verdict_changes": verdict_changes(supplier),
        "offers": offers_now(
            proposals_of(store).filter(supplier=supplier)[:LATEST], present_of(store, today)
        ),
        "orders": supplier_orders(store).filter(supplier=supplier)[:LATEST_ORDERS],
    }
    for part in (
        identity_section(supplier, today),
        payees_section(supplier),
        contacts_section(supplier, today),
        flags_section(supplier, today),
        challenge_section(supplier, now),
        products_section(supplier, today),
        dependency_section(supplier, today),
        trail_section(supplier),
    ):
        context |= part
    return context
