"""Browsers that keep the web server busy: pages that poll, an upload that drips, requests never finished."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field

HOST = "127.0.0.1"
# What a person would call broken; nothing here is about speed.
PATIENCE_SECONDS = 20.0
POLLS_EVERY_SECONDS = 2.0
BOUNDARY = "a-line-that-no-file-holds"
CSRF_TOKEN = "t" * 32


@dataclass
class OpenPage(threading.Thread):
    """A page that asks for news every two seconds over one kept connection, until it is closed."""

    port: int
    address: str
    session: str
    closed: threading.Event
    answers: list[int | str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        """Poll; what is no answer is noted as its reason."""
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE_SECONDS)) as connection:
            while not self.closed.is_set():
                try:
                    self.answers.append(status(connection, self.address, f"sessionid={self.session}"))
                except (OSError, http.client.HTTPException) as error:
                    self.answers.append(repr(error))
                    connection.close()
                self.closed.wait(POLLS_EVERY_SECONDS)

    __hash__ = threading.Thread.__hash__


def status(connection: http.client.HTTPConnection, address: str, cookie: str = "") -> int:
    """Return the status of a page, after reading it to its end."""
    connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def page_status(port: int, address: str) -> int:
    """Return the status of a page for somebody who has just come."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)) as connection:
        return status(connection, address)


@contextmanager
def unfinished_requests(port: int, count: int) -> Iterator[None]:
    """Hold requests open whose head never ends."""
    with ExitStack() as stack:
        for _ in range(count):
            one = stack.enter_context(socket.create_connection((HOST, port), PATIENCE_SECONDS))
            one.sendall(b"GET /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Never-Ends: ")
        yield


def upload_slowly(
    port: int, address: str, session: str, file: bytes, pieces: int, seconds: float
) -> tuple[int, str]:
    """Hand a file in over a slow line; return the answer's status and where it leads."""
    body = _form(file)
    head = (
        f"POST {address} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n"
        f"Cookie: sessionid={session}; csrftoken={CSRF_TOKEN}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    size = -(-len(body) // pieces)
    with socket.create_connection((HOST, port), PATIENCE_SECONDS) as line:
        line.sendall(head.encode())
        for start in range(0, len(body), size):
            line.sendall(body[start : start + size])
            time.sleep(seconds / pieces)
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status, answer.headers.get("Location", "")


def _form(file: bytes) -> bytes:
    """Return the form that the imports page sends."""
    field = 'Content-Disposition: form-data; name="{}"'
    token = f"--{BOUNDARY}\r\n{field.format('csrfmiddlewaretoken')}\r\n\r\n{CSRF_TOKEN}\r\n"
    upload = (
        f'--{BOUNDARY}\r\n{field.format("file")}; filename="orders.csv"\r\nContent-Type: text/csv\r\n\r\n'
    )
    return f"{token}{upload}".encode() + file + f"\r\n--{BOUNDARY}--\r\n".encode()
