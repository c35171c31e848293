"""One evaluation: sums and terms in, rates, money and chances out. All products of the engine use it."""

from collections.abc import Callable
from dataclasses import dataclass

from assessments.engine.distribution import LossLattice, NetBenefit, lattice_step, loss_lattice
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


Expected = tuple[tuple[Rate, ...], Money, float, Four, float]
"""Rates, money, chance to vanish, loss by channel and expected net."""

LatticeOf = Callable[[int, Four, tuple[tuple[float, float], ...], float], LossLattice]


Standing = tuple[tuple[Rate, ...], float]
"""What the orders alone say: rates, and chance to vanish."""


def standing_of(sums: Tally, policy: Policy) -> Standing:
    """Return the rates and the chance to vanish, the same for every offer."""
    vanishing = vanish_probability(sums.clean_on, sums.clean_off, policy.horizon, policy)
    return posterior(sums, policy), vanishing


def expected_only(sums: Tally, terms: Terms, policy: Policy, standing: Standing | None = None) -> Expected:
    """Return rates, money, chance to vanish, loss by channel and expected net, without any distribution.

    `standing` spares what the orders alone say, where that is known already.
    """
    rates, vanishing = standing_of(sums, policy) if standing is None else standing
    money = money_of(terms, policy)
    losses = expected_loss(money, rates, policy)
    return rates, money, vanishing, losses, expected_net(money, sum(losses), vanishing, policy)


def evaluate(sums: Tally, terms: Terms, policy: Policy) -> Evaluation:
    """Return the evaluation of the terms on the evidence."""
    return evaluation_of(sums, terms, expected_only(sums, terms, policy), policy)


def evaluation_of(
    sums: Tally, terms: Terms, expected: Expected, policy: Policy, lattice: LatticeOf | None = None
) -> Evaluation:
    """Return the evaluation that rests on these rates and means; `lattice` may remember what it worked out."""
    rates, money, vanishing, losses, net = expected
    benefit = net_benefit(rates, money, vanishing, terms, policy, lattice)
    return Evaluation(
        sums=sums,
        terms=terms,
        rates=rates,
        money=money,
        vanishing=vanishing,
        loss_by_channel=losses,
        net=rounded(net),
        probability=rounded(benefit.probability_positive()),
        cvar=rounded(benefit.cvar(policy.cvar_tail)),
        peak_cash=rounded(money.peak_unprotected),
    )


def net_benefit(
    rates: tuple[Rate, ...],
    money: Money,
    vanishing: float,
    terms: Terms,
    policy: Policy,
    lattice: LatticeOf | None = None,
) -> NetBenefit:
    """Return the distribution of the net benefit over the horizon.

    Without a `lattice` of all losses it knows no more than the chance of a gain and the policy's bad case ask for.
    """
    step = lattice_step(money.orders, terms.on_price, terms.price, policy.severity, terms.customer_cost)
    shapes = tuple((rate.off_a, rate.off_b) for rate in rates)
    gain = policy.horizon * money.saving
    gain_if_vanished = policy.horizon * money.saving_if_vanished - money.peak_vanished
    if lattice is None:
        # Every case with the supplier gone may lie beyond the level that the bad case begins at; where they are
        # more than the bad cases, the level lies among them, and losses alone pass it less the gap no more often.
        beyond, gap = policy.cvar_tail - vanishing, 0.0
        if beyond <= 0.0:
            beyond, gap = policy.cvar_tail, gain - gain_if_vanished
        losses = loss_lattice(money.orders, money.extra_cost, shapes, step, gain, beyond, gap)
    else:
        losses = lattice(money.orders, money.extra_cost, shapes, step)
    return NetBenefit(
        losses=losses,
        gain=gain,
        gain_if_vanished=gain_if_vanished,
        vanishing=vanishing,
    )
