"""The scores of the backtest, against numbers worked out by hand."""

import math

import numpy as np
import pytest

from tests.backtest.forecasts import Forecast
from tests.backtest.orders import Ints
from tests.backtest.scores import distribution_function, log_loss, share_covered


def ints(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


def certain(*means: float) -> Forecast:
    return Forecast(np.array(means), np.full(len(means), 1e6))


def test_the_log_loss_is_that_of_each_order_and_a_surprise_is_bounded() -> None:
    found = log_loss(np.array([0.2, 0.0]), ints(3, 1), ints(1, 1))
    assert found.tolist() == pytest.approx([-math.log(0.2) - 2 * math.log(0.8), -math.log(0.001)])


def test_the_distribution_of_a_sure_forecast_is_binomial() -> None:
    sure = certain(0.5, 0.5, 0.5, 0.5)
    found = distribution_function(sure, ints(2, 2, 2, 2), ints(-1, 0, 1, 2))
    assert found.tolist() == pytest.approx([0.0, 0.25, 0.75, 1.0], abs=1e-5)


def test_a_count_in_the_tail_is_covered_as_far_as_it_reaches_the_middle() -> None:
    found = share_covered(certain(0.5, 0.5, 0.5), ints(2, 2, 2), ints(0, 1, 2))
    assert found.tolist() == pytest.approx([0.8, 1.0, 0.8], abs=1e-4)


@pytest.mark.parametrize(("mean", "strength"), [(0.08, 3.0), (0.3, 20.0), (0.01, 1e5)])
def test_a_forecast_that_is_right_covers_nine_in_ten(mean: float, strength: float) -> None:
    number = 12
    counts = np.arange(number + 1, dtype=np.int64)
    forecast = Forecast(np.full(number + 1, mean), np.full(number + 1, strength))
    many = np.full(number + 1, number, dtype=np.int64)
    chance = np.diff(distribution_function(forecast, many, counts), prepend=0.0)
    assert float(chance @ share_covered(forecast, many, counts)) == pytest.approx(0.90, abs=1e-9)
