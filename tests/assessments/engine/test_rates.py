"""Failure rates and the chance to vanish, against values worked out by hand."""

import math
from typing import Any

import pytest

from assessments.engine import Evidence
from assessments.engine.posterior import lost_weight, vanish_probability
from tests.assessments.engine.comparing import reported
from tests.assessments.engine.world import POLICY, evidence, proposal


def rates(orders: list[dict[str, Any]], **more: Any) -> dict[str, dict[str, float]]:
    report = reported(evidence(orders, **more), proposal(), POLICY)
    found: dict[str, dict[str, float]] = report["failure_rates"]
    return found


def test_without_orders_the_prior_speaks() -> None:
    found = reported(Evidence(), proposal(), POLICY)["failure_rates"]
    assert [found[name]["mean_on"] for name in found] == pytest.approx([0.022, 0.08, 0.05, 0.005])
    assert [found[name]["mean_off"] for name in found] == pytest.approx([0.033, 0.1, 0.075, 0.01])


def test_ten_fresh_arrivals_lower_the_lost_rate_by_their_number() -> None:
    ten = [{"age_days": 0, "outcome": "clean", "delivered_days_ago": 0, "count": 10}]
    assert rates(ten)["lost"]["mean_on"] == pytest.approx(0.44 / 30)


def test_an_order_of_half_a_year_counts_half() -> None:
    lost = [{"age_days": 180, "outcome": "lost"}]
    assert rates(lost)["lost"]["mean_on"] == pytest.approx((0.44 + 0.5) / 20.5)


def test_evidence_is_capped_at_sixty_orders() -> None:
    many = [{"age_days": 0, "outcome": "clean", "delivered_days_ago": 0, "count": 600}]
    many.append({"age_days": 0, "outcome": "lost", "count": 60})
    failed = 60 * 60 / 660
    assert rates(many)["lost"]["mean_on"] == pytest.approx((0.44 + failed) / 80)


def test_attested_orders_count_seven_tenths_and_say_nothing_of_lateness() -> None:
    attested = [{"age_days": 0, "arrival": "attested", "late": False, "count": 10}]
    found = rates(attested)
    assert found["lost"]["mean_on"] == pytest.approx(0.44 / 27)
    assert found["late"]["mean_on"] == pytest.approx(0.08)


def test_an_order_under_way_counts_by_how_long_it_is_out() -> None:
    age, alive = 30, math.exp(-((30 / 16) ** 1.6))
    weight = 0.022 * (1 - alive) / (alive + 0.022 * (1 - alive))
    share = 2 ** (-age / 180) * weight
    found = rates([{"age_days": age, "outcome": "in_transit"}])
    assert lost_weight(0.022, alive) == pytest.approx(weight)
    assert found["lost"]["mean_on"] == pytest.approx((0.44 + share) / (20 + share))


def test_an_overdue_order_and_an_overdue_loss_are_late() -> None:
    for outcome in ("in_transit", "lost"):
        due = rates([{"age_days": 40, "outcome": outcome, "promised_days": 30}])
        no_date = rates([{"age_days": 40, "outcome": outcome}])
        weight = 2 ** (-40 / 180)
        assert due["late"]["mean_on"] == pytest.approx((1.2 + weight) / (15 + weight))
        assert no_date["late"]["mean_on"] == pytest.approx(0.08)


def test_silence_counts_as_complaints_have_had_time() -> None:
    fresh = [{"age_days": 0, "outcome": "clean", "delivered_days_ago": 0, "count": 10}]
    ripe = [{"age_days": 60, "outcome": "clean", "delivered_days_ago": 45, "count": 10}]
    exposure = 10 * 2 ** (-60 / 180) * (1 - math.exp(-3))
    assert rates(fresh)["not_as_described"]["mean_on"] == pytest.approx(0.05)
    assert rates(ripe)["not_as_described"]["mean_on"] == pytest.approx(1.0 / (20 + exposure))


def test_silence_before_complaints_were_recorded_counts_nothing() -> None:
    ripe = [{"age_days": 60, "outcome": "clean", "delivered_days_ago": 45, "count": 10}]
    assert rates(ripe, complaints_recorded_days="never")["not_as_described"]["mean_on"] == pytest.approx(0.05)
    seen = 10 * 2 ** (-60 / 180) * (math.exp(-30 / 15) - math.exp(-45 / 15))
    since = rates(ripe, complaints_recorded_days=15)["not_as_described"]["mean_on"]
    assert since == pytest.approx(1.0 / (20 + seen))


def test_direct_orders_move_only_the_direct_rate_and_do_not_drift() -> None:
    direct = [{"age_days": 0, "outcome": "lost", "off_platform": True, "count": 2}]
    found = rates(direct)["lost"]
    assert found["mean_on"] == pytest.approx(0.022)
    assert found["mean_off"] == pytest.approx((0.033 * 20 + 2) / 22)


def test_an_unexplained_problem_is_neither_good_nor_bad() -> None:
    odd = [{"age_days": 60, "arrival": "proven", "unattributed": True, "delivered_days_ago": 40}]
    found = rates(odd)
    assert [found[name]["mean_on"] for name in found] == pytest.approx([0.022, 0.08, 0.05, 0.005])
    report = reported(evidence(odd), proposal(), POLICY)
    assert report["clean_orders_weighted"] == 0
    assert "orders_unattributed" in [item["key"] for item in report["findings"]]


def test_the_chance_to_vanish_falls_with_clean_orders() -> None:
    b, a, months = 7.0, 0.33, 3
    stays = math.gamma(b + months) * math.gamma(a + b) / (math.gamma(a + b + months) * math.gamma(b))
    assert vanish_probability(0, 0, months, POLICY) == pytest.approx(1 - stays * 0.999**3)
    assert vanish_probability(40, 0, 3, POLICY) == pytest.approx(vanish_probability(0, 10, 3, POLICY))
    assert vanish_probability(1e6, 0, 3, POLICY) == pytest.approx(vanish_probability(240, 0, 3, POLICY))


def test_orders_nobody_observed_are_a_range_and_not_a_rate() -> None:
    unseen = [{"age_days": 0, "outcome": "not_observed", "count": 20}]
    found = rates(unseen)["lost"]
    assert found["mean_on"] == pytest.approx(0.022)
    assert found["if_not_observed_good"] == pytest.approx(0.44 / 40)
    assert found["if_not_observed_bad"] == pytest.approx(20.44 / 40)


def test_an_arrival_without_a_known_day_says_nothing_of_lateness() -> None:
    silent = [{"age_days": 0, "arrival": "proven", "delivered_days_ago": 0, "count": 10}]
    found = rates(silent)
    assert found["late"]["mean_on"] == pytest.approx(0.08)
    assert found["lost"]["mean_on"] == pytest.approx(0.44 / 30)
