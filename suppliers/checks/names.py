"""Compare the holder of an account with the names on a supplier's licence."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from suppliers.checks.pinyin import has_han, reads_as

# Forms of a company, by the class of law they stand for; longest first, so that none hides in another.
# Company Law of the PRC (2023), art. 7: 有限责任公司 and 有限公司 name one form, 股份有限公司 and 股份公司 another.
_CHINESE_FORMS: Final = (
    ("股份有限公司", "joint_stock"),
    ("有限责任公司", "limited"),
    ("有限公司", "limited"),
    ("股份公司", "joint_stock"),
    ("公司", "company"),
)
_LATIN_FORMS: Final = (
    ("youxian zeren gongsi", "ltd"),
    ("youxiangongsi", "ltd"),
    ("youxian gongsi", "ltd"),
    ("company limited", "ltd"),
    ("company ltd", "ltd"),
    ("co limited", "ltd"),
    ("co ltd", "ltd"),
    ("coltd", "ltd"),
    ("limited", "ltd"),
    ("ltd", "ltd"),
    ("incorporated", "inc"),
    ("corporation", "inc"),
    ("corp", "inc"),
    ("inc", "inc"),
    ("llc", "llc"),
    ("gmbh", "gmbh"),
    ("plc", "plc"),
    ("company", "company"),
    ("co", "company"),
)
_LATIN_BUSINESS: Final = frozenset(
    {
        "bank",
        "business",
        "center",
        "centre",
        "electronic",
        "electronics",
        "enterprise",
        "enterprises",
        "export",
        "factory",
        "firm",
        "group",
        "holding",
        "holdings",
        "import",
        "industrial",
        "industries",
        "industry",
        "international",
        "logistics",
        "manufacturer",
        "manufacturing",
        "official",
        "shop",
        "store",
        "studio",
        "supply",
        "technology",
        "tech",
        "trade",
        "trading",
        "wholesale",
        "workshop",
    }
)
_CHINESE_BUSINESS: Final = (
    "厂",
    "商行",
    "经营部",
    "工作室",
    "集团",
    "中心",
    "合作社",
    "事务所",
    "店",
    "企业",
    "行",
    "部",
    "社",
)
# A Chinese personal name has two to four characters, or a dot between its parts.
_LONGEST_PERSON: Final = 4


class NameMatch(StrEnum):
    """Say how the holder's name compares; the values are those that a payee keeps."""

    EXACT_CHINESE = "exact_zh"
    EXACT_ENGLISH = "exact_en"
    TRANSLITERATION = "translit"
    DIFFERENT_COMPANY = "other_company"
    LEGAL_REPRESENTATIVE = "legal_rep"
    OTHER_PERSON = "other_person"
    UNKNOWN = "unknown"


# From the one that says most for the holder to the one that says least.
FROM_BEST: Final = (
    NameMatch.EXACT_CHINESE,
    NameMatch.EXACT_ENGLISH,
    NameMatch.TRANSLITERATION,
    NameMatch.UNKNOWN,
    NameMatch.LEGAL_REPRESENTATIVE,
    NameMatch.DIFFERENT_COMPANY,
    NameMatch.OTHER_PERSON,
)


