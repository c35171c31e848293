"""Orders, their sums, and the files they came from."""

from orders.models.attestations import Attestation
from orders.models.changes import DayMark, ImportChange
from orders.models.connections import Connection, Delivery
from orders.models.counts import DayCount
from orders.models.days import OrderDay
from orders.models.imports import Import, ImportProblem, MappingProfile
from orders.models.notes import OrderNote
from orders.models.parcels import Parcel
from orders.models.rates import ReferenceRate
from orders.models.sales import EarlyParts, SalesLine, SalesOrder
from orders.models.supplier_orders import SupplierOrder

__all__ = [
    "Attestation",
    "Connection",
    "DayCount",
    "DayMark",
    "Delivery",
    "EarlyParts",
    "Import",
    "ImportChange",
    "ImportProblem",
    "MappingProfile",
    "OrderDay",
    "OrderNote",
    "Parcel",
    "ReferenceRate",
    "SalesLine",
    "SalesOrder",
    "SupplierOrder",
]
