"""The track record: how often each thing goes wrong, seen and expected, whatever is proposed."""

from typing import Any

from assessments.engine.bill import Spread, spreads
from assessments.engine.evidence import Evidence
from assessments.engine.policy import Policy
from assessments.engine.posterior import Rate, posterior
from assessments.engine.rounding import rounded_report
from assessments.engine.tally import Tally, tally
from assessments.engine.words import CHANNELS


def track(evidence: Evidence, policy: Policy) -> dict[str, Any]:
    """Return `orders` (plain counts) and `failure_rates` as a report on the evidence has them."""
    sums = tally(evidence, policy)
    rates = posterior(sums, policy)
    report = {
        "orders": dict(sums.counts),
        "failure_rates": failure_rates(rates, sums, spreads(rates, policy)),
    }
    return rounded_report(report)


def failure_rates(rates: tuple[Rate, ...], sums: Tally, ends: tuple[Spread, ...]) -> dict[str, Any]:
    """Return channel -> what was seen, what is expected on and off the platform, and 90 % ranges."""
    return {channel: _rate(rates[at], sums, ends[at], channel) for at, channel in enumerate(CHANNELS)}


def _rate(rate: Rate, sums: Tally, end: Spread, channel: str) -> dict[str, Any]:
    known, bad = sums.counted[channel]
    report: dict[str, Any] = {
        "mean_on": rate.mean_on,
        "mean_off": rate.mean_off,
        "lower90": end.off_low,
        "upper90": end.off_high,
        "lower90_on": end.on_low,
        "upper90_on": end.on_high,
        "known_orders": rate.known,
        "known_failures": rate.failed,
        "counted_orders": known,
        "counted_failures": bad,
    }
    if channel == "lost":
        # Orders nobody looked at, counted all good and all bad: what we do not know, as a range.
        hidden, whole = sums.not_observed_weight, rate.on_a + rate.on_b
        report["if_not_observed_good"] = rate.on_a / (whole + hidden)
        report["if_not_observed_bad"] = (rate.on_a + hidden) / (whole + hidden)
    return report
