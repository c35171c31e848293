"""The four verdicts on plain cases: what leads to each, and what holds it back."""

from dataclasses import replace

from assessments.engine import Arrival, Evidence, OrderGroup, assess
from tests.assessments.engine.comparing import failing, gate_of, reported
from tests.assessments.engine.world import POLICY, add, clean_weeks, evidence, proposal, rank


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
    report = reported(evidence(clean_weeks(28, 12)), proposal(offered_price=19), POLICY)
    assert report["verdict"] == "STAY"
    assert report["findings"][0]["key"] == "no_record_would_pay"


def test_a_final_payment_needs_direct_orders_first() -> None:
    wire = proposal(payment_method="wire_company", deposit_share=1)
    record = clean_weeks(28, 12)
    assert assess(evidence(record), wire, POLICY)["verdict"] == "PILOT"
    direct = clean_weeks(6, 2, off_platform=True)
    assert assess(evidence([*record, *direct]), wire, POLICY)["verdict"] == "READY"
    assert assess(evidence(record, clean_off_platform=10), wire, POLICY)["verdict"] == "READY"


def test_an_idle_year_adds_nothing_to_tenure_and_ends_recency() -> None:
    case = evidence(clean_weeks(28, 12))
    idle = tuple(
        order.but(age_days=order.age_days + 365, delivered_days_ago=(order.delivered_days_ago or 0) + 365)
        for order in case.orders
    )
    fresh, stale = assess(case, proposal(), POLICY), assess(replace(case, orders=idle), proposal(), POLICY)
    values = {gate["name"]: gate["value"] for gate in fresh["gates"]}
    old = {gate["name"]: gate["value"] for gate in stale["gates"]}
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
            if gate["name"] == "distinct_weeks"
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
    assert [gate["name"] for gate in report["gates"] if "coverage" in gate["name"]] == []


def test_coverage_counts_an_unknown_answer_as_unknown() -> None:
    answers = {"personal_account": None, "pressure": False}
    none = assess(Evidence(), proposal(answers=answers), POLICY)["coverage"]
    assert (none["answers"], none["evidence"], none["value"]) == (0.1, 0, 0.23)
    half = [*({"age_days": 0, "outcome": outcome} for outcome in ("clean", "not_observed"))]
    assert assess(evidence(half), proposal(), POLICY)["coverage"]["evidence"] == 0.5


def test_the_ceiling_asks_for_a_longer_record_too() -> None:
    """What a longer record would make pay is not hopeless, only not yet shown."""
    young, offer = evidence(clean_weeks(1, 1)), proposal(offered_price=16)
    report = assess(young, offer, POLICY)
    assert {"net", "probability_net_positive"} & set(failing(report, "pilot"))
    assert report["verdict"] == "NOT_YET"
    without_budget = assess(young, proposal(offered_price=16, risk_budget=None), POLICY)
    assert without_budget["verdict"] == "NOT_YET"


def test_the_ceiling_asks_for_a_larger_volume_too() -> None:
    """Fixed hours that eat the saving of few orders may be worth it for more."""
    few = proposal(orders_per_month=12, fixed_hours_per_month=4)
    report = assess(evidence(clean_weeks(28, 12)), few, POLICY)
    assert "net" in failing(report, "pilot")
    assert report["verdict"] == "NOT_YET"
    hopeless = proposal(orders_per_month=12, fixed_hours_per_month=40)
    assert assess(evidence(clean_weeks(28, 12)), hopeless, POLICY)["verdict"] == "STAY"


def test_orders_nobody_observed_are_not_taken_for_good_in_the_ceiling() -> None:
    unseen = [{"age_days": 10, "outcome": "not_observed", "count": 500}]
    offer = proposal(offered_price=17)
    without, with_them = (assess(evidence(orders), offer, POLICY) for orders in ([], unseen))
    assert (without["scope"]["ceiling_passed"], with_them["scope"]["ceiling_passed"]) == (False, False)


def test_the_late_arrival_of_an_overdue_order_costs_no_verdict() -> None:
    """It was known to be late before it came: the share of orders known to be in time stays what it was."""
    silent = {
        "age_days": 40,
        "arrival": "proven",
        "not_as_described": False,
        "counterfeit": False,
        "delivered_days_ago": 2,
    }
    order = OrderGroup(age_days=20, arrival=Arrival.OPEN, promised_days=10, count=3)
    came = order.but(arrival=Arrival.PROVEN, delivered_days_ago=0, late=True)
    for count in range(250, 262):
        case = evidence([*clean_weeks(28, 12), {**silent, "count": count}])
        under_way, late = (assess(add(case, some), proposal(), POLICY) for some in (order, came))
        assert gate_of(late, "known_late")["value"] == gate_of(under_way, "known_late")["value"]
        assert rank(late) >= rank(under_way)


def test_a_good_fact_of_what_nobody_saw_arrive_opens_no_gate() -> None:
    silent = {"age_days": 40, "arrival": "proven", "not_as_described": False, "counterfeit": False}
    case = evidence([*clean_weeks(28, 12), {**silent, "delivered_days_ago": 2, "count": 270}])
    for arrival in (Arrival.NOT_OBSERVED, Arrival.OPEN):
        unseen = OrderGroup(10, arrival, late=False, not_as_described=False, counterfeit=False, count=20)
        before, after = (assess(some, proposal(), POLICY) for some in (case, add(case, unseen)))
        assert before["verdict"] == after["verdict"] == "PILOT"
