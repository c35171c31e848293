"""What is known about a supplier, as answers to the questions of its proposals.

Nothing here is asked of the owner again: a payee that waits for confirmation, the name on the account, the licence,
red flags. The worse of an answer and a fact counts; a good fact only fills in what nobody answered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.diligence import looked_up
from assessments.engine.words import BLOCKER_QUESTIONS, RED_FLAGS
from assessments.models import Proposal
from assessments.payee_readings import Reading, has_contradiction, is_own_account, readings_of
from assessments.red_flags import flag_rules
from suppliers.checks.uscc import Uscc, UsccResult, read_uscc
from suppliers.models import Payee, RedFlag, Supplier
from suppliers.paying import LIVE, standing_for

PENDING, GONE, NONE_LEFT, PAYEES, NAME, LICENCE, REGISTER, FLAG, STATUS = (
    "payee_pending",
    "payee_gone",
    "payees_gone",
    "payees_confirmed",
    "payee_name",
    "licence_number",
    "register_lookup",
    "red_flag",
    "status",
)
"""Where a fact comes from."""

EXACT = (Payee.NameMatch.EXACT_CHINESE, Payee.NameMatch.EXACT_ENGLISH)
BAD_IF_TRUE = (*BLOCKER_QUESTIONS, *RED_FLAGS, "branded_goods")
# What keeps a number from being read as a code at all, so that it may be one of another register.
_OF_ANOTHER_KIND = frozenset({"full_width", "old_number", "length", "letters_never_used"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer that is known without asking, and where it comes from; None: not known, whoever said it is well."""

    value: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class Record:
    """Hold the rows that facts about a supplier follow from, read once for all of its proposals."""

    supplier: Supplier
    payees: Sequence[Payee]
    """All that there are."""
    flags: Sequence[str]
    """The keys of those that stand."""
    is_looked_up: bool
    """Whether the register was asked; not read where there is no number to look up."""


def record_of(supplier: Supplier, as_of: date) -> Record:
    """Return what is on record of a supplier on a day, in two queries, and two more where a number is looked up."""
    payees = list(Payee.objects.filter(supplier=supplier).defer("sealed_account"))
    flags = list(RedFlag.objects.filter(supplier=supplier, cleared_at=None).values_list("key", flat=True))
    is_looked_up = _code(supplier) is not None and supplier.pk in looked_up([supplier], as_of)
    return Record(supplier, payees, flags, is_looked_up)


def facts_in(record: Record, proposal: Proposal) -> dict[str, Fact]:
    """Return question -> fact for one of the proposals of a record's supplier, the worse where sources disagree."""
    return _worst(_all_facts(record, proposal))


def _worst(facts: Iterable[tuple[str, Fact]]) -> dict[str, Fact]:
    """Return each question's fact, the worse one where sources disagree."""
    found: dict[str, Fact] = {}
    for key, fact in facts:
        known = found.get(key)
        if known is None or _badness(key, fact.value) > _badness(key, known.value):
            found[key] = fact
    return found


def with_facts(
    answers: Mapping[str, bool | None], facts: Mapping[str, bool | None]
) -> tuple[dict[str, bool | None], frozenset[str]]:
    """Return the answers with the facts in them, and the questions that a fact decided.

    Bad comes before unknown and unknown before good, save that a good fact answers what nobody did.
    """
    merged = dict(answers)
    for key, value in facts.items():
        given = answers.get(key)
        if given is None or _badness(key, value) > _badness(key, given):
            merged[key] = value
    return merged, frozenset(key for key, value in merged.items() if answers.get(key) is not value)


def _badness(question: str, value: bool | None) -> int:
    """Return how much an answer speaks against leaving: 0 good, 1 unknown, 2 bad."""
    if value is None:
        return 1
    return 2 if value == (question in BAD_IF_TRUE) else 0


