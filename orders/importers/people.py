"""What is read of the person who bought: what tells two of them apart, and the country."""

import unicodedata

from orders.importers import cells
from orders.importers.countries import to_country
from orders.importers.lines import Line


def country(line: Line, *columns: str) -> str:
    """Return the two letters of the first of these columns that names a country."""
    return next((code for column in columns if (code := to_country(line.raw(column)))), "")


def buyer(line: Line, account: str, name: str = "", postal_code: str = "") -> str:
    """Return what tells two buyers apart, to be hashed by the caller: mail or account, else name and postal code."""
    return buyer_key(line.raw(account), line.raw(name), line.raw(postal_code))


def buyer_key(account: str, name: str = "", postal_code: str = "") -> str:
    """Return the same for a person however the mail or account, else name and postal code, are written."""
    known = _folded(account)
    if known:
        return known
    named, coded = _folded(name), _folded(postal_code)
    return f"{named}|{coded}" if named and coded else ""


def _folded(value: str) -> str:
    return cells.plain(unicodedata.normalize("NFKC", value)).casefold()
