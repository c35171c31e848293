"""The four verdicts on plain cases, and each gate at the edge of its threshold."""

from dataclasses import replace
from typing import Any

import pytest

from assessments.engine import assess
from assessments.engine.gates import gate
from tests.assessments.engine.world import POLICY, clean_weeks, evidence, proposal


def failing(report: dict[str, Any], level: str) -> list[str]:
    return [gate["key"] for gate in report["gates"] if not gate[level]["passed"]]


def test_a_long_record_and_a_protected_payment_are_ready() -> None:
    report = assess(evidence(clean_weeks(28, 12)), proposal(), POLICY)
    assert report["verdict"] == "READY"
    assert failing(report, "ready") == []


def test_a_shorter_record_is_for_a_pilot() -> None:
    report = assess(evidence(clean_weeks(14, 9)), proposal(), POLICY)
    assert report["verdict"] == "PILOT"
    assert failing(report, "ready") == ["pace", "planned_against_pace", "tenure"]


def test_a_store_that_is_just_starting_is_not_ready_yet() -> None:
    report = assess(evidence(clean_weeks(3, 2), owner_orders=12, diligence_share=0.2), proposal(), POLICY)
    assert report["verdict"] == "NOT_YET"
    assert {"clean_orders", "pace", "owner_orders", "diligence"} <= set(failing(report, "pilot"))


def test_an_offer_that_no_record_could_make_pay_says_stay() -> None:
    report = assess(evidence(clean_weeks(28, 12)), proposal(offered_price=19), POLICY)
    assert report["verdict"] == "STAY"
    assert report["findings"][0]["key"] == "no_record_would_pay"


def test_a_final_payment_needs_direct_orders_first() -> None:
    wire = proposal(payment_method="wire_company", deposit_share=1)
    record = clean_weeks(28, 12)
    assert assess(evidence(record), wire, POLICY)["verdict"] == "PILOT"
    direct = clean_weeks(6, 2, off_platform=True)
    assert assess(evidence([*record, *direct]), wire, POLICY)["verdict"] == "READY"
    assert assess(evidence(record, clean_off_platform=10), wire, POLICY)["verdict"] == "READY"


EDGES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("owner_orders", "ready", {"owner_orders": 100}, {"owner_orders": 99}),
    ("owner_orders", "pilot", {"owner_orders": 30}, {"owner_orders": 29}),
    ("diligence", "ready", {"diligence_share": 0.8}, {"diligence_share": 0.79}),
    ("diligence", "pilot", {"diligence_share": 0.5}, {"diligence_share": 0.49}),
    ("distinct_weeks", "ready", {"distinct_weeks": 12}, {"distinct_weeks": 11}),
    ("distinct_weeks", "pilot", {"distinct_weeks": 4}, {"distinct_weeks": 3}),
]


@pytest.mark.parametrize(("key", "level", "enough", "short"), EDGES)
def test_a_gate_opens_at_its_threshold(
    key: str, level: str, enough: dict[str, Any], short: dict[str, Any]
) -> None:
    record = clean_weeks(28, 12)
    assert key not in failing(assess(evidence(record, **enough), proposal(), POLICY), level)
    assert key in failing(assess(evidence(record, **short), proposal(), POLICY), level)
    unknown = dict.fromkeys(enough)
    if key != "distinct_weeks":
        report = assess(evidence(record, **unknown), proposal(), POLICY)
        row = next(row for row in report["gates"] if row["key"] == key)
        assert not row[level]["passed"] and row["reason"] == "could_not_be_computed"


def test_an_idle_year_adds_nothing_to_tenure_and_ends_recency() -> None:
    case = evidence(clean_weeks(28, 12))
    idle = tuple(
        replace(
            order, age_days=order.age_days + 365, delivered_days_ago=(order.delivered_days_ago or 0) + 365
        )
        for order in case.orders
    )
    fresh, stale = assess(case, proposal(), POLICY), assess(replace(case, orders=idle), proposal(), POLICY)
    values = {gate["key"]: gate["value"] for gate in fresh["gates"]}
    old = {gate["key"]: gate["value"] for gate in stale["gates"]}
    assert values["tenure"] == old["tenure"] == 27 * 7 + 14
    assert (values["last_arrival"], old["last_arrival"]) == (6, 371)
    assert stale["verdict"] == "NOT_YET"


def test_two_orders_on_two_sides_of_a_sunday_are_one_week() -> None:
    close = [{"age_days": age, "outcome": "clean", "delivered_days_ago": 2} for age in (13, 14)]
    apart = [{"age_days": age, "outcome": "clean", "delivered_days_ago": 2} for age in (13, 20, 27)]
    weeks = [
        next(
            gate["value"]
            for gate in assess(evidence(orders), proposal(), POLICY)["gates"]
            if gate["key"] == "distinct_weeks"
        )
        for orders in (close, apart)
    ]
    assert weeks == [1, 3]


def test_orders_nobody_saw_arrive_hold_the_share_of_known_good_back() -> None:
    unseen = [{"age_days": 60, "outcome": "not_observed", "count": 400}]
    report = assess(evidence([*clean_weeks(28, 12), *unseen]), proposal(), POLICY)
    assert report["verdict"] == "NOT_YET"
    assert failing(report, "pilot") == ["known_lost"]


def test_coverage_is_shown_and_changes_nothing() -> None:
    report = assess(evidence(clean_weeks(28, 12)), proposal(), POLICY)
    assert report["coverage"] == {"value": 0.97, "evidence": 1.0, "answers": 0.9, "terms": 1.0}
    assert [gate["key"] for gate in report["gates"] if "coverage" in gate["key"]] == []


def test_ready_is_never_passed_where_a_pilot_is_not() -> None:
    lenient = gate("any", "evidence", 3.0, (5.0, None), "orders")
    assert (lenient.pilot.passed, lenient.ready.passed) == (False, False)
