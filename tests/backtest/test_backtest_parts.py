"""The parts of the backtest that need no real file: what was known when, the scores, and when it fails."""

import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assessments.engine import Arrival
from assessments.engine.tally import tally
from assessments.policy import current_policy
from tests.backtest.__main__ import CANNOT_RUN, WORSE, conclude, wrong_with
from tests.backtest.challengers import chosen
from tests.backtest.folder import ROOT
from tests.backtest.forecasts import (
    Forecast,
    Method,
    empirical_bayes,
    fit_prior,
    global_rate,
    laplace,
    raw_rate,
)
from tests.backtest.in_transit import chance_of_failure
from tests.backtest.judgement import failings
from tests.backtest.methods import FITTED
from tests.backtest.orders import NEVER, Ints, Row, orders_from
from tests.backtest.results import estimate, macro, scores_of, value
from tests.backtest.rule_of_thumb import spotless
from tests.backtest.scores import sums_of
from tests.backtest.this_method import fitted, shipped
from tests.backtest.totals import task_of_totals
from tests.backtest.windows import Task, Window, task_of, window_at

POLICY = current_policy()
CUTOFF = 1_000
METHODS: dict[str, Method] = {
    "raw": raw_rate,
    "laplace": laplace,
    "global": global_rate,
    "bayes": empirical_bayes,
    "fitted": fitted("late", POLICY),
    "shipped": shipped("late", POLICY),
}


def delivery(supplier: str, placed: int, lead: int, promised: int = 20) -> Row:
    late = lead > promised
    known = placed + promised + 1 if late else placed + lead
    return Row(supplier, placed, placed + promised, placed + lead, known, failed=late)


def some_rows() -> list[Row]:
    draw = np.random.default_rng(3)
    return [
        delivery(f"s{number % 6}", int(placed), int(lead))
        for number, (placed, lead) in enumerate(
            zip(draw.integers(500, 1_100, 300), draw.integers(5, 26, 300), strict=True)
        )
    ]


