"""An import of customers' orders is taken back: as if it had never been."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from orders.actions import record_sales_orders
from orders.actions.sales import record_shop_news
from orders.actions.undoing_sales import take_back_sales
from orders.importers.rows import SalesOrderRow, Source
from orders.models import EarlyParts, Import, SalesLine, SalesOrder
from orders.models.changes import ImportChange
from orders.webhooks import Kind, read
from stores.models import Store, User
from tests.orders.test_recording import sale
from tests.orders.webhooks.notifications import message, order, refund

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
Bring = Callable[..., Import]


@pytest.fixture
def bring(store: Store, owner: User) -> Bring:
    """Import rows of Shopify's export."""

    def one(*rows: SalesOrderRow) -> Import:
        made = Import.objects.create(
            store=store, made_by=owner, size=1, filename="orders.csv", source=Source.SHOPIFY.value
        )
        record_sales_orders(
            store, "shopify_orders", rows, learned_on=TODAY, source=Source.SHOPIFY, the_import=made
        )
        return made

    return one


def take_back(the_import: Import) -> None:
    for change in ImportChange.objects.filter(the_import=the_import).order_by("-pk"):
        with transaction.atomic():
            take_back_sales(change)
        change.delete()
    Import.objects.filter(pk=the_import.pk).update(state=Import.State.UNDONE)


def state() -> list[object]:
    sales = SalesOrder.objects.order_by("pk").values()
    return [
        list(sales),
        list(SalesLine.objects.order_by("order", "position").values("order", "title", "price")),
    ]


def test_an_order_that_only_this_import_spoke_of_is_gone(bring: Bring) -> None:
    take_back(bring(sale("1"), sale("2")))
    assert (SalesOrder.objects.count(), SalesLine.objects.count()) == (0, 0)


def test_what_the_file_before_said_returns(bring: Bring) -> None:
    bring(sale("1", total=Decimal(30)))
    before = state()
    second = bring(sale("1", total=Decimal(99), lines=()), sale("2"))
    assert SalesOrder.objects.get(external_id="1").total == 99
    take_back(second)
    assert state() == before


def test_a_later_import_keeps_its_word_and_what_is_under_it_goes(bring: Bring) -> None:
    first = bring(sale("1", total=Decimal(30)))
    second = bring(sale("1", total=Decimal(99)))
    take_back(first)
    assert SalesOrder.objects.get().total == 99
    take_back(second)
    assert SalesOrder.objects.count() == 0


def test_what_another_import_said_as_well_stays(bring: Bring) -> None:
    first, again = bring(sale("1")), bring(sale("1"))
    take_back(first)
    assert SalesOrder.objects.count() == 1
    take_back(again)
    assert SalesOrder.objects.count() == 0


def test_what_the_shop_said_itself_stays(store: Store, bring: Bring) -> None:
    news = read(Kind.SHOPIFY, message("orders/create", order(1)))
    record_shop_news(store, Source.SHOPIFY_WEBHOOK, news.sales, news.pieces, learned_on=TODAY)
    before = state()
    take_back(bring(sale(news.sales[0].order_id, name="#1001", fulfilled_at=news.sales[0].updated_at)))
    assert state() == before


def test_what_the_shop_said_of_a_part_waits_again(store: Store, bring: Bring) -> None:
    news = read(Kind.SHOPIFY, message("refunds/create", refund(5, "5.00")))
    the_import = bring(sale(news.pieces[0].order_id))
    record_shop_news(store, Source.SHOPIFY_WEBHOOK, [], news.pieces, learned_on=TODAY)
    take_back(the_import)
    assert (SalesOrder.objects.count(), EarlyParts.objects.count()) == (0, 1)
