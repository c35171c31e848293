"""Bring the data up to date before the product starts: tables, static files, the sample store."""

import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from config.launch.place import CannotStart
from config.launch.stopping import Stop

# No letter or digit that reads like another.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_GROUPS, PASSWORD_GROUP_LENGTH = 3, 5


def manage(root: Path, arguments: list[str], environment: Mapping[str, str], stop: Stop) -> None:
    """Run a Django command to its end, silent unless it fails. Raises CannotStart, or Stopped on Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said = _told(process, stop)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if process.returncode != 0:
        print(said, file=sys.stderr, end="")
        raise CannotStart(
            f"`manage.py {arguments[0]}` failed with exit code {process.returncode}; what it said is above"
        )


def collect_static(root: Path, var: Path, environment: Mapping[str, str], stop: Stop) -> None:
    """Gather the static files, unless they are the ones gathered last time."""
    stamp = var / "run" / "static.stamp"
    wanted = _fingerprint(root)
    if (var / "static").is_dir() and stamp.exists() and stamp.read_text() == wanted:
        return
    manage(root, ["collectstatic", "--no-input", "--clear", "--verbosity=0"], environment, stop)
    stamp.write_text(wanted)


def demo_password(var: Path, given: str) -> str:
    """Return the sample owner's password: the one given, else the one kept, else a new one; and keep it."""
    path = var / "demo-password"
    kept = path.read_text().strip() if path.exists() else ""
    password = given or kept or _random_password()
    if password != kept:
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(password + "\n")
    return password


def write_private(path: Path, variables: Mapping[str, str]) -> None:
    """Write variables as NAME=value lines that only this account may read."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text("".join(f"{name}={value}\n" for name, value in variables.items()))
    fresh.rename(path)


def _told(process: subprocess.Popen[str], stop: Stop) -> str:
    """Return all that a process says until it ends."""
    while True:
        try:
            return process.communicate(timeout=0.05)[0]
        except subprocess.TimeoutExpired:
            stop.check()


def _random_password() -> str:
    groups = (
        "".join(secrets.choice(READABLE) for _ in range(PASSWORD_GROUP_LENGTH))
        for _ in range(PASSWORD_GROUPS)
    )
    return "-".join(groups)


def _fingerprint(root: Path) -> str:
    """Return a digest that changes when a static file, a package or the settings change."""
    digest = hashlib.sha256()
    settings = sorted((root / "config").glob("*.py"))
    for path in (root / "requirements.txt", root / "package-lock.json", *settings):
        digest.update(path.read_bytes())
    for path in sorted((root / "static").rglob("*")):
        status = path.stat()
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}".encode(errors="surrogateescape"))
    digest.update(os.fsencode(root))
    return digest.hexdigest()
