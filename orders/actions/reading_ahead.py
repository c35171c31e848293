"""Read a file in a thread of its own, a little ahead: the next orders are read while the database stores these.

Reading is pure, so the thread never touches the database. The lease is kept by whoever waits for it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event

from orders.actions.claiming import TELL_EVERY, Alive
from orders.actions.slicing import Item, Pace, pieces

# So many lines are handed over at once, and so many times as many are held at most: a slice of half a second, or two.
LINES, HELD = 500, 24


class _NotWanted(Exception):
    """End a reading that nobody waits for any more."""


@contextmanager
def ahead(read: Callable[[Alive], Iterable[Item]], alive: Alive) -> Iterator[Iterator[Item]]:
    """Read ahead as long as the block lasts; an error is raised where its item would have stood.

    `read` is called with what it has to call every few seconds. `alive` is called in this thread, as often, also
    while nothing comes.
    """
    left = Event()

    def wanted() -> None:
        if left.is_set():
            raise _NotWanted

    found = pieces(read(wanted), Pace(LINES))
    with ThreadPoolExecutor(1, "reading") as thread:

        def begin() -> Future[list[Item]]:
            return thread.submit(next, found, [])

        try:
            yield _in_sequence(deque(begin() for _ in range(HELD)), begin, alive)
        finally:
            # The file is about to be closed.
            left.set()
            thread.shutdown(cancel_futures=True)


def _in_sequence(
    coming: deque[Future[list[Item]]], begin: Callable[[], Future[list[Item]]], alive: Alive
) -> Iterator[Item]:
    while piece := _awaited(coming.popleft(), alive):
        coming.append(begin())
        yield from piece


def _awaited(piece: Future[list[Item]], alive: Alive) -> list[Item]:
    alive()
    while wait([piece], TELL_EVERY.total_seconds()).not_done:
        alive()
    return piece.result()
