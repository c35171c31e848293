"""Which verdict a few changes lead to: cheap gates first, chances last, and nothing worked out twice.

The answers are those of `verdict.decide` on the changed evidence and proposal; the tests hold the two together.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from assessments.engine.blockers import blocker_gate, blockers_of
from assessments.engine.changes import (
    PILOT_ORDERS,
    WAITING,
    ChangeSet,
    changed_evidence,
    changed_proposal,
)
from assessments.engine.evaluation import Evaluation
from assessments.engine.evidence import Evidence
from assessments.engine.gates import Basis, order_gates, payment_gate, safety_gates, time_gates
from assessments.engine.levers import Lever
from assessments.engine.policy import Policy
from assessments.engine.profit import Changes, Outlook, Profit, best_of, outlook_of
from assessments.engine.proposal import Proposal
from assessments.engine.tally import Tally, tally, with_clean_orders
from assessments.engine.terms import Terms, payment_of
from assessments.engine.verdict import Decision, best_allowed, passes_pilot
from assessments.engine.waiting import alike_together
from assessments.engine.words import Verdict

Span = tuple[int, int]
"""Steps of waiting, from the first up to but without the second."""

EvidenceAt = Callable[[int, Changes], Evidence]
SumsAt = Callable[[int, Changes], Tally]
OutlookAt = Callable[[int, float, Changes], Outlook]
"""What is known after a step of waiting and a pilot; the middle number of an outlook is faultless orders more."""

TODAY = -1
"""The place of "no waiting" among the steps of waiting."""

PAYMENT_FIELDS = ("payment_method", "irreversible", "answers.paypal_resale_eligible")


@dataclass(frozen=True, slots=True)
class Step:
    """A set of changes, sorted by what each of them can move."""

    wait: int
    checks: Changes
    pilot: Changes
    """The direct orders of a pilot."""
    said: Changes
    """Answers, and the way to pay."""
    terms: Changes
    """All that moves money."""
    volume: float


class Trials:
    """Tries changes of one evidence and one proposal."""

    def __init__(
        self, decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy, waits: Lever
    ) -> None:
        """Take what is judged today, and the steps of waiting that may be tried."""
        found, alike = decision.found, alike_together(evidence)
        place = {item.changes: at for at, item in enumerate(waits)}
        # No cache holds this object, so that all of it is gone as soon as it is.
        self._profit, self._policy = Profit(proposal, policy), policy
        self._step = lru_cache(None)(partial(_sorted, place, proposal.orders_per_month))
        evidence_at = lru_cache(None)(partial(_evidence_at, alike, waits, policy))
        self._sums = lru_cache(None)(partial(_sums_at, found.sums, evidence_at, policy))
        self._record_rank = lru_cache(None)(partial(_by_record, found.terms, self._sums, evidence_at, policy))
        self._said_rank = lru_cache(None)(partial(_by_answers, found, proposal, policy))
        outlook_at = lru_cache(None)(partial(_outlook_at, self._sums, policy))
        self._outlook = lru_cache(None)(partial(_best_between, outlook_at))

    def reaches(self, item: ChangeSet, rank: int) -> bool:
        """Return whether the changes lead to a verdict of at least this rank."""
        step = self._step(item.changes)
        return self._may_reach(step, step.wait, rank) and self._pays(step, (step.wait, step.wait + 1), rank)

    def first_wait(self, item: ChangeSet | None, limit: int, rank: int) -> int | None:
        """Return the shortest of so many steps of waiting that reaches the rank with the other changes."""
        step = self._step(() if item is None else item.changes)
        allowed = [place for place in range(limit) if self._may_reach(step, place, rank)]
        return self._first_paying(step, allowed, rank)

    def _first_paying(self, step: Step, places: list[int], rank: int) -> int | None:
        # The best of all records of a span is tried first: where even that does not pay, none in it does.
        if not places or not self._pays(step, (places[0], places[-1] + 1), rank):
            return None
        if len(places) == 1:
            return places[0]
        middle = len(places) // 2
        found = self._first_paying(step, places[:middle], rank)
        return self._first_paying(step, places[middle:], rank) if found is None else found

    def _may_reach(self, step: Step, wait: int, rank: int) -> bool:
        """Return whether no gate but those of money stands in the way."""
        # What no orders could mend is asked first: it spares the sums of that day.
        if self._said_rank(step.said, False, math.inf) < rank:
            return False
        sums = self._sums(wait, step.pilot)
        if self._said_rank(step.said, sums.has_counterfeit, sums.clean_off) < rank:
            return False
        if rank <= Verdict.NOT_YET.rank:
            return True
        return self._record_rank(step.checks, step.volume, wait, step.pilot) >= rank

    def _pays(self, step: Step, span: Span, rank: int) -> bool:
        """Return whether the money allows the rank, at one wait or at the best that a span of them holds."""
        if rank > Verdict.NOT_YET.rank:
            return self._profit.rank(self._outlook(span, 0.0, step.pilot), step.terms) >= rank
        # Not to stay asks less: that money could pay after a faultless record, at this volume or a larger one.
        return self._profit.could_pay(
            self._outlook(span, self._policy.ceiling_orders, step.pilot), step.terms
        )


def _sorted(place: Mapping[Changes, int], volume: float, changes: Changes) -> Step:
    said = tuple(c for c in changes if c.field.startswith("answers.") or c.field in PAYMENT_FIELDS)
    waiting = tuple(change for change in changes if change.field in WAITING)
    checks = tuple(change for change in changes if change.field == "diligence_share")
    pilot = tuple(change for change in changes if change.field == PILOT_ORDERS)
    rest = {*changes} - {*waiting, *checks, *pilot}
    terms = tuple(c for c in changes if c in rest and (c.field in PAYMENT_FIELDS or c not in said))
    volumes = [c.after for c in terms if c.field == "orders_per_month" and isinstance(c.after, float)]
    return Step(
        wait=place[waiting] if waiting else TODAY,
        checks=checks,
        pilot=pilot,
        said=said,
        terms=terms,
        volume=volumes[0] if volumes else volume,
    )


def _evidence_at(evidence: Evidence, waits: Lever, policy: Policy, wait: int, pilot: Changes) -> Evidence:
    waited = () if wait == TODAY else waits[wait].changes
    return changed_evidence(evidence, (*waited, *pilot), policy)


def _sums_at(today: Tally, evidence_at: EvidenceAt, policy: Policy, wait: int, pilot: Changes) -> Tally:
    return today if wait == TODAY and not pilot else tally(evidence_at(wait, pilot), policy)


def _outlook_at(sums_at: SumsAt, policy: Policy, wait: int, further: float, pilot: Changes) -> Outlook:
    sums = sums_at(wait, pilot)
    return outlook_of(with_clean_orders(sums, further, policy) if further else sums, policy)


def _best_between(outlook_at: OutlookAt, span: Span, further: float, pilot: Changes) -> Outlook:
    if span[1] - span[0] == 1:
        return outlook_at(span[0], further, pilot)
    return best_of([outlook_at(wait, further, pilot) for wait in range(*span)])


def _by_record(
    today: Terms,
    sums_at: SumsAt,
    evidence_at: EvidenceAt,
    policy: Policy,
    checks: Changes,
    volume: float,
    wait: int,
    pilot: Changes,
) -> int:
    """Return the rank of the best verdict that the orders, the time and the checks allow."""
    basis = Basis(sums_at(wait, pilot), replace(today, volume=volume))
    gates = order_gates(basis, policy)
    # Most of what is tried fails by its orders: the other half need not be asked then.
    if not passes_pilot(gates):
        return Verdict.NOT_YET.rank
    evidence = changed_evidence(evidence_at(wait, pilot), checks, policy)
    return best_allowed([*gates, *time_gates(basis, evidence, policy)]).rank


def _by_answers(
    found: Evaluation,
    proposal: Proposal,
    policy: Policy,
    said: Changes,
    has_counterfeit: bool,
    clean_off: float,
) -> int:
    """Return the rank of the best verdict that the answers and the way to pay allow."""
    offer = changed_proposal(proposal, said)
    sums = replace(found.sums, has_counterfeit=has_counterfeit, clean_off=clean_off)
    payment = payment_of(offer, policy)
    blockers = blockers_of(offer, sums, payment)
    if any(blocker.answer for blocker in blockers):
        return Verdict.STAY.rank
    basis = Basis(sums, replace(found.terms, payment=payment))
    gates = [*safety_gates(basis, policy), payment_gate(basis), blocker_gate(blockers)]
    return best_allowed(gates).rank
