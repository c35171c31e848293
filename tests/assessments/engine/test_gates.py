"""Each gate at both sides of both thresholds, on the best record that is short of nothing else."""

from typing import Any

import pytest

from assessments.engine import Evidence, Proposal, assess
from assessments.engine.gates import gate
from tests.assessments.engine.comparing import failing, gate_of
from tests.assessments.engine.world import POLICY, clean_weeks, evidence, proposal

Case = tuple[Evidence, Proposal]
BEST: Case = (evidence(clean_weeks(28, 12)), proposal())


def record(*orders: dict[str, Any], **more: Any) -> Case:
    return evidence(list(orders), **more), proposal()


def fresh(count: int, age: int = 0, **more: Any) -> dict[str, Any]:
    """Return clean orders of today, which weigh one each."""
    return {"age_days": age, "outcome": "clean", "delivered_days_ago": 0, "count": count, **more}


def attested(count: int) -> dict[str, Any]:
    return {"age_days": 0, "arrival": "attested", "count": count}


def with_terms(**terms: Any) -> Case:
    return BEST[0], proposal(**terms)


def silent(good: int, unknown: int) -> Case:
    """Return orders of which it is known, or not, whether they came in time and as described."""
    return record(fresh(good, 32), {"age_days": 32, "arrival": "proven", "count": unknown})


def ripe(good: int, unknown: int, age: int = 32) -> Case:
    """Return orders that arrived, and orders older than nearly all lead times that nobody observed."""
    return record(fresh(good, age), {"age_days": age, "outcome": "not_observed", "count": unknown})


def tenure(days: int) -> Case:
    return record(fresh(20, days), fresh(20))


def last_arrival(days: int, **more: Any) -> Case:
    return record({**fresh(90, days + 10), "delivered_days_ago": days, **more})


def owner(**facts: Any) -> Case:
    return evidence(clean_weeks(28, 12), **facts), BEST[1]


def direct(count: float, method: str = "wire_company") -> Case:
    return owner(clean_off_platform=count)[0], proposal(payment_method=method)


def budget(figure: str, cents: float) -> Case:
    found = assess(*BEST, POLICY)
    return with_terms(risk_budget=found[figure] + cents)


PEAK = "peak_unprotected_cash"
EDGES: list[tuple[str, str, Case, Case]] = [
    ("clean_orders", "pilot", record(fresh(10)), record(fresh(9))),
    ("clean_orders", "ready", record(fresh(30)), record(fresh(29))),
    ("clean_orders", "pilot", record(fresh(3), attested(10)), record(fresh(3), attested(9))),
    ("clean_orders", "pilot", record(clean_off_platform=10), record(clean_off_platform=9.9)),
    ("clean_orders_proven", "ready", record(fresh(10), attested(90)), record(fresh(9), attested(90))),
    ("pace", "pilot", record(fresh(40)), record(fresh(39))),
    ("pace", "ready", record(fresh(120)), record(fresh(119))),
    ("pace", "pilot", record(fresh(64, 120)), record(fresh(64, 121))),
    ("pace", "pilot", record(fresh(12), attested(40)), record(fresh(12), attested(39))),
    ("planned_against_pace", "pilot", record(fresh(80)), record(fresh(79))),
    ("planned_against_pace", "ready", record(fresh(120)), record(fresh(119))),
    ("planned_volume", "pilot", with_terms(orders_per_month=10), with_terms(orders_per_month=9.99)),
    ("tenure", "pilot", tenure(60), tenure(59)),
    ("tenure", "ready", tenure(180), tenure(179)),
    ("last_arrival", "pilot", last_arrival(60), last_arrival(61)),
    ("last_arrival", "ready", last_arrival(45), last_arrival(46)),
    ("distinct_weeks", "pilot", owner(distinct_weeks=4), owner(distinct_weeks=3)),
    ("distinct_weeks", "ready", owner(distinct_weeks=12), owner(distinct_weeks=11)),
    ("known_lost", "pilot", ripe(60, 40), ripe(60, 41)),
    ("known_lost", "ready", ripe(85, 15), ripe(85, 16)),
    ("known_late", "ready", silent(50, 50), silent(50, 51)),
    ("known_not_as_described", "ready", silent(50, 50), silent(50, 51)),
    ("owner_orders", "pilot", owner(owner_orders=30), owner(owner_orders=29)),
    ("owner_orders", "ready", owner(owner_orders=100), owner(owner_orders=99)),
    ("diligence", "pilot", owner(diligence_share=0.5), owner(diligence_share=0.499)),
    ("diligence", "ready", owner(diligence_share=0.8), owner(diligence_share=0.799)),
    ("clean_off_platform", "ready", direct(10), direct(9.9)),
    ("clean_off_platform", "ready", direct(0, "escrow"), direct(9.9, "zelle")),
    ("cvar95", "pilot", budget("cvar95", 0), budget("cvar95", -0.01)),
    ("cvar95", "ready", budget("cvar95", 0), budget("cvar95", -0.01)),
    ("peak_unprotected_cash", "pilot", budget(PEAK, 0), budget(PEAK, -0.01)),
    ("peak_unprotected_cash", "ready", budget(PEAK, 0), budget(PEAK, -0.01)),
    ("payment_subtype", "pilot", BEST, with_terms(payment_method="paypal")),
    ("hard_blockers", "pilot", BEST, with_terms(answers={})),
]


