"""Read bank identifiers, and ask what does not fit together about an account."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from stdnum import bic as bic_rules
from stdnum import iban as iban_rules
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidLength, ValidationError

# Mainland China and Hong Kong take no part in ISO 13616.
_WITHOUT_IBAN: Final = ("CN", "HK")
_IBAN_SHAPE: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
# Of an account in digits, the bank's and the branch's code of Hong Kong left out or written before it.
_LENGTHS: Final = {"CN": range(12, 20), "HK": range(9, 16)}


@dataclass(frozen=True, slots=True)
class BankCode:
    """Be a BIC or an IBAN as it was read; the country is None where it is not a real one."""

    normal: str
    is_valid: bool
    country: str | None = None
    is_test: bool = False
    reasons: tuple[str, ...] = ()


def read_bic(text: str) -> BankCode:
    """Return what a BIC tells: 8 or 11 characters, of which the fifth and sixth are the country.

    Source: ISO 9362; a 0 as the eighth character marks a test BIC.
    """
    normal = compact(text)
    try:
        bic_rules.validate(normal)
    except ValidationError as error:
        return BankCode(normal, is_valid=False, reasons=(_reason(error),))
    return BankCode(normal, is_valid=True, country=normal[4:6], is_test=normal[7] == "0")


def read_iban(text: str) -> BankCode:
    """Return what an IBAN tells: the country, where the shape of that country and the check digits fit.

    Source: ISO 13616 and its register; the check is ISO 7064 mod 97-10.
    """
    normal = compact(text)
    try:
        iban_rules.validate(normal)
    except ValidationError as error:
        return BankCode(normal, is_valid=False, reasons=(_reason(error),))
    return BankCode(normal, is_valid=True, country=normal[:2])


def looks_like_iban(text: str) -> bool:
    """Tell whether a text has the shape of an IBAN, right or wrong: two letters, two digits, more."""
    return _IBAN_SHAPE.fullmatch(compact(text)) is not None


def compact(text: str) -> str:
    """Return a bank's number without its width, spaces, hyphens, dots and letter case."""
    return re.sub(r"[\s.\-/]", "", unicodedata.normalize("NFKC", text)).upper()


def bank_questions(
    account: str, bic: str = "", country: str = "", registered_in: str = ""
) -> tuple[str, ...]:
    """Return the keys of what has to be asked about a bank account; what is not known is asked too.

    `country` is that of the account as it was told, `registered_in` that of the supplier; each may be empty.
    """
    read = read_bic(bic) if bic else None
    iban = read_iban(account) if looks_like_iban(account) else None
    bank_in = (iban and iban.country) or (read and read.country) or country or None
    asked = {
        "bic_invalid": read is not None and not read.is_valid,
        "bic_of_a_test": read is not None and read.is_test,
        "iban_invalid": iban is not None and not iban.is_valid,
        "iban_given_for_cn_or_hk": iban is not None and registered_in in _WITHOUT_IBAN,
        "countries_contradict": len({bank_in, read and read.country, country or None} - {None}) > 1,
        "account_length_odd": iban is None and _is_odd_length(account, bank_in),
    }
    return (*(key for key, is_so in asked.items() if is_so), *_of_countries(bank_in, registered_in))


def _of_countries(bank_in: str | None, registered_in: str) -> tuple[str, ...]:
    if not bank_in or not registered_in:
        return ("country_not_known",)
    if bank_in == registered_in:
        return ()
    return ("hong_kong_for_mainland" if (bank_in, registered_in) == ("HK", "CN") else "country_differs",)


def _is_odd_length(account: str, bank_in: str | None) -> bool:
    lengths = _LENGTHS.get(bank_in or "")
    number = compact(account)
    return lengths is not None and (not number.isdigit() or len(number) not in lengths)


def _reason(error: ValidationError) -> str:
    """Return the key of why a number is refused."""
    if isinstance(error, InvalidLength):
        return "length"
    if isinstance(error, InvalidChecksum):
        return "check_digits"
    return "country" if isinstance(error, InvalidComponent) else "shape"
