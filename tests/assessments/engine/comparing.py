"""Two reports side by side: which of the cases is the better one."""

from typing import Any

from assessments.engine import Evidence, Policy, Proposal, assess
from assessments.engine.details import details_of
from assessments.engine.verdict import decide
from tests.assessments.engine.world import POLICY, rank

Report = dict[str, Any]

ROUNDING = 1e-8
"""A report keeps ten digits, and the Fourier transform is good to some 1e-14 of a probability; what is
summed over a tail of one in twenty, in cells of which there are thousands, to some 1e-9 of the money at stake."""


def reported(case: Evidence, offer: Proposal, policy: Policy = POLICY) -> Report:
    """Return the assessment with the details of its explanation, without the search for what would change it."""
    return assess(case, offer, policy) | details_of(decide(case, offer, policy), case, offer, policy)


def money_scale(proposal: Proposal) -> float:
    """Return a sum against which differences of money are judged to be rounding."""
    return proposal.on_platform_price * max(1.0, proposal.orders_per_month)


def assert_not_worse(better: Report, worse: Report, proposal: Proposal) -> None:
    """Assert that the first report is at least as good in verdict, chance, bad case and mean."""
    scale = money_scale(proposal)
    assert rank(better) >= rank(worse), (better["verdict"], worse["verdict"])
    assert better["probability_net_positive"] >= worse["probability_net_positive"] - ROUNDING
    assert better["cvar95"] <= worse["cvar95"] + ROUNDING * max(scale, abs(worse["cvar95"]))
    assert better["net_per_month"] >= worse["net_per_month"] - ROUNDING * max(
        scale, abs(worse["net_per_month"])
    )


def compare(
    better: tuple[Evidence, Proposal], worse: tuple[Evidence, Proposal], policy: Policy = POLICY
) -> tuple[Report, Report]:
    """Assert that the first case is at least as good as the second, and return both reports."""
    first, second = assess(*better, policy), assess(*worse, policy)
    assert_not_worse(first, second, worse[1])
    return first, second


def same_figures(first: Report, second: Report) -> None:
    """Assert that two reports agree in everything that a gate compares."""
    for name in ("verdict", "probability_net_positive", "cvar95", "net_per_month", "failure_rates", "gates"):
        assert first[name] == second[name], name


def failing(report: Report, level: str) -> list[str]:
    """Return the gates that do not pass at a level."""
    return [gate["name"] for gate in report["gates"] if not gate[level]["passed"]]


def gate_of(report: Report, key: str) -> dict[str, Any]:
    """Return one gate of a report."""
    found: dict[str, Any] = next(gate for gate in report["gates"] if gate["name"] == key)
    return found


def numbers_in(value: object) -> list[float]:
    """Return every number of a report, however deep."""
    if isinstance(value, dict):
        return [number for item in value.values() for number in numbers_in(item)]
    if isinstance(value, list):
        return [number for item in value for number in numbers_in(item)]
    return [float(value)] if isinstance(value, int | float) else []
