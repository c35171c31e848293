"""What can be asked of the accounts of a supplier: what is known, what a machine asks, and what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Value, When
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from stores.models import Store
from stores.sealing import unsealed
from suppliers.account_digests import account_digests
from suppliers.channels import channel_problem, tellers_of
from suppliers.checks.bank import bank_questions, looks_like_iban
from suppliers.checks.names import NameMatch, is_person, is_worse, match
from suppliers.contacting import reads_like
from suppliers.countries import country_name
from suppliers.models import Contact, Payee, Supplier
from suppliers.payee_words import QUESTIONS

_ORDER = (Payee.State.PENDING, Payee.State.CONFIRMED, Payee.State.REPLACED, Payee.State.REJECTED)
# Money may go there, or may once it is confirmed.
LIVE = (Payee.State.PENDING, Payee.State.CONFIRMED)
_BESIDE = ("supplier__store", "told_by", "confirmed_by", "confirmed_on", "replaces", "added_by")


@dataclass(frozen=True, slots=True)
class Question:
    """Be something to ask about an account: its key, and the sentence."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class PayeeLine:
    """Be an account with what a machine reads in it; `name_read` is a value of Payee.NameMatch."""

    payee: Payee
    name_read: str
    questions: tuple[Question, ...]

    @property
    def is_live(self) -> bool:
        """Tell whether it waits or is confirmed."""
        return self.payee.state in LIVE

    @property
    def name_read_in_words(self) -> str:
        """Return how the name reads, in words."""
        return str(Payee.NameMatch(self.name_read).label)

    @property
    def country_in_words(self) -> str:
        """Return the country of the account by its name, or that it is not known."""
        return country_name(self.payee.country) if self.payee.country else _("not known")


def payee_of(store: Store, payee_id: int) -> Payee:
    """Return a payee of this store; Http404 for one of another store, as for one that does not exist."""
    found = (
        Payee.objects.filter(store=store, supplier__merged_into=None, pk=payee_id)
        .select_related(*_BESIDE)
        .first()
    )
    if found is None:
        raise Http404
    return found


def payees_of(supplier: Supplier) -> list[PayeeLine]:
    """Return a supplier's accounts, those that wait first, then the confirmed ones, the newest first."""
    order = Case(*(When(state=state, then=Value(at)) for at, state in enumerate(_ORDER)))
    found = list(
        Payee.objects.filter(supplier=supplier).select_related(*_BESIDE).order_by(order, "-told_on", "-pk")
    )
    return _lines(supplier, found)


def payee_line(payee: Payee) -> PayeeLine:
    """Return one account with what a machine reads in it."""
    return _lines(payee.supplier, [payee])[0]


def suggested_match(supplier: Supplier, holder: str) -> str:
    """Return how a holder's name reads beside the supplier's licence, a value of Payee.NameMatch."""
    return match(holder, supplier.legal_name_zh, supplier.legal_name_en, supplier.legal_representative)


def counted_match(supplier: Supplier, payee: Payee) -> str:
    """Return how the holder's name counts, a value of Payee.NameMatch: the worse of the owner's eye and the machine's.

    The machine reads it beside the names that are on record now, so that a name nobody can compare is unknown.
    """
    read = suggested_match(supplier, payee.holder)
    return read if is_worse(read, payee.name_match) else payee.name_match


def standing_for(payee_id: int, payees: Sequence[Payee]) -> list[Payee]:
    """Return the live accounts that stand for one now, of all accounts of its supplier: itself, or what replaced it.

    None where it was rejected, or where nothing live has taken its place.
    """
    by_id = {each.pk: each for each in payees}
    found: list[Payee] = []
    waiting, seen = [payee_id], set[int]()
    while waiting:
        at = waiting.pop()
        each = by_id.get(at)
        if each is None or at in seen:
            continue
        seen.add(at)
        if each.state in LIVE:
            found.append(each)
        elif each.state == Payee.State.REPLACED:
            waiting += [next_one.pk for next_one in payees if next_one.replaces_id == at]
    return found


def channels_for(payee: Payee, today: date) -> list[tuple[Contact, str | None]]:
    """Return the supplier's contacts, each with the key of why it cannot confirm an account; None where it can."""
    contacts = list(
        Contact.objects.filter(supplier=payee.supplier).select_related("supplier").order_by("known_on", "pk")
    )
    tellers = tellers_of(payee)
    return [(each, channel_problem(payee, each, today, contacts, tellers)) for each in contacts]


