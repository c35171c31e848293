"""Reading a file ahead of the work on it: the same items in the same sequence, and nothing left behind."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, repeat

import pytest

from orders.actions import reading_ahead
from orders.actions.claiming import Alive, TakenOver
from orders.actions.reading_ahead import HELD, LINES, ahead
from orders.actions.slicing import Item
from orders.importers import FileError, FileProblem, SupplierOrderRow

MANY = LINES * HELD * 3


def row(number: int) -> SupplierOrderRow:
    return SupplierOrderRow(row=number, marketplace="aliexpress", order_id=str(number), supplier="Bright")


def rows(wanted: Alive, number: int = MANY) -> Iterator[Item]:
    for each in range(number):
        if each % 100 == 0:
            wanted()
        yield row(each)


def nothing() -> None:
    """Keep no lease."""


def readers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("reading")]


@pytest.mark.parametrize("number", [0, 1, LINES, LINES + 1, MANY])
def test_every_item_comes_in_the_sequence_of_the_file(number: int) -> None:
    with ahead(lambda wanted: rows(wanted, number), nothing) as items:
        assert [item.row for item in items] == list(range(number))
    assert not readers()


def test_it_reads_while_nobody_takes_but_never_more_than_it_may_hold() -> None:
    read, full = [0], threading.Event()

    def counted(wanted: Alive) -> Iterator[Item]:
        for item in rows(wanted):
            read[0] += 1
            if read[0] >= LINES * HELD:
                full.set()
            yield item

    with ahead(counted, nothing) as items:
        next(items)
        assert full.wait(10)
        # One piece was taken, so one more may be read.
        assert not threading.Event().wait(0.2)
        assert read[0] <= LINES * (HELD + 1)


def test_an_error_of_the_file_comes_after_the_items_before_it() -> None:
    def broken(wanted: Alive) -> Iterator[Item]:
        yield from rows(wanted, LINES)
        raise FileError(FileProblem.QUOTE_NOT_CLOSED, row="7")

    with ahead(broken, nothing) as items:
        assert len(list(islice(items, LINES))) == LINES
        with pytest.raises(FileError) as caught:
            next(items)
    assert caught.value.details == {"row": "7"}


def test_the_lease_is_kept_by_the_thread_that_works_also_while_nothing_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading_ahead, "TELL_EVERY", timedelta(milliseconds=50))
    kept: list[threading.Thread] = []
    enough = threading.Event()

    def alive() -> None:
        kept.append(threading.current_thread())
        if len(kept) >= 3:
            enough.set()

    def slow(wanted: Alive) -> Iterator[Item]:
        assert enough.wait(10)
        yield row(1)

    with ahead(slow, alive) as items:
        assert [item.row for item in items] == [1]
    assert set(kept) == {threading.current_thread()}


def test_work_that_is_called_off_ends_the_reading_before_its_file_is_closed() -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(wanted: Alive) -> Iterator[Item]:
        begun.set()
        try:
            for _ in repeat(None):
                wanted()
        finally:
            ended.set()
        yield row(1)

    def alive() -> None:
        assert begun.wait(10)
        raise TakenOver

    with pytest.raises(TakenOver), ahead(endless, alive) as items:
        list(items)
    assert ended.is_set()
    assert not readers()
