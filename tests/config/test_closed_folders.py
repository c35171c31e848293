"""As root PostgreSQL runs as somebody else, who may reach neither the packages nor the data folder."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.launch import account, binaries, embedded, place

pytestmark = pytest.mark.skipif(
    os.getuid() != account.ROOT, reason="only root runs PostgreSQL as somebody else"
)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that only root may enter, as below /root."""
    tmp_path.chmod(0o700)
    return tmp_path


@pytest.fixture
def var(closed: Path) -> Iterator[Path]:
    """A data folder in it."""
    folder = place.prepared(closed / "var")
    yield folder
    for home in folder.glob("postgres-*"):
        shutil.rmtree(home.resolve(), ignore_errors=True)


def started(var: Path) -> embedded.Services:
    """Return servers of our own that run on a data folder."""
    services = embedded.planned(var, {})
    services.start(lasting=False)
    return services


def test_the_database_goes_where_its_account_can_reach_and_is_found_again(var: Path) -> None:
    services = started(var)
    (home,) = var.glob("postgres-*")
    folder = home.resolve()
    with psycopg.connect(services.database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (id int)")
    services.stop()
    assert home.is_symlink()
    assert folder.parent == Path("/var/lib")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.stat().st_uid != account.ROOT

    services = started(var)
    with psycopg.connect(services.database_url) as connection:
        count = connection.execute("SELECT count(*) FROM kept").fetchone()
    services.stop()
    assert count == (0,)


def test_a_database_that_is_gone_is_named_and_not_replaced(var: Path) -> None:
    link = var / f"postgres-{binaries.find_postgres().major}"
    link.symlink_to(var / "gone")
    services = embedded.planned(var, {})
    with pytest.raises(place.CannotStart, match=r"points to .*/gone, which is gone; put that folder back"):
        services.start(lasting=False)
    assert link.is_symlink()
    assert services.sockets is not None
    assert not services.sockets.exists()


def test_packages_that_its_account_cannot_reach_are_copied_to_where_it_can(closed: Path, var: Path) -> None:
    found = binaries.find_postgres()
    if not found.parts:
        pytest.skip("PostgreSQL is the system's own here, which everybody reaches")
    for part in found.parts:
        shutil.copytree(part, closed / part.name, symlinks=True)
    hidden = binaries.Postgres(
        closed / found.programs.relative_to(found.parts[0].parent),
        found.major,
        tuple(closed / part.name for part in found.parts),
    )
    who = account.account_for(var / "nothing yet")
    home = Path("/var/lib/leeway-test-of-copies")
    home.mkdir(mode=0o700)
    who.give(home)
    try:
        copy = hidden.beside(who, home)
        assert not who.can_run(hidden.programs / "postgres")
        assert who.can_run(copy.programs / "postgres")
        assert copy.programs.is_relative_to(home)
    finally:
        shutil.rmtree(home)