@pytest.mark.parametrize(
    ("key", "level", "enough", "short"),
    EDGES,
    ids=[f"{at}-{row[0]}-{row[1]}" for at, row in enumerate(EDGES)],
)
def test_a_gate_opens_at_its_threshold(key: str, level: str, enough: Case, short: Case) -> None:
    assert key not in failing(assess(*enough, POLICY), level)
    assert key in failing(assess(*short, POLICY), level)


def test_every_gate_of_the_policy_is_tried_at_every_threshold() -> None:
    tried = {(key, level) for key, level, _, _ in EDGES}
    money = {"net", "probability_net_positive"}
    asked = {
        (key, level)
        for key, limits in POLICY.gates.items()
        for level, limit in zip(("pilot", "ready"), limits, strict=True)
        if limit is not None and key not in money
    }
    assert asked - tried == {("planned_volume", "ready")}
    assert {row["name"] for row in assess(*BEST, POLICY)["gates"]} == {key for key, _ in tried} | money


@pytest.mark.parametrize(("level", "least"), [("pilot", 0.75), ("ready", 0.9)])
def test_the_chance_that_leaving_pays_opens_its_gate_from_its_threshold_on(level: str, least: float) -> None:
    prices = [10 + step / 20 for step in range(170)]
    reports = [assess(BEST[0], proposal(offered_price=price), POLICY) for price in prices]
    chances = [report["probability_net_positive"] for report in reports]
    opened = ["probability_net_positive" not in failing(report, level) for report in reports]
    assert opened == [chance >= least for chance in chances]
    assert set(opened) == {True, False}
    assert {gate_of(report, "probability_net_positive")[level]["threshold"] for report in reports} == {least}
    nets = ["net" not in failing(report, level) for report in reports]
    assert nets == [report["net_per_month"] > 0 for report in reports]
    assert set(nets) == {True, False}


def test_no_gain_is_not_a_gain() -> None:
    nothing = dict.fromkeys(("deposit_share", "days_after_balance", "top_up", "wage_per_hour"), 0)
    whole = dict.fromkeys(("lost", "late", "not_as_described", "counterfeit", "vanished"), 1)
    free = dict.fromkeys(("lost", "late", "not_as_described", "counterfeit"), 0)
    even = proposal(
        offered_price=20,
        fee_share=0,
        fx_share=0,
        recovery=whole,
        irreversible=False,
        customer_cost=free,
        **nothing,
    )
    report = assess(BEST[0], even, POLICY)
    assert (report["net_per_month"], report["probability_net_positive"]) == (0, 0)
    assert {"net", "probability_net_positive"} <= set(failing(report, "pilot"))


UNKNOWN: list[tuple[str, Case]] = [
    ("owner_orders", owner(owner_orders=None)),
    ("diligence", owner(diligence_share=None)),
    ("cvar95", with_terms(risk_budget=None)),
    ("peak_unprotected_cash", with_terms(risk_budget=None)),
    ("tenure", record()),
    ("last_arrival", record(attested(100))),
    ("known_lost", record()),
    ("payment_subtype", with_terms(payment_method=None)),
    ("evidence_usable", owner(problems=["currency_differs"])),
]


