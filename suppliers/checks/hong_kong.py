"""Read the licence numbers of Hong Kong: shapes only, for neither number can be proved without the register."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Eight digits; a certificate adds the branch, and its month, year and check digit.
_BUSINESS: Final = re.compile(r"(\d{8})(?:-(\d{3})(?:-\d{2}-\d{2}-[0-9A-Z])?)?")
_COMPANY: Final = re.compile(r"\d{7,8}")


@dataclass(frozen=True, slots=True)
class HongKongNumber:
    """Be a number as it was read; plausible is all that its shape can show, and `reasons` are keys."""

    normal: str
    is_plausible: bool
    branch: str | None = None
    reasons: tuple[str, ...] = ()


def read_business_number(text: str) -> HongKongNumber:
    """Return a business registration number: eight digits, with or without its branch.

    Source: Inland Revenue Department of Hong Kong, the number on a business registration certificate.
    """
    normal = _normal(text)
    found = _BUSINESS.fullmatch(normal)
    if not found:
        return HongKongNumber(normal, is_plausible=False, reasons=("shape",))
    number, branch = found.groups()
    return HongKongNumber(f"{number}-{branch}" if branch else str(number), is_plausible=True, branch=branch)


def read_company_number(text: str) -> HongKongNumber:
    """Return a company number: seven digits, or eight where it is the business registration number.

    Source: Companies Registry of Hong Kong; new companies bear the business registration number since December 2023.
    """
    normal = _normal(text).replace("-", "")
    is_plausible = _COMPANY.fullmatch(normal) is not None
    return HongKongNumber(normal, is_plausible, reasons=() if is_plausible else ("shape",))


def _normal(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).upper().split())
