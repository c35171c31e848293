"""The sequential test of a pilot: its boundaries are derived, and its errors computed exactly."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine.pilot_plan import go_rows, stop_rows
from assessments.engine.sequential import SequentialTest, characteristics, sequential_test
from tests.assessments.engine.world import POLICY, PROPERTY

TEST = sequential_test(POLICY.pilot)
ALLOWED = int(POLICY.pilot.failures_allowed)


def test_it_goes_after_12_orders_without_a_failure_23_with_one_and_34_with_two() -> None:
    assert [TEST.go_after(failures) for failures in range(3)] == [12, 23, 34]
    assert go_rows(TEST, ALLOWED) == [
        {"failures": 0, "orders": 12},
        {"failures": 1, "orders": 23},
        {"failures": 2, "orders": 34},
    ]


def test_it_stops_at_two_failures_within_6_orders_three_within_17_and_four_within_28() -> None:
    assert [TEST.stop_within(failures) for failures in range(5)] == [None, None, 6, 17, 28]
    assert stop_rows(TEST, ALLOWED) == [
        {"failures": 2, "orders": 6},
        # Two failures are allowed: the third ends every pilot, and nobody comes to a fourth.
        {"failures": 3, "orders": 17},
    ]


def test_without_a_limit_it_goes_wrongly_in_9_5_percent_and_stops_wrongly_in_2_7_percent() -> None:
    bad, good = characteristics(TEST, 0.20), characteristics(TEST, 0.03)
    assert bad.go == pytest.approx(0.09523, abs=5e-6)
    assert good.stop == pytest.approx(0.02693, abs=5e-6)
    assert bad.undecided == pytest.approx(0) and good.undecided == pytest.approx(0)
    assert [bad.orders, good.orders] == pytest.approx([13.538, 16.690], abs=5e-4)
    # Wald's bounds on the two errors hold with room to spare.
    assert bad.go <= 0.10 / 0.95 and good.stop <= 0.05 / 0.90


def test_with_two_failures_allowed_a_bad_supplier_goes_less_often_and_a_good_one_stays_undecided_at_times() -> (
    None
):
    bad, good = characteristics(TEST, 0.20, ALLOWED), characteristics(TEST, 0.03, ALLOWED)
    assert bad.go == pytest.approx(0.09223, abs=5e-6)
    assert [good.go, good.stop, good.undecided] == pytest.approx([0.94018, 0.02176, 0.03805], abs=5e-6)
    assert [bad.orders, good.orders] == pytest.approx([12.040, 15.849], abs=5e-4)


def test_its_chances_are_those_of_writing_down_every_sequence() -> None:
    test = SequentialTest(0.1, 0.6, 0.1, 0.2)
    limit, rate = test.go_after(1), Fraction(3, 10)
    ends = {"go": Fraction(0), "stop": Fraction(0), "undecided": Fraction(0)}
    for sequence in product((0, 1), repeat=limit):
        end = "undecided"
        for number in range(1, limit + 1):
            ratio = test.ratio(sum(sequence[:number]), number - sum(sequence[:number]))
            if ratio >= test.stops_at or ratio <= test.goes_at or sum(sequence[:number]) > 1:
                end = "stop" if ratio >= test.stops_at else "go" if ratio <= test.goes_at else "undecided"
                break
        failed = sum(sequence)
        ends[end] += rate**failed * (1 - rate) ** (limit - failed)
    found = characteristics(test, 0.3, 1)
    assert [found.go, found.stop, found.undecided] == pytest.approx(
        [float(chance) for chance in ends.values()]
    )


@PROPERTY
@given(st.floats(0.0, 1.0), st.integers(0, 3))
def test_a_pilot_always_ends_one_way_and_within_its_orders(rate: float, allowed: int) -> None:
    found = characteristics(TEST, rate, allowed)
    assert found.go + found.stop + found.undecided == pytest.approx(1)
    assert 0 < found.orders <= TEST.go_after(allowed)


@PROPERTY
@given(st.floats(0.005, 0.1), st.floats(0.12, 0.5), st.floats(0.01, 0.2), st.floats(0.01, 0.2))
def test_boundaries_are_tight_at_any_rates(good: float, bad: float, stop: float, go: float) -> None:
    test = SequentialTest(good, bad, stop, go)
    for failures in range(4):
        orders, within = test.go_after(failures), test.stop_within(failures)
        assert test.ratio(failures, orders - failures) <= test.goes_at
        assert test.ratio(failures, orders - failures - 1) > test.goes_at
        if within is None:
            assert test.ratio(failures, 0) < test.stops_at
        else:
            assert test.ratio(failures, within - failures) >= test.stops_at
            assert test.ratio(failures, within - failures + 1) < test.stops_at


@pytest.mark.parametrize(
    ("rates", "field"),
    [
        ((0.2, 0.2, 0.05, 0.1), "pilot.rate_good"),
        ((0.0, 0.2, 0.05, 0.1), "pilot.rate_good"),
        ((0.03, 1.0, 0.05, 0.1), "pilot.rate_good"),
        ((0.03, 0.2, 0.0, 0.1), "pilot.wrong_go"),
        ((0.03, 0.2, 0.5, 0.5), "pilot.wrong_go"),
    ],
)
def test_a_test_that_tells_nothing_apart_is_refused(
    rates: tuple[float, float, float, float], field: str
) -> None:
    with pytest.raises(ValueError, match=field):
        SequentialTest(*rates)
