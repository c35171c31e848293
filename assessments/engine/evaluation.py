"""One evaluation: sums and terms in, rates, money and chances out. All products of the engine use it."""

from dataclasses import dataclass

from assessments.engine.distribution import NetBenefit, lattice_step, loss_lattice
from assessments.engine.money import Money, expected_loss, expected_net, money_of
from assessments.engine.policy import Four, Policy
from assessments.engine.posterior import Rate, posterior, vanish_probability
from assessments.engine.rounding import rounded
from assessments.engine.tally import Tally
from assessments.engine.terms import Terms


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures that gates compare, rounded as they are reported."""

    sums: Tally
    terms: Terms
    rates: tuple[Rate, ...]
    money: Money
    vanishing: float
    loss_by_channel: Four
    net: float
    probability: float
    cvar: float
    peak_cash: float


def expected_only(
    sums: Tally, terms: Terms, policy: Policy
) -> tuple[tuple[Rate, ...], Money, float, Four, float]:
    """Return rates, money, chance to vanish, loss by channel and expected net, without any distribution."""
    rates = posterior(sums, policy)
    money = money_of(terms, policy)
    vanishing = vanish_probability(sums.clean_on, sums.clean_off, policy.horizon, policy)
    losses = expected_loss(money, rates, policy)
    return rates, money, vanishing, losses, expected_net(money, sum(losses), vanishing, policy)


def evaluate(sums: Tally, terms: Terms, policy: Policy) -> Evaluation:
    """Return the evaluation of the terms on the evidence."""
    rates, money, vanishing, losses, net = expected_only(sums, terms, policy)
    benefit = net_benefit(rates, money, vanishing, terms, policy)
    return Evaluation(
        sums=sums,
        terms=terms,
        rates=rates,
        money=money,
        vanishing=vanishing,
        loss_by_channel=losses,
        net=rounded(net),
        probability=rounded(benefit.probability_positive()),
        cvar=rounded(benefit.cvar()),
        peak_cash=rounded(money.peak_unprotected),
    )


def net_benefit(
    rates: tuple[Rate, ...], money: Money, vanishing: float, terms: Terms, policy: Policy
) -> NetBenefit:
    """Return the distribution of the net benefit over the horizon."""
    step = lattice_step(money.orders, terms.on_price, terms.price, policy.severity, terms.customer_cost)
    shapes = tuple((rate.off_a, rate.off_b) for rate in rates)
    return NetBenefit(
        losses=loss_lattice(money.orders, money.extra_cost, shapes, step),
        gain=policy.horizon * money.saving,
        gain_if_vanished=policy.horizon * money.saving_if_vanished - money.peak_vanished,
        vanishing=vanishing,
    )
