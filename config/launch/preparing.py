"""Bring the data up to date before the product starts: tables, static files, the sample store."""

import secrets
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from config.launch import fingerprints
from config.launch.leash import leash
from config.launch.place import CannotStart
from config.launch.stopping import Stop

# No letter or digit that reads like another.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_GROUPS, PASSWORD_GROUP_LENGTH = 3, 5
# What each step of set_up is called where a person waits for it.
SAID = {"collectstatic": "static files", "migrate": "tables", "sample": "the sample store"}


def bring_up_to_date(root: Path, var: Path, environment: Mapping[str, str], stop: Stop) -> None:
    """Set up tables, static files and the sample store, where they are not as the last start left them.

    Raises CannotStart, or Stopped on Ctrl-C.
    """
    static, data = var / "run" / "static.stamp", var / "run" / "data.stamp"
    static_now = fingerprints.of_static_files(root)
    steps = []
    if not (var / "static").is_dir() or _kept(static) != static_now:
        static.unlink(missing_ok=True)
        steps.append("collectstatic")
    if _kept(data) is None or _kept(data) != _of_data(root, environment):
        data.unlink(missing_ok=True)
        steps += ["migrate", "sample"]
    if not steps:
        return
    print(f"Setting up {', '.join(SAID[step] for step in steps)} …", flush=True)
    _set_up(steps, root, environment, stop)
    static.write_text(static_now)
    data.write_text(_of_data(root, environment) or "")


def _kept(stamp: Path) -> str | None:
    return stamp.read_text() if stamp.exists() else None


def _of_data(root: Path, environment: Mapping[str, str]) -> str | None:
    return fingerprints.of_data(root, environment["DATABASE_URL"], environment["DEMO_PASSWORD"])


def _set_up(steps: list[str], root: Path, environment: Mapping[str, str], stop: Stop) -> None:
    """Run the steps to their end, silent unless one fails. Raises CannotStart, or Stopped on Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "-m", "config.launch.set_up", *steps],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=leash(signal.SIGTERM),
    )
    try:
        said = _told(process, stop)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if process.returncode != 0:
        print(said, file=sys.stderr, end="")
        raise CannotStart(f"The set-up failed with exit code {process.returncode}; what it said is above")


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
