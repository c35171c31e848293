"""Orders, their sums, and the files they came from."""

from orders.models.days import OrderDay
from orders.models.imports import Import, ImportProblem
from orders.models.sales import SalesLine, SalesOrder
from orders.models.supplier_orders import SupplierOrder

__all__ = ["Import", "ImportProblem", "OrderDay", "SalesLine", "SalesOrder", "SupplierOrder"]
