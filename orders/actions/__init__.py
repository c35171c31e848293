"""The one writer of orders: files, the form and whatever comes later all end here."""

from orders.actions.assigning import Assignment, assign
from orders.actions.importing import answer_currency, hand_in, unfinished, work
from orders.actions.sales import record_sales_orders
from orders.actions.supplier_orders import record_supplier_orders
from orders.actions.tally import Tally
from orders.actions.uploads import delete_left_over_files, discard_imports

__all__ = [
    "Assignment",
    "Tally",
    "answer_currency",
    "assign",
    "delete_left_over_files",
    "discard_imports",
    "hand_in",
    "record_sales_orders",
    "record_supplier_orders",
    "unfinished",
    "work",
]
