"""What forbids paying a supplier right now, read from the tables and not from a verdict that may be older."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assessments.diligence import looked_up
from assessments.engine.words import BLOCKER_QUESTIONS, RED_FLAGS
from assessments.models import Proposal
from assessments.red_flags import STOP, severity_of
from assessments.supplier_facts import FLAG, PENDING, STATUS, Fact, Record, facts_in, with_facts
from assessments.wording.blockers import blocker_views
from assessments.wording.flags import FlagView, flag_view
from assessments.wording.view import BlockerView
from suppliers.models import Payee, RedFlag, Supplier

FREEST_WHEN_FROZEN = "STAY"


@dataclass(frozen=True, slots=True)
class Freeze:
    """Hold why nobody should pay: payees that wait, stops that were seen, a block, and what else is known.

    `blockers` are those that neither a payee that waits nor a stop nor the block tells already.
    """

    supplier: Supplier
    payees: tuple[Payee, ...]
    stops: tuple[FlagView, ...]
    blockers: tuple[BlockerView, ...] = ()

    @property
    def is_blocked(self) -> bool:
        """Return whether the owner blocked the supplier."""
        return self.supplier.status == Supplier.Status.BLOCKED

    @property
    def mark(self) -> str:
        """Return what tells this freeze from another, for a page that asks whether it is still the same."""
        parts = [f"p{payee.pk}" for payee in self.payees] + [f"f{stop.pk}" for stop in self.stops]
        return "-".join(parts + [each.key for each in self.blockers] + ["blocked"] * self.is_blocked)

    @property
    def is_change(self) -> bool:
        """Return whether a payee that waits takes the place of another."""
        return any(payee.replaces_id for payee in self.payees)


def freeze_of(supplier: Supplier, today: date, proposal: Proposal | None = None) -> Freeze | None:
    """Return what forbids paying a supplier right now, in two queries; None where nothing does.

    For a proposal of it that also reads whom the proposal names as payee. `today` is that of the store.
    """
    asked = proposal or Proposal(store_id=supplier.store_id, supplier=supplier)
    return freezes_of([(supplier, asked)], today)[0]


def freezes_of(asked: Sequence[tuple[Supplier, Proposal]], today: date) -> list[Freeze | None]:
    """Return for each proposal and its supplier what forbids paying right now, in two queries for all of them.

    Where a person's account is fine only because the register knows a sole trader, two more tell who was looked up.
    """
    suppliers = {supplier.pk for supplier, _proposal in asked}
    payees: defaultdict[int, list[Payee]] = defaultdict(list)
    for payee in _payees_of(suppliers):
        payees[payee.supplier_id].append(payee)
    flags: defaultdict[int, list[RedFlag]] = defaultdict(list)
    standing = RedFlag.objects.filter(supplier__in=suppliers, cleared_at=None)
    for flag in standing.select_related("seen_by").order_by("-pk"):
        flags[flag.supplier_id].append(flag)
    # As if all were looked up, to learn of whom the register has to be asked at all.
    records = {
        each.pk: Record(each, payees[each.pk], [flag.key for flag in flags[each.pk]], is_looked_up=True)
        for each, _proposal in asked
    }
    facts = [facts_in(records[each.pk], proposal) for each, proposal in asked]
    unsure = [
        each for (each, _proposal), found in zip(asked, facts, strict=True) if _rests_on_register(found)
    ]
    known = looked_up(unsure, today) if unsure else set()
    for each in unsure:
        records[each.pk] = replace(records[each.pk], is_looked_up=each.pk in known)
    return [_freeze(records[each.pk], proposal, flags[each.pk]) for each, proposal in asked]


def _rests_on_register(facts: Mapping[str, Fact]) -> bool:
    """Return whether a person's account is fine only because the register knows a sole trader."""
    own = facts.get("sole_trader_own_account")
    return own is not None and own.value is True


def _payees_of(suppliers: Iterable[int]) -> Iterable[Payee]:
    found = Payee.objects.filter(supplier__in=suppliers)
    return found.select_related("replaces").defer("sealed_account").order_by("-added_at", "-pk")


def _freeze(record: Record, proposal: Proposal, flags: Sequence[RedFlag]) -> Freeze | None:
    waiting = tuple(payee for payee in record.payees if payee.state == Payee.State.PENDING)
    stops = tuple(flag_view(flag) for flag in flags if severity_of(flag) == STOP)
    facts = facts_in(record, proposal)
    true = _true_blockers(proposal, facts)
    told = {PENDING: bool(waiting), FLAG: bool(stops), STATUS: True}
    items = [
        {"key": key, "answer": True, "source": facts[key].source}
        for key in true
        if not told.get(facts[key].source)
    ]
    found = Freeze(record.supplier, waiting, stops, blocker_views(items))
    return found if true or waiting or stops or found.is_blocked else None


def _true_blockers(proposal: Proposal, facts: Mapping[str, Fact]) -> list[str]:
    """Return the blockers that a fact makes true, as the engine would take them with the proposal's own answers."""
    answers = proposal.version.answers if proposal.version else {}
    merged, _decided = with_facts(answers, {key: fact.value for key, fact in facts.items()})
    true = [key for key in (*BLOCKER_QUESTIONS, *RED_FLAGS) if key in facts and facts[key].value is True]
    # A sole trader's own account is the account of its company.
    if merged.get("sole_trader_own_account") is True:
        true = [key for key in true if key != "personal_account"]
    return true
