"""What a tracking number looks like: plausible at best, never valid.

A check digit finds a typing error; a shape says even less, and most Chinese carriers have nothing else. Whether
a parcel exists is known from its scans alone. Shapes and weights: docs/formats.md, "Tracking numbers".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import mul

from orders.importers.countries import COUNTRIES


class Plausibility(StrEnum):
    """Say how far a number can be believed from its letters and digits alone."""

    DIGIT_FITS = "digit_fits"
    SHAPE_FITS = "shape_fits"
    DIGIT_WRONG = "digit_wrong"
    UNKNOWN_SHAPE = "unknown_shape"


@dataclass(frozen=True, slots=True)
class Look:
    """Hold what a number looks like; `carrier` is a proper name, empty where several or none fit."""

    plausibility: Plausibility
    carrier: str = ""


_OTHER_SIGNS = re.compile(r"[\W_]+")


def number_key(number: str) -> str:
    """Return a tracking number in the form in which two of them are compared: capitals and digits alone."""
    return (number if number.isalnum() else _OTHER_SIGNS.sub("", number)).upper()[:60]


def look_of(text: str) -> Look:
    """Say what a tracking number looks like.

    A wrong digit is only called wrong where the shape belongs to one carrier; a row of digits alone may be anybody's.
    """
    number = number_key(text)
    for shape in _SHAPES:
        if shape.pattern.fullmatch(number):
            if shape.fits is None:
                return Look(Plausibility.SHAPE_FITS, shape.carrier)
            if shape.fits(number):
                return Look(Plausibility.DIGIT_FITS, shape.carrier)
            if shape.is_its_own:
                return Look(Plausibility.DIGIT_WRONG, shape.carrier)
    return Look(Plausibility.UNKNOWN_SHAPE)


def has_wrong_digit(number: str) -> bool:
    """Say whether a number (as `number_key` writes it) has the shape of one carrier and a wrong check digit.

    The two shapes for which `look_of` can say so, looked at first: a million numbers go through here.
    """
    if len(number) == 13:
        if number[2:11].isdecimal() and number.isascii():
            return _has_s10_letters(number[:2], number[11:]) and not _s10(number)
        return number[:2].isalpha() and look_of(number).plausibility is Plausibility.DIGIT_WRONG
    return (
        len(number) == 18
        and number.startswith("1Z")
        and look_of(number).plausibility is Plausibility.DIGIT_WRONG
    )


@lru_cache(maxsize=4_096)
def _has_s10_letters(before: str, after: str) -> bool:
    """Say whether nine digits between these letters are of the post's shape, and of no other that comes first."""
    number = f"{before}000000000{after}"
    carrier = next((shape.carrier for shape in _SHAPES if shape.pattern.fullmatch(number)), "")
    return carrier == _POST


def _s10(number: str) -> bool:
    """Check a number of the Universal Postal Union's standard S10; J, K, S, T and W are reserved."""
    if number[0] in "JKSTW" or number[11:] not in COUNTRIES:
        return False
    return s10_digit(number[2:10]) == int(number[10])


def s10_digit(serial: str) -> int:
    """Return the check digit of eight figures by the Universal Postal Union's standard S10."""
    rest: int = 11 - sum(map(mul, _S10_WEIGHTS, map(int, serial))) % 11
    return {10: 0, 11: 5}.get(rest, rest)


_POST = "UPU S10"
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def _mod10(first: int, second: int, *, start: int = 0) -> Callable[[str], bool]:
    """Return a check by weights in turn from the left, letters counted as UPS counts them."""

    def fits(number: str) -> bool:
        body = number[start:-1]
        values = (int(each) if each.isdigit() else (ord(each) - 3) % 10 for each in body)
        total = sum(value * (second if place % 2 else first) for place, value in enumerate(values))
        return -total % 10 == int(number[-1])

    return fits


def _usps(number: str) -> bool:
    """Check a number of the US post, without the postal code that a label may print before it."""
    return _mod10(3, 1)(re.sub(r"^420\d{5}(\d{4})?(?=9[1-5](\d{20}|\d{24})$)", "", number))


def _fedex_express(number: str) -> bool:
    """Check a FedEx Express number: weights 3, 1, 7 from the left, modulo 11, then 10."""
    weights = (3, 1, 7) * 4
    return sum(int(digit) * weights[place] for place, digit in enumerate(number[:11])) % 11 % 10 == int(
        number[11]
    )


def _mod7(number: str) -> bool:
    """Check a DHL Express number: the last digit is the rest of those before it by seven."""
    return int(number[:-1]) % 7 == int(number[-1])


def _mod37(number: str) -> bool:
    """Check a DPD number by ISO 7064, MOD 37,36."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rest = 36
    for each in number[:-1]:
        rest = (rest + alphabet.index(each)) % 36 or 36
        rest = rest * 2 % 37
    return (37 - rest) % 36 == alphabet.index(number[-1])


@dataclass(frozen=True, slots=True)
class _Shape:
    """Hold one shape; `fits` checks its digit, None where there is none; `is_its_own`: nobody else has it."""

    carrier: str
    pattern: re.Pattern[str]
    fits: Callable[[str], bool] | None = None
    is_its_own: bool = False


# The first that fits is the one: what has letters of its own stands before what is digits alone.
_SHAPES = (
    _Shape("YunExpress", re.compile(r"YT\d{16}|NEXAU100\d{7}YQ")),
    _Shape("Cainiao", re.compile(r"LP\d{12,14}|CAINIAO\d{6,20}")),
    _Shape("Yanwen", re.compile(r"U[A-Z]\d{9}YP|Y[A-Z]\d{9}YW")),
    _Shape("4PX", re.compile(r"4PX\d{13,16}CN|FPXE\d{10,16}")),
    _Shape("GOFO", re.compile(r"GFUS\d{14}")),
    _Shape("J&T", re.compile(r"JT\d{13,16}")),
    _Shape("SunYou", re.compile(r"SY[A-Z]{0,3}\d{10,14}")),
    _Shape("CJPacket", re.compile(r"CJ[A-Z]{0,3}\d{9,16}")),
    _Shape("UPS", re.compile(r"1Z[A-Z0-9]{15}\d"), _mod10(1, 2, start=2), is_its_own=True),
    _Shape(_POST, re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}"), _s10, is_its_own=True),
    _Shape("Yodel", re.compile(r"JJ?D\d{16}")),
    _Shape("DHL", re.compile(r"J[A-Z]{2,3}\d{9,10}")),
    _Shape("Amazon Logistics", re.compile(r"TB[ACM]\d{12}")),
    _Shape("USPS", re.compile(r"(420\d{5}(\d{4})?)?9[1-5](\d{20}|\d{24})"), _usps),
    _Shape("USPS", re.compile(r"\d{20}"), _usps),
    _Shape("FedEx", re.compile(r"96\d{20}"), _mod10(1, 3, start=7)),
    _Shape("FedEx", re.compile(r"\d{15}"), _mod10(1, 3)),
    _Shape("FedEx", re.compile(r"\d{12}"), _fedex_express),
    _Shape("DPD", re.compile(r"\d{14}[A-Z0-9]"), _mod37),
    _Shape("DPD", re.compile(r"\d{27}[A-Z0-9]"), _mod37),
    _Shape("DHL", re.compile(r"\d{10,11}"), _mod7),
)
