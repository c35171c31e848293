"""The exposure cap: the largest monthly volume that, with every smaller one, keeps to the risk budget."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

from assessments.engine.distribution import NetBenefit, loss_lattice
from assessments.engine.evaluation import Expected, evaluation_of, expected_only, net_benefit
from assessments.engine.policy import Policy
from assessments.engine.proposal import BOUNDS, Proposal
from assessments.engine.rounding import rounded
from assessments.engine.tally import Tally
from assessments.engine.terms import Terms, terms_of


class Volumes:
    """One proposal at every whole volume."""

    def __init__(self, sums: Tally, proposal: Proposal, policy: Policy) -> None:
        """Take what does not change with the volume."""
        self._sums, self._policy = sums, policy
        self._offer = lru_cache(64)(partial(_offer, sums, proposal, policy))

    def peak(self, volume: int) -> float:
        """Return the peak of unprotected cash."""
        return rounded(self._offer(volume)[1][1].peak_unprotected)

    def cvar(self, volume: int) -> float:
        """Return the mean loss of the worst cases."""
        return evaluation_of(self._sums, *self._offer(volume), self._policy).cvar

    def cvar_at_most(self, low: int, high: int) -> float:
        """Return a bound on the mean loss of the worst cases at every volume from low to high.

        More orders lose stochastically more, the cash that a vanished supplier takes only grows, and the saving is
        a straight line in the volume: so the failures and the cash of the highest volume with the saving of the
        worse end are no better than any volume between.
        """
        terms, (rates, money, vanishing, _, _) = self._offer(high)
        saving = min(money.saving, self._offer(low)[1][1].saving)
        worst = replace(money, gross=saving, fees=0.0, labour=0.0)
        benefit = net_benefit(rates, worst, vanishing, terms, self._policy, loss_lattice)
        return _cvar_on_any_lattice(benefit, self._policy.cvar_tail)


def _offer(sums: Tally, proposal: Proposal, policy: Policy, volume: int) -> tuple[Terms, Expected]:
    terms = terms_of(replace(proposal, orders_per_month=float(volume)), policy)
    return terms, expected_only(sums, terms, policy)


def _cvar_on_any_lattice(benefit: NetBenefit, tail: float) -> float:
    """Return a bound on the mean loss of the worst cases, whatever lattice up to this one's step it is taken on.

    For every level l the mean of the worst cases is at most l + E(loss - l)+ / tail. A lattice moves the loss in
    each of four ways by less than a step and not on average: that adds at most half a step to the second part, and
    only where the loss is within four steps of l.
    """
    step = benefit.losses.step

    def reaches(level: float) -> float:
        stays = benefit.losses.below(level + benefit.gain - step)
        goes = benefit.losses.below(level + benefit.gain_if_vanished - step)
        return 1.0 - (1.0 - benefit.vanishing) * stays - benefit.vanishing * goes

    low, high = -benefit.gain, len(benefit.losses.mass) * step - benefit.gain_if_vanished
    while high - low > step / 4.0:
        middle = (low + high) / 2.0
        low, high = (low, middle) if reaches(middle) <= tail else (middle, high)
    stays = benefit.losses.excess((high + benefit.gain) / step)
    goes = benefit.losses.excess((high + benefit.gain_if_vanished) / step)
    beyond = (1.0 - benefit.vanishing) * stays + benefit.vanishing * goes
    return high + step * (beyond + 0.5 * min(1.0, reaches(high - 8.0 * step))) / tail


def exposure_cap(sums: Tally, proposal: Proposal, policy: Policy) -> int | None:
    """Return the largest whole number of orders a month up to which every one keeps to the risk budget."""
    budget = proposal.risk_budget
    if budget is None:
        return None
    volumes = Volumes(sums, proposal, policy)
    # The peak never falls as the volume grows, for no quantile of the open orders does.
    too_many = first_from(lambda volume: volumes.peak(volume) > budget, int(BOUNDS["orders_per_month"][1]))
    failing = _first_failing(volumes, budget, 1, too_many - 1)
    return (too_many if failing is None else failing) - 1 or None


def first_from(holds: Callable[[int], bool], most: int) -> int:
    """Return the first of 1 to `most` from which something holds for good; the next number where none does."""
    low, high = 0, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _first_failing(volumes: Volumes, budget: float, low: int, high: int) -> int | None:
    """Return the least volume of these whose losses pass the budget.

    The tail of the losses has many small steps, up and down: what passes at the ends may fail between them. So a
    span is passed over only where the worst of all of it, put together, keeps to the budget; else its halves are
    asked, down to single volumes.
    """
    if low > high:
        return None
    if low == high:
        return low if volumes.cvar(low) > budget else None
    if volumes.cvar_at_most(low, high) <= budget:
        return None
    middle = (low + high) // 2
    found = _first_failing(volumes, budget, low, middle)
    return _first_failing(volumes, budget, middle + 1, high) if found is None else found
