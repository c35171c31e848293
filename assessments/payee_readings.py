"""How the names on accounts read beside a supplier's licence, and whether a personal account is a sole trader's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from suppliers.checks.uscc import Uscc, UsccResult
from suppliers.models import Payee, Supplier
from suppliers.paying import counted_match, suggested_match

SOLE_TRADER: Final = "sole_trader"
"""The category of a code that begins with 92."""
_PERSONAL: Final = (Payee.NameMatch.LEGAL_REPRESENTATIVE, Payee.NameMatch.OTHER_PERSON)
_MAY_BE_OWN: Final = (Payee.NameMatch.LEGAL_REPRESENTATIVE, Payee.NameMatch.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold how one holder's name counts, and how the machine alone reads it; both are values of Payee.NameMatch."""

    counted: str
    machine: str

    @property
    def is_personal(self) -> bool:
        """Tell whether the name counts as a person's."""
        return self.counted in _PERSONAL


def readings_of(supplier: Supplier, payees: Iterable[Payee]) -> list[Reading]:
    """Return how the names on accounts read beside the names that are on record now."""
    return [
        Reading(counted_match(supplier, payee), suggested_match(supplier, payee.holder)) for payee in payees
    ]


def has_contradiction(reading: Reading, licence: Uscc | None) -> bool:
    """Tell whether a personal account cannot be a sole trader's own: by its name, or by the licence."""
    if reading.counted == Payee.NameMatch.OTHER_PERSON or reading.machine not in _MAY_BE_OWN:
        return True
    return licence is not None and _is_well_formed(licence) and licence.category != SOLE_TRADER


def is_own_account(reading: Reading, licence: Uscc | None) -> bool:
    """Tell whether an account is in the name that the machine itself reads on a sole trader's licence."""
    if licence is None or not _is_well_formed(licence):
        return False
    return reading.machine == Payee.NameMatch.LEGAL_REPRESENTATIVE and licence.category == SOLE_TRADER


def _is_well_formed(licence: Uscc) -> bool:
    return licence.result == UsccResult.VALID_FORMAT
