"""The account that PostgreSQL runs under: ours, or an existing unprivileged one where we are root."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.launch.place import CannotStart

ROOT = 0
# The first is made by the packages of PostgreSQL, the second is on every system; no account is ever created.
UNPRIVILEGED = ("postgres", "nobody")
# What a server needs of our environment; our HOME and TMPDIR may be closed to it.
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL")


@dataclass(frozen=True)
class Account:
    """Who a process runs as; `is_other` where that is not who we are."""

    name: str
    uid: int
    gid: int
    is_other: bool

    def start(
        self,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str] | None = None,
        **options: object,
    ) -> subprocess.Popen[str]:
        """Start a command as this account, from the root folder (ours may be closed to it).

        Raises CannotStart where we may not become the account.
        """
        if self.is_other:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": ()}
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        try:
            return subprocess.Popen(  # type: ignore[call-overload,no-any-return]  # the options are a dict of many types
                [os.fspath(part) for part in command],
                **{
                    "cwd": "/",
                    "env": {**kept, **(environment or {})},
                    "stdin": subprocess.DEVNULL,
                    "text": True,
                    **options,
                },
            )
        except subprocess.SubprocessError as error:
            raise CannotStart(
                f"Nothing can be run as “{self.name}” ({error}); run Leeway as a plain user instead"
            ) from error

    def can_run(self, program: Path) -> bool:
        """Return whether the account reaches a program and the program starts."""
        return self._succeeds([program, "--version"])

    def can_enter(self, folder: Path) -> bool:
        """Return whether the account reaches a folder."""
        return self._succeeds(["/bin/sh", "-c", 'cd "$1"', "sh", folder])

    def give(self, path: Path) -> None:
        """Make a file or folder the account's own."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def _succeeds(self, command: Sequence[str | Path]) -> bool:
        try:
            process = self.start(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError:
            return False
        return process.wait() == 0


def account_for(home: Path) -> Account:
    """Return who PostgreSQL runs as: ourselves; for root the owner of its folder or an unprivileged account.

    Raises CannotStart where the folder belongs to somebody else, or root finds no such account.
    """
    us = os.getuid()
    owner = home.stat().st_uid if home.exists() else None
    if us != ROOT:
        if owner not in (None, us):
            raise CannotStart(
                f"{home} belongs to another account ({_name(owner)}); start Leeway as that one, "
                "or remove the folder to begin with an empty database"
            )
        return Account(_name(us), us, os.getgid(), is_other=False)
    entry = _entry(owner) if owner else next(filter(None, map(_named, UNPRIVILEGED)), None)
    if entry is None:
        raise CannotStart(
            "PostgreSQL does not run as root and there is no account for it (“nobody”); "
            "run Leeway as a plain user"
        )
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, is_other=True)


def _named(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _entry(uid: int) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        return None


def _name(uid: int | None) -> str:
    entry = _entry(uid) if uid is not None else None
    return entry.pw_name if entry else str(uid)
