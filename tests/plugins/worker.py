"""A real Celery worker (and beat) on the test's database and broker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.db import connection

from config.launch.leash import leash
from tests.plugins.servers import ROOT, SERVERS, VAR

READY_WITHIN_SECONDS = 60.0
STOPS_WITHIN_SECONDS = 20.0


@dataclass
class CeleryProcess:
    """A worker or beat process of the test, its log, and ways to end it."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> str:
        """All that it has written so far."""
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """Kill the whole process group at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as the launcher does: the main process finishes its tasks; a slow group is killed."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOPS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()


@pytest.fixture
def start_worker(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[], CeleryProcess]]:
    """A function that starts one more worker on an empty broker's queue; all are stopped after the test."""
    with redis.Redis.from_url(SERVERS.redis_url) as broker:
        broker.flushdb()
    started: list[CeleryProcess] = []

    def start() -> CeleryProcess:
        name = f"worker-{len(started) + 1}"
        options = ["--pool=prefork", "--concurrency=1", "--loglevel=INFO", f"--hostname={name}@%h"]
        one = _start(["worker", *options, "--without-mingle", "--without-gossip"], tmp_path / f"{name}.log")
        started.append(one)
        _wait_until_ready(one)
        return one

    yield start
    for one in started:
        one.stop()


@pytest.fixture
def worker(start_worker: Callable[[], CeleryProcess]) -> CeleryProcess:
    """A running worker that works on this test's (committed) rows; beat is not running."""
    return start_worker()


@pytest.fixture
def beat(worker: CeleryProcess, tmp_path: Path) -> Iterator[CeleryProcess]:
    """A running beat beside the worker: the sweeps come by themselves."""
    options = ["--loglevel=INFO", f"--schedule={tmp_path / 'schedule'}", "--pidfile="]
    one = _start(["beat", *options], tmp_path / "beat.log")
    yield one
    one.stop()


def database_url() -> str:
    """Return the address of the database that the test itself uses."""
    return urlsplit(SERVERS.database_url)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def _start(arguments: list[str], log: Path) -> CeleryProcess:
    """Start a Celery command on the database that the test itself uses."""
    ours = {"DATABASE_URL": database_url(), "TMPDIR": str(VAR / "tmp"), "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "--quiet", "-A", "config", *arguments],
            cwd=ROOT,
            env={**os.environ, **ours},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=leash(signal.SIGTERM),
        )
    return CeleryProcess(process, log)


def _wait_until_ready(one: CeleryProcess) -> None:
    until = time.monotonic() + READY_WITHIN_SECONDS
    while " ready." not in one.said:
        if one.process.poll() is not None or time.monotonic() > until:
            one.stop()
            pytest.fail(f"The Celery worker did not start; it said:\n{one.said}")
        time.sleep(0.05)
