"""What carriers say of the parcels of one order together."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from orders.claims import Claims, add, life
from orders.facts import Arrival, facts_of
from orders.hearing import statements
from orders.importers.rows import ParcelStatus, Source, SupplierOrderRow, Tracked
from orders.tracking import Tracking, fate_of, number_keys, with_tracking
from orders.tracking_numbers import number_key

FIRST = datetime(2026, 3, 10, 9, tzinfo=UTC)


def parcel(fate: Tracked, day: int | None = None, said: int = 0) -> Tracking:
    delivered_on = None if day is None else date(2026, 3, day)
    return Tracking("aftership", fate, delivered_on, FIRST + timedelta(days=said))


def told(numbers: list[str], **parcels: Tracking) -> tuple[Tracked | None, date | None, date | None]:
    held = life(with_tracking({}, numbers, parcels))
    return held.tracked, held.delivered_on, held.arrived_by


@pytest.mark.parametrize("written", ["LX123456789CN", "lx 123 456 789 cn", "LX-123-456-789-CN"])
def test_a_number_is_the_same_however_it_is_printed(written: str) -> None:
    assert number_key(written) == "LX123456789CN"


def test_a_number_that_stands_twice_is_one_and_an_empty_one_is_none() -> None:
    assert number_keys(["a1", "A-1", " ", "b2"]) == ["A1", "B2"]


@pytest.mark.parametrize(
    ("status", "sub_status", "fate"),
    [
        (ParcelStatus.DELIVERED, "Delivered_Other", Tracked.DELIVERED),
        (ParcelStatus.IN_TRANSIT, None, Tracked.OPEN),
        (ParcelStatus.NOT_FOUND, "NotFound_Other", Tracked.OPEN),
        (ParcelStatus.EXPIRED, "Expired_Other", Tracked.OPEN),
        (ParcelStatus.EXCEPTION, None, Tracked.OPEN),
        (ParcelStatus.EXCEPTION, "Exception_Delayed", Tracked.OPEN),
        (ParcelStatus.EXCEPTION, "Exception_Lost", Tracked.LOST),
        (ParcelStatus.EXCEPTION, "Exception_Destroyed", Tracked.LOST),
        (ParcelStatus.LOST, None, Tracked.LOST),
        (ParcelStatus.EXCEPTION, "Exception_Rejected", Tracked.NOT_TAKEN),
        (ParcelStatus.EXCEPTION, "Exception_NoBody", Tracked.NOT_TAKEN),
        (ParcelStatus.RETURNED, "DeliveryFailure_InvalidAddress", Tracked.NOT_TAKEN),
        (ParcelStatus.EXCEPTION, "Exception_Security", Tracked.HELD),
        (ParcelStatus.EXCEPTION, "Exception_Returned", Tracked.RETURNED),
        (ParcelStatus.RETURNED, None, Tracked.RETURNED),
        # The carrier still tries.
        (ParcelStatus.ATTEMPT_FAILED, "DeliveryFailure_NoBody", Tracked.OPEN),
        (ParcelStatus.IN_TRANSIT, "InTransit_CustomsProcessing", Tracked.OPEN),
    ],
)
def test_a_status_means_what_it_says_and_no_more(
    status: ParcelStatus, sub_status: str | None, fate: Tracked
) -> None:
    assert fate_of(status, sub_status) is fate


def test_an_order_has_arrived_when_its_last_parcel_has() -> None:
    delivered = {"A": parcel(Tracked.DELIVERED, 9), "B": parcel(Tracked.DELIVERED, 12)}
    assert told(["A", "B"], **delivered) == (Tracked.DELIVERED, date(2026, 3, 12), None)
    assert told(["A", "B", "C"], **delivered) == (Tracked.OPEN, None, None)


def test_one_lost_parcel_loses_the_order() -> None:
    found = told(["A", "B"], A=parcel(Tracked.DELIVERED, 9), B=parcel(Tracked.LOST))
    assert found == (Tracked.LOST, None, None)


def test_a_delivery_that_nobody_dates_had_happened_by_the_day_of_the_newest_word() -> None:
    found = told(["A", "B"], A=parcel(Tracked.DELIVERED, 9), B=parcel(Tracked.DELIVERED, None, said=4))
    assert found == (Tracked.DELIVERED, None, date(2026, 3, 14))


def test_the_number_at_hand_over_goes_with_the_one_that_follows_it() -> None:
    early, later = "LP00675700340000", "LX123456789CN"
    delivered = {later: parcel(Tracked.DELIVERED, 9)}
    assert told([early, later], **delivered)[0] is Tracked.DELIVERED
    assert told([early, "LP00675700340001", later], **delivered)[0] is Tracked.OPEN
    assert told([early], **{early: parcel(Tracked.OPEN)})[0] is Tracked.OPEN


ORDERED = date(2026, 5, 1)


@pytest.mark.parametrize("before", [2, 485])
@pytest.mark.parametrize("fate", Tracked)
def test_a_parcel_whose_last_word_is_older_than_the_order_is_that_of_another_order(
    before: int, fate: Tracked
) -> None:
    if fate is Tracked.EARLIER:
        return
    at = datetime(2026, 5, 1, 12, tzinfo=UTC) - timedelta(days=before)
    dated = Tracking("aftership", fate, at.date() if fate is Tracked.DELIVERED else None, at)
    held = life(with_tracking({}, ["A"], {"A": dated}, ORDERED))
    assert (held.tracked, held.delivered_on, held.arrived_by) == (Tracked.EARLIER, None, None)
    facts = facts_of(held)
    assert (facts.arrival, facts.unattributed, facts.because) == (
        Arrival.NOT_OBSERVED,
        True,
        "tracked_earlier",
    )
    # The sender updates an old parcel: its delivery keeps its day.
    if fate is Tracked.DELIVERED:
        renewed = replace(dated, said_at=at + timedelta(days=900))
        assert life(with_tracking({}, ["A"], {"A": renewed}, ORDERED)).tracked is Tracked.EARLIER


@pytest.mark.parametrize("day", [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 20)])
def test_the_day_before_the_order_may_be_its_own_day_in_another_zone(day: date) -> None:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    found = with_tracking({}, ["A"], {"A": Tracking("aftership", Tracked.DELIVERED, day, at)}, ORDERED)
    assert life(found).delivered_on == day


def test_an_order_without_a_day_takes_its_parcels_as_they_are() -> None:
    assert told(["A"], A=parcel(Tracked.DELIVERED, 9))[0] is Tracked.DELIVERED


def test_beside_the_number_of_an_older_parcel_its_own_parcel_counts_until_it_has_arrived() -> None:
    old, later = parcel(Tracked.DELIVERED, 9), datetime(2026, 5, 9, 12, tzinfo=UTC)

    def fate(word: Tracked) -> Tracked | None:
        own = Tracking("aftership", word, None, later)
        return life(with_tracking({}, ["A", "B"], {"A": old, "B": own}, ORDERED)).tracked

    assert [fate(word) for word in (Tracked.OPEN, Tracked.LOST, Tracked.DELIVERED)] == [
        Tracked.OPEN,
        Tracked.LOST,
        Tracked.EARLIER,
    ]
    assert life(with_tracking({}, ["A", "B"], {"A": old}, ORDERED)).tracked is Tracked.EARLIER


def test_which_of_two_numbers_at_hand_over_goes_does_not_depend_on_their_sequence() -> None:
    first, second, later = "LP00675700340000", "LP00675700340001", "LX123456789CN"
    known = {later: parcel(Tracked.DELIVERED, 9), second: parcel(Tracked.DELIVERED, 9)}
    for numbers in permutations([first, second, later]):
        assert told(list(numbers), **known)[0] is Tracked.DELIVERED


def test_carriers_that_know_no_parcel_of_an_order_say_nothing() -> None:
    claims: Claims = {}
    assert with_tracking(claims, ["A"], {"B": parcel(Tracked.LOST)}) is claims
    assert with_tracking(claims, [], {"B": parcel(Tracked.LOST)}) is claims


def test_what_carriers_said_before_is_replaced_and_what_others_said_stays() -> None:
    row = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", tracking_numbers=("A",))
    own = add({}, Source.SUPPLIER_ORDERS, statements(row, FIRST.date()))
    before = with_tracking(own, ["A"], {"A": parcel(Tracked.OPEN)})
    other = Tracking("17track", Tracked.DELIVERED, date(2026, 3, 9), FIRST)
    after = with_tracking(before, ["A"], {"A": other})
    assert (set(before), set(after)) == (
        {"supplier_orders", "aftership"},
        {"supplier_orders", "17track"},
    )
    assert with_tracking(after, ["A"], {"A": other}) is after
    assert with_tracking(after, ["A"], {}) == own


def test_tracking_goes_before_a_file_and_the_owner_before_tracking() -> None:
    tracked = with_tracking({}, ["A"], {"A": parcel(Tracked.DELIVERED, 9)})
    for source, day in ((Source.SUPPLIER_ORDERS, date(2026, 3, 9)), (Source.OWNER, date(2026, 3, 20))):
        row = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", delivered_on=date(2026, 3, 20))
        assert life(add(tracked, source, statements(row, FIRST.date()))).delivered_on == day
