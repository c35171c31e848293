"""Where the launcher keeps things: the data folder, its lock, the folder of sockets, and the port."""

import contextlib
import errno
import fcntl
import os
import shutil
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

# A unix socket's address holds 108 bytes, the last of them zero (unix(7)).
LONGEST_SOCKET_PATH = 107
# The longest name that a server puts into the folder; PostgreSQL adds a lock file beside its socket.
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"
SHORT_PARENT = Path("/tmp")  # noqa: S108 - the folder in it has a random name and is 0700
HOST = "127.0.0.1"


class CannotStart(Exception):
    """Say in one line why something cannot start and what to do about it."""


def prepared(var: Path) -> Path:
    """Return the data folder with the folders that everything else expects in it.

    Raises CannotStart where it cannot be written.
    """
    try:
        for name in ("", "run", "log", "tmp"):
            (var / name).mkdir(parents=True, exist_ok=True)
        # Files that people upload hold what their customers bought.
        (var / "uploads").mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=var / "run"):
            pass
    except OSError as error:
        raise CannotStart(
            f"The data folder {var} cannot be written ({os.strerror(error.errno or 0)}); "
            "make it writable, or name another one: LEEWAY_VAR=/a/folder make run"
        ) from error
    return var


@contextlib.contextmanager
def sole_launcher(var: Path) -> Iterator[None]:
    """Hold the data folder's lock while the block runs, so that no two launchers share one database.

    Raises CannotStart where another launcher holds it.
    """
    with (var / "run" / "launcher.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(
                f"Leeway is already running on {var} (process {lock.read().strip() or 'unknown'}); "
                "use that one, end it with Ctrl-C, or name another data folder: LEEWAY_VAR=/a/folder make run"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def free_port(text: str) -> int:
    """Return the port that a text names. Raises CannotStart where it is none or somebody listens on it."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise CannotStart(f"PORT reads “{text}”; write a number from 1 to 65535: make run PORT=8001")
    port = int(text)
    with socket.socket() as probe:
        # As the web server does: a port whose last connections are still closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            reason = "is in use" if taken else f"cannot be opened ({os.strerror(error.errno or 0)})"
            raise CannotStart(
                f"Port {port} on {HOST} {reason}; choose another one: make run PORT={_other(port)}"
            ) from error
    return port


def sockets_folder(note: Path) -> Path:
    """Return a new folder with a short path that only this account may enter, and note its path.

    A folder that the note still names was left by a launcher that was killed: it is removed first.
    Raises CannotStart where no temporary folder has a path short enough for a socket.
    """
    if note.exists():
        remove_sockets(Path(note.read_text()), note)
    parent = SHORT_PARENT if os.access(SHORT_PARENT, os.W_OK) else Path(tempfile.gettempdir())
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"leeway-{os.getuid()}-", dir=parent))
    except OSError as error:
        raise CannotStart(
            f"No folder for sockets can be made in {parent} ({os.strerror(error.errno or 0)}); "
            "name a writable one: TMPDIR=/a/folder make run"
        ) from error
    if len(os.fsencode(folder / LONGEST_SOCKET_NAME)) > LONGEST_SOCKET_PATH:
        folder.rmdir()
        raise CannotStart(
            f"The path of {parent} is too long for a socket; name a shorter one: TMPDIR=/a/folder make run"
        )
    note.write_text(str(folder))
    return folder


def remove_sockets(folder: Path, note: Path) -> None:
    """Remove a folder of sockets and the note of it; leave what is not such a folder alone."""
    if folder.name.startswith("leeway-") and folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) == 0o700:
        shutil.rmtree(folder, ignore_errors=True)
    note.unlink(missing_ok=True)


def _other(port: int) -> int:
    """Return a port to try instead."""
    return port + 1 if 1024 <= port < 65_535 else 8001
