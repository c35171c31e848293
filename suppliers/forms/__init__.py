"""Forms about suppliers."""

from suppliers.forms.register import SupplierForm

__all__ = ["SupplierForm"]
