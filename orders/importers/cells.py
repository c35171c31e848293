"""Read one cell: text in, a value out, or the name of the rule that the text broke."""

import re
from datetime import date, datetime
from decimal import Decimal

from orders.importers.currencies import CURRENCIES
from orders.importers.problems import RowProblem
from orders.importers.rows import Outcome

# What is stored of a title, and what no real identifier reaches.
TEXT_LIMIT = 500
ID_LIMIT = 100
MARKETPLACE_LIMIT = 40
DEFAULT_MARKETPLACE = "aliexpress"
QUANTITY_LIMIT = 1_000_000
# What the columns of an order hold; rows of one order add up.
SUMMED_QUANTITY_LIMIT = 2_000_000_000
SUMMED_AMOUNT_LIMIT = Decimal("999999999999.99")
TRACKING_LIMIT = 50

# Control characters and lone surrogates: no database column takes all of them.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Marks that copying from a web page leaves behind: zero-width spaces, direction marks, byte order marks.
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
# Shops put an apostrophe before what a spreadsheet would take for a number or a formula.
_GUARDED = re.compile(r"'[0-9=+\-@\t\r]")
_SHORTENED = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+|[0-9]{6,}[.,]0+")
_SERIAL_DAY = re.compile(r"[1-9][0-9]{4}([.,][0-9]+)?")
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
_OFFSET = r"Z|[+-][0-9]{2}:?[0-9]{2}"
_DAY = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})([T ]{_CLOCK} ?({_OFFSET})?)?")
_MOMENT = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})[T ]([0-9:]{{8}})(\.[0-9]+)? ?({_OFFSET})")
_LOCAL_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9:]{8})(\.[0-9]+)?")
# Three decimals are refused: 1.234 is a thousand to one reader and one to another.
_AMOUNT = re.compile(r"[0-9]{1,10}([.,][0-9]{1,2})?")
_WHOLE = re.compile(r"[0-9]{1,12}")
# Online trade began later and no order is planned so far ahead; it also keeps clear of the calendar's ends.
_FIRST_YEAR, _LAST_YEAR = 1995, 2099


class CellError(ValueError):
    """Say which rule the text of a cell broke."""

    def __init__(self, problem: RowProblem) -> None:
        """Keep the rule."""
        super().__init__(problem)
        self.problem = problem


def plain(value: str) -> str:
    """Return a cell as one line of visible text, without the apostrophe that guards it."""
    # Nearly every cell is plain ASCII: the short way halves the time of an import.
    is_simple = value.isascii() and value.isprintable()
    value = value.strip(" ") if is_simple else _INVISIBLE.sub("", value).strip(" ")
    if value.startswith("'") and _GUARDED.match(value):
        value = value[1:]
    return " ".join((value if is_simple else _CONTROL.sub(" ", value)).split())


def to_text(value: str) -> str:
    """Return text of bounded length. Raises: CellError."""
    text = plain(value)
    if len(text) > TEXT_LIMIT:
        raise CellError(RowProblem.TOO_LONG)
    return text


def to_id(value: str) -> str:
    """Return an identifier, whole and as written. Raises: CellError."""
    text = plain(value)
    if _CONTROL.search(value.strip()) or "\ufffd" in value:
        raise CellError(RowProblem.UNREADABLE_CHARACTER)
    if _SHORTENED.fullmatch(text):
        raise CellError(RowProblem.SPREADSHEET_NUMBER)
    if len(text) > ID_LIMIT:
        raise CellError(RowProblem.TOO_LONG)
    return text


def to_tracking_numbers(value: str) -> tuple[str, ...]:
    """Return the numbers of a cell, parted by spaces, commas, semicolons or slashes. Raises: CellError."""
    # Line ends part numbers too; they must not reach the check for control characters.
    found = [to_id(number) for number in re.split(r"[\s,;/|]+", value.strip()) if number]
    if len(found) > TRACKING_LIMIT:
        raise CellError(RowProblem.TOO_LONG)
    return tuple(dict.fromkeys(number for number in found if number))


def to_calendar(pieces: str, otherwise: RowProblem) -> datetime:
    """Return the moment of an ISO text, within the years of online trade. Raises: CellError."""
    try:
        moment = datetime.fromisoformat(pieces)
    except ValueError:
        raise CellError(otherwise) from None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise CellError(otherwise)
    return moment


