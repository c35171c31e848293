"""Read the domain of a mail address, and find the known one that it could be taken for."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from confusable_homoglyphs.confusables import confusables_data

# Whoever likes gets an address there, so that it says nothing about a company.
FREE_MAIL: Final = frozenset(
    {
        "126.com",
        "139.com",
        "163.com",
        "188.com",
        "189.cn",
        "aliyun.com",
        "aol.com",
        "foxmail.com",
        "gmail.com",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "sina.cn",
        "sina.com",
        "sohu.com",
        "tom.com",
        "vip.qq.com",
        "yahoo.com",
        "yandex.com",
        "yandex.ru",
        "yeah.net",
        "ymail.com",
        "zoho.com",
    }
)
# Second levels below a country that anybody registers under; the Public Suffix List has all of them.
_SECOND_LEVELS: Final = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
# Pairs and figures that are read as one letter. Source: Unicode Technical Standard 39, section 4.
_READ_AS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("-", ""))
# One letter more or less makes another name of a short one: qq, 163, tom.
_SHORTEST_TO_MISSPELL: Final = 4


def domain_of(address: str) -> str | None:
    """Return the domain of a mail address or of a link, as it is written in its own script; None without one."""
    text = unicodedata.normalize("NFKC", address).strip().casefold()
    host = _unicode((_host(text) if "://" in text else text.partition("@")[2]).strip("."))
    return host if "." in host else None


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def registrable(domain: str) -> str:
    """Return the part of a domain that somebody registers: two labels, or three below such as com.cn.

    A short list stands in for the Public Suffix List: nothing but a question rests on it.
    """
    labels = _unicode(domain.casefold().strip(".")).split(".")
    takes = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS else 2
    return ".".join(labels[-takes:])


def is_free_mail(domain: str) -> bool:
    """Tell whether anybody gets an address at a domain: weak as a sign of who somebody is, and common in China."""
    return domain in FREE_MAIL or registrable(domain) in FREE_MAIL


def look_alike(domain: str, known: Iterable[str]) -> str | None:
    """Return the first of the known domains that a domain could be taken for; None for none, and for itself.

    Found: letters that look alike in any script (also as punycode), rn for m and the like, one letter more, less,
    other or swapped, another ending, a hyphen, and vip before or after. Source: Unicode Technical Standard 39;
    F. J. Damerau, Comm. ACM 7 (1964) 171-176.
    """
    own = registrable(domain)
    others = {registrable(each): each for each in known}
    if own in others or own in FREE_MAIL:
        return None
    return next((each for name, each in others.items() if _could_be(own, name)), None)


def look_alike_address(address: str, known: Iterable[str]) -> str | None:
    """Return the known mail address that another could be taken for, by its domain or by its name at a free one."""
    for other in known:
        own, theirs = domain_of(address), domain_of(other)
        if own is None or theirs is None:
            continue
        if own == theirs and is_free_mail(own) and _is_name_alike(address, other):
            return other
        if look_alike(own, (theirs,)):
            return other
    return None


def _is_name_alike(address: str, other: str) -> bool:
    own, theirs = (each.strip().casefold().rpartition("@")[0] for each in (address, other))
    if own == theirs:
        return False
    is_long = min(len(own), len(theirs)) >= _SHORTEST_TO_MISSPELL
    return _skeleton(own) == _skeleton(theirs) or (is_long and one_edit_apart(own, theirs))


def _could_be(own: str, known: str) -> bool:
    stem, _dot, ending = own.partition(".")
    known_stem, _dot, known_ending = known.partition(".")
    if _skeleton(stem) == _skeleton(known_stem):
        # Mail services have many endings of their own.
        return stem != known_stem or (ending != known_ending and known not in FREE_MAIL)
    if {stem.removeprefix("vip"), stem.removesuffix("vip")} & {known_stem}:
        return True
    return min(len(stem), len(known_stem)) >= _SHORTEST_TO_MISSPELL and one_edit_apart(own, known)


def _skeleton(text: str) -> str:
    """Return what a text looks like: letters of other scripts as Latin ones, pairs as the letter they resemble."""
    flat = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    plain = "".join(each if each.isascii() else _latin(each) for each in flat).casefold()
    for seen, read in _READ_AS:
        plain = plain.replace(seen, read)
    return plain


def _latin(letter: str) -> str:
    """Return the Latin letter that another one is taken for, or itself."""
    glyphs = (re.sub("[\u200e\u200f]", "", each["c"]) for each in confusables_data.get(letter, ()))
    return next((each for each in glyphs if each.isascii() and each.isalnum()), letter)


def one_edit_apart(one: str, other: str) -> bool:
    """Tell whether one letter put in, left out, changed, or two neighbours swapped make one text the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return longer[at + 1 :] == shorter[at:]
    is_swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return is_swapped or one[at + 1 :] == other[at + 1 :]


def _unicode(host: str) -> str:
    """Return a host with its labels in their own script; one that is no punycode stays as it is."""
    return ".".join(_decoded(label) for label in host.split("."))


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode").casefold()
    except UnicodeError:
        return label
