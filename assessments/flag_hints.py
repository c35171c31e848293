"""Warning signs that the facts show by themselves: suggested to the owner, and never raised for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from assessments.models import Proposal
from assessments.policy import current_policy
from assessments.wording.flags import flag_label
from stores.templatetags.display import day, share
from suppliers.contacting import contacts_of
from suppliers.licence_words import BAD, licence_reading
from suppliers.models import Challenge, Payee, ShopReading, Supplier
from suppliers.paying import PayeeLine, payees_of

YOUNG = timedelta(days=365)
"""A shop younger than that is worth noting."""
IBAN_QUESTION = "iban_given_for_cn_or_hk"
# What a rejected account was; any other was new bank details that nobody could confirm.
_REJECTED = {
    Payee.NameMatch.DIFFERENT_COMPANY: "name_differs",
    Payee.NameMatch.LEGAL_REPRESENTATIVE: "personal_account",
    Payee.NameMatch.OTHER_PERSON: "personal_account",
}

Seen = Iterator[tuple[str, str]]
"""Key of a warning sign and what it was seen in."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One sign that may be worth noting, and what it was seen in."""

    key: str
    label: str
    seen: str


def flag_hints(supplier: Supplier, standing: frozenset[str], today: date) -> list[Hint]:
    """Return the signs that the machine can see and that nobody noted yet, in seven queries at most."""
    return [Hint(key, flag_label(key), seen) for key, seen in _seen(supplier, today) if key not in standing]


def _seen(supplier: Supplier, today: date) -> Seen:
    lines = payees_of(supplier)
    yield from _rejected(lines)
    yield from _impostors(supplier, today)
    licence = licence_reading(supplier)
    if licence and licence.tone == BAD:
        yield (
            "licence_not_registered",
            _("The licence number cannot be right: %(number)s.") % {"number": supplier.licence_number},
        )
    discount = _largest_discount(supplier)
    if discount is not None and discount > current_policy().discount_warning:
        words = _("A live proposal is %(discount)s below the platform’s price.")
        yield "price_too_low", words % {"discount": share(discount)}
    yield from _elsewhere(supplier, lines)
    opened = _shop_opened(supplier)
    if opened and opened > today - YOUNG:
        yield "young_shop", _("Their shop opened on %(day)s.") % {"day": day(opened)}


def _rejected(lines: list[PayeeLine]) -> Seen:
    for line in lines:
        payee = line.payee
        if payee.state == Payee.State.REJECTED:
            key = _REJECTED.get(Payee.NameMatch(payee.name_match), "bank_details_changed")
            words = _("You rejected %(payee)s: %(why)s")
            yield key, words % {"payee": payee, "why": payee.rejected_because}


def _impostors(supplier: Supplier, today: date) -> Seen:
    """Yield contacts that may be a stranger's: by how they read, and by what they could not repeat."""
    for line in contacts_of(supplier, today):
        if line.reads_like:
            words = _("%(contact)s reads almost like %(known)s.")
            yield "look_alike_address", words % {"contact": line.contact.value, "known": line.reads_like}
    ended = Challenge.objects.filter(supplier=supplier, resolved_at__isnull=False)
    newest = ended.select_related("contact").order_by("-resolved_at", "-pk").first()
    if newest and newest.state == Challenge.State.FAILED:
        words = _("%(contact)s could not repeat the phrase of a challenge.")
        yield "look_alike_address", words % {"contact": newest.contact.value}


def _elsewhere(supplier: Supplier, lines: list[PayeeLine]) -> Seen:
    """Yield standing accounts where the company is not: in another country, or with a number that it cannot have."""
    for line in lines:
        payee = line.payee
        if not line.is_live or not supplier.country:
            continue
        if payee.country and payee.country != supplier.country:
            words = _("%(payee)s is in %(country)s, the supplier in %(home)s.")
            countries = {"country": payee.country, "home": supplier.country}
            yield "third_country_account", words % {"payee": payee, **countries}
        elif any(question.key == IBAN_QUESTION for question in line.questions):
            words = _("%(payee)s has an IBAN; no bank in mainland China or Hong Kong gives one.")
            yield "third_country_account", words % {"payee": payee}


def _largest_discount(supplier: Supplier) -> float | None:
    """Return the largest discount of the live proposals, as a share of the platform's price."""
    prices = Proposal.objects.filter(supplier=supplier, state=Proposal.State.LIVE).values_list(
        "version__on_platform_price", "version__offered_price"
    )
    return max((float(1 - off / on) for on, off in prices if on), default=None)


def _shop_opened(supplier: Supplier) -> date | None:
    """Return since when the newest reading that says so has the shop open."""
    read = ShopReading.objects.filter(supplier=supplier, opened_on__isnull=False)
    return read.order_by("-read_on", "-pk").values_list("opened_on", flat=True).first()
