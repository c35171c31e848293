"""An owner's attestation: who may give it, what it makes count, and that it can be taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.evidence import evidence_of
from assessments.policy import current_policy
from orders.actions import attest, record_sales_orders, record_supplier_orders, withdraw
from orders.importers.rows import Outcome, SalesOrderRow, Source, SupplierOrderRow
from orders.models import Attestation, OrderDay, SupplierOrder
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.test_recording import sale
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
# The lane of all lanes together: 99 of 100 arriving parcels are there after 41.6 days; a month more is 71.6.
OLD_ENOUGH = TODAY - timedelta(days=72)
TOO_YOUNG = TODAY - timedelta(days=71)

SILENT = SupplierOrderRow(
    row=2,
    marketplace="aliexpress",
    order_id="8001",
    supplier="Shenzhen Bright",
    ordered_on=OLD_ENOUGH,
    is_paid=True,
    sale="#1001",
)
SOLD = replace(sale("1001"), refunded_amount=Decimal(0))


def placed(store: Store, **facts: object) -> SupplierOrder:
    row = replace(SILENT, **facts)  # type: ignore[arg-type]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, [row], learned_on=TODAY)
    return SupplierOrder.objects.get(store=store)


def sold(store: Store, **facts: object) -> None:
    row: SalesOrderRow = replace(SOLD, **facts)  # type: ignore[arg-type]
    record_sales_orders(store, "shopify_orders", [row], learned_on=TODAY)


def arrivals(store: Store) -> list[str]:
    supplier = Supplier.objects.get(store=store)
    found = evidence_of(supplier, "USD", TODAY, current_policy()).orders
    return [group.arrival.value for group in found]


def test_a_silent_order_counts_only_by_an_attestation_and_only_while_it_is_in_force(
    store: Store, owner: User
) -> None:
    sold(store)
    placed(store)
    assert arrivals(store) == ["not_observed"]
    attest(store, owner, NOW)
    assert arrivals(store) == ["attested"]
    withdraw(store, owner, NOW)
    assert arrivals(store) == ["not_observed"]


@pytest.mark.parametrize(("ordered", "arrival"), [(OLD_ENOUGH, "attested"), (TOO_YOUNG, "not_observed")])
def test_an_order_must_be_a_month_older_than_nearly_every_parcel_takes(
    store: Store, owner: User, ordered: date, arrival: str
) -> None:
    sold(store)
    placed(store, ordered_on=ordered)
    attest(store, owner, NOW)
    assert arrivals(store) == [arrival]


@pytest.mark.parametrize(
    "facts",
    [
        {"is_paid": None},
        {"dispute_opened_on": TODAY},
        {"refunded_amount": Decimal(5)},
        {"sale": None},
        {"sale": "#1002"},
        {"end_reason": "cancel_order_close_trade"},
        {"end_reason": "a_code_that_nobody_knows"},
        {"outcome": Outcome.IN_TRANSIT},
        {"outcome": Outcome.LOST},
    ],
    ids=lambda facts: " ".join(f"{name}={value}" for name, value in facts.items()),
)
def test_an_order_that_is_not_silent_paid_and_linked_never_counts_by_it(
    store: Store, owner: User, facts: dict[str, object]
) -> None:
    sold(store)
    assert placed(store, **facts).attestable is False
    attest(store, owner, NOW)
    assert "attested" not in arrivals(store)


@pytest.mark.parametrize(
    "facts",
    [
        {"refunded_amount": Decimal(5)},
        {"refunded_amount": None, "financial_status": "refunded"},
        {"cancelled_at": NOW},
    ],
    ids=["refunded", "called refunded", "cancelled"],
)
def test_an_order_whose_sale_does_not_stand_never_counts_by_it(
    store: Store, owner: User, facts: dict[str, object]
) -> None:
    placed(store)
    sold(store)
    assert SupplierOrder.objects.get().attestable is True
    sold(store, **facts)
    assert SupplierOrder.objects.get().attestable is False
    attest(store, owner, NOW)
    assert arrivals(store) == ["not_observed"]


def test_an_order_whose_sale_is_of_a_source_that_does_not_tell_of_refunds_never_counts_by_it(
    store: Store,
) -> None:
    placed(store)
    sold(store, refunded_amount=None, financial_status="")
    assert SupplierOrder.objects.get().attestable is False


@pytest.mark.parametrize("proof", [{"shipped_on": TODAY}, {"paid_by": "card"}, {"tracking_numbers": ("X1",)}])
def test_what_only_follows_a_payment_says_that_it_was_paid(store: Store, proof: dict[str, object]) -> None:
    sold(store)
    assert placed(store, is_paid=None, **proof).attestable is True


def test_a_closing_by_timer_leaves_an_order_silent(store: Store) -> None:
    sold(store)
    order = placed(store, end_reason="buyer_accept_goods_timeout")
    assert (order.arrival, order.attestable) == ("not_observed", True)


def test_the_sums_tell_silent_orders_apart(store: Store) -> None:
    sold(store)
    record_supplier_orders(
        store,
        Source.SUPPLIER_ORDERS,
        [SILENT, replace(SILENT, order_id="8002", sale=None)],
        learned_on=TODAY,
    )
    assert sorted(OrderDay.objects.values_list("attestable", "orders")) == [(False, 1), (True, 1)]


def test_attesting_and_withdrawing_raise_the_evidence_of_every_supplier_of_the_store_once(
    store: Store, owner: User, stranger: User
) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    sold(store)
    placed(store)
    record_supplier_orders(other, Source.SUPPLIER_ORDERS, [SILENT], learned_on=TODAY)
    before = dict(Supplier.objects.values_list("store_id", "evidence_version"))
    for _twice in range(2):
        attest(store, owner, NOW)
    for _twice in range(2):
        withdraw(store, owner, NOW + timedelta(days=1))
    after = dict(Supplier.objects.values_list("store_id", "evidence_version"))
    assert after == before | {store.pk: before[store.pk] + 2}
    [kept] = Attestation.objects.all()
    assert (kept.made_by, kept.made_at, kept.withdrawn_by) == (owner, NOW, owner)
    assert kept.withdrawn_at == NOW + timedelta(days=1)


def test_orders_that_could_count_are_found_and_told_in_the_list_in_its_file_and_on_their_page(
    store: Store, owner: User, login: Login
) -> None:
    sold(store)
    order = placed(store)
    placed_too = [replace(SILENT, order_id="8002", sale=None)]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, placed_too, learned_on=TODAY)
    browser = login(owner)
    here = f"/stores/{store.slug}/orders/"
    listed = browser.get(f"{here}?outcome=attestable")
    assert [str(each) for each in listed.context["page"].rows] == ["8001"]
    assert "Arrived, attested" not in listed.content.decode()
    file = b"".join(browser.get(f"{here}export/?outcome=attestable"))
    pages = [listed.content.decode(), browser.get(f"{here}{order.pk}/").content.decode()]
    assert "Silent, could count" in file.decode()
    assert all("Silent, could count" in page and "none is in force" in page for page in pages)
    attest(store, owner, NOW)
    pages = [browser.get(here + rest).content.decode() for rest in ("?outcome=attestable", f"{order.pk}/")]
    assert all("You have attested" in page and "none is in force" not in page for page in pages)


def test_the_list_finds_them_by_their_own_index(store: Store) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    found = SupplierOrder.objects.filter(store=store, attestable=True).order_by("-dated_on", "-pk")
    assert "supplier_order_attestable" in found.explain()


def test_the_suppliers_page_says_how_many_count_by_the_attestation(
    store: Store, owner: User, login: Login
) -> None:
    sold(store)
    placed(store)
    path = f"/stores/{store.slug}/suppliers/{Supplier.objects.get().pk}/"
    browser = login(owner)
    assert "of them by your attestation" not in browser.get(path).content.decode()
    attest(store, owner, NOW)
    page = browser.get(path)
    assert "of them by your attestation" in page.content.decode()
    assert (page.context["track"].arrived, page.context["track"].attested) == (1, 1)


def address(store: Store, action: str = "") -> str:
    return f"/stores/{store.slug}/orders/attestation/{action}"


def test_an_owner_attests_and_withdraws_and_the_page_says_since_when_and_by_whom(
    store: Store, owner: User, login: Login
) -> None:
    browser = login(owner)
    assert "I attest this" in browser.get(address(store)).content.decode()
    browser.post(address(store, "attest/"))
    page = browser.get(address(store)).content.decode()
    assert "In force since" in page
    assert owner.email in page
    browser.post(address(store, "withdraw/"))
    page = browser.get(address(store)).content.decode()
    assert "Nothing is attested" in page
    assert "withdrawn by" in page


@pytest.mark.parametrize("action", ["attest/", "withdraw/"])
def test_only_an_owner_decides_and_a_stranger_learns_nothing(
    store: Store, owner: User, helper: User, viewer: User, stranger: User, login: Login, action: str
) -> None:
    attest(store, owner, NOW)
    before = list(Attestation.objects.values())
    answers = [login(each).post(address(store, action)).status_code for each in (helper, viewer, stranger)]
    assert answers == [403, 403, 404]
    assert list(Attestation.objects.values()) == before


def test_everybody_in_the_store_reads_it_and_nobody_else(
    store: Store, helper: User, viewer: User, stranger: User, login: Login
) -> None:
    pages = [login(each).get(address(store)) for each in (helper, viewer, stranger)]
    assert [page.status_code for page in pages] == [200, 200, 404]
    assert "I attest this" not in pages[0].content.decode()
    assert Client().get(address(store)).status_code == 302


@pytest.mark.parametrize("number", [1, 15])
def test_the_page_costs_the_same_queries_for_1_attestation_and_for_15(
    store: Store, owner: User, login: Login, number: int
) -> None:
    for day in range(number):
        attest(store, owner, NOW + timedelta(days=day))
        withdraw(store, owner, NOW + timedelta(days=day))
    browser = login(owner)
    browser.get(address(store))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        browser.get(address(store))
    assert len(queries) == 7
