"""A test session that was killed leaves a folder behind; the next one removes it, and no other."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.plugins import leftovers
from tests.plugins.servers import ROOT, VAR

SESSION = """
import sys, tempfile
from pathlib import Path
tempfile.tempdir = sys.argv[1]
from tests.plugins import leftovers
from config.launch import place
var = leftovers.new_folder()
print(var, place.sockets_folder(var / "run" / "sockets"), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder in which no other session has anything."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_of_a_session_is_kept_while_it_lives_and_removed_when_it_was_killed(
    temporary: Path,
) -> None:
    command = [sys.executable, "-c", SESSION, str(temporary)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as session:
        assert session.stdout is not None
        var, sockets = map(Path, session.stdout.readline().split())
        elsewhere = temporary / "database"
        elsewhere.mkdir()
        (var / "postgres-18").symlink_to(elsewhere)

        leftovers.remove_abandoned()
        assert var.exists()
        assert sockets.exists()
        session.kill()
        session.wait()
    leftovers.remove_abandoned()
    assert [path for path in (var, sockets, elsewhere) if path.exists()] == []


def test_a_folder_without_a_lock_is_left_alone(temporary: Path) -> None:
    (temporary / f"{leftovers.PREFIX}being-made").mkdir()
    (temporary / "leeway-0-sockets").mkdir(mode=0o700)
    leftovers.remove_abandoned()
    assert {path.name for path in temporary.iterdir()} == {
        f"{leftovers.PREFIX}being-made",
        "leeway-0-sockets",
    }


def test_a_running_session_holds_its_own_folder() -> None:
    leftovers.remove_abandoned()
    assert VAR.is_dir()
