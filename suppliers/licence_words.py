"""What a machine can say of a licence number, in the reader's words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.checks.hong_kong import HongKongNumber, read_business_number, read_company_number
from suppliers.checks.uscc import Uscc, UsccResult, read_uscc
from suppliers.models import Supplier

RESULTS: dict[UsccResult, Promise] = {
    UsccResult.VALID_FORMAT: gettext_lazy("Well formed: both check digits are right."),
    UsccResult.REVIEW: gettext_lazy(
        "Look it up: something does not add up, but real codes like this are known."
    ),
    UsccResult.INVALID: gettext_lazy("Not a valid code: it cannot be right as it is written."),
}
CAUTION = gettext_lazy(
    "A pass proves only arithmetic: anyone can copy a real company’s code. Look it up on gsxt.gov.cn."
)
PLAUSIBLE = gettext_lazy("Plausible, not proven: it has the shape of such a number.")
CANNOT_BE_RIGHT = gettext_lazy("Cannot be right: such a number has another shape.")
HONG_KONG_CAUTION = gettext_lazy(
    "These numbers have nothing that a machine could check but their shape: look it up in the register of companies."
)
_REASONS: dict[str, Promise] = {
    "full_width": gettext_lazy("It has signs that are no plain letters and digits."),
    "old_number": gettext_lazy("It is a registration number of before October 2015; ask for the new code."),
    "length": gettext_lazy("It does not have 18 signs."),
    "letters_never_used": gettext_lazy("It has a sign that these codes never use."),
    "division_has_letters": gettext_lazy("The place of registration in it is no number."),
    "inner_check": gettext_lazy("The 17th sign does not fit those before it."),
    "outer_check": gettext_lazy("The last sign does not fit those before it."),
    "division_unknown": gettext_lazy("It names no province that is known."),
}
_DEPARTMENTS: dict[str, Promise] = {
    "market_regulation": gettext_lazy("market regulation (businesses)"),
    "staffing_office": gettext_lazy("the staffing office (public bodies)"),
    "civil_affairs": gettext_lazy("civil affairs (associations)"),
}
_CATEGORIES: dict[str, Promise] = {
    "company": gettext_lazy("company"),
    "sole_trader": gettext_lazy("sole trader"),
    "cooperative": gettext_lazy("farmers’ cooperative"),
}


@dataclass(frozen=True, slots=True)
class LicenceReading:
    """Show what a machine reads in a licence number; `tone` is good, warning or bad."""

    tone: str
    result: Promise
    reasons: tuple[Promise, ...]
    facts: tuple[tuple[str, str], ...]
    caution: Promise = CAUTION


GOOD, WARNING, BAD = "good", "warning", "bad"
_TONES = {UsccResult.VALID_FORMAT: GOOD, UsccResult.REVIEW: WARNING, UsccResult.INVALID: BAD}
_HONG_KONG: dict[str, tuple[Callable[[str], HongKongNumber], Promise]] = {
    Supplier.Licence.HK_BR: (
        read_business_number,
        gettext_lazy("A business registration number has eight digits, and may name its branch."),
    ),
    Supplier.Licence.HK_CR: (
        read_company_number,
        gettext_lazy("A company number has seven digits, or the eight of the business registration."),
    ),
}


def licence_reading(supplier: Supplier) -> LicenceReading | None:
    """Return what is read in the number; None where there is none, or none that a machine can check."""
    if not supplier.licence_number:
        return None
    if supplier.licence_kind in _HONG_KONG:
        return _hong_kong_reading(supplier)
    if supplier.licence_kind != Supplier.Licence.USCC:
        return None
    read = read_uscc(supplier.licence_number)
    return LicenceReading(
        tone=_TONES[read.result],
        result=RESULTS[read.result],
        reasons=tuple(_REASONS[key] for key in read.reasons),
        facts=tuple(_facts(read)),
    )


def _hong_kong_reading(supplier: Supplier) -> LicenceReading:
    """Return what the shape of a Hong Kong number says; that it fits is no good sign, for anybody can write one."""
    read_number, shape = _HONG_KONG[supplier.licence_kind]
    read = read_number(supplier.licence_number)
    return LicenceReading(
        tone=WARNING if read.is_plausible else BAD,
        result=PLAUSIBLE if read.is_plausible else CANNOT_BE_RIGHT,
        reasons=() if read.is_plausible else (shape,),
        facts=((_("Branch"), read.branch),) if read.branch else (),
        caution=HONG_KONG_CAUTION,
    )


def _facts(read: Uscc) -> list[tuple[str, str]]:
    """Return what the code itself tells, name by name."""
    if read.result == UsccResult.INVALID or read.division is None:
        return []
    place = f"{read.division}, {read.province}" if read.province else read.division
    found = [(_("Registered with"), str(_DEPARTMENTS.get(read.department or "", _("another department"))))]
    if read.department == "market_regulation":
        found.append((_("Kind"), str(_CATEGORIES.get(read.category or "", _("another kind")))))
    return [*found, (_("Division"), place)]
