"""Fetch the reference rates from the European Central Bank: the one call that orders make to the world outside."""

import io
from typing import BinaryIO
from urllib.error import URLError
from urllib.request import Request, urlopen

HISTORY = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
_SECONDS = 30
_MOST_BYTES = 20_000_000


class Unreachable(Exception):
    """Say that the bank's file could not be fetched, and what to do instead."""


def fetched(address: str) -> BinaryIO:
    """Return a file of the bank. Raises: Unreachable."""
    try:
        with urlopen(Request(address, headers={"User-Agent": "Leeway"}), timeout=_SECONDS) as answer:  # noqa: S310 - the address above, or a test's
            return io.BytesIO(answer.read(_MOST_BYTES + 1))
    except (URLError, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", error)
        raise Unreachable(
            f"{address} could not be fetched: {reason}. Fetch it elsewhere and name the file: "
            "manage.py load_rates eurofxref-hist.zip."
        ) from None
