"""The engine: one evaluation, an explanation, and ten thousand assessments of stored evidence."""

from collections.abc import Iterator
from statistics import median

from assessments.engine import Evidence, Proposal, assess, evidence_from, explain
from assessments.engine.distribution import lattice_step
from assessments.engine.evaluation import evaluate, expected_only
from assessments.engine.pairs import cheapest_flips
from assessments.engine.tally import tally
from assessments.engine.terms import terms_of
from assessments.engine.verdict import decide
from assessments.policy import current_policy
from tests.bench.measure import Row, in_turns, resident_megabytes, seconds
from tests.bench.plain import Quarter, by_drawing, by_transform
from tests.bench.suppliers import offer, stored_evidence

MICRO, MILLI = 1e6, 1e3
SUPPLIERS, ROUNDS = 250, 40
"""Ten thousand assessments: every supplier once a round."""
PLAIN_RUNS = 10


def rows() -> Iterator[Row]:
    """Yield the rows of the engine, with the targets that it was built to."""
    hundred = evidence_from(stored_evidence(1, groups=100, most_alike=1))
    quarter = _quarter(hundred, offer())
    yield from _one_evaluation(hundred, quarter)
    yield from _explaining(quarter)
    yield from _reassessing(quarter)


def _quarter(evidence: Evidence, proposal: Proposal) -> Quarter:
    """Return what the plain ways are given: the rates and the money that the evaluation comes to as well."""
    policy = current_policy()
    terms = terms_of(proposal, policy)
    rates, money, vanishing, _, _ = expected_only(tally(evidence, policy), terms, policy)
    return Quarter(
        orders=money.orders,
        costs=money.extra_cost,
        shapes=tuple((rate.off_a, rate.off_b) for rate in rates),
        step=lattice_step(money.orders, terms.on_price, terms.price, policy.severity, terms.customer_cost),
        gain=policy.horizon * money.saving,
        gain_if_vanished=policy.horizon * money.saving_if_vanished - money.peak_vanished,
        vanishing=vanishing,
    )


def _one_evaluation(evidence: Evidence, quarter: Quarter) -> Iterator[Row]:
    policy, proposal = current_policy(), offer()
    ours, report, transform, drawn = in_turns(
        200,
        lambda: evaluate(tally(evidence, policy), terms_of(proposal, policy), policy),
        lambda: assess(evidence, proposal, policy),
        lambda: by_transform(quarter),
        lambda: by_drawing(quarter),
    )
    us = [MICRO * time for time in (ours, report, transform, drawn)]
    yield Row("this machine: the plain NumPy FFT alone, no rates", us[2], "µs")
    yield Row("one evaluation with its rates, 100 orders; plain FFT", us[0], "µs", us[2], target=500)
    yield Row("one evaluation with its rates, 100 orders; 100,000 draws", us[0], "µs", us[3], target=500)
    yield Row("one assessment with its report, 100 orders; plain FFT", us[1], "µs", us[2])


def _explaining(quarter: Quarter) -> Iterator[Row]:
    """Yield the explanations of a supplier that is nearly good enough and of one that is far from it."""
    policy = current_policy()
    for name, groups, proposal in (("short record", 12, offer()), ("long record", 60, offer(7))):
        evidence = evidence_from(stored_evidence(2, groups, most_alike=4))
        decision = decide(evidence, proposal, policy)
        flips, whole, transform = in_turns(
            15,
            lambda: cheapest_flips(decision, evidence, proposal, policy, None),  # noqa: B023 - run before the next
            lambda: explain(evidence, proposal, policy),  # noqa: B023 - run before the next
            lambda: by_transform(quarter),
        )
        beside = MILLI * transform
        yield Row(f"what would change, all pairs, {name}; plain FFT", MILLI * flips, "ms", beside, target=150)
        yield Row(f"one explanation, all pairs, {name}; plain FFT", MILLI * whole, "ms", beside, target=250)


def _reassessing(quarter: Quarter) -> Iterator[Row]:
    """Yield ten thousand assessments on one core, the reading of the stored evidence within."""
    policy = current_policy()
    stored = [stored_evidence(seed, groups=60, most_alike=4) for seed in range(1, SUPPLIERS + 1)]
    proposals = [offer(seed) for seed in range(1, SUPPLIERS + 1)]

    def read() -> None:
        for case in stored:
            evidence_from(case)

    def reassess() -> None:
        for case, proposal in zip(stored, proposals, strict=True):
            assess(evidence_from(case), proposal, policy)

    def plain() -> None:
        for _ in range(PLAIN_RUNS):
            by_transform(quarter)

    reassess()
    before = resident_megabytes()
    times = [(seconds(reassess), seconds(read), seconds(plain)) for _ in range(ROUNDS)]
    grown = resident_megabytes() - before
    whole, reading, beside = (median(column) for column in zip(*times, strict=True))
    beside *= SUPPLIERS / PLAIN_RUNS
    for name, each, target in (
        ("10,000 reassessments, stored evidence read and all; plain FFT", whole, 8.0),
        ("10,000 times reading stored evidence, which is part of it; plain FFT", reading, None),
    ):
        yield Row(name, ROUNDS * each, "s", ROUNDS * beside, target)
    yield Row("memory grown over 10,000 reassessments", grown, "MB", target=5)
