"""Delete each guard of the engine in a copy and watch its test fail: `make drill`.

`python -m tests.drills.guards [word ...]` tries only the guards whose name has one of the words.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.drills import blocker_guards, evidence_guards, gate_guards, money_guards
from tests.drills.guard import Guard

ROOT = Path(__file__).resolve().parents[2]
ENGINE = Path("assessments/engine")
TESTS = Path("tests/assessments/engine")
BESIDE = (
    *("assessments/__init__.py", "assessments/policy.py", "assessments/policy.toml"),
    *("tests/__init__.py", "tests/drills/no_shrinking.py"),
)
"""What the engine's tests need beside the engine and themselves."""

GUARDS: tuple[Guard, ...] = (
    *evidence_guards.GUARDS,
    *money_guards.GUARDS,
    *gate_guards.GUARDS,
    *blocker_guards.GUARDS,
)

EXAMPLES = "120"
"""Fewer than in the test suite, with a fixed seed: a guard that needs more is hardly guarded."""

PASSED, FAILED = 0, 1
"""What pytest returns; anything else means that nothing was tried."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one guard deleted; `caught` says whether a test failed for it."""

    name: str
    caught: bool
    says: str


def copy_to(folder: Path) -> Path:
    """Make a copy of the engine, its policy and its tests in a folder, and return the folder."""
    for tree in (ENGINE, TESTS):
        shutil.copytree(ROOT / tree, folder / tree, ignore=shutil.ignore_patterns("__pycache__"))
    for part in BESIDE:
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / part, folder / part)
    return folder


def run_tests(folder: Path, tests: Iterable[str]) -> tuple[int, str]:
    """Return what pytest returns on these tests in a copy, and what it says last."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "--tb=line", "--noconftest"),
            *("-c", os.devnull, "--rootdir", str(folder), "--import-mode=importlib"),
            *("-p", "no:cacheprovider", "-p", "no:django", "--hypothesis-seed=20260801"),
            *("-p", "tests.drills.no_shrinking", "--hypothesis-profile=drill"),
            *(str(folder / TESTS / test) for test in tests),
        ],
        cwd=folder,
        env={
            **os.environ,
            "PROPERTY_EXAMPLES": EXAMPLES,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(folder),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.strip().splitlines() or done.stderr.strip().splitlines() or [""]
    return done.returncode, lines[-1]


def try_without(guard: Guard) -> Outcome:
    """Return whether a test fails once the guard is gone from a copy."""
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = copy_to(Path(name))
        source = folder / ENGINE / guard.file
        text = source.read_text(encoding="utf-8")
        if text.count(guard.old) != 1:
            return Outcome(guard.name, False, f"the text is {text.count(guard.old)} times in {guard.file}")
        source.write_text(text.replace(guard.old, guard.new), encoding="utf-8")
        code, last = run_tests(folder, guard.tests)
    if code == FAILED:
        return Outcome(guard.name, True, last)
    return Outcome(guard.name, False, "survived" if code == PASSED else f"pytest returned {code}: {last}")


def all_pass_untouched(guards: Sequence[Guard]) -> bool:
    """Return whether the tests pass on a copy with every guard in its place, or they would prove nothing."""
    tests = sorted({test for guard in guards for test in guard.tests})
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        code, last = run_tests(copy_to(Path(name)), tests)
    print(f"{'pass' if code == PASSED else 'FAIL':8} with every guard in its place: {last}", flush=True)
    return code == PASSED


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
