"""The bars and the dots draw the numbers they stand beside."""

import pytest

from assessments.wording.bill import WIDTH, bill_view
from assessments.wording.channels import strip_views
from tests.assessments.wording.cases import CASES, judged, report

BILL = {
    "per_orders": 100,
    "on": {
        "price": 2000.0,
        "fees": 0.0,
        "labour": 0.0,
        "failures": {"mean": 100.0, "low": 40.0, "high": 400.0},
        "total": {"mean": 2100.0, "low": 2040.0, "high": 2400.0},
    },
    "off": {
        "price": 1500.0,
        "fees": 50.0,
        "labour": 150.0,
        "failures": {"mean": 200.0, "low": 80.0, "high": 700.0},
        "vanish": {"mean": 20.0, "low": 0.0, "high": 100.0},
        "total": {"mean": 1920.0, "low": 1780.0, "high": 2500.0},
    },
}


def test_the_longest_range_fills_the_drawing() -> None:
    on, off = bill_view(BILL, "USD").bars
    assert (off.low_x, off.high_x) == (round(1780 / 2500 * WIDTH, 2), WIDTH)
    assert (on.low_x, on.high_x) == (round(2040 / 2500 * WIDTH, 2), round(2400 / 2500 * WIDTH, 2))


def test_the_parts_of_a_bar_follow_one_another_up_to_its_mean() -> None:
    on, off = bill_view(BILL, "USD").bars
    assert [(part.key, part.x, part.width) for part in off.segments] == [
        ("price", 0.0, 240.0), ("fees", 240.0, 8.0), ("labour", 248.0, 24.0), ("failures", 272.0, 32.0),
        ("vanish", 304.0, 3.2),
    ]  # fmt: skip
    assert [part.key for part in on.segments] == ["price", "failures"]


def test_the_table_beside_the_bars_has_means_ranges_and_differences() -> None:
    view = bill_view(BILL, "USD")
    rows = [(row.label, row.on, row.on_range, row.off, row.off_range, row.difference) for row in view.parts]
    assert rows == [
        ("Goods and shipping", "$2,000", "", "$1,500", "", "−$500"),
        ("Payment fees", "$0", "", "$50", "", "+$50"),
        ("Your own work", "$0", "", "$150", "", "+$150"),
        ("Orders that go wrong", "$100", "$40 to $400", "$200", "$80 to $700", "+$100"),
        ("The supplier disappears", "$0", "", "$20", "$0 to $100", "+$20"),
    ]
    assert (view.total.on, view.total.off, view.total.difference) == ("$2,100", "$1,920", "−$180")
    assert view.summary == "Leaving is expected to cost $180 less; the direct bill would be $1,780 to $2,500."


def test_a_bill_that_is_not_known_says_so() -> None:
    on, off = {**BILL["on"], "total": None}, {**BILL["off"], "total": {"mean": None}}  # type: ignore[dict-item]
    view = bill_view({"per_orders": 100, "on": on, "off": off}, "USD")
    assert view.summary == "The bill could not be worked out."
    assert (view.total.on, view.total.difference) == ("unknown", "unknown")
    assert view.bars[0].high_x == 0.0


@pytest.mark.parametrize("name", sorted(CASES))
def test_bars_of_real_reports_stay_inside_the_drawing(name: str) -> None:
    for bar in report(name).bill.bars:
        assert 0 <= bar.low_x <= bar.high_x <= WIDTH
        assert all(part.x >= 0 and part.x + part.width <= WIDTH + 0.05 for part in bar.segments)


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_strip_has_a_hundred_dots(name: str) -> None:
    assessment, _explanation = judged(name)
    for strip in strip_views(assessment["failure_rates"]):
        assert [strip.sure, strip.possible, strip.rest].count("") < 3
        assert sum(path.count("M") for path in (strip.sure, strip.possible, strip.rest)) == 100


def test_dots_are_split_at_the_ends_of_the_range() -> None:
    rate = {"lower90": 0.02, "upper90": 0.09, "counted_orders": 0, "counted_failures": 0}
    strip = strip_views({"lost": rate})[0]
    assert (strip.sure.count("M"), strip.possible.count("M"), strip.rest.count("M")) == (2, 7, 91)
    assert strip.sentence == "between 2 and 9 of every 100 orders"
    assert strip.evidence == "No order of yours says anything about this yet."
