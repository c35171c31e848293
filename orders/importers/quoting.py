"""The one rule for which refused cells may be repeated to the owner, and so be kept."""

import re

from orders.importers.cells import plain
from orders.importers.currencies import CURRENCIES
from orders.importers.rows import Outcome

# Longer than any date with its time and offset, shorter than most addresses.
QUOTED_LENGTH = 32

_MONEY_SIGN = r"(?:(?:US ?)?[$€£¥]|[A-Z]{3})"
# Six digits at most, or decimals behind them: more may be a telephone number.
_DIGITS = r"[0-9]{1,6}|[0-9]{1,3}[.,][0-9]{3}|[0-9]{7,10}(?=[.,][0-9]{1,2}$)"
_NUMBER = re.compile(rf"-?(?:{_DIGITS})(?:[.,][0-9]{{1,2}})?")
# A day and its time as a spreadsheet counts them; these days lie between 1982 and 2119.
_SERIAL = re.compile(r"[3-7][0-9]{4}[.,][0-9]{1,12}")
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]{1,5})?[eE]\+?[0-9]{1,2}")
_DAY = r"(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2}))"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_MOMENT = re.compile(rf"{_DAY}(?:[T ]{_CLOCK} ?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?")
# Marketplaces number orders with 16 digits and more, and no telephone number has so many; a shop's own
# numbers begin with #.
_ID = re.compile(r"[0-9]{16,20}(?:[.,]0{1,2})?|#[0-9]{1,6}")
_WORDS = {word.value for word in Outcome} | {"platform", "off_platform", "true", "false"}


def quotable(value: str) -> str:
    """Return a refused cell as it may be shown and kept; empty where it may be about a person.

    In a row that has slipped, any column can hold a name, a mail address, a street or a telephone number. So only
    what is short and has the shape of a number, an amount, a date, a currency, an id or a word of ours is repeated.
    """
    text = plain(value)
    if len(text) > QUOTED_LENGTH or not (text.isascii() or _is_amount(text)):
        return ""
    known = text in CURRENCIES or text.casefold().replace(" ", "_").replace("-", "_") in _WORDS
    shaped = any(shape.fullmatch(text) for shape in (_SERIAL, _SHORTENED, _MOMENT, _ID))
    return text if known or shaped or _is_amount(text) else ""


def _is_amount(text: str) -> bool:
    """Say whether a text is a number, with or without the sign or the code of a currency."""
    number = re.sub(rf"^{_MONEY_SIGN} ?| ?{_MONEY_SIGN}$", "", text, count=1)
    code = re.search(r"[A-Z]{3}", text)
    return _NUMBER.fullmatch(number) is not None and (code is None or code[0] in CURRENCIES)
