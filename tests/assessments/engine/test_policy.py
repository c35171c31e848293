"""The policy file is complete, within its own bounds, and says where each number comes from."""

from collections.abc import Iterator
from typing import Any

from assessments.engine.words import CHANNELS, Tier
from assessments.policy import current_policy, policy_document

GRADES = {"measured", "official", "vendor", "assumption"}


def constants(value: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every table that claims a grade."""
    if isinstance(value, dict):
        if "grade" in value:
            yield path, value
        for key, item in value.items():
            yield from constants(item, f"{path}.{key}")


def test_every_constant_has_a_source_a_date_and_a_grade() -> None:
    found = dict(constants(policy_document()))
    assert len(found) > 80
    for path, table in found.items():
        assert table["grade"] in GRADES, path
        assert table["source"] and table["date"], path
        if "value" in table:
            assert table["unit"], path
            assert table.get("low", table["value"]) <= table["value"] <= table.get("high", table["value"]), (
                path
            )


def test_all_methods_of_payment_are_there_with_their_subtypes() -> None:
    document: Any = policy_document()
    assert {entry["row"] for entry in document["methods"].values()} == set(range(1, 28))
    assert {"paypal_goods_services", "paypal_friends_family", "wise_transfer", "wise_card"} <= set(
        document["methods"]
    )
    for members in current_policy().families.values():
        assert set(members) <= set(document["methods"])


def test_final_payments_give_nothing_back() -> None:
    for method in current_policy().methods.values():
        shares = [getattr(method.recovery, name) for name in (*CHANNELS, "vanished")]
        assert all(0 <= share <= 1 for share in shares)
        if method.tier.is_final:
            assert shares == [0, 0, 0, 0, 0], method.key
        else:
            assert method.recovery.vanished > 0, method.key


def test_ready_asks_at_least_what_a_pilot_asks() -> None:
    for key, (pilot, ready) in current_policy().gates.items():
        if pilot is None or ready is None:
            continue
        tighter = ready <= pilot if key in ("last_arrival", "planned_against_pace") else ready >= pilot
        assert tighter, key


def test_an_unknown_fee_is_taken_at_least_as_high_as_any_method_charges() -> None:
    policy = current_policy()
    assert policy.unknown["fee_share"] >= max(method.fee_share[1] for method in policy.methods.values())
    assert policy.unknown["fx_share"] >= max(method.fx_share[1] for method in policy.methods.values())


def test_tiers_run_from_held_to_untraceable() -> None:
    assert [tier.risk for tier in Tier] == [0, 1, 2, 3]
    assert [tier.is_final for tier in Tier] == [False, False, True, True]