def _all_facts(record: Record, proposal: Proposal) -> Iterator[tuple[str, Fact]]:
    """Yield the facts of every source; where two disagree the caller takes the worse."""
    supplier, licence, is_found = record.supplier, _code(record.supplier), record.is_looked_up
    own = _payees_meant(proposal, record.payees)
    yield from _payee_state(record.payees)
    if proposal.payee_id and not _is_any_confirmed(own):
        yield "payee_changed", Fact(value=True, source=GONE)
    yield from _payee_name(readings_of(supplier, own), licence, is_found)
    yield from _licence(licence, is_found)
    yield from _flags(record.flags)
    if supplier.status == Supplier.Status.BLOCKED:
        yield "supplier_blocked", Fact(value=True, source=STATUS)


def _payees_meant(proposal: Proposal, every: Sequence[Payee]) -> list[Payee]:
    """Return the live accounts a proposal rests on: what stands for the one it names, or all where it names none."""
    if proposal.payee_id:
        return standing_for(proposal.payee_id, every)
    return [payee for payee in every if payee.state in LIVE]


def _payee_state(payees: Sequence[Payee]) -> Iterator[tuple[str, Fact]]:
    """Yield what the states of all accounts on record say."""
    if any(payee.state == Payee.State.PENDING for payee in payees):
        yield "payee_changed", Fact(value=True, source=PENDING)
    elif _is_any_confirmed(payees):
        yield "payee_changed", Fact(value=False, source=PAYEES)
    elif payees:
        yield "payee_changed", Fact(value=True, source=NONE_LEFT)


def _is_any_confirmed(payees: Sequence[Payee]) -> bool:
    return any(payee.state == Payee.State.CONFIRMED for payee in payees)


def _payee_name(readings: list[Reading], licence: Uscc | None, is_found: bool) -> Iterator[tuple[str, Fact]]:
    """Yield what the names on the accounts say; a name in other letters and an unknown one say nothing."""
    counted = {reading.counted for reading in readings}
    if Payee.NameMatch.DIFFERENT_COMPANY in counted:
        yield "payee_mismatch", Fact(value=True, source=NAME)
    personal = [reading for reading in readings if reading.is_personal]
    if personal:
        yield "personal_account", Fact(value=True, source=NAME)
        yield from _sole_trader(personal, licence, is_found)
    if counted and counted <= set(EXACT):
        yield "payee_mismatch", Fact(value=False, source=NAME)
        yield "personal_account", Fact(value=False, source=NAME)


def _sole_trader(personal: list[Reading], licence: Uscc | None, is_found: bool) -> Iterator[tuple[str, Fact]]:
    """Yield whether personal accounts are a sole trader's own; nothing where it is neither proven nor excluded."""
    if any(has_contradiction(reading, licence) for reading in personal):
        yield "sole_trader_own_account", Fact(value=False, source=NAME)
    elif is_found and all(is_own_account(reading, licence) for reading in personal):
        yield "sole_trader_own_account", Fact(value=True, source=NAME)


def _code(supplier: Supplier) -> Uscc | None:
    """Return the licence number as a code of mainland China; None where it may be another register's.

    A company of mainland China has such a code, whichever register was chosen for it.
    """
    if not supplier.licence_number:
        return None
    read = read_uscc(supplier.licence_number)
    if supplier.licence_kind == Supplier.Licence.USCC:
        return read
    return read if supplier.country == "CN" and _OF_ANOTHER_KIND.isdisjoint(read.reasons) else None


def _licence(licence: Uscc | None, is_found: bool) -> Iterator[tuple[str, Fact]]:
    """Yield what the licence number says, and whether the register has it."""
    if licence is None:
        return
    if licence.result == UsccResult.INVALID:
        yield "licence_invalid", Fact(value=True, source=LICENCE)
    elif licence.result == UsccResult.VALID_FORMAT and is_found:
        yield "licence_invalid", Fact(value=False, source=REGISTER)
    elif licence.result == UsccResult.REVIEW and not is_found:
        # Real codes like this are known, and so are made-up ones: only the register tells which it is.
        yield "licence_invalid", Fact(value=None, source=LICENCE)


def _flags(standing: Iterable[str]) -> Iterator[tuple[str, Fact]]:
    rules = flag_rules()
    for key in standing:
        rule = rules.get(key)
        for question, value in rule.answers.items() if rule else ():
            yield question, Fact(value=value, source=FLAG)
