"""Hold that what belongs to a supplier is of the supplier's own store, and its contacts, payees and links its own.

Foreign keys over two columns, which Django's models cannot say. Deferred as Django's own are, so that a supplier's rows
can move to another supplier in one transaction.
"""

from typing import ClassVar

from django.db import migrations

OF_A_SUPPLIER = (
    "alias",
    "asklink",
    "challenge",
    "check",
    "contact",
    "document",
    "payee",
    "redflag",
    "shopreading",
    "suppliedproduct",
    "trailentry",
)
# Table, column, and the table it points to: of the same supplier.
OF_THE_SAME_SUPPLIER = (
    ("payee", "told_by_id", "contact"),
    ("payee", "confirmed_on_id", "contact"),
    ("payee", "replaces_id", "payee"),
    ("challenge", "contact_id", "contact"),
    ("document", "asked_by_link_id", "asklink"),
)


def _key(table: str, name: str, column: str, beside: str, target: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE suppliers_{table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, {beside}) "
        f"REFERENCES suppliers_{target} (id, {beside}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE suppliers_{table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    """Add the keys."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("suppliers", "0002_who_they_are")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        *(
            _key(table, f"{table}_of_its_suppliers_store", "supplier_id", "store_id", "supplier")
            for table in OF_A_SUPPLIER
        ),
        *(
            _key(
                table, f"{table}_{column.removesuffix('_id')}_of_its_supplier", column, "supplier_id", target
            )
            for table, column, target in OF_THE_SAME_SUPPLIER
        ),
    ]
