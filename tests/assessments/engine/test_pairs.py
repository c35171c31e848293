"""What would change the verdict: the quick search finds what trying everything finds, and nothing else."""

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Evidence, Proposal, assess, explain
from assessments.engine.cap import exposure_cap
from assessments.engine.changes import (
    ASK,
    PILOT_ORDERS,
    PROVE,
    SLOWEST_FIRST,
    WAIT,
    ChangeSet,
    apply_changes,
    changed_evidence,
    changed_proposal,
    covers,
    together,
)
from assessments.engine.levers import Lever, is_waiting, single_levers
from assessments.engine.pairs import SETS_PER_PILE, Flip, cheapest_flips, least_flips
from assessments.engine.tally import Tally, tally
from assessments.engine.verdict import decide
from assessments.engine.waiting import days_until, orders_arrived, pace_of
from tests.assessments.engine.test_explanation import CASES, changes_of
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    SAFE_ANSWERS,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
    rank,
)

RECORD = evidence(clean_weeks(20, 8))
FALLING = evidence(clean_weeks(4, 3) + clean_weeks(20, 20, first=60), owner_orders=90)
HARD: dict[str, tuple[Evidence, Proposal]] = {
    "too dear": CASES["too dear"],
    "all in advance": (
        RECORD,
        proposal(payment_method="wire_company", deposit_share=1.0, risk_budget=900, offered_price=17),
    ),
    "falling": (FALLING, proposal(payment_method="paypal_goods_services", offered_price=17)),
    "a pilot and a check": (
        replace(CASES["needs pilots"][0], diligence_share=0.5),
        CASES["needs pilots"][1],
    ),
    "a pilot and a wait": (
        evidence(clean_weeks(8, 14), clean_off_platform=2.5),
        proposal(payment_method="wire_company", offered_price=11, risk_budget=3000),
    ),
    "too dear and no budget": (RECORD, proposal(offered_price=21, risk_budget=None)),
    "two unknown": (
        RECORD,
        proposal(offered_price=17, answers={**SAFE_ANSWERS, "pressure": None, "licence_invalid": None}),
    ),
}
"""Cases with many steps of two levers, with waiting that loses before it gains, a pilot, and with two questions."""


def cap_of(case: Evidence, offer: Proposal) -> int | None:
    return exposure_cap(tally(case, POLICY), offer, POLICY)


def levers_of(case: Evidence, offer: Proposal) -> list[Lever]:
    levers = single_levers(decide(case, offer, POLICY), case, offer, POLICY, cap_of(case, offer))
    return [lever for lever in levers if lever]


def every_set(levers: list[Lever]) -> Iterator[ChangeSet]:
    yield from (item for lever in levers for item in lever)
    for one, other in combinations(levers, 2):
        yield from (together(*pair) for pair in product(one, other) if not pair[0].fields & pair[1].fields)


def tried_one_by_one(case: Evidence, offer: Proposal) -> list[Flip]:
    """Return each set of one or two changes that leads to a better verdict; only waiting is remembered."""

    @lru_cache(None)
    def waited(changes: tuple[object, ...]) -> tuple[Evidence, Tally]:
        later = changed_evidence(case, changes, POLICY)  # type: ignore[arg-type]  # changes, for the cache objects
        return later, tally(later, POLICY)

    before, flips = decide(case, offer, POLICY).verdict.rank, []
    for item in every_set(levers_of(case, offer)):
        later, sums = waited(tuple(change for change in item.changes if change.pile == WAIT))
        checked = [change for change in item.changes if change.pile != WAIT]
        later, offered = apply_changes(later, offer, checked, POLICY)
        verdict = decide(later, offered, POLICY, sums).verdict
        if verdict.rank > before:
            flips.append((item, verdict))
    return flips


def needed(flips: list[Flip]) -> set[tuple[frozenset[object], str]]:
    """Return the sets of which nothing less leads as far, whatever their order."""

    def is_less(other: Flip, flip: Flip) -> bool:
        return covers(other[0], flip[0]) and other[1].rank >= flip[1].rank

    return {
        (frozenset(flip[0].changes), flip[1].value)
        for flip in flips
        if not any(is_less(other, flip) and not is_less(flip, other) for other in flips)
    }


@pytest.mark.parametrize("name", HARD)
def test_the_search_finds_exactly_what_trying_every_pair_finds(name: str) -> None:
    case, offer = HARD[name]
    everything = tried_one_by_one(case, offer)
    found = least_flips(decide(case, offer, POLICY), case, offer, POLICY, cap_of(case, offer))
    assert {(frozenset(item.changes), verdict.value) for item, verdict in found} == needed(everything)
    assert any(len(item.changes) > 1 for item, _ in everything)


@PROPERTY
@given(evidences(), proposals(), st.data())
def test_no_pair_leads_further_than_the_sets_that_are_found(
    case: Evidence, offer: Proposal, data: st.DataObject
) -> None:
    decision = decide(case, offer, POLICY)
    found = least_flips(decision, case, offer, POLICY, cap_of(case, offer))
    levers = levers_of(case, offer)
    for _ in range(4):
        one, other = (data.draw(st.sampled_from(data.draw(st.sampled_from(levers)))) for _ in range(2))
        if one.fields & other.fields:
            continue
        item = together(one, other)
        verdict = decide(*apply_changes(case, offer, item.changes, POLICY), POLICY).verdict
        assert verdict.rank <= decision.verdict.rank or any(
            covers(less, item) and reached.rank >= verdict.rank for less, reached in found
        )


