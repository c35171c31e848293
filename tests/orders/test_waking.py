"""Word to the worker beside the requests: nobody waits for it, and nothing is left untold."""

import threading
import time
from collections.abc import Callable

import pytest

from orders.waking import Waker

WITHIN_SECONDS = 10.0


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN_SECONDS
    while not what():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_wish_is_followed_by_a_call() -> None:
    calls: list[float] = []
    waker = Waker(lambda: calls.append(time.monotonic()), 0.0)
    for number in range(1, 4):
        waker.wish()
        until(lambda wanted=number: len(calls) == wanted)  # type: ignore[misc]  # mypy asks for no argument


def test_a_burst_of_wishes_is_few_calls_with_a_pause_between_them() -> None:
    calls: list[float] = []
    waker = Waker(lambda: calls.append(time.monotonic()), 0.2)
    for _ in range(1_000):
        waker.wish()
    until(lambda: len(calls) >= 2)
    time.sleep(0.5)
    assert len(calls) == 2
    assert calls[1] - calls[0] >= 0.2


def test_a_wish_does_not_wait_for_the_call_and_one_during_it_leads_to_another() -> None:
    goes_on, begun = threading.Event(), threading.Semaphore(0)

    def call() -> None:
        begun.release()
        goes_on.wait(WITHIN_SECONDS)

    waker = Waker(call, 0.0)
    waker.wish()
    assert begun.acquire(timeout=WITHIN_SECONDS)
    # What was kept before this wish may have been kept after the call had looked.
    waker.wish()
    assert not begun.acquire(blocking=False)
    goes_on.set()
    assert begun.acquire(timeout=WITHIN_SECONDS)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_call_that_fails_is_not_the_last() -> None:
    calls: list[int] = []

    def call() -> None:
        calls.append(1)
        raise RuntimeError("the first of its kind")

    waker = Waker(call, 0.0)
    waker.wish()
    until(lambda: len(calls) == 1 and waker._thread not in threading.enumerate())
    waker.wish()
    # The thread ends within this test, or its fault would be told to another.
    until(lambda: len(calls) == 2 and waker._thread not in threading.enumerate())