@pytest.mark.parametrize(("key", "case"), UNKNOWN, ids=[key for key, _ in UNKNOWN])
def test_a_gate_that_cannot_be_computed_fails_and_says_so(key: str, case: Case) -> None:
    report = assess(*case, POLICY)
    row = gate_of(report, key)
    assert row["value"] is None and row["reason"] is not None
    assert not row["pilot"]["passed"] and not row["ready"]["passed"]
    assert report["verdict"] in ("STAY", "NOT_YET")


def test_a_late_order_is_no_standing() -> None:
    """Tenure, recency, weeks and pace count clean orders only."""
    first = {"age_days": 400, "outcome": "late", "delivered_days_ago": 380}
    last = {"age_days": 12, "outcome": "late", "delivered_days_ago": 0, "count": 60}
    spread = [{"age_days": 7 * week, "outcome": "late", "delivered_days_ago": 0} for week in range(60)]
    plain = assess(*record(fresh(40, 100), fresh(5, 50)), POLICY)
    bad = assess(*record(fresh(40, 100), fresh(5, 50), first, last, *spread), POLICY)
    for key in ("tenure", "last_arrival", "distinct_weeks", "pace", "clean_orders", "clean_orders_proven"):
        assert gate_of(bad, key)["value"] == gate_of(plain, key)["value"], key


def test_an_attested_arrival_is_no_last_arrival() -> None:
    proven = {**fresh(90, 100), "delivered_days_ago": 50}
    report = assess(*record(proven, attested(50)), POLICY)
    assert gate_of(report, "last_arrival")["value"] == 50


def test_ready_is_never_passed_where_a_pilot_is_not() -> None:
    lenient = gate("any", "evidence", 3.0, (5.0, None), "orders")
    assert (lenient.pilot.passed, lenient.ready.passed) == (False, False)


def test_gates_compare_what_the_report_shows() -> None:
    shown = gate("any", "evidence", 9.99999999996, (10.0, 10.0), "orders")
    assert (shown.value, shown.pilot.passed) == (10.0, True)
    short = gate("any", "evidence", 9.9999999, (10.0, 10.0), "orders")
    assert (short.value, short.pilot.passed) == (9.9999999, False)


def test_one_gate_alone_holds_the_verdict() -> None:
    """Each failing gate of PILOT alone gives NOT_YET, each of READY alone PILOT."""
    assert assess(*BEST, POLICY)["verdict"] == "READY"
    for key, level, case in ALONE:
        report = assess(*case, POLICY)
        assert failing(report, level) == [key], (key, level)
        assert report["verdict"] == ("NOT_YET" if level == "pilot" else "PILOT")


LONG_SILENT, SILENT = (
    [{**order, "delivered_days_ago": days} for order in clean_weeks(28, 30, first=days)] for days in (61, 46)
)
ALONE: list[tuple[str, str, Case]] = [
    ("owner_orders", "pilot", owner(owner_orders=29)),
    ("owner_orders", "ready", owner(owner_orders=99)),
    ("diligence", "pilot", owner(diligence_share=0.49)),
    ("diligence", "ready", owner(diligence_share=0.79)),
    ("distinct_weeks", "pilot", owner(distinct_weeks=3)),
    ("distinct_weeks", "ready", owner(distinct_weeks=11)),
    ("planned_volume", "pilot", with_terms(orders_per_month=9, fixed_hours_per_month=0)),
    ("clean_off_platform", "ready", direct(9.9)),
    ("payment_subtype", "pilot", with_terms(payment_method="aliexpress_or_alibaba")),
    ("evidence_usable", "pilot", owner(problems=["currency_differs"])),
    ("last_arrival", "pilot", (evidence(LONG_SILENT), proposal())),
    ("last_arrival", "ready", (evidence(SILENT), proposal())),
]


def test_a_gate_says_how_far_it_is_from_each_verdict() -> None:
    few, offer = evidence(clean_weeks(9, 2)), proposal(risk_budget=None)
    gates = {gate["name"]: gate for gate in assess(few, offer, POLICY)["gates"]}
    clean = gates["clean_orders"]
    assert clean["ready"]["distance"] == pytest.approx(30 - clean["value"])
    assert clean["pilot"] == {"threshold": 10, "passed": True, "distance": 0}
    planned = gates["planned_against_pace"]
    assert planned["pilot"]["distance"] == pytest.approx(60 - planned["pilot"]["threshold"])
    assert gates["cvar95"]["pilot"]["distance"] is None
    assert gates["clean_orders_proven"]["pilot"] == {"threshold": None, "passed": True, "distance": 0}
