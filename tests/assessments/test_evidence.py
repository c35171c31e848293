"""What the engine is handed: dates that are missing, wrong or still to come never help."""

from dataclasses import replace
from datetime import date, timedelta

from assessments.engine import OrderGroup
from assessments.engine.case import evidence_from
from assessments.engine.words import Arrival
from assessments.evidence import complaints_recorded_days, order_groups
from orders import facts as order_facts
from orders.claims import Life
from orders.days import DayKey
from orders.importers.rows import Outcome

AS_OF = date(2026, 6, 1)
KEY = DayKey(
    off_platform=False,
    lane="unknown",
    arrival=order_facts.Arrival.PROVEN,
    late=False,
    not_as_described=False,
    counterfeit=False,
    unattributed=False,
    ordered_on=date(2026, 5, 1),
    delivered_on=date(2026, 5, 12),
    due_on=date(2026, 5, 20),
)


def test_days_are_counted_back_from_the_day_of_the_verdict() -> None:
    [group] = order_groups({KEY: 3}, AS_OF)
    assert group == OrderGroup(
        age_days=31,
        arrival=Arrival.PROVEN,
        late=False,
        not_as_described=False,
        counterfeit=False,
        delivered_days_ago=20,
        promised_days=19,
        count=3,
    )


def test_an_order_of_the_future_is_not_there_yet() -> None:
    assert order_groups({KEY: 3}, date(2026, 4, 30)) == ()


def test_a_parcel_that_arrives_in_the_future_is_still_on_its_way() -> None:
    [group] = order_groups({KEY: 3}, date(2026, 5, 5))
    assert (group.arrival, group.late, group.delivered_days_ago) == (Arrival.OPEN, None, None)


def test_an_undated_good_order_proves_nothing_and_an_undated_failure_weighs_in_full() -> None:
    undated = replace(KEY, ordered_on=None, delivered_on=None, due_on=None)
    lost = replace(
        undated, arrival=order_facts.Arrival.LOST, late=None, not_as_described=None, counterfeit=None
    )
    [group] = order_groups({undated: 5, lost: 1}, AS_OF)
    assert (group.arrival, group.age_days, group.count) == (Arrival.LOST, 0, 1)


def test_like_orders_of_different_keys_are_one_group() -> None:
    later = replace(KEY, due_on=None, ordered_on=KEY.ordered_on)
    groups = order_groups({later: 2, replace(later, delivered_on=KEY.delivered_on): 3}, AS_OF)
    assert sum(group.count for group in groups) == len(groups) * 3


def test_the_words_of_a_file_mean_the_same_at_the_engines_own_door() -> None:
    for outcome in Outcome:
        door = evidence_from({"orders": [{"age_days": 40, "outcome": outcome.value}]}).orders[0]
        facts = order_facts.facts_of(Life(outcome=outcome, ordered_on=AS_OF - timedelta(days=40)))
        ours = (facts.arrival.value, facts.counterfeit, facts.unattributed)
        assert ours == (door.arrival.value, door.counterfeit, door.unattributed), outcome
        if outcome is not Outcome.COUNTERFEIT:
            assert facts.not_as_described == door.not_as_described, outcome


def test_a_failure_dated_in_the_future_by_a_slip_weighs_in_full() -> None:
    lost = replace(
        KEY, arrival=order_facts.Arrival.LOST, late=None, delivered_on=None, ordered_on=date(2027, 9, 1)
    )
    [group] = order_groups({lost: 1}, AS_OF)
    assert (group.arrival, group.age_days) == (Arrival.LOST, 0)
    fake = replace(KEY, counterfeit=True, delivered_on=date(2027, 10, 5))
    [group] = order_groups({fake: 1}, AS_OF)
    assert (group.arrival, group.counterfeit, group.delivered_days_ago) == (Arrival.PROVEN, True, None)


def test_on_a_day_of_the_past_what_came_later_had_not_happened() -> None:
    lost = replace(
        KEY, arrival=order_facts.Arrival.LOST, late=None, delivered_on=None, ordered_on=date(2026, 5, 1)
    )
    assert order_groups({lost: 1}, date(2026, 4, 1), today=AS_OF) == ()


def test_a_promise_of_another_age_is_a_promise() -> None:
    [group] = order_groups({replace(KEY, due_on=date(2199, 1, 1)): 1}, AS_OF)
    assert group.promised_days == 36_500


def test_complaints_are_recorded_from_the_first_order_on_whose_source_would_show_one() -> None:
    blind = replace(KEY, not_as_described=None, counterfeit=None, ordered_on=date(2025, 1, 1))
    assert complaints_recorded_days({KEY: 3, blind: 5}, AS_OF) == 31
    assert complaints_recorded_days({KEY: 3, blind: 5}, date(2026, 4, 1)) is None


def test_where_no_source_would_show_a_complaint_none_is_recorded_and_a_known_failure_alone_is_no_source() -> (
    None
):
    blind = replace(KEY, not_as_described=None, counterfeit=None)
    bad = replace(KEY, not_as_described=True, counterfeit=None)
    assert complaints_recorded_days({blind: 5, bad: 1}, AS_OF) is None
    assert complaints_recorded_days({replace(KEY, ordered_on=None): 1}, AS_OF) is None


def test_a_silent_order_is_attested_only_where_the_owner_attests_and_beyond_the_age_of_its_lane() -> None:
    silent = replace(
        KEY,
        arrival=order_facts.Arrival.NOT_OBSERVED,
        late=None,
        not_as_described=None,
        counterfeit=None,
        delivered_on=None,
        attestable=True,
    )
    other = replace(silent, attestable=False)

    def arrivals(limit: float | None) -> set[str]:
        after = None if limit is None else lambda lane: limit if lane == "unknown" else 0.0
        return {group.arrival.value for group in order_groups({silent: 1, other: 1}, AS_OF, None, after)}

    assert arrivals(None) == {"not_observed"}
    assert arrivals(31) == {"not_observed"}
    assert arrivals(30.9) == {"not_observed", "attested"}