def payees_section(supplier: Supplier) -> dict[str, object]:
    """Return what the part about payees shows."""
    return {"supplier": supplier, "payees": payees_of(supplier)}


@sensitive_variables()
def _lines(supplier: Supplier, payees: list[Payee]) -> list[PayeeLine]:
    numbers = {each.pk: unsealed(each.sealed_account) for each in payees if each.state in LIVE}
    digests = {
        each.pk: {each.account_digest, *_digests_of(each, numbers[each.pk])}
        for each in payees
        if each.pk in numbers
    }
    wanted = set().union(*digests.values())
    twins = list(
        Payee.objects.filter(
            store_id=supplier.store_id, account_digest__in=wanted, supplier__merged_into=None
        )
        .exclude(supplier=supplier, state__in=(*LIVE, Payee.State.REPLACED))
        .select_related("supplier")
        .order_by("pk")
    )
    contacts = _contacts_beside(supplier, payees)
    return [
        _line(
            supplier,
            each,
            numbers.get(each.pk, ""),
            [twin for twin in twins if twin.account_digest in digests.get(each.pk, ())],
            contacts,
        )
        for each in payees
    ]


def _contacts_beside(supplier: Supplier, payees: list[Payee]) -> list[Contact]:
    """Return the contacts that a telling address is compared with; none where no live account was told by one."""
    is_asked = any(each.state in LIVE and each.told_by_id for each in payees)
    return list(Contact.objects.filter(supplier=supplier)) if is_asked else []


def _digests_of(payee: Payee, number: str) -> list[str]:
    return account_digests(payee.store_id, payee.kind, number) if number else []


def _line(
    supplier: Supplier, payee: Payee, number: str, twins: list[Payee], contacts: list[Contact]
) -> PayeeLine:
    read = suggested_match(supplier, payee.holder)
    if payee.state not in LIVE:
        return PayeeLine(payee, read, ())
    asked = [
        *_of_number(supplier, payee, number),
        *_of_name(payee, read),
        *_of_teller(supplier, payee, contacts),
        *_of_reading_back(payee),
        *(_of_twin(supplier, twin) for twin in twins),
    ]
    return PayeeLine(payee, read, tuple(asked))


def _of_number(supplier: Supplier, payee: Payee, number: str) -> list[Question]:
    if not number:
        return [_question("number_cannot_be_read")]
    if payee.kind != Payee.Kind.BANK and not looks_like_iban(number):
        return []
    return [_question(key) for key in bank_questions(number, payee.bic, payee.country, supplier.country)]


def _of_name(payee: Payee, read: str) -> list[Question]:
    asked = []
    if is_person(payee.holder):
        asked.append(_question("holder_is_a_person"))
    if is_worse(read, payee.name_match):
        if read == NameMatch.UNKNOWN:
            asked.append(_question("name_not_known"))
        else:
            words: dict[str, object] = {
                "chosen": payee.get_name_match_display(),
                "read": Payee.NameMatch(read).label,
            }
            asked.append(_question("name_reads_worse", words))
    elif read == NameMatch.UNKNOWN == payee.name_match:
        asked.append(_question("name_not_known"))
    return asked


def _of_teller(supplier: Supplier, payee: Payee, contacts: list[Contact]) -> list[Question]:
    known = reads_like(payee.told_by, contacts, supplier) if payee.told_by else None
    return [_question("told_by_look_alike", {"known": known})] if known else []


def _of_reading_back(payee: Payee) -> list[Question]:
    count = payee.read_differently
    times = ngettext("once", "%(count)d times", count) % {"count": count}
    return [_question("read_differently", {"times": times})] if count else []


def _of_twin(supplier: Supplier, twin: Payee) -> Question:
    if twin.supplier_id == supplier.pk:
        return _question("rejected_before", {"reason": twin.rejected_because})
    return _question("also_at", {"name": twin.supplier.name, "state": twin.get_state_display()})


def _question(key: str, words: dict[str, object] | None = None) -> Question:
    return Question(key, str(QUESTIONS[key]) % words if words else str(QUESTIONS[key]))
