"""A supplier's orders over time, drawn: every order in one bar, told apart by more than colour."""

from collections import Counter
from datetime import date, timedelta

import pytest

from assessments.orders_chart import HEIGHT, WIDTH, orders_chart
from orders.history import History, Period
from orders.importers.rows import Outcome
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.test_recording import MARCH, record, row
from tests.people import Login


def history(*weeks: Counter[str]) -> History:
    periods = (Period(MARCH + timedelta(weeks=at), orders) for at, orders in enumerate(weeks))
    return History(True, tuple(periods), 0, 0)


def test_bars_stand_beside_each_other_and_pieces_on_each_other() -> None:
    chart = orders_chart(history(Counter(fine=3, late=1), Counter(), Counter(fine=1, lost=7)))
    assert chart is not None
    assert [key for key, _label in chart.fates] == ["fine", "late", "lost"]
    assert [bar.numbers for bar in chart.bars] == [(3, 1, 0), (0, 0, 0), (1, 0, 7)]
    assert chart.highest == 8
    for left, right in zip(chart.bars, chart.bars[1:], strict=False):
        assert left.x + left.width < right.x
    assert chart.bars[-1].x + chart.bars[-1].width <= WIDTH
    high = chart.bars[2].pieces
    assert [(piece.key, piece.y, piece.height) for piece in high] == [
        ("fine", 175.0, 25.0),
        ("lost", 0.0, 175.0),
    ]
    assert sum(piece.height for piece in chart.bars[0].pieces) == HEIGHT / 2


def test_the_latest_bar_is_named_and_no_more_than_fit() -> None:
    chart = orders_chart(history(*(Counter(fine=1) for _ in range(24))))
    assert chart is not None
    marks = [bar.has_mark for bar in chart.bars]
    assert (marks[-1], sum(marks)) == (True, 6)


def test_no_dated_order_is_no_chart() -> None:
    assert orders_chart(History(True, (), 0, 3)) is None


@pytest.mark.django_db
def test_the_page_has_the_drawing_and_the_same_numbers_as_a_table(
    store: Store, owner: User, login: Login
) -> None:
    lost = row("2", outcome=Outcome.LOST, delivered_on=None)
    record(store, row("1"), lost, row("3", ordered_on=None, delivered_on=None, outcome=None))
    supplier = Supplier.objects.get()
    page = login(owner).get(f"/stores/{store.slug}/suppliers/{supplier.pk}/")
    text = " ".join(page.content.decode().split())
    assert 'fill="url(#history-lost)"' in text
    assert "1 order has no date." in text
    assert "style=" not in text
    bar = page.context["history"].bars[-1]
    assert (bar.numbers, bar.total, bar.label) == ((1, 1), 2, date(2026, 2, 23).strftime("%d Feb %Y"))
