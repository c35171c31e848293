"""What carriers say of the parcels of one order together."""

from datetime import UTC, date, datetime, timedelta

import pytest

from orders.claims import Claims, add, life
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