def refuse_serial(text: str) -> None:
    """Refuse a day that a spreadsheet has turned into a number. Raises: CellError."""
    if _SERIAL_DAY.fullmatch(text):
        raise CellError(RowProblem.SPREADSHEET_DATE)


def to_day(value: str) -> date | None:
    """Return the day of `2026-03-31`, with or without a time behind it. Raises: CellError."""
    text = plain(value)
    if not text:
        return None
    refuse_serial(text)
    match = _DAY.fullmatch(text)
    if match is None:
        raise CellError(RowProblem.DATE)
    return to_calendar(match[1], RowProblem.DATE).date()


def to_moment(value: str) -> datetime | None:
    """Return the aware moment of `2023-05-31 23:06:05 -0700`. Raises: CellError."""
    text = plain(value)
    if not text:
        return None
    refuse_serial(text)
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise CellError(RowProblem.MOMENT)
    return to_calendar(f"{match[1]}T{match[2]}{match[4]}", RowProblem.MOMENT)


def to_local_moment(value: str) -> datetime | None:
    """Return the naive moment of `2026-02-21 07:44:46`, whose zone no document names. Raises: CellError."""
    text = plain(value)
    if not text:
        return None
    refuse_serial(text)
    match = _LOCAL_MOMENT.fullmatch(text)
    if match is None:
        raise CellError(RowProblem.LOCAL_MOMENT)
    return to_calendar(f"{match[1]}T{match[2]}", RowProblem.LOCAL_MOMENT)


def to_amount(value: str) -> Decimal | None:
    """Return an amount of money; point or comma parts the decimals, no thousands marks. Raises: CellError."""
    text = plain(value)
    if not text:
        return None
    if not _AMOUNT.fullmatch(text):
        raise CellError(RowProblem.AMOUNT)
    return Decimal(text.replace(",", "."))


def to_hundredths(value: str) -> Decimal | None:
    """Return the amount of a whole number of hundredths: 15115 is 151.15. Raises: CellError."""
    text = plain(value)
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise CellError(RowProblem.HUNDREDTHS)
    return Decimal(text).scaleb(-2)


def to_quantity(value: str) -> int | None:
    """Return a number of pieces, at least one. Raises: CellError."""
    text = plain(value)
    if not text:
        return None
    if not _WHOLE.fullmatch(text) or not 1 <= int(text) <= QUANTITY_LIMIT:
        raise CellError(RowProblem.QUANTITY)
    return int(text)


def to_currency(value: str) -> str | None:
    """Return an ISO 4217 code. Raises: CellError."""
    text = plain(value).upper()
    if text and text not in CURRENCIES:
        raise CellError(RowProblem.CURRENCY)
    return text or None


def to_marketplace(value: str) -> str:
    """Return a marketplace's name in the form in which it is compared: `Ali-Express.com` is `aliexpress`.

    Empty is AliExpress. Raises: CellError.
    """
    name = re.sub(r"[\W_]+", "", plain(value).casefold().removesuffix(".com"))
    if len(name) > MARKETPLACE_LIMIT:
        raise CellError(RowProblem.TOO_LONG)
    return name or DEFAULT_MARKETPLACE


def _word(value: str) -> str:
    return plain(value).casefold().replace(" ", "_").replace("-", "_")


def to_outcome(value: str) -> Outcome | None:
    """Return how an order ended, in one of the words of `Outcome`. Raises: CellError."""
    word = _word(value)
    if not word:
        return None
    try:
        return Outcome(word)
    except ValueError:
        raise CellError(RowProblem.OUTCOME) from None


def to_off_platform(value: str) -> bool | None:
    """Return whether an order was placed off the platform; None where nothing is said. Raises: CellError."""
    word = _word(value)
    if word not in {"", "platform", "off_platform"}:
        raise CellError(RowProblem.PLACED_VIA)
    return None if not word else word == "off_platform"


def to_truth(value: str) -> bool | None:
    """Return what `true` or `false` says. Raises: CellError."""
    word = _word(value)
    if word not in {"", "true", "false"}:
        raise CellError(RowProblem.TRUE_FALSE)
    return None if not word else word == "true"
