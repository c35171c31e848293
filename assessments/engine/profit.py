"""How far the money of a changed offer goes, and the part of it that many offers share worked out once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from assessments.engine.changes import Change, changed_proposal
from assessments.engine.distribution import loss_lattice
from assessments.engine.evaluation import evaluation_of
from assessments.engine.gates import money_gates
from assessments.engine.money import Money, expected_loss, expected_net, money_of
from assessments.engine.policy import Policy
from assessments.engine.posterior import Rate, posterior, vanish_probability
from assessments.engine.proposal import Proposal
from assessments.engine.tally import Tally
from assessments.engine.terms import Terms, terms_of
from assessments.engine.verdict import at_larger_volume, best_allowed, cannot_pay
from assessments.engine.words import Verdict

Changes = tuple[Change, ...]

LATTICES_KEPT = 48
"""A lattice takes some 200 kB; what is asked for again is asked for soon."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """All that the money asks of the orders: the failure rates, and the chance that the supplier vanishes."""

    sums: Tally
    rates: tuple[Rate, ...]
    vanishing: float


def outlook_of(sums: Tally, policy: Policy) -> Outlook:
    """Return what the sums foretell."""
    vanishing = vanish_probability(sums.clean_on, sums.clean_off, policy.horizon, policy)
    return Outlook(sums, posterior(sums, policy), vanishing)


def best_of(outlooks: Sequence[Outlook]) -> Outlook:
    """Return an outlook at least as good as each of these in everything.

    A Beta distribution with less weight on failures and more on successes is stochastically smaller.
    """
    by_channel = zip(*(outlook.rates for outlook in outlooks), strict=True)
    rates = tuple(
        Rate(
            on_a=min(rate.on_a for rate in rates),
            on_b=max(rate.on_b for rate in rates),
            off_a=min(rate.off_a for rate in rates),
            off_b=max(rate.off_b for rate in rates),
            known=max(rate.known for rate in rates),
            failed=min(rate.failed for rate in rates),
        )
        for rates in by_channel
    )
    return Outlook(outlooks[0].sums, rates, min(outlook.vanishing for outlook in outlooks))


class Profit:
    """Judges the money of one proposal with changes made to it."""

    def __init__(self, proposal: Proposal, policy: Policy) -> None:
        """Take the proposal as it is today."""
        self._policy = policy
        self._offer = lru_cache(None)(partial(_offer, proposal, policy))
        self._lattice = lru_cache(LATTICES_KEPT)(loss_lattice)
        self._known: dict[tuple[Outlook, Changes, bool], int] = {}

    def rank(self, outlook: Outlook, changes: Changes) -> int:
        """Return the rank of the best verdict that the gates of money allow."""
        return self._known_rank(outlook, changes, larger=False)

    def could_pay(self, outlook: Outlook, changes: Changes) -> bool:
        """Return whether money passes at PILOT at the planned volume or the larger one that the ceiling tries.

        Where nobody gave a risk budget, only whether the price saves anything.
        """
        terms, _ = self._offer(changes, False)
        if terms.budget is None:
            return terms.price < terms.on_price
        return any(
            self._known_rank(outlook, changes, larger=larger) >= Verdict.PILOT.rank
            for larger in (False, True)
        )

    def _known_rank(self, outlook: Outlook, changes: Changes, *, larger: bool) -> int:
        key = (outlook, changes, larger)
        if key not in self._known:
            self._known[key] = self._judged(outlook, *self._offer(changes, larger)).rank
        return self._known[key]

    def _judged(self, outlook: Outlook, terms: Terms, money: Money) -> Verdict:
        losses = expected_loss(money, outlook.rates, self._policy)
        net = expected_net(money, sum(losses), outlook.vanishing, self._policy)
        if cannot_pay(net, money, terms, self._policy):
            return Verdict.NOT_YET
        expected = (outlook.rates, money, outlook.vanishing, losses, net)
        found = evaluation_of(outlook.sums, terms, expected, self._policy, self._lattice)
        return best_allowed(money_gates(found, self._policy))


def _offer(proposal: Proposal, policy: Policy, changes: Changes, larger: bool) -> tuple[Terms, Money]:
    changed = changed_proposal(proposal, changes)
    terms = terms_of(at_larger_volume(changed, policy) if larger else changed, policy)
    return terms, money_of(terms, policy)