def ints(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


@pytest.mark.parametrize(
    "planted",
    [
        delivery("s1", CUTOFF + 1, 30),
        delivery("s1", CUTOFF - 10, 30),
        delivery("s1", CUTOFF - 10, 15),
        delivery("s1", CUTOFF - 200, 230, promised=210),
    ],
    ids=["placed later", "late later", "on time later", "long under way"],
)
def test_what_became_known_later_changes_no_forecast(planted: Row) -> None:
    """The same order is under way in both worlds; only what came of it differs."""
    other = replace(planted, arrived=NEVER, known=NEVER, failed=not planted.failed)
    first, second = (window_at(orders_from([*some_rows(), row]), "late", CUTOFF) for row in (planted, other))
    assert first.known.tolist() == second.known.tolist()
    assert first.evidence == second.evidence
    np.testing.assert_array_equal(first.features, second.features)
    np.testing.assert_array_equal(first.training.features, second.training.features)
    np.testing.assert_array_equal(first.training.bad, second.training.bad)
    np.testing.assert_array_equal(first.training.coming, second.training.coming)
    for method in METHODS.values():
        np.testing.assert_array_equal(method(first).mean, method(second).mean)


def test_a_review_given_later_changes_no_forecast() -> None:
    known = Row("a", 100, 120, 110, known=115, failed=False)
    good = Row("a", CUTOFF - 30, CUTOFF - 10, CUTOFF - 20, known=CUTOFF + 1, failed=False)
    first, second = (
        window_at(orders_from([known, row]), "not_as_described", CUTOFF)
        for row in (good, replace(good, failed=True))
    )
    assert first.evidence == second.evidence
    assert first.evidence[0].orders[1].arrival is Arrival.PROVEN
    np.testing.assert_array_equal(first.features, second.features)
    np.testing.assert_array_equal(first.training.bad, second.training.bad)


def test_an_order_placed_later_is_in_no_forecast() -> None:
    rows = some_rows()
    plain = window_at(orders_from(rows), "late", CUTOFF)
    more = window_at(orders_from([*rows, delivery("s1", CUTOFF + 1, 30)]), "late", CUTOFF)
    assert plain.evidence == more.evidence
    np.testing.assert_array_equal(plain.features, more.features)
    assert (more.coming.sum() - plain.coming.sum(), more.bad.sum() - plain.bad.sum()) == (1, 1)


def test_an_outcome_already_known_does_change_the_forecast() -> None:
    rows = some_rows()
    plain, more = (
        window_at(orders_from(many), "late", CUTOFF)
        for many in (rows, [*rows, delivery("s1", CUTOFF - 60, 30)])
    )
    for name in ("raw", "laplace", "global", "bayes", "fitted", "shipped"):
        assert METHODS[name](more).mean[1] > METHODS[name](plain).mean[1], name


def test_boosting_learns_no_outcome_that_was_unknown_at_the_cut_off() -> None:
    rows = [delivery("a", 100, 10), delivery("a", 200, 10), delivery("a", 280, 400, promised=390)]
    window = window_at(orders_from(rows), "late", 400)
    assert window.training.coming.tolist() == [1] * len(window.training.coming)
    assert window.training.bad.sum() == 0


def test_an_order_under_way_is_open_evidence_with_its_promise() -> None:
    rows = [delivery("a", 100, 10), delivery("a", CUTOFF - 5, 10)]
    order = window_at(orders_from(rows), "late", CUTOFF).evidence[0].orders[1]
    assert (order.arrival, order.late, order.age_days, order.promised_days) == (Arrival.OPEN, None, 5, 20)


def test_the_orders_of_the_next_ninety_days_are_foretold() -> None:
    rows = [delivery("a", 100, 10), *(delivery("a", CUTOFF + day, 30) for day in (0, 1, 90, 91))]
    window = window_at(orders_from(rows), "late", CUTOFF)
    assert (window.coming.tolist(), window.bad.tolist()) == ([2], [2])


def test_the_fitted_prior_finds_what_the_rates_were_drawn_from() -> None:
    draw = np.random.default_rng(5)
    known = draw.integers(5, 60, 4_000)
    failed = draw.binomial(known, draw.beta(2.0, 18.0, 4_000))
    mean, strength = fit_prior(failed * 1.0, known * 1.0)
    assert mean == pytest.approx(0.1, abs=0.005)
    assert strength == pytest.approx(20.0, rel=0.1)


def test_the_shipped_row_is_the_engines_posterior_with_the_constants_of_the_policy() -> None:
    window = window_at(orders_from([delivery("a", CUTOFF - 20, 10)]), "late", CUTOFF)
    weight = tally(window.evidence[0], POLICY).on.known[1]
    expected = POLICY.prior_mean[1] * POLICY.prior_strength[1] / (POLICY.prior_strength[1] + weight)
    found = shipped("late", POLICY)(window)
    assert found.mean.tolist() == pytest.approx([expected])
    assert found.strength.tolist() == pytest.approx([(POLICY.prior_strength[1] + weight) / POLICY.temper])


def drawn_task() -> Task:
    """Return suppliers whose rates come from one Beta: empirical Bayes is right about them."""
    draw = np.random.default_rng(9)
    orders = draw.integers(2, 200, 400)
    return task_of_totals(orders, draw.binomial(orders, draw.beta(1.5, 13.5, 400)))


def test_the_seen_and_the_foretold_orders_are_parts_of_one_sellers_orders() -> None:
    orders, late = ints(2, 10, 400), ints(0, 10, 4)
    for window in task_of_totals(orders, late).windows:
        assert (window.known + window.coming <= orders[window.suppliers]).all()
        assert (window.failed + window.bad <= late[window.suppliers]).all()
        assert (window.coming > 0).all()


def test_a_bucket_holds_the_suppliers_with_so_many_known_orders() -> None:
    task = drawn_task()
    made = [global_rate(window) for window in task.windows]
    rows = [
        float(sum(window.coming.sum() for window in task.windows if low <= window.known[0] <= high))
        for low, high in ((1, 5), (6, 20), (21, 100), (1, 10**9))
    ]
    assert [
        float(sums_of(task, made, name).orders.sum()) for name in ("1-5", "6-20", "21-100", "all")
    ] == rows


def test_the_macro_average_gives_each_task_the_same_weight() -> None:
    task = drawn_task()
    small = replace(task, windows=task.windows[:1])
    scores = [scores_of(one, {"raw": raw_rate}) for one in (task, small)]
    each = [value(made["raw"]["all"], "log_loss") for made in scores]
    assert macro(scores, "raw", "log_loss") == pytest.approx(sum(each) / 2)
    assert each[0] != pytest.approx(each[1])


def test_the_same_suppliers_are_drawn_for_both_sides_of_a_difference() -> None:
    scores = [scores_of(drawn_task(), {"raw": raw_rate, "same": raw_rate, "bayes": empirical_bayes})]
    same, worse = (estimate(scores, name, "log_loss", against="same") for name in ("raw", "bayes"))
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
    assert worse.low <= worse.value <= worse.high < 0.0


def test_the_run_fails_when_the_fitted_row_is_made_worse(capsys: pytest.CaptureFixture[str]) -> None:
    task = drawn_task()

    def status(method: Method) -> int:
        return conclude(wrong_with([scores_of(task, {"bayes": empirical_bayes, FITTED: method})]))

    assert status(empirical_bayes) == 0
    assert "holds" in capsys.readouterr().out
    assert status(raw_rate) == WORSE == 1
    assert "is more than 0.003 above bayes" in capsys.readouterr().out


def test_the_run_fails_when_the_ranges_are_too_narrow() -> None:
    def too_sure(window: Window) -> Forecast:
        right = empirical_bayes(window)
        return Forecast(right.mean, np.full(len(right.mean), 1e6))

    wrong = wrong_with([scores_of(drawn_task(), {"bayes": empirical_bayes, FITTED: too_sure})])
    assert ["coverage" in line for line in wrong] == [True]


@pytest.mark.parametrize(
    ("loss", "coverage", "number"),
    [
        (0.2529, 0.90, 0),
        (0.2531, 0.90, 1),
        (0.25, 0.869, 1),
        (0.25, 0.921, 1),
        (math.nan, math.nan, 2),
    ],
)
def test_the_margins_are_three_thousandths_and_the_range_of_coverage(
    loss: float, coverage: float, number: int
) -> None:
    assert len(failings({"a": 0.25, "b": 0.3, "mine": loss}, coverage, "mine")) == number


def test_a_choice_for_one_task_is_made_by_the_others() -> None:
    good, bad = drawn_task(), drawn_task()
    first = scores_of(good, {"x": empirical_bayes, "y": raw_rate})
    second = scores_of(bad, {"x": raw_rate, "y": empirical_bayes})
    assert [chosen([first, second], left_out) for left_out in (0, 1)] == ["y", "x"]


def test_an_order_on_its_way_fails_by_loss_or_by_the_lanes_curve() -> None:
    lane = POLICY.lane("unknown")
    due = CUTOFF + 10
    assert chance_of_failure((CUTOFF - 9, CUTOFF - 3, CUTOFF), CUTOFF, lane, 0.02) == 1.0
    assert chance_of_failure((CUTOFF - 9, CUTOFF + 3, CUTOFF), CUTOFF, lane, 0.02) == 0.0
    assert chance_of_failure((CUTOFF - 9, CUTOFF - 1, NEVER), CUTOFF, lane, 0.02) == 1.0
    assert chance_of_failure((CUTOFF, due, NEVER), CUTOFF, lane, 0.02) == pytest.approx(lane.survival(11))


@pytest.mark.parametrize("number", [0, 1, 2, 61, 600])
def test_the_spotless_record_holds_so_many_clean_orders(number: int) -> None:
    record = spotless(number)
    assert sum(order.count for order in record.orders if order.is_clean) == number
    assert sum(order.count for order in record.orders) == number


def test_each_task_is_asked_at_its_cut_offs() -> None:
    task = task_of("k", "t", "late", orders_from(some_rows()), [800, 900, CUTOFF])
    assert [len(window.suppliers) for window in task.windows] == [6, 6, 6]


def test_without_real_files_it_says_what_to_do_and_does_not_pretend(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "tests.backtest"],
        cwd=ROOT,
        env={**os.environ, "SHARED_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, made.stdout) == (CANNOT_RUN, "")
    assert "SHARED_DATA" in made.stderr
