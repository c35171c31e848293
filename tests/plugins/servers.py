"""One PostgreSQL and one Valkey for the whole session, started when the first test asks for them.

Loaded with `-p` before Django's settings: they read the addresses, which are known before the servers run.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.launch import embedded, place

# The database of a Redis of the user's own that the tests empty; ours is theirs alone.
REDIS_DATABASE = "15"


def _temporary_var() -> Path:
    """Return a data folder for this session; PostgreSQL's account may pass through it."""
    var = Path(tempfile.mkdtemp(prefix="leeway-tests-"))
    var.chmod(0o711)
    (var / "static").mkdir()
    return place.prepared(var)


def _environment() -> dict[str, str]:
    given = dict(os.environ)
    url = urlsplit(given.get("REDIS_URL", ""))
    if url.scheme in ("redis", "rediss"):
        given["REDIS_URL"] = url._replace(path=f"/{REDIS_DATABASE}").geturl()
    return given


ROOT = Path(__file__).resolve().parents[2]
VAR = _temporary_var()
SERVERS = embedded.planned(VAR, _environment())
os.environ |= SERVERS.variables | {
    "LEEWAY_VAR": str(VAR),
    "LEEWAY_LOCAL": "1",
    # Static files straight from their sources: nothing is collected for a test.
    "DEBUG": "1",
    "SECRET_KEY": "for tests only",
}


@atexit.register
def _clean() -> None:
    SERVERS.stop()
    for home in VAR.glob("postgres-*"):
        shutil.rmtree(home.resolve(), ignore_errors=True)
    shutil.rmtree(VAR, ignore_errors=True)


@pytest.fixture(scope="session")
def servers() -> Iterator[embedded.Services]:
    """The running PostgreSQL and Valkey; what needs the database has them by itself."""
    SERVERS.start(lasting=False)
    yield SERVERS
    SERVERS.stop()
