"""Many senders in one thread: requests made beforehand, each sent at its moment over a connection that is kept.

Threads would wait for each other here (there is one interpreter lock), and that would count as the server's time.
Shops keep their connections open from one notification to the next, and so does a proxy in front of the server.
"""

import selectors
import socket
import time
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Self

from config.launch.place import HOST

ANSWERED_WITHIN_SECONDS = 30.0
_LARGEST_ANSWER = 65_536


def request(path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """Return a POST as it goes over the line."""
    fixed = {"Host": "localhost", "Content-Length": str(len(body))}
    lines = [
        f"POST {path} HTTP/1.1",
        *(f"{name}: {value}" for name, value in (fixed | dict(headers)).items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def answered(port: int, requests: Sequence[bytes], a_second: float, status: int) -> list[float]:
    """Send so many a second; return the milliseconds until each answer.

    They count from the moment at which it was to be sent: a server that falls behind slows no sender down.
    Raises RuntimeError for an answer with another status, TimeoutError where none comes.
    """
    begin = time.perf_counter() + 0.1
    due = [begin + number / a_second for number in range(len(requests))]
    took: dict[int, float] = {}
    sent = 0
    with _Lines(port) as lines, selectors.DefaultSelector() as waiting:
        while len(took) < len(requests):
            while sent < len(requests) and time.perf_counter() >= due[sent]:
                line = lines.free()
                line.sendall(requests[sent])
                waiting.register(line, selectors.EVENT_READ, (sent, line))
                sent += 1
            until = due[sent] if sent < len(requests) else time.perf_counter() + ANSWERED_WITHIN_SECONDS
            ready = waiting.select(max(0.0, until - time.perf_counter()))
            if not ready and sent == len(requests):
                raise TimeoutError(f"{len(requests) - len(took)} requests have no answer")
            for number, line in (key.data for key, _events in ready):
                _read(line, status)
                took[number] = 1000 * (time.perf_counter() - due[number])
                waiting.unregister(line)
                lines.give_back(line)
    return [took[number] for number in range(len(requests))]


class _Lines:
    """Hold the connections of the senders: each has one request at a time, and one more is opened when all have."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: list[socket.socket] = []
        # The one that has waited longest comes next: none is idle for so long that the server ends it.
        self._free: deque[socket.socket] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for line in self._open:
            line.close()

    def free(self) -> socket.socket:
        if self._free:
            return self._free.popleft()
        self._open.append(socket.create_connection((HOST, self._port), timeout=ANSWERED_WITHIN_SECONDS))
        return self._open[-1]

    def give_back(self, line: socket.socket) -> None:
        self._free.append(line)


def _read(line: socket.socket, status: int) -> None:
    """Take an answer without a body from a line."""
    answer = line.recv(_LARGEST_ANSWER)
    while answer and b"\r\n\r\n" not in answer:
        answer += line.recv(_LARGEST_ANSWER)
    if not answer.startswith(f"HTTP/1.1 {status} ".encode()):
        raise RuntimeError(f"answered with {answer[:80]!r} instead of {status}")
