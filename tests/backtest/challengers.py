"""Try to beat the method: score each variant, and the one that the other tasks would have chosen.

Run as `python -m tests.backtest.challengers`; it decides nothing and fails never.
"""

from collections.abc import Mapping, Sequence

from assessments.policy import current_policy
from tests.backtest.folder import data_folder
from tests.backtest.results import Scores, estimate, macro, value
from tests.backtest.scores import BUCKETS, Sums, sums_of
from tests.backtest.tables import table
from tests.backtest.tasks import real_tasks
from tests.backtest.variants import AS_SPECIFIED, VARIANTS, Variant
from tests.backtest.variants import Sums as Known
from tests.backtest.windows import Task

CHOSEN = "chosen on the other tasks"


def main() -> None:
    """Print how every variant compares with the method as specified."""
    policy = current_policy()
    scores = [scored(task, VARIANTS, Known(task.channel, policy)) for task in real_tasks(data_folder())]
    picks = [chosen(scores, at) for at in range(len(scores))]
    scores = [{**made, CHOSEN: made[pick]} for made, pick in zip(scores, picks, strict=True)]
    print(comparison(scores), end="\n\n")
    print("Chosen for each task by the other four:", "; ".join(picks))


def scored(task: Task, variants: Mapping[str, Variant], known: Known) -> Scores:
    """Return the scores of each variant on a task."""
    made: dict[str, dict[str, Sums]] = {}
    for name, variant in variants.items():
        forecasts = [variant(window, known) for window in task.windows]
        made[name] = {bucket: sums_of(task, forecasts, bucket) for bucket in BUCKETS}
    return made


def chosen(scores: Sequence[Scores], left_out: int) -> str:
    """Return the variant with the least macro log-loss on all tasks but one."""
    others = [made for at, made in enumerate(scores) if at != left_out]
    return min(scores[0], key=lambda name: macro(others, name, "log_loss"))


def comparison(scores: Sequence[Scores]) -> str:
    """Return the table of all variants, with the paired interval of the difference from the method."""
    lines = []
    for name in scores[0]:
        gap = estimate(scores, name, "log_loss", AS_SPECIFIED)
        lines.append(
            [
                name,
                *(f"{macro(scores, name, 'log_loss', bucket):.4f}" for bucket in BUCKETS),
                f"{gap.value:+.4f} ({gap.low:+.4f} to {gap.high:+.4f})",
                f"{macro(scores, name, 'coverage'):.3f}",
                f"{macro(scores, name, 'gain'):.2f}",
                " ".join(
                    f"{value(made[name]['all'], 'log_loss') - value(made[AS_SPECIFIED]['all'], 'log_loss'):+.4f}"
                    for made in scores
                ),
            ]
        )
    head = [
        "variant",
        *BUCKETS,
        "difference, all n (95 %)",
        "coverage",
        "money per 100",
        "difference by task",
    ]
    return table(head, lines)


if __name__ == "__main__":
    main()
