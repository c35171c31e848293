"""When the backtest fails: the method has become worse than another, or its ranges no longer hold."""

from collections.abc import Mapping

MARGIN = 0.003
"""How much worse than the best other method the macro log-loss may be (nats): noise of one run."""

COVERAGE = (0.87, 0.92)
"""Where the coverage of the 90 % range must lie."""


def failings(log_loss: Mapping[str, float], coverage: float, method: str) -> list[str]:
    """Return what is wrong with the method's macro figures over all n; nothing when all is well.

    `log_loss` holds the method and every other method of the same run.
    """
    others = {name: loss for name, loss in log_loss.items() if name != method}
    best = min(others, key=lambda name: others[name])
    found = []
    # Written so that a figure that could not be computed fails too.
    if not log_loss[method] <= others[best] + MARGIN:
        found.append(
            f"{method}: log-loss {log_loss[method]:.4f} is more than {MARGIN} above {best}, {others[best]:.4f}"
        )
    if not COVERAGE[0] <= coverage <= COVERAGE[1]:
        found.append(f"{method}: coverage {coverage:.3f} is outside {COVERAGE[0]} to {COVERAGE[1]}")
    return found
