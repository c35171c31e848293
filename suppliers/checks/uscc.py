"""Read the licence number of a mainland Chinese business: the unified social credit code."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stdnum.cn.uscc import calc_check_digit

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH: Final = 18
# Licences from before October 2015 bear a registration number of 15 digits.
_OLD_LENGTH: Final = 15
_BODY_VALUES: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODY_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_DEPARTMENTS: Final = {"9": "market_regulation", "1": "staffing_office", "5": "civil_affairs"}
_CATEGORIES: Final = {"1": "company", "2": "sole_trader", "3": "cooperative"}
# GB/T 2260, the first two digits of a division; 10 stands for the national register itself.
PROVINCES: Final = {
    "10": "National register",
    "11": "Beijing",
    "12": "Tianjin",
    "13": "Hebei",
    "14": "Shanxi",
    "15": "Inner Mongolia",
    "21": "Liaoning",
    "22": "Jilin",
    "23": "Heilongjiang",
    "31": "Shanghai",
    "32": "Jiangsu",
    "33": "Zhejiang",
    "34": "Anhui",
    "35": "Fujian",
    "36": "Jiangxi",
    "37": "Shandong",
    "41": "Henan",
    "42": "Hubei",
    "43": "Hunan",
    "44": "Guangdong",
    "45": "Guangxi",
    "46": "Hainan",
    "50": "Chongqing",
    "51": "Sichuan",
    "52": "Guizhou",
    "53": "Yunnan",
    "54": "Tibet",
    "61": "Shaanxi",
    "62": "Gansu",
    "63": "Qinghai",
    "64": "Ningxia",
    "65": "Xinjiang",
    "71": "Taiwan",
    "81": "Hong Kong",
    "82": "Macau",
}


class UsccResult(StrEnum):
    """Say what the arithmetic shows; even the best of them proves no business: a real code can be copied."""

    VALID_FORMAT = "valid_format"
    REVIEW = "review"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Uscc:
    """Be a code as it was read; what it does not tell is None, and `reasons` are keys."""

    normal: str
    result: UsccResult
    department: str | None = None
    category: str | None = None
    division: str | None = None
    province: str | None = None
    reasons: tuple[str, ...] = ()


def read_uscc(text: str) -> Uscc:
    """Return what a code tells; spaces, hyphens and letter case mean nothing.

    Real codes are known that fail the outer check and pass the inner one, so that such a one is to be looked up on the
    register and is no proof of forgery.
    Source: GB 32100-2015 for the shape and the outer check (weights 3^(i-1) mod 31), GB 11714-1997 for the inner one,
    GB/T 2260 for the division.
    """
    normal = "".join(each for each in text if not each.isspace() and each != "-").upper()
    wrong = _wrong_shape(normal)
    if wrong:
        return Uscc(normal, UsccResult.INVALID, reasons=(wrong,))
    result, reasons = _sums(normal)
    department = _DEPARTMENTS.get(normal[0], "other")
    return Uscc(
        normal,
        result,
        department=department,
        category=_CATEGORIES.get(normal[1]) if normal[0] == "9" else None,
        division=normal[2:8],
        province=PROVINCES.get(normal[2:4]),
        reasons=reasons,
    )


def _wrong_shape(normal: str) -> str | None:
    """Return the key of what keeps a text from being a code at all."""
    if unicodedata.normalize("NFKC", normal) != normal or not normal.isascii():
        return "full_width"
    if len(normal) == _OLD_LENGTH and normal.isdigit():
        return "old_number"
    if len(normal) != _LENGTH:
        return "length"
    if any(each not in _ALPHABET for each in normal):
        return "letters_never_used"
    return None if normal[2:8].isdigit() else "division_has_letters"


def _sums(normal: str) -> tuple[UsccResult, tuple[str, ...]]:
    inner = inner_check(normal[8:16]) == normal[16]
    failed = {
        "inner_check": not inner,
        "outer_check": calc_check_digit(normal[:-1]) != normal[-1],
        "division_unknown": normal[2:4] not in PROVINCES,
    }
    reasons = tuple(name for name, is_so in failed.items() if is_so)
    if not inner:
        return UsccResult.INVALID, reasons
    return (UsccResult.REVIEW if reasons else UsccResult.VALID_FORMAT), reasons


def inner_check(body: str) -> str:
    """Return the check symbol of an organisation code of eight symbols.

    Source: GB 11714-1997: weights 3, 7, 9, 10, 5, 8, 4, 2; 11 less the sum modulo 11; ten is X, eleven is 0.
    """
    total = sum(_BODY_VALUES.index(each) * weight for each, weight in zip(body, _BODY_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]
