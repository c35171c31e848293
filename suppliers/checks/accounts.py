"""When two spellings of an account number are one number, and how much of a number may be shown. Pure."""

import unicodedata
from typing import Final

from suppliers.checks.bank import compact

_HIDDEN: Final = "••••"
# What is shown of a number: enough to tell two apart, too little to pay to.
_SHOWN: Final = 4
_LONGEST: Final = 60


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
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}".casefold() + slash + path.rstrip("/")


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
    end = f"{dot}{ending}"[: _LONGEST // 2] if dot else ""
    return f"{name[:1]}***@{host[:1]}***{end}"


def _masked_link(normal: str) -> str:
    host, _slash, rest = normal.partition("://")[2].partition("/")
    # What stands before an @ of a host is a name and a password.
    return f"{host.rpartition('@')[2][: _LONGEST - 12]}/{_HIDDEN}{_tail(rest)}"
