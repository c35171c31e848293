"""One PostgreSQL and one Valkey for the whole session, started when the first test asks for them.

Loaded with `-p` before Django's settings: they read the addresses, which are known before the servers run.
"""

import atexit
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.launch import embedded
from tests.plugins import leftovers

# The database of a Redis of the user's own that the tests empty; ours is theirs alone.
REDIS_DATABASE = "15"


def _environment() -> dict[str, str]:
    given = dict(os.environ)
    url = urlsplit(given.get("REDIS_URL", ""))
    if url.scheme in ("redis", "rediss"):
        given["REDIS_URL"] = url._replace(path=f"/{REDIS_DATABASE}").geturl()
    return given


ROOT = Path(__file__).resolve().parents[2]
leftovers.remove_abandoned()
VAR = leftovers.new_folder()
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
    leftovers.remove(VAR)


@pytest.fixture(scope="session")
def servers() -> Iterator[embedded.Services]:
    """The running PostgreSQL and Valkey; what needs the database has them by itself."""
    SERVERS.start(lasting=False)
    yield SERVERS
    SERVERS.stop()
