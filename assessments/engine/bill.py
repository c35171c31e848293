"""The bill for 100 orders on and off the platform, as ranges, and the protections lost, priced."""

from dataclasses import dataclass

from scipy.special import betaincinv

from assessments.engine.evaluation import Evaluation
from assessments.engine.money import Money
from assessments.engine.policy import Policy
from assessments.engine.posterior import Rate, vanish_range
from assessments.engine.words import CHANNELS

PER_ORDERS = 100


@dataclass(frozen=True, slots=True)
class Range:
    """A mean with the ends of its 90 % interval."""

    mean: float
    low: float
    high: float

    def plus(self, amount: float) -> "Range":
        """Return the range moved by a sure amount."""
        return Range(self.mean + amount, self.low + amount, self.high + amount)

    def as_dict(self) -> dict[str, float]:
        """Return the three numbers by name."""
        return {"mean": self.mean, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class Spread:
    """The 5 % and 95 % points of one rate, on and off the platform."""

    on_low: float
    on_high: float
    off_low: float
    off_high: float


def spreads(rates: tuple[Rate, ...], policy: Policy) -> tuple[Spread, ...]:
    """Return the 90 % interval of each rate; both sides are tempered for change over the next quarter."""
    on = [(rate.on_a / policy.temper, rate.on_b / policy.temper) for rate in rates]
    off = [(rate.off_a, rate.off_b) for rate in rates]
    a, b = zip(*on, *off, strict=True)
    low, high = betaincinv(a, b, policy.interval_tail), betaincinv(a, b, 1.0 - policy.interval_tail)
    return tuple(
        Spread(float(low[i]), float(high[i]), float(low[i + 4]), float(high[i + 4])) for i in range(4)
    )


def bill_of(found: Evaluation, ends: tuple[Spread, ...], policy: Policy) -> dict[str, object]:
    """Return what 100 orders cost on the platform and off it."""
    money, terms = found.money, found.terms
    scale = PER_ORDERS / terms.volume
    on = _sum(money.on_cost, [(rate.mean_on, end.on_low, end.on_high) for rate, end in _both(found, ends)])
    off = _sum(
        money.off_cost, [(rate.mean_off, end.off_low, end.off_high) for rate, end in _both(found, ends)]
    )
    fees, labour = money.fees * scale, money.labour * scale
    vanish = _vanish(found, policy)
    sure = PER_ORDERS * terms.price + fees + labour
    total = Range(off.mean + vanish.mean, off.low + vanish.low, off.high + vanish.high).plus(sure)
    return {
        "per_orders": PER_ORDERS,
        "on": {
            "price": PER_ORDERS * terms.on_price,
            "fees": 0.0,
            "labour": 0.0,
            "failures": on.as_dict(),
            "total": on.plus(PER_ORDERS * terms.on_price).as_dict(),
        },
        "off": {
            "price": PER_ORDERS * terms.price,
            "fees": fees,
            "labour": labour,
            "failures": off.as_dict(),
            "vanish": vanish.as_dict(),
            "total": total.as_dict(),
        },
    }


def _both(found: Evaluation, ends: tuple[Spread, ...]) -> list[tuple[Rate, Spread]]:
    return list(zip(found.rates, ends, strict=True))


def _sum(costs: tuple[float, ...], shares: list[tuple[float, float, float]]) -> Range:
    mean, low, high = (
        PER_ORDERS * sum(cost * share[part] for cost, share in zip(costs, shares, strict=True))
        for part in range(3)
    )
    return Range(mean, low, high)


def vanish_cost(found: Evaluation, policy: Policy) -> float:
    """Return the expected cost in a month of the supplier vanishing, money."""
    return found.vanishing * _cost_if_vanished(found.money, found.money.mean_vanished, policy)


def _cost_if_vanished(money: Money, open_cash: float, policy: Policy) -> float:
    """Return what a supplier that vanishes with so much cash costs, spread over the horizon: money a month."""
    lost_saving = money.saving - money.saving_if_vanished
    return lost_saving + open_cash / policy.horizon


def _vanish(found: Evaluation, policy: Policy) -> Range:
    """Return the cost of vanishing for 100 orders, over the 90 % interval of its chance; at worst at peak cash."""
    money, sums, scale = found.money, found.sums, PER_ORDERS / found.terms.volume
    low, high = vanish_range(sums.clean_on, sums.clean_off, policy.horizon, policy)
    usual = _cost_if_vanished(money, money.mean_vanished, policy)
    # With less than one order under way the peak is none, and below the mean.
    worst = _cost_if_vanished(money, max(money.mean_vanished, money.peak_vanished), policy)
    return Range(found.vanishing * usual * scale, low * usual * scale, high * worst * scale)


def protections_lost(found: Evaluation, ends: tuple[Spread, ...], policy: Policy) -> list[dict[str, object]]:
    """Return what the platform gave back and this payment would not, for 100 orders, dearest first."""
    back, terms = found.terms.payment.recovery, found.terms
    rows: list[dict[str, object]] = []
    for channel, name in enumerate(CHANNELS):
        rate, end = found.rates[channel], ends[channel]
        per_failure = [
            max(0.0, policy.severity[channel] * (terms.on_price * given - terms.price * getattr(back, name)))
            for given in (
                policy.platform_recovery[channel],
                policy.platform_recovery_low[channel],
                policy.platform_recovery_high[channel],
            )
        ]
        known, bad = found.sums.counted[name]
        rows.append(
            {
                "key": name,
                "mean": PER_ORDERS * rate.mean_off * per_failure[0],
                "low": PER_ORDERS * end.off_low * per_failure[1],
                "high": PER_ORDERS * end.off_high * per_failure[2],
                "known_orders": known,
                "known_failures": bad,
                "paid_back_on_known_low": bad
                * terms.on_price
                * policy.severity[channel]
                * policy.platform_recovery_low[channel],
                "paid_back_on_known_high": bad
                * terms.on_price
                * policy.severity[channel]
                * policy.platform_recovery_high[channel],
            }
        )
    vanish = _vanish(found, policy)
    rows.append(
        {
            "key": "vanished",
            **vanish.as_dict(),
            "known_orders": 0,
            "known_failures": 0,
            "paid_back_on_known_low": 0.0,
            "paid_back_on_known_high": 0.0,
        }
    )
    return sorted(rows, key=lambda row: -_mean(row))


def _mean(row: dict[str, object]) -> float:
    mean = row["mean"]
    return mean if isinstance(mean, float) else 0.0
