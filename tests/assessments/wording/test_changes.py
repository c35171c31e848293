"""What would change the verdict, as an owner reads it: one change or two, and how long a wait is."""

from typing import Any

import pytest

from assessments.wording.report import report_view
from tests.assessments.wording.cases import DAY, judged

WAIT = [
    {"field": "wait_days", "from": 0.0, "to": 56.0, "pile": "wait"},
    {"field": "clean_orders", "from": 0.0, "to": 14.0, "pile": "wait"},
]
PRICE = {"field": "offered_price", "from": 19.0, "to": 17.2, "pile": "ask"}
CHECKS = {"field": "diligence_share", "from": None, "to": 0.5, "pile": "prove"}
NO_DEPOSIT = {"field": "deposit_share", "from": 1.0, "to": 0.0, "pile": "ask"}
NO_TO_BOTH = [
    {"field": f"answers.{key}", "from": None, "to": False, "pile": "prove"}
    for key in ("pressure", "licence_invalid")
]
CALL = {"field": "answers.payee_changed", "from": True, "to": False, "pile": "ask"}
DAYS = {"days": {"low": 40, "high": 75}}
FOURTEEN = "14 more clean orders, in about 40 to 75 days at today’s pace"


def told(pile: str, changes: list[dict[str, Any]], **more: Any) -> tuple[str, str, str]:
    """Return a set of changes as its line, as the ways it needs, and as the verdict of NOT_YET names it."""
    assessment, explanation = judged("not_yet")
    row = {"pile": pile, "changes": changes, "verdict": "PILOT", **more}
    view = report_view(
        assessment,
        {**explanation, "what_would_change": [row]},
        supplier="A",
        currency="USD",
        as_of=DAY,
    )
    change = next(change for pile in view.piles for change in pile.changes)
    name = view.sentence.removeprefix("Not yet. Stay on AliExpress with A for now; ")
    return change.sentence, change.ways, name.removesuffix(" would change this.")


def test_a_wait_says_the_range_of_days_in_which_its_orders_come() -> None:
    assert told("wait", WAIT, **DAYS) == (
        f"Keep ordering: {FOURTEEN}.",
        "",
        "14 more clean orders",
    )
    assert told("wait", WAIT, days={"low": 56, "high": 56})[0] == (
        "Keep ordering: 14 more clean orders, in about 56 days at today’s pace."
    )


def test_a_wait_in_which_no_order_comes_is_told_in_days_alone() -> None:
    idle = [WAIT[0], {**WAIT[1], "to": 0.0}]
    assert told("wait", idle, days={"low": 56, "high": 56}) == (
        "Keep ordering for about 56 days.",
        "",
        "another 56 days of orders",
    )


@pytest.mark.parametrize(
    ("pile", "changes", "expected"),
    [
        (
            "wait",
            [*WAIT, PRICE],
            (
                f"It takes both: a price of $17.20, and {FOURTEEN}.",
                "ask and wait",
                "a price of $17.20 together with 14 more clean orders",
            ),
        ),
        (
            "ask",
            [CHECKS, PRICE],
            (
                "It takes both: 50\u00a0% of the checks done, and a price of $17.20.",
                "ask and prove",
                "50\u00a0% of the checks done together with a price of $17.20",
            ),
        ),
        (
            "ask",
            [*NO_TO_BOTH, NO_DEPOSIT],
            (
                "It takes both: “no” to the 2 open questions, and no deposit.",
                "ask and prove",
                "“no” to the 2 open questions together with no deposit",
            ),
        ),
        (
            "ask",
            [CALL, *NO_TO_BOTH],
            (
                "It takes both: a call that confirms the bank details, and “no” to the 2 open questions.",
                "ask and prove",
                "a call that confirms the bank details together with “no” to the 2 open questions",
            ),
        ),
        (
            "ask",
            [PRICE, NO_DEPOSIT],
            (
                "It takes both: a price of $17.20, and no deposit.",
                "",
                "a price of $17.20 together with no deposit",
            ),
        ),
    ],
)
def test_two_changes_read_as_one_sentence_with_both(
    pile: str, changes: list[dict[str, Any]], expected: tuple[str, str, str]
) -> None:
    assert told(pile, changes, **(DAYS if pile == "wait" else {})) == expected