@dataclass(frozen=True, slots=True)
class CompanyName:
    """Be a name in two parts: what names it, and its form of company ("" where it has none)."""

    stem: str
    form: str


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name without width, letter case, accents, brackets and punctuation."""
    flat = unicodedata.normalize("NFKC", name).casefold()
    bare = "".join(each for each in unicodedata.normalize("NFKD", flat) if not unicodedata.combining(each))
    # A point in an abbreviation joins (Co.,Ltd. and L.L.C.); every other sign parts.
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", bare)
    return tuple(re.sub(r"[^\w]|_", " ", joined).split())


def company_name(name: str) -> CompanyName:
    """Return a name parted from its form of company, in Chinese without spaces, in Latin letters with one."""
    if has_han(name):
        return _parted("".join(words(name)), _CHINESE_FORMS, "")
    return _parted(" ".join(words(name)), _LATIN_FORMS, " ")


def _parted(name: str, forms: tuple[tuple[str, str], ...], gap: str) -> CompanyName:
    for ending, form in forms:
        if name.endswith(gap + ending):
            return CompanyName(name.removesuffix(gap + ending), form)
    return CompanyName(name, "")


def is_person(holder: str) -> bool | None:
    """Tell whether a holder reads like a person (True) or a business (False); None where neither is plain."""
    parts = words(holder)
    if not parts:
        return None
    if company_name(holder).form or _is_business(parts):
        return False
    if has_han(holder):
        whole = "".join(parts)
        return True if 2 <= len(whole) <= _LONGEST_PERSON or len(parts) > 1 else None
    return True if 2 <= len(parts) <= _LONGEST_PERSON and all(each.isalpha() for each in parts) else None


def _is_business(parts: tuple[str, ...]) -> bool:
    whole = "".join(parts)
    return not _LATIN_BUSINESS.isdisjoint(parts) or whole.endswith(_CHINESE_BUSINESS)


def match(holder: str, legal_zh: str, legal_en: str, representative: str) -> str:
    """Return how a holder compares with the licence, as a value of NameMatch; each name may be empty.

    Unknown wherever the name that it would have to be compared with is missing. Source: the three-way match of
    licence, invoice and account that banks and inspectors ask for; pinyin by GB/T 28039-2011, with either order of a
    person's names.
    """
    if not words(holder):
        return NameMatch.UNKNOWN.value
    exact = _exact(holder, legal_zh, legal_en)
    if exact:
        return exact.value
    if representative and is_same_person(holder, representative):
        return NameMatch.LEGAL_REPRESENTATIVE.value
    person = is_person(holder)
    comparable = legal_zh if has_han(holder) else legal_en
    if person is None or _is_cut_short(holder, legal_zh, legal_en):
        return NameMatch.UNKNOWN.value
    if person:
        return (NameMatch.OTHER_PERSON if representative else NameMatch.UNKNOWN).value
    return (NameMatch.DIFFERENT_COMPANY if comparable else NameMatch.UNKNOWN).value


def _is_cut_short(holder: str, legal_zh: str, legal_en: str) -> bool:
    """Tell whether a holder is a registered name without its form of company: not it, and nobody else's."""
    read, chinese, english = company_name(holder), company_name(legal_zh), company_name(legal_en)
    return not read.form and (
        read.stem in {chinese.stem, english.stem} or reads_as(chinese.stem, read.stem.replace(" ", ""))
    )


def _exact(holder: str, legal_zh: str, legal_en: str) -> NameMatch | None:
    """Return which registered name the holder is."""
    read = company_name(holder)
    if legal_zh and read == company_name(legal_zh):
        return NameMatch.EXACT_CHINESE
    if legal_en and read == company_name(legal_en):
        return NameMatch.EXACT_ENGLISH
    if has_han(legal_zh) and not has_han(holder) and _is_transliterated(read, company_name(legal_zh)):
        return NameMatch.TRANSLITERATION
    return None


def _is_transliterated(holder: CompanyName, legal: CompanyName) -> bool:
    """Tell whether Latin letters spell a Chinese name, its form of company translated or spelt too."""
    letters = holder.stem.replace(" ", "")
    # 股份 is spelt before the form; a sole trader's business has no form at all.
    stems = (legal.stem + "股份", legal.stem) if legal.form == "joint_stock" else (legal.stem,)
    return bool(holder.form) == bool(legal.form) and any(reads_as(stem, letters) for stem in stems)


def is_same_person(one: str, other: str) -> bool:
    """Tell whether two names are one person's: in either script, surname first or last, with and without spaces."""
    if has_han(one) and has_han(other):
        return "".join(words(one)) == "".join(words(other))
    if has_han(one) or has_han(other):
        chinese, latin = (one, other) if has_han(one) else (other, one)
        whole, letters = "".join(words(chinese)), "".join(words(latin))
        # A Chinese surname has one character, or two.
        orders = {whole, whole[1:] + whole[:1], whole[2:] + whole[:2]}
        return any(reads_as(order, letters) for order in orders)
    return not _turns(words(one)).isdisjoint(_turns(words(other)))


def _turns(parts: tuple[str, ...]) -> set[str]:
    return {"".join(parts[at:] + parts[:at]) for at in range(len(parts))}


def is_worse(one: str, other: str) -> bool:
    """Tell whether a match says less for the holder than another does."""
    order = [each.value for each in FROM_BEST]
    return order.index(one) > order.index(other)
