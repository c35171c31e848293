"""A file of 100 MB over a real connection: how soon after its last byte the answer is there, beside a small one."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string

from config.launch.place import HOST
from orders.models import Import
from stores.actions import open_store
from stores.models import Store, User
from tests.bench.measure import Row
from tests.bench.running import web

LARGE, SMALL = 100_000_000, 100_000
TURNS = 7
ANSWERED_WITHIN_SECONDS = 60.0
_LINE = b"3001,Bright Lamps,Lamp,1,2.50,USD,2026-01-05,2026-01-20\n"
_HEADER = b"order id,supplier,product,quantity,cost,currency,ordered,delivered\n"
_PIECE = 1_000_000


def rows() -> Iterator[Row]:
    """Yield how long after its last byte an upload is answered, and what it adds to the memory of the web server.

    A small file is the measure of a large one: what takes longer for a large one is done after the last byte.
    """
    owner = User.objects.create_user("bench@example.com", "a long enough password")
    store = open_store(owner, "Bench", currency="USD")
    cookies = _cookies(owner)
    files = {size: _file(size) for size in (SMALL, LARGE)}
    took: dict[int, list[float]] = {SMALL: [], LARGE: []}
    with web() as (port, pid):
        for _warm_up in range(8):
            _upload(port, store, cookies, files[SMALL])
        before = _peaks(pid)
        for _turn in range(TURNS):
            for size, file in files.items():
                took[size].append(_upload(port, store, cookies, file))
        after = _peaks(pid)
    middle = {size: median(times) for size, times in took.items()}
    yield Row(
        "an upload of 100 MB, from its last byte to the answer; 100 kB",
        middle[LARGE],
        "ms",
        middle[SMALL],
        300,
    )
    if before:
        added = max(peak - before[process] for process, peak in after.items())
        yield Row("memory that uploads of 100 MB add to a process of the web server", added, "MB", target=30)
    kept = Import.objects.filter(store=store, size__gte=LARGE)
    lost = TURNS - sum(Path(each.file.path).stat().st_size == each.size for each in kept)
    yield Row("uploads of 100 MB that are not there in full", lost, "", target=0)


def _file(size: int) -> bytes:
    return _HEADER + _LINE * (size // len(_LINE) + 1)


def _cookies(owner: User) -> dict[str, str]:
    """Return what a browser sends with each request once its owner has logged in."""
    browser = Client()
    browser.force_login(owner)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: get_random_string(32)}


def _upload(port: int, store: Store, cookies: dict[str, str], file: bytes) -> float:
    """Upload a file as a browser does; return the milliseconds from its last byte to the answer."""
    boundary = get_random_string(32)
    opening, ending = _around(boundary, cookies[settings.CSRF_COOKIE_NAME])
    lines = [
        f"POST /stores/{store.slug}/imports/ HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        f"Content-Type: multipart/form-data; boundary={boundary}",
        f"Content-Length: {len(opening) + len(file) + len(ending)}",
        "Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()),
    ]
    with socket.create_connection((HOST, port), timeout=ANSWERED_WITHIN_SECONDS) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode() + opening)
        for start in range(0, len(file), _PIECE):
            line.sendall(file[start : start + _PIECE])
        line.sendall(ending)
        sent = time.perf_counter()
        answer = line.recv(65_536)
        took = 1000 * (time.perf_counter() - sent)
    if not answer.startswith(b"HTTP/1.1 302 "):
        raise RuntimeError(f"an upload is answered with {answer[:80]!r}")
    return took


def _around(boundary: str, token: str) -> tuple[bytes, bytes]:
    """Return what a form has before the bytes of its file, and after them."""
    part = f"--{boundary}\r\nContent-Disposition: form-data; name="
    opening = f'{part}"csrfmiddlewaretoken"\r\n\r\n{token}\r\n{part}"file"; filename="orders.csv"\r\n\r\n'
    return opening.encode(), f"\r\n--{boundary}--\r\n".encode()


def _peaks(pid: int) -> dict[str, float]:
    """Return the most memory in MB that each process of the web server ever held; empty where nobody says."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return (
        {child: _peak(child) for child in children.read_text(encoding="ascii").split()}
        if children.exists()
        else {}
    )


def _peak(pid: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1_000
