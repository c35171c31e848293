"""The product's processes: apart from the terminal, their lines shown with a name, stopped together."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.launch.leash import leash
from config.launch.stopping import BEAT_SECONDS, Stop

STOPS_WITHIN_SECONDS = 30.0
NAME_WIDTH = 6


@dataclass
class Child:
    """One process of the product and the last lines that it said."""

    name: str
    process: subprocess.Popen[str]
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=20))
    reader: threading.Thread | None = None

    def show_lines(self) -> None:
        """Copy what the child says to the terminal from now on, each line with its name."""
        self.reader = threading.Thread(target=self._copy, name=self.name, daemon=True)
        self.reader.start()

    def epitaph(self) -> str:
        """Return how it ended, in one line, with the last thing that it said."""
        if self.reader:
            self.reader.join(1.0)
        return epitaph(self.name, self.process.returncode, next(reversed(self.last_lines), ""))

    def _copy(self) -> None:
        for line in self.process.stdout or ():
            text = line.rstrip()
            if text:
                self.last_lines.append(text)
            print(f"{self.name:<{NAME_WIDTH}} | {text}", flush=True)


def start(name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Child:
    """Start a child in a session of its own, so that the terminal's Ctrl-C reaches only the launcher."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=leash(signal.SIGTERM),
    )
    return Child(name, process)


def epitaph(name: str, code: int | None, last_line: str) -> str:
    """Return in one line how a process ended."""
    how = (
        f"was killed by {signal.Signals(-code).name}"
        if code is not None and code < 0
        else f"ended with exit code {code}"
    )
    return f"“{name}” {how}" + (f"; its last line: {last_line}" if last_line else "")


def stop(children: Iterable[Child], asked: Stop, seconds: float = STOPS_WITHIN_SECONDS) -> None:
    """Ask each child to end and wait for all; kill what is left after the seconds given or a second request.

    The request goes to the main process only: a worker's pool that got it too would lose its task.
    """
    waiting = list(children)
    for child in waiting:
        if child.process.poll() is None:
            child.process.terminate()
    until = time.monotonic() + seconds
    patience = max(asked.asked, 1)
    while any(child.process.poll() is None for child in waiting):
        if time.monotonic() > until or asked.asked > patience:
            print(
                "What does not end in time is killed now; the next start takes up unfinished work.",
                file=sys.stderr,
            )
            break
        time.sleep(BEAT_SECONDS)
    for child in waiting:
        _kill_session(child.process.pid)
        child.process.wait()
        if child.reader:
            child.reader.join(1.0)


def _kill_session(pid: int) -> None:
    """Kill what is left of a child's process group."""
    # Nothing is left (macOS says so by the second).
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
