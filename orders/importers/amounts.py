"""Read amounts as shops format them, with signs, codes and thousands marks, and never guess."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from orders.importers.cells import CellError, plain
from orders.importers.currencies import CURRENCIES
from orders.importers.lines import Line
from orders.importers.problems import RowProblem

# Signs and short forms that one currency alone has.
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "zł": "PLN",
    "৳": "BDT",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₩": "KRW",
    "₪": "ILS",
    "₴": "UAH",
    "₫": "VND",
    "₱": "PHP",
    "₦": "NGN",
    "kč": "CZK",
    "r$": "BRL",
    "us$": "USD",
    "au$": "AUD",
    "a$": "AUD",
    "ca$": "CAD",
    "c$": "CAD",
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "mx$": "MXN",
    "nt$": "TWD",
}
# These say nothing, for many currencies have them.
_SHARED_SIGNS = {"$", "¥", "￥", "KR", "KR."}
# These have three decimals, so three digits behind a mark may be decimals or thousands.
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_PARTS = re.compile(r"(-?)([^0-9-]*)(-?)([0-9](?:[0-9.,' ]*[0-9])?)([^0-9]*)")
_BARE = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
# Thousands by threes, and decimals behind a mark of another kind.
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<decimals>[0-9]{1,2}))?"
)
# The Indian way: thousands by three, and what stands before them by twos.
_INDIAN = re.compile(
    r"(?P<whole>[1-9][0-9]?(?P<mark>,)(?:[0-9]{2},)+[0-9]{3})(?:\.(?P<decimals>[0-9]{1,2}))?"
)
_DIGITS_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Money:
    """Hold an amount, and the currency that it names; None where it names none for sure."""

    amount: Decimal
    currency: str | None


class Purse:
    """Read the amounts of one order, and hold the one currency that they are in."""

    def __init__(self, currency: str | None = None) -> None:
        """Begin with the currency that the order names, if it names one."""
        self.currency = currency

    def take(
        self, line: Line, column: str, read: Callable[[str], Money | None] | None = None
    ) -> Decimal | None:
        """Return the amount of a cell; an error is noted where it is in another currency than one before."""
        money = line.get(column, read or to_money, None)
        if money is None:
            return None
        if money.currency and self.currency and money.currency != self.currency:
            line.refuse(column, RowProblem.CURRENCIES_DIFFER)
        self.currency = self.currency or money.currency
        return money.amount


def to_money(value: str) -> Money | None:
    """Return the amount of `US $1,200.95`, `129,46zł`, `EUR 90,00` or `1 234,50 €`. Raises: CellError."""
    money = to_signed_money(value)
    if money is not None and money.amount < 0:
        raise CellError(RowProblem.MONEY)
    return money


def to_signed_money(value: str) -> Money | None:
    """Return an amount as `to_money` does, before which a minus may stand. Raises: CellError."""
    text = plain(value).replace("\u2212", "-").replace("\u2019", "'")
    if not text:
        return None
    match = _PARTS.fullmatch(text)
    if match is None or (match[1] and match[3]):
        raise CellError(RowProblem.MONEY)
    currency, is_marked = _currency(match[2], match[5])
    amount = _number(match[4], is_marked and currency not in _THREE_DECIMALS)
    return Money(-amount if match[1] or match[3] else amount, currency)


def currency_in(value: str) -> str | None:
    """Return the currency that a formatted amount names for sure; None where it names none, or is none."""
    try:
        money = to_signed_money(value)
    except CellError:
        return None
    return None if money is None else money.currency


def _currency(*beside: str) -> tuple[str | None, bool]:
    """Return the currency whose sign or code stands beside a number, and whether anything stands there."""
    signs = [sign for each in beside if (sign := each.replace(" ", ""))]
    named = {_SIGNS.get(sign.casefold(), sign.upper()) for sign in signs} - _SHARED_SIGNS
    if len(named) > 1 or not named <= CURRENCIES:
        raise CellError(RowProblem.MONEY)
    return next(iter(named), None), bool(signs)


def _number(digits: str, three_are_thousands: bool) -> Decimal:
    """Return the number; the three digits of `1.234` are read only where they can be thousands alone."""
    bare = _BARE.fullmatch(digits)
    if bare:
        whole, decimals = bare[1], bare[2]
    else:
        match = _GROUPED.fullmatch(digits) or _INDIAN.fullmatch(digits)
        if match is None or not (three_are_thousands or _is_clear(match)):
            raise CellError(RowProblem.MONEY)
        whole, decimals = re.sub("[^0-9]", "", match["whole"]), match["decimals"]
    if len(whole) > _DIGITS_LIMIT:
        raise CellError(RowProblem.MONEY)
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def _is_clear(match: re.Match[str]) -> bool:
    """Say whether the mark in a number can only part its thousands."""
    return match["decimals"] is not None or match["mark"] in "' " or match["whole"].count(match["mark"]) > 1
