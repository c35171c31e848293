"""A store's own values: only assumptions with bounds, only within them, and under a version of their own."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Evidence, Proposal, assess, evidence_from, policy_from, proposal_from
from assessments.engine.overrides import overridable, own_values
from assessments.engine.sensitivity import weigh_assumptions
from assessments.engine.words import CHANNELS
from assessments.policy import current_policy, policy_document, policy_with
from tests.assessments.engine.comparing import assert_not_worse, compare
from tests.assessments.engine.world import PROPERTY, add, clean_order, evidences, proposals

DOCUMENT: Any = policy_document()
ALLOWED = overridable(DOCUMENT)
PLAIN = current_policy().version
EVIDENCE = evidence_from(
    {
        "orders": [
            {"age_days": 40 + 3 * each, "outcome": "clean", "delivered_days_ago": 20 + 3 * each, "count": 2}
            for each in range(40)
        ]
        + [{"age_days": 90, "outcome": "lost"}],
        "owner_orders": 400,
        "diligence_share": 1,
    }
)
OFFER: dict[str, Any] = {
    "on_platform_price": 20,
    "offered_price": 15,
    "orders_per_month": 30,
    "payment_method": "escrow",
    "deposit_share": 0.5,
    "risk_budget": 2000,
}


def read(**own: float) -> Any:
    return policy_from(DOCUMENT, {key.replace("__", "."): value for key, value in own.items()})


@pytest.mark.parametrize("key", ALLOWED)
def test_every_assumption_with_bounds_takes_both_ends_and_nothing_beyond(key: str) -> None:
    about = ALLOWED[key]
    assert about.low < about.high
    for value in (about.low, about.high):
        assert policy_from(DOCUMENT, {key: value}).version == PLAIN or value != about.value
    for value in (about.low - 0.001, about.high + 0.001):
        with pytest.raises(ValueError, match=f"{re.escape(key)}: .* from {about.low:g} to {about.high:g}"):
            policy_from(DOCUMENT, {key: value})


def test_a_value_lands_where_the_engine_reads_it() -> None:
    assert read(channels__late__drift=2).drift == (1.5, 2.0, 1.5, 2.0)
    assert read(channels__not_as_described__severity=0.5).severity[2] == 0.5
    assert read(channels__lost__recovery=0.8).platform_recovery[0] == 0.8
    assert read(evidence__attested_weight=0.5).attested_weight == 0.5
    assert read(vanish__floor=0).vanish.floor == 0
    assert read(lanes__domestic__scale=7).lane("domestic").scale == 7
    escrow = read(methods__escrow__recovered=0.8).methods["escrow"].recovery
    assert (escrow.lost, escrow.vanished, escrow.not_as_described) == pytest.approx((0.8, 0.8, 0.56))
    paypal = read(methods__paypal_invoice__recovered_eligible=0.75).methods["paypal_invoice"]
    assert paypal.eligible_recovery is not None
    assert (paypal.recovery.lost, paypal.eligible_recovery.lost) == (0.2, 0.75)


def test_the_platforms_range_stays_where_its_point_moves() -> None:
    policy, ours = read(channels__lost__recovery=0.8), current_policy()
    assert policy.platform_recovery_low == ours.platform_recovery_low
    assert policy.platform_recovery_high == ours.platform_recovery_high


def test_the_policy_of_the_file_stays_as_it_is() -> None:
    before = policy_from(DOCUMENT)
    read(channels__late__drift=2, lanes__domestic__scale=7, methods__escrow__recovered=0.8)
    assert policy_from(DOCUMENT) == before


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"channels.lost.drif": 2}, "such as channels.lost.drift"),
        ({"drift": 2}, "such as channels.lost.drift"),
        ({"channels.lost.mean": 0.1}, "only 0.022: it is graded measured, and fixed"),
        ({"channels.lost.severity": 0.5}, "only 1: it is graded assumption, and fixed"),
        ({"unknown.deposit_share": 0.5}, "only 1: it is graded assumption, and fixed"),
        ({"ceiling.clean_orders": 10}, "only 60: it is graded assumption, and fixed"),
        ({"gates.clean_orders.ready": 3}, "it is fixed"),
        ({"gates.clean_orders": 3}, "it is fixed"),
        ({"version": 3}, "it is fixed"),
        ({"methods.escrow.tier": 1}, "it is fixed"),
        ({"methods.wire_company.recovered": 0.1}, "gives nothing back"),
        ({"methods.shells.recovered": 0.1}, "the name of an assumption"),
        ({"channels.lost.drift": "2"}, "a number from 1 to 4"),
        ({"channels.lost.drift": True}, "a number from 1 to 4"),
        ({"channels.lost.drift": None}, "a number from 1 to 4"),
        ({"channels.lost.drift": float("nan")}, "a number from 1 to 4"),
        ({"channels.lost.drift": float("inf")}, "a number from 1 to 4"),
        ({"channels.lost.drift": 10**400}, "a number from 1 to 4"),
        ({"channels.lost.drift": [2]}, "a number from 1 to 4"),
        ({"evidence.complaint_delay": 10.5}, "a whole number from 5 to 45"),
        ({"evidence.counterfeit_memory": 90}, "from 180 to 730"),
        ({"channels.lost.drift": 2, "channels": {"lost": {"drift": 3}}}, "one value, not two"),
        ([("channels.lost.drift", 2)], "numbers by the names of assumptions"),
        (5, "numbers by the names of assumptions"),
    ],
)
def test_what_may_not_be_replaced_is_refused_with_its_name(own: Any, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as refused:
        policy_from(DOCUMENT, own)
    assert str(refused.value).startswith("policy")


def test_nothing_that_decides_a_gate_may_be_replaced() -> None:
    assert not [key for key in ALLOWED if key.startswith(("gates", "ceiling", "unknown", "diligence"))]


def test_nothing_but_an_assumption_may_be_replaced() -> None:
    assert DOCUMENT["bands"]["grade"] == "assumption"
    for key in ALLOWED:
        section, name, *last = key.split(".")
        entry: Any = DOCUMENT["bands"] if section == "methods" else DOCUMENT[section][name]
        if section == "channels":
            entry = entry[last[0]]
        assert entry["grade"] == "assumption", key


@pytest.mark.parametrize("grade", ["measured", "official", "vendor"])
def test_bounds_beside_a_number_of_another_grade_open_nothing(grade: str) -> None:
    entry = DOCUMENT["channels"]["lost"]["drift"] | {"grade": grade}
    lost = DOCUMENT["channels"]["lost"] | {"drift": entry}
    document = DOCUMENT | {"channels": DOCUMENT["channels"] | {"lost": lost}}
    with pytest.raises(ValueError, match=f"only 1.5: it is graded {grade}, and fixed"):
        policy_from(document, {"channels.lost.drift": 2})


@pytest.mark.parametrize(
    "own", [None, {}, {"channels": {}}, {"channels.lost.drift": 1.5}, {"methods.escrow.recovered": 0.875}]
)
def test_without_a_value_of_its_own_the_policy_is_the_files(own: Any) -> None:
    policy = policy_from(DOCUMENT, own)
    assert policy == current_policy()
    assert policy.version == DOCUMENT["version"]


def test_a_version_names_the_own_values_and_fits_its_column() -> None:
    one = read(channels__lost__drift=2).version
    assert re.fullmatch(re.escape(PLAIN) + r"\+[0-9a-f]{8}", one)
    assert len(one) <= 20
    assert policy_from(DOCUMENT, {"channels": {"lost": {"drift": 2.0}}}).version == one
    assert read(channels__lost__drift=3).version != one
    both = {"vanish.floor": 0.0, "channels.lost.drift": 2}
    turned = {"channels.lost.drift": 2, "vanish.floor": -0.0}
    assert policy_from(DOCUMENT, both).version == policy_from(DOCUMENT, turned).version != one


def test_own_values_come_back_sorted_and_without_ours() -> None:
    given = {"vanish": {"floor": 0}, "channels.lost.drift": 2, "channels.late.drift": 1.25}
    assert list(own_values(DOCUMENT, given).items()) == [("channels.lost.drift", 2.0), ("vanish.floor", 0.0)]


def test_the_policy_of_one_set_of_own_values_is_made_once() -> None:
    assert policy_with({"channels.lost.drift": 2.0}) is policy_with({"channels.lost.drift": 2.0})
    assert policy_with({}) is current_policy()


def net(own: dict[str, float]) -> float:
    policy = policy_from(DOCUMENT, own)
    return float(assess(EVIDENCE, proposal_from(OFFER), policy)["net_per_month"])


def test_the_weight_of_an_assumption_is_what_the_engine_says_at_its_ends() -> None:
    weighed = {row["key"]: row for row in weigh_assumptions(EVIDENCE, proposal_from(OFFER), DOCUMENT)}
    for key in ("channels.lost.drift", "methods.escrow.recovered", "vanish.floor"):
        row = weighed[key]
        assert (row["net_low"], row["net_high"]) == (net({key: row["low"]}), net({key: row["high"]})), key
    assert weighed["channels.lost.drift"]["net_low"] > weighed["channels.lost.drift"]["net_high"]


def test_only_assumptions_that_move_the_result_are_listed_the_heaviest_first() -> None:
    weighed = weigh_assumptions(EVIDENCE, proposal_from(OFFER), DOCUMENT, {"channels.lost.drift": 3.0})
    spans = [abs(row["net_high"] - row["net_low"]) for row in weighed]
    assert spans == sorted(spans, reverse=True)
    assert min(spans) > 0
    methods = {row["key"] for row in weighed if row["key"].startswith("methods.")}
    assert methods == {"methods.escrow.recovered"}
    own = [(row["key"], row["value"], row["ours"]) for row in weighed if row["is_own"]]
    assert own == [("channels.lost.drift", 3.0, 1.5)]


def test_a_kind_left_open_rests_on_the_bands_of_all_its_kinds_that_give_something_back() -> None:
    offer = proposal_from(OFFER | {"payment_method": "card"})
    keys = {row["key"] for row in weigh_assumptions(EVIDENCE, offer, DOCUMENT)}
    # The worst kind is counted; a better one moves nothing.
    assert "methods.debit_card_link.recovered" in keys
    assert "methods.escrow.recovered" not in keys


@st.composite
def own_policies(draw: st.DrawFn) -> dict[str, float]:
    """Draw own values anywhere within their bounds, the ends among them."""
    keys = draw(st.lists(st.sampled_from(sorted(ALLOWED)), max_size=8, unique=True))
    return {key: draw(within(key)) for key in keys}


def within(key: str) -> st.SearchStrategy[float]:
    about = ALLOWED[key]
    if about.is_whole:
        return st.integers(int(about.low), int(about.high)).map(float)
    return st.floats(about.low, about.high) | st.sampled_from((about.low, about.high))


@PROPERTY
@given(case=evidences(), offer=proposals(), own=own_policies(), cut=st.floats(0, 1))
def test_under_any_own_values_a_safer_choice_is_never_worse(
    case: Evidence, offer: Proposal, own: dict[str, float], cut: float
) -> None:
    policy = policy_from(DOCUMENT, own)
    compare((case, replace(offer, offered_price=offer.offered_price * cut)), (case, offer), policy)
    compare((add(case, clean_order()), offer), (case, offer), policy)


@PROPERTY
@given(case=evidences(), offer=proposals(), data=st.data())
def test_more_drift_is_never_better_and_a_payment_that_gives_back_more_never_worse(
    case: Evidence, offer: Proposal, data: st.DataObject
) -> None:
    channel = data.draw(st.sampled_from(CHANNELS))
    low, high = sorted(data.draw(within(f"channels.{channel}.drift")) for _ in range(2))
    calm, wild = (policy_from(DOCUMENT, {f"channels.{channel}.drift": value}) for value in (low, high))
    assert_not_worse(assess(case, offer, calm), assess(case, offer, wild), offer)
    low, high = sorted(data.draw(within("methods.escrow.recovered")) for _ in range(2))
    more, less = (policy_from(DOCUMENT, {"methods.escrow.recovered": value}) for value in (high, low))
    escrow = replace(offer, payment_method="escrow", recovery=None, irreversible=None)
    assert_not_worse(assess(case, escrow, more), assess(case, escrow, less), escrow)
