"""What the product consists of: its set-up commands and its processes, as command lines."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from config.launch.place import HOST

# A slow upload, and a request that is never finished, holds a thread; the rest answer the pages that poll.
THREADS_PER_WORKER = 16
# Longer than the two seconds between two polls of an open page: it keeps its connection.
KEEPS_CONNECTION_SECONDS = 5
# Beyond this one machine's database would run out of connections (postgres.SETTINGS: max_connections).
MOST_WORKERS = 8


def environment(var: Path, services: Mapping[str, str], password: str) -> dict[str, str]:
    """Return the environment of everything that the launcher runs."""
    return {
        "LEEWAY_LOCAL": "1",
        **os.environ,
        **services,
        "LEEWAY_VAR": str(var),
        "DEMO_PASSWORD": password,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
        # As root Celery warns of pickled messages; ours are JSON.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        "TMPDIR": str(var / "tmp"),
    }


def processes(var: Path, port: int) -> dict[str, list[str]]:
    """Return the command of each process of the product by its name."""
    cores = min(os.cpu_count() or 1, MOST_WORKERS)
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "config"]
    shared_memory = Path("/dev/shm")  # noqa: S108 - where gunicorn's manual wants the heartbeat, never a disk
    heartbeat = shared_memory if os.access(shared_memory, os.W_OK) else var / "tmp"
    web = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind={HOST}:{port}"]
    web += ["--config=python:config.launch.web", "--preload"]
    # Threads, so that a slow upload and fifty pages that poll do not hold each other up.
    web += ["--worker-class=gthread", f"--workers={cores}", f"--threads={THREADS_PER_WORKER}"]
    web += [
        f"--keep-alive={KEEPS_CONNECTION_SECONDS}",
        "--timeout=120",
        "--graceful-timeout=20",
        f"--worker-tmp-dir={heartbeat}",
    ]
    web += ["--no-control-socket", "--log-level=warning"]
    worker = [*celery, "worker", "--pool=prefork", f"--concurrency={cores}", "--loglevel=WARNING"]
    worker += ["--without-mingle", "--without-gossip"]
    beat = [
        *celery,
        "beat",
        "--loglevel=WARNING",
        f"--schedule={var / 'run' / 'beat-schedule'}",
        "--pidfile=",
    ]
    return {"web": web, "worker": worker, "beat": beat}
