"""What keeps the launcher from starting is said in one line that tells what to do, and the exit code is 2."""

import os
import re
import socket
from pathlib import Path

import pytest

from config.launch import binaries, embedded, place
from tests.config.launching import Launched, launch


def refusal(launched: Launched) -> str:
    """Return the one line that a launcher ended with."""
    assert launched.process.wait(20) == 2
    lines = launched.said.splitlines()
    assert len(lines) == 1, launched.said
    return lines[0]


def test_a_port_in_use_is_named_with_another_one_to_try(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = refusal(launch(tmp_path / "var", port=port))
    assert re.fullmatch(
        rf"leeway: Port {port} on 127\.0\.0\.1 is in use; choose another one: make run PORT=\d+", line
    )


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "²"])
def test_a_port_that_is_none_is_named(text: str) -> None:
    with pytest.raises(place.CannotStart, match=f"PORT reads “{text}”; write a number from 1 to 65535"):
        place.free_port(text)


def test_a_data_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(
        place.CannotStart, match=r"/proc/leeway cannot be written .*LEEWAY_VAR=/a/folder make run"
    ):
        place.prepared(Path("/proc/leeway"))


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.write_text("")
    assert f"The data folder {var} cannot be written (" in refusal(launch(var))


def test_a_second_launcher_on_the_same_data_is_refused_and_names_the_first(tmp_path: Path) -> None:
    var = place.prepared(tmp_path / "var")
    with place.sole_launcher(var):
        line = refusal(launch(var))
    assert line.startswith(
        f"leeway: Leeway is already running on {var} (process {os.getpid()}); use that one"
    )


def test_the_lock_of_a_launcher_that_is_gone_holds_nobody_up(tmp_path: Path) -> None:
    var = place.prepared(tmp_path / "var")
    with place.sole_launcher(var):
        pass
    with place.sole_launcher(var), pytest.raises(place.CannotStart), place.sole_launcher(var):
        pass


def test_a_temporary_folder_too_deep_for_a_socket_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setattr(place, "SHORT_PARENT", deep)
    with pytest.raises(place.CannotStart, match="too long for a socket; name a shorter one"):
        place.sockets_folder(tmp_path / "note")
    assert list(deep.iterdir()) == []


def test_no_postgresql_anywhere_is_said_with_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "POSTGRES_WHEELS", ())
    monkeypatch.setattr(binaries, "SYSTEM_POSTGRES", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(place.CannotStart, match=r"no PostgreSQL 15 or newer; install one .*DATABASE_URL="):
        binaries.find_postgres()


def test_a_postgresql_of_the_system_is_found_newest_first_where_no_package_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in (14, 15, 17, 9):
        programs = tmp_path / str(version) / "bin"
        programs.mkdir(parents=True)
        for name in ("postgres", "initdb"):
            (programs / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.3'\n")
            (programs / name).chmod(0o755)
    monkeypatch.setattr(binaries, "POSTGRES_WHEELS", ())
    monkeypatch.setattr(binaries, "SYSTEM_POSTGRES", tmp_path)
    assert binaries.find_postgres() == binaries.Postgres(tmp_path / "17" / "bin", 17)


def test_servers_of_ones_own_start_nothing(tmp_path: Path) -> None:
    var = place.prepared(tmp_path / "var")
    given = {"DATABASE_URL": "postgresql://a/b", "REDIS_URL": "redis://c/0"}
    services = embedded.planned(var, given)
    services.start(lasting=True)
    assert (services.variables, services.ours, services.sockets) == (given, {}, None)
    assert not (var / "valkey").exists()
