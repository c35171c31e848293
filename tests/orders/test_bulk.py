"""Confirmations that were given in one go."""

from datetime import UTC, datetime, timedelta

from orders.bulk import in_one_go

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def every(seconds: int, times: int) -> list[datetime]:
    return [NOON + timedelta(seconds=seconds * number) for number in range(times)]


def test_five_within_a_minute_are_one_go() -> None:
    assert in_one_go(every(15, 5)) == set(every(15, 5))


def test_four_within_a_minute_are_four_looks() -> None:
    assert in_one_go(every(15, 4)) == set()


def test_five_over_more_than_a_minute_are_five_looks() -> None:
    assert in_one_go(every(16, 5)) == set()


def test_one_click_for_five_orders_is_one_go() -> None:
    assert in_one_go([NOON] * 5) == {NOON}
