"""What can be asked of the accounts of a supplier: what is known, what a machine asks, and what waits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Value, When
from django.http import Http404
from django.utils.translation import gettext as _

from stores.models import Store
from stores.sealing import unsealed
from suppliers.account_digests import account_digests
from suppliers.channels import channel_problem
from suppliers.checks.bank import bank_questions, looks_like_iban
from suppliers.checks.names import NameMatch, is_person, is_worse, match
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


@dataclass(frozen=True, slots=True)
class PendingPayee:
    """Be an account that waits, beside the one whose place it is to take (None where it is new)."""

    payee_id: int
    kind: str
    account: str
    holder: str
    told_on: date
    replaces_account: str | None
    replaces_holder: str | None


@dataclass(frozen=True, slots=True)
class PayeeWatch:
    """Hold the accounts of a supplier that nobody has confirmed, numbers masked; there is at least one."""

    pending: tuple[PendingPayee, ...]


def payee_watch(supplier: Supplier) -> PayeeWatch | None:
    """Return what freezes a supplier's verdicts: its unconfirmed accounts, or None where there are none."""
    found = Payee.objects.filter(supplier=supplier, state=Payee.State.PENDING)
    pending = tuple(
        PendingPayee(
            each.pk,
            str(each.get_kind_display()),
            each.masked_account,
            each.holder,
            each.told_on,
            each.replaces.masked_account if each.replaces else None,
            each.replaces.holder if each.replaces else None,
        )
        for each in found.select_related("replaces").order_by("told_on", "pk")
    )
    return PayeeWatch(pending) if pending else None


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


def channels_for(payee: Payee, today: date) -> list[tuple[Contact, str | None]]:
    """Return the supplier's contacts, each with the key of why it cannot confirm an account; None where it can."""
    contacts = Contact.objects.filter(supplier=payee.supplier).order_by("known_on", "pk")
    return [(each, channel_problem(payee, each, today)) for each in contacts]


def payees_section(supplier: Supplier) -> dict[str, object]:
    """Return what the part about payees shows."""
    return {"supplier": supplier, "payees": payees_of(supplier)}


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
    return [
        _line(
            supplier,
            each,
            numbers.get(each.pk, ""),
            [twin for twin in twins if twin.account_digest in digests.get(each.pk, ())],
        )
        for each in payees
    ]


def _digests_of(payee: Payee, number: str) -> list[str]:
    return account_digests(payee.store_id, payee.kind, number) if number else []


def _line(supplier: Supplier, payee: Payee, number: str, twins: list[Payee]) -> PayeeLine:
    read = suggested_match(supplier, payee.holder)
    if payee.state not in LIVE:
        return PayeeLine(payee, read, ())
    asked = [
        *_of_number(supplier, payee, number),
        *_of_name(payee, read),
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


def _of_twin(supplier: Supplier, twin: Payee) -> Question:
    if twin.supplier_id == supplier.pk:
        return _question("rejected_before", {"reason": twin.rejected_because})
    return _question("also_at", {"name": twin.supplier.name, "state": twin.get_state_display()})


def _question(key: str, words: dict[str, object] | None = None) -> Question:
    return Question(key, str(QUESTIONS[key]) % words if words else str(QUESTIONS[key]))
