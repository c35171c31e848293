"""Suppliers: who they are, whom the money goes to, and what proves it."""

from suppliers.models.asking import AskLink
from suppliers.models.evidence import LOOK_UP, Challenge, Check, Document, RedFlag
from suppliers.models.payees import Payee, TrailEntry
from suppliers.models.register import Alias, Contact, SavedFilter, ShopReading, SuppliedProduct, Supplier

__all__ = [
    "LOOK_UP",
    "Alias",
    "AskLink",
    "Challenge",
    "Check",
    "Contact",
    "Document",
    "Payee",
    "RedFlag",
    "SavedFilter",
    "ShopReading",
    "SuppliedProduct",
    "Supplier",
    "TrailEntry",
]
