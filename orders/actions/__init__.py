"""The one writer of orders: files, the form and whatever comes later all end here."""

from orders.actions.assigning import Assignment, assign
from orders.actions.attesting import attest, withdraw
from orders.actions.day_sums import settle_sums, stores_to_settle
from orders.actions.deciding import answer_currency, answer_mapping, cancel, confirm, undo
from orders.actions.importing import hand_in, unfinished, work
from orders.actions.mapping import (
    forget_mapping,
    mapping_of,
    outline_of,
    preview_of,
    profile_for,
    remember_mapping,
)
from orders.actions.parcels import record_parcels
from orders.actions.refusing import refused_rows_of
from orders.actions.sales import record_sales_orders
from orders.actions.supplier_orders import check_supplier_orders, record_supplier_orders
from orders.actions.tally import Tally
from orders.actions.undoing import undo_slice
from orders.actions.uploads import delete_left_over_files, discard_imports

__all__ = [
    "Assignment",
    "Tally",
    "answer_currency",
    "answer_mapping",
    "assign",
    "attest",
    "cancel",
    "check_supplier_orders",
    "confirm",
    "delete_left_over_files",
    "discard_imports",
    "forget_mapping",
    "hand_in",
    "mapping_of",
    "outline_of",
    "preview_of",
    "profile_for",
    "record_parcels",
    "record_sales_orders",
    "record_supplier_orders",
    "refused_rows_of",
    "remember_mapping",
    "settle_sums",
    "stores_to_settle",
    "undo",
    "undo_slice",
    "unfinished",
    "withdraw",
    "work",
]