@PROPERTY
@given(evidences(), proposals())
def test_every_printed_set_flips_the_verdict_and_neither_half_does_as_much(
    case: Evidence, offer: Proposal
) -> None:
    before = assess(case, offer, POLICY)
    rows = explain(case, offer, POLICY)["what_would_change"]
    levers = levers_of(case, offer) if rows else []
    for row in rows:
        changes = changes_of(row)
        after = assess(*apply_changes(case, offer, changes, POLICY), POLICY)
        assert after["verdict"] == row["verdict"] and rank(after) > rank(before)
        assert row["pile"] == min((change.pile for change in changes), key=SLOWEST_FIRST.index)
        for half in (item for lever in levers for item in lever if set(item.changes) < set(changes)):
            alone = assess(*apply_changes(case, offer, half.changes, POLICY), POLICY)
            assert rank(alone) < rank(after)


@PROPERTY
@given(evidences(), proposals())
def test_the_cheapest_of_each_pile_and_the_cheapest_way_to_each_verdict_are_never_hidden(
    case: Evidence, offer: Proposal
) -> None:
    decision = decide(case, offer, POLICY)
    cap = cap_of(case, offer)
    every, shown = (search(decision, case, offer, POLICY, cap) for search in (least_flips, cheapest_flips))
    assert [item.cost for item, _ in shown] == pytest.approx(sorted(item.cost for item, _ in shown))
    for pile in SLOWEST_FIRST:
        mine = [flip for flip in every if flip[0].pile == pile]
        listed = [flip for flip in shown if flip[0].pile == pile]
        assert mine[:1] == listed[:1] and len(listed) == min(len(mine), SETS_PER_PILE)
    for level in {verdict.rank for _, verdict in every}:
        cheapest = min(item.cost for item, verdict in every if verdict.rank >= level)
        assert cheapest == pytest.approx(min(item.cost for item, verdict in shown if verdict.rank >= level))


def test_a_price_and_a_wait_together_lie_in_the_pile_of_the_wait_and_say_what_each_of_them_is() -> None:
    case, offer = CASES["too dear"]
    rows = explain(case, offer, POLICY)["what_would_change"]
    waits = [row for row in rows if row["pile"] == WAIT]
    piles = [{change["field"]: change["pile"] for change in row["changes"]} for row in waits]
    assert piles == [{"wait_days": WAIT, "clean_orders": WAIT, "offered_price": ASK}]


def test_the_pile_of_two_changes_is_that_of_the_slower() -> None:
    sets = {pile: ChangeSet(pile, 0.1, ()) for pile in (ASK, PROVE, WAIT)}
    pairs = {(one, other): together(sets[one], sets[other]).pile for one, other in product(sets, repeat=2)}
    assert pairs == {
        **{(pile, pile): pile for pile in sets},
        **{(WAIT, pile): WAIT for pile in (ASK, PROVE)},
        **{(pile, WAIT): WAIT for pile in (ASK, PROVE)},
        (ASK, PROVE): ASK,
        (PROVE, ASK): ASK,
    }


@PROPERTY
@given(evidences(), proposals())
def test_a_wait_says_when_its_orders_are_there_and_never_sooner_than_the_verdict(
    case: Evidence, offer: Proposal
) -> None:
    for row in explain(case, offer, POLICY)["what_would_change"]:
        assert ("days" in row) == (row["pile"] == WAIT)
        if row["pile"] != WAIT:
            continue
        to = {change["field"]: change["to"] for change in row["changes"]}
        low, high = row["days"]["low"], row["days"]["high"]
        if PILOT_ORDERS in to:
            # Direct orders come at the plan's own pace; those on the platform may come too slowly to get there.
            assert 0 <= low <= (math.inf if high is None else high)
            assert high is not None or "wait_days" in to
            continue
        assert 0 <= low <= to["wait_days"] <= (math.inf if high is None else high)
        soon = [
            replace(change, after=float(low)) if change.field == "wait_days" else change
            for change in changes_of(row)
        ]
        assert rank(assess(*apply_changes(case, offer, soon, POLICY), POLICY)) >= rank(row)
        pace = pace_of(case, POLICY)
        assert pace is not None
        slow = max(days_until(round(to["clean_orders"]), pace, POLICY)["high"], to["wait_days"])
        number = to["clean_orders"] if high == slow else orders_arrived(pace.low, high or 0, POLICY)
        late = {"wait_days": float(high or 0), "clean_orders": float(number)}
        then = [replace(change, after=late.get(change.field, change.after)) for change in changes_of(row)]
        reached = rank(assess(*apply_changes(case, offer, then, POLICY), POLICY)) >= rank(row)
        assert reached == (high is not None) and (high is None or high >= slow)


def test_the_range_of_a_wait_is_todays_pace_and_its_uncertainty() -> None:
    row = next(row for row in explain(*CASES["too dear"], POLICY)["what_would_change"] if row["pile"] == WAIT)
    to = {change["field"]: change["to"] for change in row["changes"]}
    assert row["days"]["low"] < to["wait_days"] < row["days"]["high"]


def test_a_plan_too_large_to_be_tried_three_times_over_is_tried_at_the_largest_there_is() -> None:
    offer = proposal(orders_per_month=9_000, offered_price=19.5)
    assert assess(RECORD, offer, POLICY)["verdict"] == "STAY"
    explain(RECORD, offer, POLICY)


def test_changes_of_a_proposal_leave_the_evidence_and_the_other_way_round() -> None:
    case, offer = CASES["young"]
    wait = next(lever for lever in levers_of(case, offer) if is_waiting(lever))[0]
    price = next(lever for lever in levers_of(case, offer) if "offered_price" in lever[0].fields)[0]
    assert changed_proposal(offer, wait.changes) is offer
    assert changed_evidence(case, price.changes, POLICY) is case
