"""Tries are counted by spans of time, and no count outlives its own."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from suppliers.limiting import is_within, network_of


@pytest.fixture(autouse=True)
def counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_so_many_tries_of_a_span_are_let_through_and_the_next_span_begins_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moment = 6_000.0
    monkeypatch.setattr("suppliers.limiting.time.time", lambda: moment)
    assert [is_within("x", 2, 60) for _ in range(3)] == [True, True, False]
    assert is_within("y", 2, 60)
    moment = 6_059.9
    assert not is_within("x", 2, 60)
    moment = 6_060.0
    assert is_within("x", 2, 60)


def test_every_count_ends_by_itself() -> None:
    is_within("x", 2, 60)
    is_within("x", 2, 60)
    client = cache._cache.get_client()  # type: ignore[attr-defined]
    lasting = [client.ttl(key) for key in client.keys("*tries.x*")]
    assert len(lasting) in {1, 2}
    assert all(60 < seconds <= 120 for seconds in lasting)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::"),
    ],
)
def test_a_visitor_is_counted_by_address_or_by_the_network_that_is_theirs(address: str, network: str) -> None:
    assert network_of(address) == network


def test_what_is_no_address_is_none() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        network_of("unix:")
