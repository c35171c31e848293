"""The example files of the documentation, and the columns that it lists."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from orders.importers import Outcome
from orders.importers.layouts import SUPPLIER_ORDERS
from tests.orders.importers.files import SUPPLIER_HEADER, supplier_orders

DOCS = Path(__file__).parents[3] / "docs"
FIELDS = (
    "currency on_platform_price offered_price orders_per_month payment_method deposit_share days_to_receipt "
    "days_after_balance orders_per_payment top_up fee_share fee_fixed fx_share extra_minutes_per_order "
    "wage_per_hour fixed_hours_per_month customer_cost risk_budget diligence_share answers"
)


def test_the_example_orders_are_read_whole_and_show_every_kind_of_end() -> None:
    with (DOCS / "examples" / "supplier-orders.csv").open("rb") as stream:
        orders = supplier_orders(stream)
    assert len(orders) == 60
    assert Counter(order.supplier for order in orders) == {"Shenzhen Bright": 42, "Ningbo Fast Parts": 18}
    assert {order.outcome for order in orders} == {*Outcome, None}
    assert any(len(order.products) > 1 for order in orders)
    assert any(order.off_platform for order in orders)


@pytest.mark.parametrize("name", ["proposal.json", "proposal-wire.json"])
def test_an_example_proposal_has_every_field(name: str) -> None:
    proposal = json.loads((DOCS / "examples" / name).read_text(encoding="utf-8"))
    assert sorted(proposal) == sorted(FIELDS.split())
    assert set(proposal["customer_cost"]) == {"lost", "late", "not_as_described", "counterfeit"}


def test_the_document_lists_every_column_of_our_own_file_and_no_other() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    ours = text.split("## Our own supplier-orders file")[1].split("**Dates**")[0]
    listed = re.findall(r"^\| `([a-z ]+)` \|", ours, flags=re.MULTILINE)
    assert listed == SUPPLIER_HEADER
    assert set(listed) == SUPPLIER_ORDERS.columns
