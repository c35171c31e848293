"""Run the backtest on the real files: print the tables, write var/backtest.json, fail when it got worse."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assessments.policy import current_policy
from tests.backtest.folder import ROOT, NoRealFiles, data_folder
from tests.backtest.in_transit import sights
from tests.backtest.judgement import failings
from tests.backtest.methods import FITTED, OTHERS, SHIPPED, methods_for
from tests.backtest.results import Scores, macro, scores_of
from tests.backtest.rule_of_thumb import thumbs
from tests.backtest.tables import (
    figures,
    interval_table,
    macro_table,
    task_table,
    thumb_table,
    transit_table,
)
from tests.backtest.tasks import real_tasks

OUTPUT = ROOT / "var" / "backtest.json"
WORSE, CANNOT_RUN = 1, 2
NAMES = (*OTHERS, FITTED, SHIPPED)


def main() -> int:
    """Run everything; return 0 when the method holds, 1 when it got worse, 2 when there are no real files."""
    try:
        folder = data_folder()
    except NoRealFiles as missing:
        print(f"The backtest needs real files and was not run: {missing}", file=sys.stderr)
        return CANNOT_RUN
    policy = current_policy()
    tasks = real_tasks(folder)
    scores = [scores_of(task, methods_for(task.channel, policy)) for task in tasks]
    under_way, rule = sights(folder, policy), thumbs(policy)
    for part in (
        macro_table(scores, NAMES),
        interval_table(scores, NAMES, FITTED),
        task_table(tasks, scores, NAMES, "log_loss"),
        task_table(tasks, scores, NAMES, "coverage"),
        task_table(tasks, scores, NAMES, "gain"),
        transit_table(under_way),
        thumb_table(rule),
    ):
        print(part, end="\n\n")
    wrong = wrong_with(scores)
    _write(
        {
            "policy_version": policy.version,
            "methods": figures(tasks, scores, NAMES),
            "in_transit": [asdict(sight) for sight in under_way],
            "rule_of_thumb": [asdict(thumb) for thumb in rule],
            "failings": wrong,
        }
    )
    return conclude(wrong)


def wrong_with(scores: Sequence[Scores]) -> list[str]:
    """Return what is wrong with the fitted row, judged by the other methods of the same run."""
    losses = {name: macro(scores, name, "log_loss") for name in scores[0] if name != SHIPPED}
    return failings(losses, macro(scores, FITTED, "coverage"), FITTED)


def conclude(wrong: list[str]) -> int:
    """Say whether the method holds; return the exit status."""
    print("\n".join(wrong) if wrong else f"{FITTED}: holds. Figures are in {OUTPUT.relative_to(ROOT)}.")
    return WORSE if wrong else 0


def _write(found: dict[str, Any]) -> None:
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(found, indent=1, allow_nan=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
