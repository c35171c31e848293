"""The policy of a store: the file's, with the store's own values in the place of some assumptions."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from assessments.engine import Policy
from assessments.models import OwnValue
from assessments.policy import current_policy, policy_with, replaceable
from stores.models import Store


def own_values_of(store: Store) -> dict[str, float]:
    """Return key -> own value in force, of the assumptions that the policy file still lets a store replace."""
    return _usable(OwnValue.in_force.filter(store=store).values_list("key", "value"))


def policy_of(store: Store) -> Policy:
    """Return the policy that a store's suppliers are assessed with."""
    return policy_with(own_values_of(store))


def own_versions() -> dict[str, list[int]]:
    """Return policy version -> the stores whose own values make it, without the stores that have none."""
    by_store: dict[int, list[tuple[str, Decimal | None]]] = defaultdict(list)
    for store_id, key, value in OwnValue.in_force.values_list("store_id", "key", "value"):
        by_store[store_id].append((key, value))
    found: dict[str, list[int]] = defaultdict(list)
    for store_id, rows in by_store.items():
        found[policy_with(_usable(rows)).version].append(store_id)
    found.pop(current_policy().version, None)
    return dict(found)


def _usable(rows: Iterable[tuple[str, Decimal | None]]) -> dict[str, float]:
    """Return the values that a newer file has not fixed, dropped or bounded more narrowly: for those ours holds."""
    allowed, usable = replaceable(), {}
    for key, value in rows:
        if key in allowed and value is not None and allowed[key].low <= float(value) <= allowed[key].high:
            usable[key] = float(value)
    return usable
