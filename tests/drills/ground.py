"""What is copied for a drill, and how the tests are run on the copy: the engine alone, or the whole product."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = "120"
"""Fewer than in the test suite, with a fixed seed: a guard that needs more is hardly guarded."""

_ALWAYS = (
    *("-q", "-x", "--no-header", "--tb=line", "-p", "no:cacheprovider", "--hypothesis-seed=20260801"),
    *("-p", "tests.drills.no_shrinking", "--hypothesis-profile=drill"),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Folders and files that are copied, where guards and tests stand in them, and what pytest is told."""

    source: Path
    tests: Path
    copied: tuple[str, ...]
    linked: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    def copy_to(self, folder: Path) -> Path:
        """Make a copy in a folder, and return the folder."""
        for part in self.copied:
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / part, folder / part)
        for part in self.linked:
            (folder / part).symlink_to(ROOT / part)
        return folder

    def run_tests(self, folder: Path, tests: Iterable[str]) -> tuple[int, str]:
        """Return what pytest returns on these tests in a copy, and what it says last."""
        named = (str(folder / self.tests / test) for test in tests)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *_ALWAYS, *self.options, "--rootdir", str(folder), *named],
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


ENGINE = Ground(
    source=Path("assessments/engine"),
    tests=Path("tests/assessments/engine"),
    copied=(
        *("assessments/engine", "tests/assessments/engine"),
        *("assessments/__init__.py", "assessments/policy.py", "assessments/policy.toml"),
        *("tests/__init__.py", "tests/drills/no_shrinking.py"),
    ),
    options=("--noconftest", "-c", os.devnull, "--import-mode=importlib", "-p", "no:django"),
)
"""The engine, its policy and its tests: they need neither Django nor a server."""

PRODUCT = Ground(
    source=Path(),
    tests=Path("tests"),
    copied=(
        *("config", "stores", "suppliers", "orders", "assessments", "templates", "static", "tests", "docs"),
        *("manage.py", "pyproject.toml"),
    ),
    linked=("node_modules",),
)
"""Everything, with a database of its own where a test asks for one."""
