"""Data folders of test sessions: held by a lock while the session lives, removed by a later one when it was killed."""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

from config.launch import place

PREFIX = "leeway-tests-"
LOCK = "session.lock"
# Open as long as this process lives: the system gives a lock back when its holder is gone, however it went.
_held: list[int] = []


def new_folder() -> Path:
    """Return a data folder for this session; PostgreSQL's account may pass through it."""
    var = Path(tempfile.mkdtemp(prefix=PREFIX))
    var.chmod(0o711)
    (var / "static").mkdir()
    # Locked before it has its name: nobody sees it without.
    fresh = var / f"{LOCK}.new"
    _held.append(_locked(fresh))
    fresh.rename(var / LOCK)
    return place.prepared(var)


def remove_abandoned() -> None:
    """Remove the folders of this account's sessions that are gone."""
    for var in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if not (var / LOCK).is_file() or var.is_symlink() or var.stat().st_uid != os.getuid():
                continue
            lock = _locked(var / LOCK)
        except OSError:
            continue  # A session that lives holds the lock, or somebody else was first to remove it.
        remove(var)
        os.close(lock)


def remove(var: Path) -> None:
    """Remove a session's folder with the sockets and the database that it led to."""
    note = var / "run" / "sockets"
    if note.exists():
        place.remove_sockets(Path(note.read_text()), note)
    for home in var.glob("postgres-*"):
        shutil.rmtree(home.resolve(), ignore_errors=True)
    shutil.rmtree(var, ignore_errors=True)


def _locked(path: Path) -> int:
    """Return the open file, locked. Raises OSError where somebody else holds it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise
    return file
