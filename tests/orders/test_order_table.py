"""The order table: narrowed, searched, sorted, as a file, and with several orders ticked."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from orders.actions import record_sales_orders
from orders.exporting import plain
from orders.importers.rows import Outcome, Source
from orders.models import Import, SupplierOrder
from orders.tables import chosen_orders
from orders.views.bulk import BULK_ACTIONS, BulkAction
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.test_recording import MARCH, TODAY, record, row, sale
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


def here(store: Store, query: str = "") -> str:
    return f"/stores/{store.slug}/orders/{query}"


def shown(browser: Client, store: Store, query: str) -> list[str]:
    return [str(each) for each in browser.get(here(store, f"?{query}")).context["page"].rows]


def some_orders(store: Store) -> None:
    record(
        store,
        row("fine"),
        row("late", outcome=Outcome.LATE, ordered_on=MARCH + timedelta(days=1), cost=Decimal(30)),
        row("lost", outcome=Outcome.LOST, delivered_on=None, ordered_on=MARCH + timedelta(days=2)),
        row("fake", outcome=Outcome.COUNTERFEIT, ordered_on=MARCH + timedelta(days=3)),
        row("unlike", outcome=Outcome.NOT_AS_DESCRIBED, ordered_on=MARCH + timedelta(days=4), cost=None),
        row("away", outcome=Outcome.IN_TRANSIT, delivered_on=None, ordered_on=MARCH + timedelta(days=5)),
        row(
            "whose", supplier=None, products=("Chair",), ordered_on=MARCH + timedelta(days=6), cost=Decimal(1)
        ),
        row(
            "when", supplier="Yiwu Gifts", ordered_on=None, outcome=None, delivered_on=None, cost=Decimal(99)
        ),
    )


NEWEST = ["when", "whose", "away", "unlike", "fake", "lost", "late", "fine"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", NEWEST),
        ("sort=date", NEWEST[::-1]),
        ("sort=-cost", ["unlike", "when", "late", "away", "fake", "lost", "fine", "whose"]),
        ("sort=cost", ["whose", "fine", "lost", "fake", "away", "late", "when", "unlike"]),
        ("supplier=none", ["whose"]),
        ("outcome=late", ["late"]),
        ("outcome=lost", ["lost"]),
        ("outcome=counterfeit", ["fake"]),
        ("outcome=not_as_described", ["unlike"]),
        ("outcome=open", ["away"]),
        ("outcome=overdue", ["away"]),
        ("outcome=to_answer", ["whose"]),
        ("since=2026-03-03&until=2026-03-04", ["fake", "lost"]),
        ("until=2026-03-01", ["fine"]),
        ("outcome=late&until=2026-03-01", []),
        ("sort=cost&outcome=proven&since=2026-03-02", ["whose", "fake", "late", "unlike"]),
        ("source=aliexpress_orders", []),
        ("outcome=nonsense&supplier=0&since=yesterday&sort=x", NEWEST),
        ("after=nowhere&before=0", NEWEST),
        ("q=lat", ["late"]),
        ("q=%23lost", ["lost"]),
        ("q=chair", ["whose"]),
        ("q=lamp&outcome=lost", ["lost"]),
        ("q=no+such+thing", []),
        ("q=%00", NEWEST),
        ("q=%25", []),
    ],
)
def test_orders_are_narrowed_and_sorted(
    store: Store, browser: Client, query: str, expected: list[str]
) -> None:
    Import.objects.create(store=store, token="t", filename="f", size=1, source=Source.ALIEXPRESS.value)
    some_orders(store)
    assert shown(browser, store, query) == expected


def test_an_order_is_found_by_its_tracking_number_and_by_its_sale(store: Store, browser: Client) -> None:
    record(
        store, row("1", tracking_numbers=("LX 123-456 CN",)), row("2", sale="#1001"), row("3", sale="#1002")
    )
    record_sales_orders(store, "shopify_orders", [sale("1002")], learned_on=TODAY)
    assert shown(browser, store, "q=lx123456cn") == ["1"]
    assert shown(browser, store, "q=1001") == ["2"]
    assert shown(browser, store, "q=%231002") == ["3"]


def test_a_store_finds_no_order_of_another(store: Store, browser: Client, stranger: User) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    record(other, row("theirs", tracking_numbers=("LX1CN",)))
    theirs = Supplier.objects.get(store=other)
    record(store, row("ours"))
    assert shown(browser, store, f"supplier={theirs.pk}") == ["ours"]
    assert [shown(browser, store, f"q={text}") for text in ("theirs", "LX1CN", "lamp")] == [[], [], ["ours"]]


def test_overdue_orders_stand_with_the_longest_overdue_first(store: Store, browser: Client) -> None:
    away = {"outcome": Outcome.IN_TRANSIT, "delivered_on": None}
    due = [MARCH + timedelta(days=20), MARCH + timedelta(days=10), date.today() + timedelta(days=9)]  # noqa: DTZ011
    record(store, *(row(str(at), promised_on=day, **away) for at, day in enumerate(due)))
    assert shown(browser, store, "outcome=overdue") == ["1", "0"]
    assert browser.get(here(store)).content.decode().count("Overdue</span>") == 2


def test_sales_are_narrowed_searched_and_sorted(store: Store, browser: Client) -> None:
    record_sales_orders(store, "shopify_orders", [sale("1"), sale("2")], learned_on=TODAY)
    assert shown(browser, store, "kind=sales&sort=date") == ["#1", "#2"]
    assert shown(browser, store, "kind=sales&q=2") == ["#2"]
    assert shown(browser, store, "kind=sales&state=cancelled") == []
    assert len(shown(browser, store, "kind=sales&state=fulfilled")) == 2
    assert shown(browser, store, "kind=sales&since=2030-01-01") == []


def test_the_next_page_and_the_way_back_keep_what_was_chosen(store: Store, browser: Client) -> None:
    record(store, *(row(f"{number:03}", ordered_on=MARCH) for number in range(120)))
    supplier = Supplier.objects.get()
    first = browser.get(here(store, f"?supplier={supplier.pk}&sort=date"))
    assert first.context["page"].before == ""
    second = browser.get(
        here(store, f"?supplier={supplier.pk}&sort=date&after={first.context['page'].after}")
    )
    assert [str(each) for each in second.context["page"].rows] == [f"{n:03}" for n in range(50, 100)]
    text = second.content.decode()
    assert f"supplier={supplier.pk}&amp;sort=date&amp;before=" in text
    back = browser.get(
        here(store, f"?supplier={supplier.pk}&sort=date&before={second.context['page'].before}")
    )
    assert [str(each) for each in back.context["page"].rows] == [f"{n:03}" for n in range(50)]


@pytest.mark.parametrize(
    "query", ["", "?sort=-cost", "?outcome=proven&supplier=none", "?q=lamp", "?kind=sales"]
)
def test_a_page_costs_the_same_queries_for_1_order_and_for_30(
    store: Store, browser: Client, query: str
) -> None:
    counts = []
    for number in (1, 30):
        record(store, *(row(str(each)) for each in range(number)))
        record_sales_orders(store, "shopify", [sale(str(each)) for each in range(number)], learned_on=TODAY)
        with CaptureQueriesContext(connection) as asked:
            browser.get(here(store, query))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def exported(browser: Client, store: Store, query: str = "") -> list[list[str]]:
    answer = browser.get(here(store, f"export/{query}"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    return list(csv.reader(io.StringIO(text)))


def test_the_file_has_the_orders_of_the_list_in_its_sort(store: Store, browser: Client) -> None:
    some_orders(store)
    header, *lines = exported(browser, store, "?outcome=proven&sort=date")
    assert [line[0] for line in lines] == ["fine", "late", "fake", "unlike", "whose"]
    assert dict(zip(header, lines[1], strict=True))["What went wrong"] == "Late"
    assert [line[0] for line in exported(browser, store)[1:]] == NEWEST


def test_the_file_of_sales_has_their_amounts(store: Store, browser: Client) -> None:
    record_sales_orders(store, "shopify", [sale("7")], learned_on=TODAY)
    header, line = exported(browser, store, "?kind=sales")
    assert (line[0], len(line)) == ("#7", len(header))


def test_a_file_of_more_orders_than_one_look_reads_them_bit_by_bit(
    store: Store, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(store, *(row(str(number)) for number in range(30)))
    monkeypatch.setattr("orders.exporting.AT_A_TIME", 4)
    with CaptureQueriesContext(connection) as asked:
        assert len(exported(browser, store)) == 31
    assert max(len(each["sql"].split("LIMIT")) for each in asked) <= 2
    assert sum("LIMIT 4" in each["sql"] for each in asked) >= 8


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"])
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert plain(text) == f"'{text}"


def test_what_an_order_says_cannot_become_a_formula(store: Store, browser: Client) -> None:
    record(store, row("=HYPERLINK(1)", products=("@cmd", "b"), supplier="+evil"))
    cells = exported(browser, store)[1]
    assert cells[0] == "'=HYPERLINK(1)"
    assert {"'@cmd; b", "'+evil"} <= {*cells}
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("path", ["", "export/"])
def test_members_read_and_strangers_find_nothing(
    store: Store, viewer: User, stranger: User, login: Login, path: str
) -> None:
    some_orders(store)
    assert login(viewer).get(here(store, path)).status_code == 200
    assert login(stranger).get(here(store, path)).status_code == 404


@pytest.fixture
def told() -> Iterator[list[list[str]]]:
    """What the one bulk action of these tests was given."""
    given: list[list[str]] = []

    def run(_store: Store, _user: User, orders: QuerySet[SupplierOrder]) -> str:
        given.append([str(each) for each in orders])
        return "Done with them."

    BULK_ACTIONS["test"] = BulkAction("Test them", run)
    try:
        yield given
    finally:
        del BULK_ACTIONS["test"]


def test_ticked_orders_are_handed_to_the_chosen_action(
    store: Store, browser: Client, told: list[list[str]], stranger: User
) -> None:
    some_orders(store)
    other = Store.objects.exclude(pk=store.pk).get()
    record(other, row("theirs"))
    ids = {str(order): order.pk for order in SupplierOrder.objects.all()}
    answer = browser.post(
        here(store, "bulk/"),
        {
            "action": "test",
            "order": [ids["late"], ids["lost"], ids["theirs"], "x", "9" * 30],
            "back": here(store, "?outcome=late"),
        },
        follow=True,
    )
    assert told == [["late", "lost"]]
    assert answer.redirect_chain == [(here(store, "?outcome=late"), 302)]
    assert "Done with them." in answer.content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/stores/", "javascript:1", ""])
def test_the_way_back_leads_to_this_list_alone(
    store: Store, browser: Client, told: list[list[str]], back: str
) -> None:
    answer = browser.post(here(store, "bulk/"), {"action": "none", "back": back})
    assert (answer.status_code, answer["Location"], told) == (302, here(store), [])


def test_who_may_only_look_ticks_nothing(
    store: Store, viewer: User, login: Login, told: list[list[str]]
) -> None:
    some_orders(store)
    page = login(viewer).get(here(store)).content.decode()
    assert 'type="checkbox"' not in page
    assert login(viewer).post(here(store, "bulk/"), {"action": "test", "order": "1"}).status_code == 403
    assert told == []


def test_all_of_a_page_are_ticked_without_a_script(
    store: Store, browser: Client, told: list[list[str]]
) -> None:
    some_orders(store)
    page = browser.get(here(store, "?ticked=1")).content.decode()
    assert page.count("checked>") == len(NEWEST)
    assert chosen_orders(store, ["1", "²", "-1"]).count() <= 1
