"""`python -m config.launch`: start the product in the foreground, say where it is, end it with Ctrl-C."""

import http.client
import os
import sys
import time
from pathlib import Path

from config.environment import var_folder
from config.launch import children, embedded, preparing, product
from config.launch.place import HOST, CannotStart, free_port, prepared, sole_launcher
from config.launch.stopping import Stop, Stopped

ROOT = Path(__file__).resolve().parents[2]
OWNER = "owner@example.com"
FIRST_PAGE = "/accounts/login/"
ANSWERS_WITHIN_SECONDS = 60.0
EXIT_ENDED, EXIT_DIED, EXIT_CANNOT_START = 0, 1, 2


class Died(Exception):
    """A process that everything needs has ended; the text names it."""


def main() -> int:
    """Run the product until Ctrl-C (0), until a part of it dies (1), or not at all (2)."""
    stop = Stop()
    stop.listen()
    try:
        var = prepared(var_folder(ROOT).resolve())
        with sole_launcher(var):
            return _launch(var, free_port(os.environ.get("PORT") or "8000"), stop)
    except CannotStart as error:
        print(f"leeway: {error}", file=sys.stderr)
        return EXIT_CANNOT_START


def _launch(var: Path, port: int, stop: Stop) -> int:
    started = time.monotonic()
    addresses = var / "run" / "services.env"
    addresses.unlink(missing_ok=True)
    services = embedded.planned(var)
    running: list[children.Child] = []
    try:
        print("Starting the database and the broker …", flush=True)
        services.start(lasting=True)
        preparing.write_private(addresses, services.variables)
        password = preparing.demo_password(var, os.environ.get("DEMO_PASSWORD", ""))
        environment = product.environment(var, services.variables, password)
        preparing.bring_up_to_date(ROOT, var, environment, stop)
        print("Starting web, worker and beat …", flush=True)
        for name, command in product.processes(var, port).items():
            running.append(children.start(name, command, environment, ROOT))
        for child in running:
            child.show_lines()
        _wait_for_web(port, running, services, stop)
        _greet(var, port, password, time.monotonic() - started)
        while True:
            _check_alive(running, services)
            stop.pause()
    except Stopped:
        print("\nEnding; a second Ctrl-C ends it at once.", flush=True)
        return EXIT_ENDED
    except Died as error:
        print(f"leeway: {error}. The rest is ended.", file=sys.stderr, flush=True)
        return EXIT_DIED
    finally:
        children.stop(running, stop)
        addresses.unlink(missing_ok=True)
        services.stop()


def _check_alive(running: list[children.Child], services: embedded.Services) -> None:
    """Raise Died where a process has ended."""
    for child in running:
        if child.process.poll() is not None:
            raise Died(child.epitaph())
    for name, server in services.ours.items():
        if server.process.poll() is not None:
            last = server.log.read_text(errors="replace").strip().splitlines()[-1:]
            raise Died(children.epitaph(name, server.process.returncode, "".join(last)))


def _wait_for_web(port: int, running: list[children.Child], services: embedded.Services, stop: Stop) -> None:
    """Wait until the first page answers. Raises Died, or Stopped on Ctrl-C."""
    until = time.monotonic() + ANSWERS_WITHIN_SECONDS
    answer = "no answer"
    while time.monotonic() < until:
        _check_alive(running, services)
        answer = _answer(port)
        if answer == "200":
            return
        stop.pause()
    raise Died(f"http://{HOST}:{port}{FIRST_PAGE} does not work ({answer}); the lines above say why")


def _answer(port: int) -> str:
    """Return the status of the first page, or why there is none."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", FIRST_PAGE)
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return str(error)
    finally:
        connection.close()


def _greet(var: Path, port: int, password: str, seconds: float) -> None:
    """Say where the product is, who can log in, and where data lives."""
    print(
        f"\n  Leeway is running (after {seconds:.1f} s).\n"
        f"\n  Address   http://{HOST}:{port}/"
        f"\n  Log in    {OWNER}"
        f"\n  Password  {password}"
        f"\n  Data      {var}"
        "\n  Mail      is printed here, below\n"
        "\n  Ctrl-C ends it.\n",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
