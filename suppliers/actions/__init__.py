"""What can be done with suppliers; each change of evidence raises the version that assessments compare."""

from suppliers.actions.checks import note_checks
from suppliers.actions.raising import raise_evidence
from suppliers.actions.register import (
    NameTaken,
    StaysBlocked,
    add_supplier,
    keep_supplier,
    remember_alias,
    suppliers_named,
)

__all__ = [
    "NameTaken",
    "StaysBlocked",
    "add_supplier",
    "keep_supplier",
    "note_checks",
    "raise_evidence",
    "remember_alias",
    "suppliers_named",
]
