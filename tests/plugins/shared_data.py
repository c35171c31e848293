"""The folder of real files that a test may use, and a line that says how many tests went without it."""

import os
from pathlib import Path

import pytest

from tests.plugins.servers import ROOT

MISSING = "the folder of real files is absent (SHARED_DATA names it)"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files; the test is skipped, with this reason, where there is none."""
    folder = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"{MISSING}: {folder}")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were skipped because there are no real files."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(MISSING in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(f"Skipped tests: {count}, because {MISSING}", yellow=True)
