"""When two spellings of an account number are one number, and how much of a number may be shown. Pure."""

import re
import unicodedata
from typing import Final

from suppliers.checks.bank import compact

_HIDDEN: Final = "••••"
# What is shown of a number: enough to tell two apart, too little to pay to.
_SHOWN: Final = 4
_LONGEST: Final = 60
# What ends the host of a link, by the readings of browsers.
_AFTER_HOST: Final = re.compile(r"[/?#;\\]")
_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?")
# A host that is a name has no more digits; with more of them it can be the number itself.
_MOST_DIGITS: Final = 4
_MAIL_ENDING: Final = re.compile(r"[a-z]{2,24}")


def normal_account(kind: str, text: str) -> str:
    """Return an account number without the differences that mean nothing for its kind, a value of Payee.Kind.

    The letter case of a wallet and of what follows a link's host is part of them; that of a mail address is none.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    if "://" in written:
        return _normal_link(written)
    if "@" in written:
        return "".join(written.split()).casefold()
    if kind == "wallet":
        return "".join(written.split())
    return compact(written)


def _normal_link(written: str) -> str:
    scheme, _sign, rest = written.partition("://")
    host, after = _parted(rest)
    return f"{scheme}://{host}".casefold() + after.rstrip("/")


def _parted(rest: str) -> tuple[str, str]:
    """Return what a link has between its scheme and the end of its host, and all that follows."""
    found = _AFTER_HOST.search(rest)
    return (rest[: found.start()], rest[found.start() :]) if found else (rest, "")


def masked_account(kind: str, text: str) -> str:
    """Return what may be shown of an account number: its last four, the ends of a wallet, a link's host."""
    normal = normal_account(kind, text)
    if "://" in normal:
        return _masked_link(normal)
    if "@" in normal:
        return _masked_mail(normal)
    head = normal[:_SHOWN] if kind == "wallet" and len(normal) > 4 * _SHOWN else ""
    return f"{head}{_HIDDEN}{_tail(normal)}"


def _tail(text: str) -> str:
    """Return the last four; fewer of a short number, so that more than half of it stays hidden."""
    shown = min(_SHOWN, (len(text) - 1) // 2)
    return text[-shown:] if shown > 0 else ""


def _masked_mail(normal: str) -> str:
    name, _at, domain = normal.rpartition("@")
    host, dot, ending = domain.rpartition(".")
    # What does not read like the end of a domain may be the number.
    end = f"{dot}{ending}" if dot and _MAIL_ENDING.fullmatch(ending) else ""
    return f"{name[:1]}***@{host[:1]}***{end}"


def _masked_link(normal: str) -> str:
    host, after = _parted(normal.partition("://")[2])
    # What stands before an @ of a host is a name and a password.
    return f"{_shown_host(host.rpartition('@')[2])}/{_HIDDEN}{_tail(after[1:])}"


def _shown_host(host: str) -> str:
    """Return a host that reads like a name; dots for one in which a number can hide."""
    is_name = _HOST.fullmatch(host) and sum(map(str.isdigit, host)) <= _MOST_DIGITS
    return host[: _LONGEST - 12] if is_name else _HIDDEN
