"""What leaving saves and costs in a month, and how much cash lies open."""

import math
from dataclasses import dataclass
from functools import lru_cache

from scipy.special import pdtr, pdtrik

from assessments.engine.policy import Four, Policy
from assessments.engine.posterior import Rate
from assessments.engine.terms import Terms


@dataclass(frozen=True, slots=True)
class Money:
    """Money of one proposal; a month unless a name says otherwise."""

    gross: float
    fees: float
    labour: float
    on_cost: Four
    off_cost: Four
    extra_cost: Four
    """Extra cost of one off-platform failure over what it would have cost on the platform."""
    orders: int
    """Orders over the horizon, for the chances."""
    mean_cash: float
    peak_cash: float
    mean_unprotected: float
    peak_unprotected: float
    mean_vanished: float
    peak_vanished: float

    @property
    def saving(self) -> float:
        """Return what is left of the price difference after fees and labour."""
        return self.gross - self.fees - self.labour

    @property
    def saving_if_vanished(self) -> float:
        """Return the saving when the supplier is gone halfway: half of a gain, all of a loss."""
        return min(self.saving, self.saving / 2.0)


@lru_cache(maxsize=4_096)
def open_orders_peak(mean: float, share: float) -> int:
    """Return the level that a Poisson number of open orders does not pass this often."""
    if mean <= 0.0:
        return 0
    guess = float(pdtrik(share, mean))
    number = max(0, math.ceil(guess) - 1) if math.isfinite(guess) else 0
    while float(pdtr(number, mean)) < share:
        number += 1
    return number


def money_of(terms: Terms, policy: Policy) -> Money:
    """Return the money of the terms; cash under way follows Little's law."""
    price, per_day = terms.price, terms.volume / policy.month
    early, late = terms.deposit, 1.0 - terms.deposit
    under_way = early * per_day * terms.days_total + late * per_day * terms.days_after
    mean_cash = price * under_way + price * (terms.batch_for_cash - 1.0) / 2.0 + terms.top_up
    at_most = early * open_orders_peak(per_day * terms.days_total, policy.peak_share)
    at_most += late * open_orders_peak(per_day * terms.days_after, policy.peak_share)
    peak_cash = price * at_most + price * (terms.batch_for_cash - 1.0) + terms.top_up
    open_share = 1.0 - terms.payment.recovery.vanished
    stranded = terms.customer_cost[0] * per_day * terms.days_total
    on_cost, off_cost, extra = _failure_costs(terms, policy)
    return Money(
        gross=terms.volume * (terms.on_price - price),
        fees=terms.volume * price * (terms.fee_share + terms.fx_share)
        + terms.volume * terms.fee_fixed / terms.batch_for_fees,
        labour=terms.wage * (terms.volume * terms.minutes / 60.0 + terms.fixed_hours),
        on_cost=on_cost,
        off_cost=off_cost,
        extra_cost=extra,
        orders=max(1, math.floor(terms.volume * policy.horizon + 0.5)),
        mean_cash=mean_cash,
        peak_cash=peak_cash,
        mean_unprotected=mean_cash * open_share,
        peak_unprotected=peak_cash * open_share,
        mean_vanished=mean_cash * open_share + stranded,
        peak_vanished=peak_cash * open_share + stranded,
    )


def _failure_costs(terms: Terms, policy: Policy) -> tuple[Four, Four, Four]:
    back = terms.payment.recovery
    off_recovery = (back.lost, back.late, back.not_as_described, back.counterfeit)
    on, off, extra = [], [], []
    for channel in range(4):
        lost_share, customer = policy.severity[channel], terms.customer_cost[channel]
        before = terms.on_price * lost_share * (1.0 - policy.platform_recovery[channel]) + customer
        after = terms.price * lost_share * (1.0 - off_recovery[channel]) + customer
        on.append(before)
        off.append(after)
        extra.append(max(0.0, after - before / policy.drift[channel]))
    return (
        (on[0], on[1], on[2], on[3]),
        (off[0], off[1], off[2], off[3]),
        (extra[0], extra[1], extra[2], extra[3]),
    )


def expected_loss(money: Money, rates: tuple[Rate, ...], policy: Policy) -> Four:
    """Return the expected extra cost of failures in a month, by channel."""
    per_month = money.orders / policy.horizon
    costs = [per_month * extra * rate.mean_off for extra, rate in zip(money.extra_cost, rates, strict=True)]
    return costs[0], costs[1], costs[2], costs[3]


def expected_net(money: Money, loss: float, vanishing: float, policy: Policy) -> float:
    """Return the expected gain of leaving in a month, money."""
    stays = (1.0 - vanishing) * money.saving
    goes = vanishing * (money.saving_if_vanished - money.mean_vanished / policy.horizon)
    return stays + goes - loss
