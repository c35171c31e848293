"""What is known about a supplier, as answers to the questions of its proposals.

Nothing here is asked of the owner again: a payee that waits for confirmation, the name on the account, the licence,
red flags. The worse of an answer and a fact counts; a good fact only fills in what nobody answered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assessments.diligence import point_states
from assessments.engine.words import BLOCKER_QUESTIONS, RED_FLAGS
from assessments.models import Proposal
from assessments.red_flags import flag_rules
from suppliers.checks.uscc import UsccResult, read_uscc
from suppliers.models import Check, Payee, RedFlag, Supplier
from suppliers.paying import LIVE

PENDING, PAYEES, NAME, LICENCE, REGISTER, FLAG, STATUS = (
    "payee_pending",
    "payees_confirmed",
    "payee_name",
    "licence_number",
    "register_lookup",
    "red_flag",
    "status",
)
"""Where a fact comes from."""

SOLE_TRADER = "sole_trader"
EXACT = (Payee.NameMatch.EXACT_CHINESE, Payee.NameMatch.EXACT_ENGLISH)
BAD_IF_TRUE = (*BLOCKER_QUESTIONS, *RED_FLAGS, "branded_goods")


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer that is known without asking, and where it comes from."""

    value: bool
    source: str


def facts_of(supplier: Supplier, proposal: Proposal, as_of: date) -> dict[str, bool]:
    """Return question -> answer that is known of a supplier on a day, for one of its proposals."""
    return {key: fact.value for key, fact in sourced_facts(supplier, proposal, as_of).items()}


def sourced_facts(supplier: Supplier, proposal: Proposal, as_of: date) -> dict[str, Fact]:
    """Return question -> fact known of a supplier on a day, for one of its proposals."""
    found: dict[str, Fact] = {}
    for key, fact in _all_facts(supplier, proposal, as_of):
        known = found.get(key)
        if known is None or (fact.value != known.value and fact.value == _worse(key)):
            found[key] = fact
    return found


def with_facts(
    answers: Mapping[str, bool | None], facts: Mapping[str, bool]
) -> tuple[dict[str, bool | None], frozenset[str]]:
    """Return the answers with the facts in them, and the questions that a fact decided."""
    merged = dict(answers)
    for key, value in facts.items():
        given = answers.get(key)
        if given is None or (given != value and value == _worse(key)):
            merged[key] = value
    return merged, frozenset(key for key, value in merged.items() if answers.get(key) is not value)


def _worse(question: str) -> bool:
    """Return the worse answer to a question."""
    return question in BAD_IF_TRUE


def _all_facts(supplier: Supplier, proposal: Proposal, as_of: date) -> Iterator[tuple[str, Fact]]:
    """Yield the facts of every source; where two disagree the caller takes the worse."""
    standing = Payee.objects.filter(supplier=supplier, state__in=LIVE)
    payees = list(standing.only("state", "name_match", "supplier_id"))
    yield from _payee_state(payees)
    named = [payee for payee in payees if payee.pk == proposal.payee_id]
    yield from _payee_name(named or payees, _is_sole_trader(supplier))
    yield from _licence(supplier, as_of)
    yield from _flags(supplier)
    if supplier.status == Supplier.Status.BLOCKED:
        yield "supplier_blocked", Fact(value=True, source=STATUS)


def _payee_state(payees: Iterable[Payee]) -> Iterator[tuple[str, Fact]]:
    states = {payee.state for payee in payees}
    if Payee.State.PENDING in states:
        yield "payee_changed", Fact(value=True, source=PENDING)
    elif Payee.State.CONFIRMED in states:
        yield "payee_changed", Fact(value=False, source=PAYEES)


def _payee_name(payees: Iterable[Payee], sole_trader: bool) -> Iterator[tuple[str, Fact]]:
    """Yield what the names on the accounts say; a name in other letters and an unknown one say nothing."""
    matches = {payee.name_match for payee in payees}
    if Payee.NameMatch.DIFFERENT_COMPANY in matches:
        yield "payee_mismatch", Fact(value=True, source=NAME)
    representative = Payee.NameMatch.LEGAL_REPRESENTATIVE in matches
    if representative or Payee.NameMatch.OTHER_PERSON in matches:
        own = representative and sole_trader and Payee.NameMatch.OTHER_PERSON not in matches
        yield "personal_account", Fact(value=True, source=NAME)
        yield "sole_trader_own_account", Fact(value=own, source=NAME)
    if matches and matches <= set(EXACT):
        yield "payee_mismatch", Fact(value=False, source=NAME)
        yield "personal_account", Fact(value=False, source=NAME)


def _is_sole_trader(supplier: Supplier) -> bool:
    if supplier.licence_kind != Supplier.Licence.USCC:
        return False
    read = read_uscc(supplier.licence_number)
    return read.result == UsccResult.VALID_FORMAT and read.category == SOLE_TRADER


def _licence(supplier: Supplier, as_of: date) -> Iterator[tuple[str, Fact]]:
    if supplier.licence_kind != Supplier.Licence.USCC or not supplier.licence_number:
        return
    result = read_uscc(supplier.licence_number).result
    if result == UsccResult.INVALID:
        yield "licence_invalid", Fact(value=True, source=LICENCE)
    elif result == UsccResult.VALID_FORMAT and _looked_up(supplier, as_of):
        yield "licence_invalid", Fact(value=False, source=REGISTER)


def _looked_up(supplier: Supplier, as_of: date) -> bool:
    state = point_states(supplier, as_of).get("register_lookup")
    return state is not None and state.state == Check.State.DONE


def _flags(supplier: Supplier) -> Iterator[tuple[str, Fact]]:
    rules = flag_rules()
    standing = RedFlag.objects.filter(supplier=supplier, cleared_at=None).values_list("key", flat=True)
    for key in standing:
        rule = rules.get(key)
        for question, value in rule.answers.items() if rule else ():
            yield question, Fact(value=value, source=FLAG)
