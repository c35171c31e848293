"""Delete each guard of the engine, of orders and of suppliers in a copy and watch its test fail: `make drill`.

`python -m tests.drills.guards [word ...]` tries only the guards whose name has one of the words.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.drills import (
    blocker_guards,
    evidence_guards,
    gate_guards,
    money_guards,
    order_guards,
    supplier_guards,
)
from tests.drills.guard import Guard

GUARDS: tuple[Guard, ...] = (
    *evidence_guards.GUARDS,
    *money_guards.GUARDS,
    *gate_guards.GUARDS,
    *blocker_guards.GUARDS,
    *order_guards.GUARDS,
    *supplier_guards.GUARDS,
)

PASSED, FAILED = 0, 1
"""What pytest returns; anything else means that nothing was tried."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one guard deleted; `caught` says whether a test failed for it."""

    name: str
    caught: bool
    says: str


def try_without(guard: Guard) -> Outcome:
    """Return whether a test fails once the guard is gone from a copy."""
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = guard.ground.copy_to(Path(name))
        source = folder / guard.ground.source / guard.file
        text = source.read_text(encoding="utf-8")
        if text.count(guard.old) != 1:
            return Outcome(guard.name, False, f"the text is {text.count(guard.old)} times in {guard.file}")
        source.write_text(text.replace(guard.old, guard.new), encoding="utf-8")
        code, last = guard.ground.run_tests(folder, guard.tests)
    if code == FAILED:
        return Outcome(guard.name, True, last)
    return Outcome(guard.name, False, "survived" if code == PASSED else f"pytest returned {code}: {last}")


def all_pass_untouched(guards: Sequence[Guard]) -> bool:
    """Return whether the tests pass on copies with every guard in its place, or they would prove nothing."""
    passed = True
    for ground in dict.fromkeys(guard.ground for guard in guards):
        tests = sorted({test for guard in guards if guard.ground is ground for test in guard.tests})
        with tempfile.TemporaryDirectory(prefix="drill-") as name:
            code, last = ground.run_tests(ground.copy_to(Path(name)), tests)
        print(f"{'pass' if code == PASSED else 'FAIL':8} with every guard in its place: {last}", flush=True)
        passed = passed and code == PASSED
    return passed


def chosen(words: Sequence[str]) -> list[Guard]:
    """Return the guards whose name has one of the words; all without words."""
    return [guard for guard in GUARDS if not words or any(word in guard.name for word in words)]


def main(words: Sequence[str]) -> int:
    """Print a line for each guard and return 1 where one can be deleted unseen."""
    guards = chosen(words)
    sound, missed = all_pass_untouched(guards), 0
    for guard in guards:
        found = try_without(guard)
        missed += not found.caught
        print(f"{'caught' if found.caught else 'MISSED':8} {found.name}: {found.says}", flush=True)
    print(f"{len(guards) - missed} of {len(guards)} guards cannot go unseen")
    return int(not sound or missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
