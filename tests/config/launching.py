"""Start the launcher as a person does, in a data folder of the test's own, and see what it leaves behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from config.launch.leash import leash
from config.launch.place import remove_sockets
from tests.plugins.servers import ROOT

STARTS_WITHIN_SECONDS = 180.0
RUNNING = "Ctrl-C ends it."
# What the test session itself is told; a person's terminal has none of it.
OURS = ("DATABASE_URL", "REDIS_URL", "LEEWAY_VAR", "LEEWAY_LOCAL", "DEBUG", "SECRET_KEY", "DEMO_PASSWORD")


@dataclass
class Launched:
    """A launcher that was started, what it writes, and its data folder."""

    process: subprocess.Popen[bytes]
    output: Path
    var: Path
    port: int

    @property
    def said(self) -> str:
        """All that it has written so far."""
        return self.output.read_text(errors="replace")

    def wait_until_running(self) -> None:
        """Wait until it has greeted. Fails with what it said where it ends instead."""
        until = time.monotonic() + STARTS_WITHIN_SECONDS
        while RUNNING not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)

    def interrupt(self) -> None:
        """Press Ctrl-C in its terminal."""
        self.process.send_signal(signal.SIGINT)

    def left(self) -> list[str]:
        """Return the command lines of all processes that belong to it, itself included."""
        return [command for _, command in processes_on(self.var)]

    def pid_of(self, part: str) -> int:
        """Return the process number of its oldest process whose command line holds a text."""
        return min(pid for pid, command in processes_on(self.var) if part in command)


def launch(var: Path, port: int | None = None, **variables: str) -> Launched:
    """Start the launcher on a data folder; without a port on a free one."""
    port = port or unused_port()
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment |= {"LEEWAY_VAR": str(var), "PORT": str(port), **variables}
    output = var.with_name(f"{var.name}-{time.monotonic_ns()}.log")
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.launch"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=leash(signal.SIGTERM),
        )
    return Launched(process, output, var, port)


def processes_on(var: Path) -> list[tuple[int, str]]:
    """Return number and command line of every process that was started for a data folder."""
    # PostgreSQL knows the folder of its data alone, which may lie elsewhere.
    marks = [str(var), *(str(home.resolve()) for home in var.glob("postgres-*"))]
    return [
        (pid, command) for pid, command, about in _all_processes() if any(mark in about for mark in marks)
    ]


def remove(var: Path) -> None:
    """Remove what a killed launcher leaves outside its data folder: sockets, and a database elsewhere."""
    note = var / "run" / "sockets"
    if note.exists():
        remove_sockets(Path(note.read_text()), note)
    for home in var.glob("postgres-*"):
        shutil.rmtree(home.resolve(), ignore_errors=True)


def unused_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _all_processes() -> list[tuple[int, str, str]]:
    """Return number, command line, and that with the environment, of each process that may be looked at."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue
        if int(folder.name) != os.getpid():
            found.append((int(folder.name), _text(command), _text(command + environment)))
    return found


def _text(raw: bytes) -> str:
    return raw.replace(b"\0", b" ").decode(errors="replace").strip()
