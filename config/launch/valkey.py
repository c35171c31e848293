"""One embedded Valkey (or Redis): start it on a unix socket, wait until it answers, stop it."""

import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import redis

from config.launch import binaries
from config.launch.leash import leash
from config.launch.place import CannotStart

ANSWERS_WITHIN_SECONDS = 30.0
SOCKET = "valkey.sock"


@dataclass
class RunningValkey:
    """A Valkey that answers: its process and its log."""

    process: subprocess.Popen[str]
    log: Path

    def stop(self, seconds: float = 15.0) -> None:
        """Stop it cleanly, and kill it where that takes longer than the seconds given."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def address(sockets: Path) -> str:
    """Return the address of the server behind the sockets in a folder."""
    return f"unix://{sockets / SOCKET}"


def start(folder: Path, sockets: Path, log: Path, *, lasting: bool) -> RunningValkey:
    """Start Valkey with its data in a folder, kept over restarts where `lasting`. Raises CannotStart."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = {
        "port": "0",
        "unixsocket": str(sockets / SOCKET),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes" if lasting else "no",
        "save": "",
        "daemonize": "no",
        # A broker must not forget a message to make room for another.
        "maxmemory-policy": "noeviction",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    with log.open("a") as output:
        process = subprocess.Popen(
            [binaries.find_valkey(), *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=leash(signal.SIGTERM),
        )
    running = RunningValkey(process, log)
    try:
        _wait(running, address(sockets))
    except BaseException:
        running.stop()
        raise
    return running


def _wait(running: RunningValkey, url: str) -> None:
    """Wait until the server answers. Raises CannotStart."""
    until = time.monotonic() + ANSWERS_WITHIN_SECONDS
    with redis.Redis.from_url(url) as client:
        while True:
            try:
                client.ping()
                return
            except redis.exceptions.ConnectionError as error:
                if running.process.poll() is not None or time.monotonic() > until:
                    last = running.log.read_text().strip().splitlines()[-1:] or [str(error)]
                    raise CannotStart(f"Valkey did not start ({last[0]}); its log: {running.log}") from error
            time.sleep(0.05)
