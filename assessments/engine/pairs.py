"""The cheapest sets of one or two changes that lead to a better verdict."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from assessments.engine.changes import ChangeSet, covers, together
from assessments.engine.evidence import Evidence
from assessments.engine.levers import Lever, is_waiting, single_levers
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.trials import Trials
from assessments.engine.verdict import Decision
from assessments.engine.words import Verdict

Flip = tuple[ChangeSet, Verdict]
"""Changes made together, and the better verdict they lead to."""

SETS_PER_PILE = 4
"""A page shows three at a glance and a reader weighs hardly more; further sets vary those already there."""


def cheapest_flips(
    decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy, cap: int | None
) -> list[Flip]:
    """Return the few cheapest single changes and pairs that lead to a better verdict, cheapest first."""
    return shortlist(least_flips(decision, evidence, proposal, policy, cap))


def least_flips(
    decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy, cap: int | None
) -> list[Flip]:
    """Return every change and pair that leads to a better verdict and of which no less would, cheapest first."""
    levers = [lever for lever in single_levers(decision, evidence, proposal, policy, cap) if lever]
    # Waiting comes first: the search along it does not need its steps to grow stronger.
    levers.sort(key=lambda lever: not is_waiting(lever))
    waits = levers[0] if levers and is_waiting(levers[0]) else []
    search = Search(levers, Trials(decision, evidence, proposal, policy, waits))
    better = [verdict for verdict in reversed(Verdict) if verdict.rank > decision.verdict.rank]
    found = {item.changes: item for verdict in better for item in search.least(verdict.rank)}
    needed: list[Flip] = []
    for flip in sorted(((item, search.best(item, better)) for item in found.values()), key=_by_cost):
        if not any(_makes_needless(other, flip) for other in needed):
            needed.append(flip)
    return needed


def shortlist(flips: list[Flip]) -> list[Flip]:
    """Return the first few sets of each pile, among them the first that reaches each verdict, in their order."""
    verdicts = {verdict for _, verdict in flips}
    kept = {next(flip for flip in flips if flip[1].rank >= verdict.rank) for verdict in verdicts}
    for flip in flips:
        if sum(item.pile == flip[0].pile for item, _ in kept) < SETS_PER_PILE:
            kept.add(flip)
    return [flip for flip in flips if flip in kept]


def _by_cost(flip: Flip) -> tuple[float, int, int, str]:
    # Costs that differ by a rounding error are equal; then the better verdict comes first, and fewer changes.
    item, verdict = flip
    return round(item.cost, 9), -verdict.rank, len(item.changes), repr(item.changes)


def _makes_needless(cheaper: Flip, dearer: Flip) -> bool:
    return cheaper[1].rank >= dearer[1].rank and covers(cheaper[0], dearer[0])


class Search:
    """Finds, lever by lever and pair by pair, the least that reaches a verdict."""

    def __init__(self, levers: list[Lever], trials: Trials) -> None:
        """Take the levers, waiting first if there is any."""
        self._levers, self._trials = levers, trials

    def best(self, item: ChangeSet, verdicts: Sequence[Verdict]) -> Verdict:
        """Return the first of these verdicts, best first, that the set reaches."""
        return next(verdict for verdict in verdicts if self._trials.reaches(item, verdict.rank))

    def least(self, rank: int) -> Iterator[ChangeSet]:
        """Yield the least steps of each lever, and of each two, that reach the rank."""
        alone = [self._first(lever, None, len(lever), rank) for lever in self._levers]
        limits = []
        for lever, place in zip(self._levers, alone, strict=True):
            if place is not None:
                yield lever[place]
            limits.append(len(lever) if place is None else place)
        for (one, most), (other, limit) in combinations(zip(self._levers, limits, strict=True), 2):
            if most and limit and not one[0].fields & other[0].fields:
                yield from self._edge(one[:most], other[:limit], rank)

    def _edge(self, one: Lever, other: Lever, rank: int) -> Iterator[ChangeSet]:
        """Yield the pairs of which no milder pair reaches the rank: down the one lever, up the other."""
        limit = len(other)
        while limit:
            place = self._first(one, other[limit - 1], len(one), rank)
            if place is None:
                return
            limit = self._first(other, one[place], limit, rank) or 0
            yield together(one[place], other[limit])

    def _first(self, lever: Lever, beside: ChangeSet | None, limit: int, rank: int) -> int | None:
        """Return the first step that reaches the rank, with another change made beside it."""
        if is_waiting(lever):
            return self._trials.first_wait(beside, limit, rank)

        def reached(place: int) -> bool:
            item = lever[place]
            return self._trials.reaches(item if beside is None else together(beside, item), rank)

        if not limit or not reached(limit - 1):
            return None
        low, high = -1, limit - 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(middle) else (middle, high)
        return high
