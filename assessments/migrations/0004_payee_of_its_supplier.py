"""Hold that a proposal is of its supplier's store and pays none but its own supplier's payee, a merge of one store's two.

Foreign keys over two columns, which Django's models cannot say; deferred, so that a supplier's rows can move to another.
"""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Add the keys."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("assessments", "0003_payee_and_merge"),
        ("suppliers", "0003_rows_of_one_store"),
    ]
    operations: ClassVar[list[migrations.RunSQL]] = [
        migrations.RunSQL(
            "ALTER TABLE assessments_proposal ADD CONSTRAINT proposal_payee_of_its_supplier "
            "FOREIGN KEY (payee_id, supplier_id) REFERENCES suppliers_payee (id, supplier_id) "
            "DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE assessments_proposal DROP CONSTRAINT proposal_payee_of_its_supplier",
        ),
        migrations.RunSQL(
            "ALTER TABLE assessments_proposal ADD CONSTRAINT proposal_of_its_suppliers_store "
            "FOREIGN KEY (supplier_id, store_id) REFERENCES suppliers_supplier (id, store_id) "
            "DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE assessments_proposal DROP CONSTRAINT proposal_of_its_suppliers_store",
        ),
        *(
            migrations.RunSQL(
                f"ALTER TABLE assessments_merge ADD CONSTRAINT merge_{side}_of_its_store "
                f"FOREIGN KEY ({side}_id, store_id) REFERENCES suppliers_supplier (id, store_id) "
                "DEFERRABLE INITIALLY DEFERRED",
                f"ALTER TABLE assessments_merge DROP CONSTRAINT merge_{side}_of_its_store",
            )
            for side in ("kept", "gone")
        ),
    ]
