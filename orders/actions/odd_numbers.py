"""Look for the tracking numbers of a file among the orders that the store has already."""

from django.db import ProgrammingError, connection, transaction

from orders.copying import literal
from orders.doctor import order_hash
from orders.number_runs import Numbers
from stores.models import Store

# Orders that are looked at: a number that stands on thousands is odd enough after the first ones.
MANY = 10_000
# Number by number, or whole rows would be compared with all of them; by the index over numbers alone, whatever the
# planner knows of the store.
_HOLDERS = """
    WITH found AS MATERIALIZED (
        SELECT held.marketplace, held.external_id, wanted.number
        FROM unnest(%s::varchar[]) AS wanted (number) CROSS JOIN LATERAL (
            SELECT o.marketplace, o.external_id, o.store_id FROM orders_supplierorder AS o
            WHERE o.tracking_numbers @> ARRAY[wanted.number] AND o.tracking_numbers <> '{}' OFFSET 0
        ) AS held
        WHERE held.store_id = %s
    )
    SELECT marketplace, external_id, number FROM found LIMIT %s
"""


def look_in_store(store: Store, numbers: Numbers) -> None:
    """Add to a file's numbers those of the store's orders that are the same, or stand in one run with them.

    Two queries, by the index over numbers, for the first of the file alone: its cost is bounded, whatever the sizes.
    """
    wanted = numbers.to_look_up()
    if not wanted:
        return
    _tidy_index()
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [literal(wanted), store.pk, MANY])
        found = cursor.fetchall()
    for marketplace, order_id, number in found:
        numbers.add_stored(number, order_hash(marketplace, order_id))


def _tidy_index() -> None:
    """Sort what was written last into the index: every single look goes through what waits, 20 ms instead of 0.05.

    Who does not own the index may not do it, and waits for the database's own cleaning.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('supplier_order_by_number')")
    except ProgrammingError:
        return
