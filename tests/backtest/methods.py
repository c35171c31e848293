"""The methods that are compared, by name."""

from collections.abc import Mapping

from assessments.engine.policy import Policy
from tests.backtest.boosting import gradient_boosting
from tests.backtest.forecasts import Method, empirical_bayes, global_rate, laplace, raw_rate
from tests.backtest.this_method import fitted, shipped

FITTED, SHIPPED = "this method, priors fitted", "this method, shipped constants"

OTHERS: Mapping[str, Method] = {
    "raw rate": raw_rate,
    "Laplace": laplace,
    "global rate": global_rate,
    "empirical Bayes": empirical_bayes,
    "gradient boosting": gradient_boosting,
}


def methods_for(channel: str, policy: Policy) -> Mapping[str, Method]:
    """Return every method that is compared on a channel."""
    return {**OTHERS, FITTED: fitted(channel, policy), SHIPPED: shipped(channel, policy)}
