"""What a supplier's page shows of its red flags."""

from datetime import date

from assessments.flag_hints import flag_hints
from assessments.red_flags import cleared_flags, standing_flags
from assessments.wording.flags import flag_view
from suppliers.models import Supplier


def flags_section(supplier: Supplier, today: date) -> dict[str, object]:
    """Return the context of `assessments/supplier_flags.html`, in nine queries at most."""
    standing = [flag_view(flag) for flag in standing_flags(supplier)]
    return {
        "flags": standing,
        "cleared_flags": [flag_view(flag) for flag in cleared_flags(supplier)],
        "flag_hints": flag_hints(supplier, frozenset(flag.key for flag in standing), today),
    }
