"""Count the orders that are here already by supplier and day, store by store; a second run changes nothing."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COUNT = """
INSERT INTO orders_daycount (store_id, supplier_id, day, orders, counted, proven, fine, late, wrong, lost, currencies)
SELECT store_id, supplier_id, dated_on, count(*), count(*) FILTER (WHERE is_evidence),
  count(*) FILTER (WHERE is_evidence AND arrival = 'proven'),
  count(*) FILTER (WHERE arrived AND NOT wrong AND late IS NOT TRUE),
  count(*) FILTER (WHERE arrived AND NOT wrong AND late),
  count(*) FILTER (WHERE arrived AND wrong),
  count(*) FILTER (WHERE is_evidence AND arrival = 'lost'),
  coalesce(array_agg(DISTINCT currency) FILTER (WHERE is_evidence AND currency <> ''), '{}')
FROM (
  SELECT store_id, supplier_id, dated_on, is_evidence, arrival, late, currency,
    is_evidence AND arrival IN ('proven', 'attested') AS arrived,
    not_as_described IS TRUE OR counterfeit IS TRUE AS wrong
  FROM orders_supplierorder WHERE store_id = %s
) told
GROUP BY store_id, supplier_id, dated_on
ON CONFLICT (store_id, supplier_id, day) DO NOTHING
"""


def count_days(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Count what has no count yet."""
    stores = apps.get_model("stores", "Store").objects.order_by("pk").values_list("pk", flat=True)
    with schema_editor.connection.cursor() as cursor:
        for store in list(stores):
            cursor.execute(COUNT, [store])


class Migration(migrations.Migration):

    # Each store is counted in a transaction of its own.
    atomic = False

    dependencies = [
        ("orders", "0004_claims_data"),
    ]

    operations = [migrations.RunPython(count_days, migrations.RunPython.noop)]
