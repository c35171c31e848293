"""Parts of the product as the launcher starts them, beside the bench."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.launch import product
from config.launch.place import HOST, prepared

READY_WITHIN_SECONDS = 60
ENDS_WITHIN_SECONDS = 30


@contextmanager
def running(part: str, port: int = 0) -> Iterator[int]:
    """Run a part of the product while the block does; yield the number of its process."""
    var = prepared(Path(os.environ["LEEWAY_VAR"]))
    # With DEBUG every query is remembered, which no server does.
    given = {name: value for name, value in os.environ.items() if name != "DEBUG"}
    command = product.processes(var, port)[part]
    process = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(ENDS_WITHIN_SECONDS)


@contextmanager
def web() -> Iterator[tuple[int, int]]:
    """Run the web server while the block does; yield its port and the number of its process once it answers."""
    port = _free_port()
    with running("web", port) as pid:
        _until_it_listens(port)
        yield port, pid


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
        return port


def _until_it_listens(port: int) -> None:
    """Wait until somebody takes connections; who connects before the workers are there waits for them."""
    end = time.monotonic() + READY_WITHIN_SECONDS
    while True:
        try:
            socket.create_connection((HOST, port)).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