def test_open_questions_are_answered_in_one_go() -> None:
    assert told("prove", NO_TO_BOTH) == (
        "Answer all 2 open questions; each answer must be “no”.",
        "",
        "“no” to the 2 open questions",
    )


def test_a_pair_of_an_older_report_is_told_without_its_days() -> None:
    bare = [{key: value for key, value in change.items() if key != "pile"} for change in (*WAIT, PRICE)]
    assert told("wait", bare)[:2] == ("It takes both: a price of $17.20, and 14 more clean orders.", "")


def test_two_piles_that_each_need_a_pair_still_read_as_two_alternatives() -> None:
    assessment, explanation = judged("not_yet")
    rows = [
        {"pile": "ask", "changes": [CHECKS, PRICE], "verdict": "PILOT"},
        {"pile": "wait", "changes": [*WAIT, NO_DEPOSIT], "verdict": "PILOT", **DAYS},
    ]
    view = report_view(
        assessment, {**explanation, "what_would_change": rows}, supplier="A", currency="USD", as_of=DAY
    )
    assert view.sentence == (
        "Not yet. Stay on AliExpress with A for now; 50\u00a0% of the checks done together with a price of "
        "$17.20, or no deposit together with 14 more clean orders, would change this."
    )


def test_waiting_is_told_in_days_and_orders() -> None:
    assessment, explanation = judged("not_yet")
    changes = [
        {"field": "wait_days", "from": 0.0, "to": 56.0},
        {"field": "clean_orders", "from": 0.0, "to": 14.0},
    ]
    explanation = {
        **explanation,
        "what_would_change": [{"pile": "wait", "changes": changes, "verdict": "PILOT"}],
    }
    view = report_view(assessment, explanation, supplier="Shenzhen Bright", currency="USD", as_of=DAY)
    assert view.piles[2].changes[0].sentence == (
        "Keep ordering for about 56 days: 14 more clean orders at today’s pace."
    )
    assert view.sentence == (
        "Not yet. Stay on AliExpress with Shenzhen Bright for now; 14 more clean orders would change this."
    )


PILOT = {"field": "clean_off_platform", "from": 0.4, "to": 10.0, "pile": "wait"}


def test_a_pilot_to_make_says_its_orders_and_their_days() -> None:
    assert told("wait", [PILOT], days={"low": 29, "high": 47}) == (
        "Make the pilot: 10 clean direct orders, in about 29 to 47 days.",
        "",
        "10 clean direct orders",
    )
    assert told("wait", [PILOT, CHECKS], days={"low": 29, "high": 47})[0] == (
        "It takes both: 50\u00a0% of the checks done, and 10 clean direct orders, in about 29 to 47 days."
    )
    assert told("wait", [PILOT, *WAIT], **DAYS)[0] == (
        f"It takes both: 10 clean direct orders, and {FOURTEEN}."
    )


def test_a_wait_whose_slow_end_leads_nowhere_names_no_last_day() -> None:
    assert told("wait", WAIT, days={"low": 56, "high": None})[0] == (
        "Keep ordering: 14 more clean orders, in about 56 days or more at today’s pace."
    )


def test_the_kind_of_a_payment_is_to_be_found_out_and_another_payment_to_be_asked_for() -> None:
    change = {"field": "payment_method", "from": "paypal", "to": "paypal_goods_services"}
    found, asked = (told(pile, [{**change, "pile": pile}]) for pile in ("prove", "ask"))
    assert found[0].startswith("Find out which kind it is: if it is PayPal")
    assert found[2].startswith("proof that the payment is PayPal")
    assert asked[0].startswith("Pay by PayPal") and asked[2].startswith("payment by PayPal")


def test_another_volume_is_a_plan_of_the_owners_own() -> None:
    change = {"field": "orders_per_month", "from": 50.0, "to": 15.0, "pile": "prove"}
    assert told("prove", [change])[0] == "Plan 15 orders a month instead of 50."
