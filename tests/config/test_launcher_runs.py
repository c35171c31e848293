"""The launcher brings up the whole product, names a part that dies, and leaves nothing behind."""

import contextlib
import http.client
import os
import signal
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.launch.place import SHORT_PARENT
from tests.config.launching import Launched, launch, remove

ENDS_WITHIN_SECONDS = 60


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all tests here: each is the next start of the same installation."""
    return tmp_path_factory.mktemp("launcher") / "var"


@pytest.fixture(scope="module", autouse=True)
def nothing_stays(var: Path) -> Iterator[None]:
    """Remove what the last start left."""
    yield
    remove(var)


@pytest.fixture
def running(var: Path) -> Iterator[Callable[..., Launched]]:
    """A function that starts the launcher and waits until it has greeted."""
    started: list[Launched] = []

    def start(**variables: str) -> Launched:
        launched = launch(var, None, **variables)
        started.append(launched)
        launched.wait_until_running()
        return launched

    yield start
    for launched in started:
        if launched.process.poll() is None:
            launched.process.kill()
            launched.process.wait()


def sockets(launched: Launched) -> Path:
    """Return the folder of sockets that a launcher uses or used last."""
    return Path((launched.var / "run" / "sockets").read_text())


def wait_until_nothing_is_left(launched: Launched) -> None:
    until = time.monotonic() + ENDS_WITHIN_SECONDS
    while launched.left() and time.monotonic() < until:
        time.sleep(0.1)
    assert launched.left() == []


def test_it_serves_the_login_page_says_who_can_log_in_and_ctrl_c_ends_all_of_it(
    running: Callable[..., Launched], var: Path
) -> None:
    launched = running(DEMO_PASSWORD="correct horse battery")
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", launched.port, timeout=10)) as connection:
        connection.request("GET", "/accounts/login/")
        assert connection.getresponse().status == 200
    assert "Setting up static files, tables, the sample store …" in launched.said
    assert f"http://127.0.0.1:{launched.port}/" in launched.said
    assert "Password  correct horse battery" in launched.said
    assert str(var) in launched.said
    folder = sockets(launched)
    assert folder.parent == SHORT_PARENT
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((var / "run" / "services.env").stat().st_mode) == 0o600
    assert stat.S_IMODE((var / "demo-password").stat().st_mode) == 0o600

    launched.interrupt()
    assert launched.process.wait(ENDS_WITHIN_SECONDS) == 0
    assert launched.left() == []
    assert not folder.exists()
    assert not (var / "run" / "services.env").exists()


def test_a_part_that_dies_is_named_and_ends_the_rest(running: Callable[..., Launched]) -> None:
    launched = running()
    assert "Password  correct horse battery" in launched.said  # kept from the start before
    assert "Setting up" not in launched.said
    os.kill(launched.pid_of("-A config worker"), signal.SIGKILL)
    assert launched.process.wait(ENDS_WITHIN_SECONDS) == 1
    assert "leeway: “worker” was killed by SIGKILL" in launched.said
    assert launched.left() == []


def test_a_killed_launcher_takes_all_with_it_the_next_start_cleans_up_and_names_a_database_that_dies(
    running: Callable[..., Launched],
) -> None:
    killed = running(DEMO_PASSWORD="another horse battery")
    assert "Setting up tables, the sample store …" in killed.said
    folder = sockets(killed)
    killed.process.kill()
    killed.process.wait()
    wait_until_nothing_is_left(killed)
    assert folder.exists()

    launched = running()
    assert not folder.exists()
    os.kill(launched.pid_of("bin/postgres"), signal.SIGKILL)
    assert launched.process.wait(ENDS_WITHIN_SECONDS) == 1
    assert "leeway: “postgres” was killed by SIGKILL" in launched.said
    assert launched.left() == []
