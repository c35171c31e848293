"""The door: plain mappings in, checked evidence and proposals out, and back again.

Every refusal is a ValueError that names the field, what was read and what is allowed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import partial
from operator import itemgetter
from types import NoneType
from typing import Any

from assessments.engine.evidence import BAD_FACTS, CLAIMED, COUNT, DAYS, Evidence, OrderGroup, refuse_too_many
from assessments.engine.limits import (
    Bounds,
    answer,
    number,
    number_or_none,
    refuse,
    whole,
    whole_or_none,
)
from assessments.engine.proposal import BOUNDS, MONEY, REQUIRED, SHARE, CustomerCost, Proposal, Recovery
from assessments.engine.words import THROUGHOUT, Arrival

Facts = dict[str, Any]

_GOOD: Facts = {"late": False, "not_as_described": False, "counterfeit": False}
OUTCOMES: Mapping[str, Facts] = {
    "clean": {"arrival": Arrival.PROVEN, **_GOOD},
    "late": {"arrival": Arrival.PROVEN, **_GOOD, "late": True},
    # The worst fact names the order: what would be a lesser fault is not known.
    "not_as_described": {"arrival": Arrival.PROVEN, "not_as_described": True, "counterfeit": False},
    "counterfeit": {"arrival": Arrival.PROVEN, "counterfeit": True},
    "lost": {"arrival": Arrival.LOST},
    "in_transit": {"arrival": Arrival.OPEN},
    "not_observed": {"arrival": Arrival.NOT_OBSERVED},
}
"""The facts that each shorthand outcome stands for."""

_FACT_FIELDS = ("arrival", *BAD_FACTS, "unattributed")
_ORDER_FIELDS = dict.fromkeys(
    (
        "age_days",
        "outcome",
        *_FACT_FIELDS,
        "delivered_days_ago",
        "promised_days",
        "count",
        "lane",
        "off_platform",
    )
)
_ARRIVALS = {arrival.value: arrival for arrival in Arrival}
_ROW = itemgetter(*OrderGroup._fields)
_FACT, _DAYS = (bool, NoneType), (int, NoneType)
_COLUMN_TYPES = tuple(
    map(frozenset, ((int,), (str,), _FACT, _FACT, _FACT, (bool,), _DAYS, _DAYS, (int,), (str,), (bool,)))
)
"""The types that each field may have in orders that are written out whole."""
_CHECKED = itemgetter(0, 1, 6, 7, 8, 9)
"""The columns of age, arrival, days since delivery, promised days, count and lane."""
_AS_ORDER: Callable[[tuple[Any, ...]], OrderGroup] = partial(tuple.__new__, OrderGroup)
"""As `OrderGroup._make`, for fields that were counted already."""
_EVIDENCE_FIELDS = tuple(item.name for item in fields(Evidence))


def evidence_from(case: Mapping[str, Any]) -> Evidence:
    """Return the evidence of a case. Raises: ValueError."""
    _only("evidence", case, _EVIDENCE_FIELDS)
    orders = case.get("orders", ())
    if not isinstance(orders, list | tuple):
        raise refuse("orders", orders, "a list of orders")
    refuse_too_many(len(orders))
    recorded = case.get("complaints_recorded_days")
    problems = case.get("problems", ())
    if not isinstance(problems, list | tuple) or not all(isinstance(item, str) for item in problems):
        raise refuse("problems", problems, "a list of words")
    return Evidence(
        orders=tuple(_orders(orders)),
        owner_orders=whole_or_none("owner_orders", case.get("owner_orders"), (0, 100_000_000)),
        diligence_share=number_or_none("diligence_share", case.get("diligence_share"), SHARE),
        clean_off_platform=number_or_none(
            "clean_off_platform", case.get("clean_off_platform"), (0, 1_000_000)
        ),
        distinct_weeks=whole_or_none("distinct_weeks", case.get("distinct_weeks"), (0, 10_000)),
        complaints_recorded_days=_recorded(recorded),
        problems=tuple(problems),
        claimed_fine=whole_or_none("claimed_fine", case.get("claimed_fine"), CLAIMED),
        claimed_wrong=whole_or_none("claimed_wrong", case.get("claimed_wrong"), CLAIMED),
    )


def _recorded(value: object) -> int | None:
    """Return since when complaints are recorded; null means throughout, "never" means never."""
    if value is None:
        return THROUGHOUT
    return None if value == "never" else whole("complaints_recorded_days", value, DAYS)


def _orders(orders: list[Any] | tuple[Any, ...]) -> Iterable[OrderGroup]:
    """Return the orders of a list. Raises: ValueError, which says the place in the list too."""
    return _stored(orders) or [_read(index, order) for index, order in enumerate(orders)]


def _stored(orders: list[Any] | tuple[Any, ...]) -> list[OrderGroup] | None:
    """Return orders that are all written out whole, as `evidence_as` does; None where they must be read with care.

    What is stored was checked before, and is read again every day: each check here is one for all orders.
    """
    if set(map(type, orders)) != {dict} or set(map(len, orders)) != {len(OrderGroup._fields)}:
        return None
    try:
        columns = list(zip(*map(_ROW, orders), strict=True))
    except KeyError:
        return None
    if not _can_be(columns):
        return None
    columns[1] = tuple(map(_ARRIVALS.__getitem__, columns[1]))
    return list(map(_AS_ORDER, zip(*columns, strict=True)))


def _can_be(columns: list[tuple[Any, ...]]) -> bool:
    """Return whether the orders of these columns are such as may be."""
    for types, column in zip(_COLUMN_TYPES, columns, strict=True):
        if not types.issuperset(map(type, column)):
            return False
    ages, arrivals, since, promised, counts, lanes = _CHECKED(columns)
    if not (_within(ages, DAYS) and _within(promised, DAYS) and _within(counts, COUNT)):
        return False
    if not _ARRIVALS.keys() >= set(arrivals) or "" in lanes:
        return False
    dated = zip(since, ages, strict=True)
    return not [days for days, age in dated if days is not None and not 0 <= days <= age]


def _within(column: tuple[int | None, ...], bounds: Bounds) -> bool:
    known = [number for number in set(column) if number is not None]
    return not known or (bounds[0] <= min(known) and max(known) <= bounds[1])


def _read(index: int, order: object) -> OrderGroup:
    """Return an order read field by field. Raises: ValueError, which says its place in the list."""
    if not isinstance(order, dict):
        raise refuse(f"orders[{index}]", order, "an order with its fields")
    if not order.keys() <= _ORDER_FIELDS.keys():
        _only(f"orders[{index}]", order, list(_ORDER_FIELDS))
    try:
        return _order(order)
    except ValueError as error:
        raise ValueError(f"orders[{index}].{error}") from error


def _order(order: dict[str, Any]) -> OrderGroup:
    age = whole("age_days", order.get("age_days"), DAYS)
    lane = order.get("lane")
    if lane is not None and not isinstance(lane, str):
        raise refuse("lane", lane, "the name of a shipping lane")
    return OrderGroup(
        age_days=age,
        delivered_days_ago=whole_or_none("delivered_days_ago", order.get("delivered_days_ago"), (0, age)),
        promised_days=whole_or_none("promised_days", order.get("promised_days"), DAYS),
        count=whole("count", order.get("count", 1), COUNT),
        lane=lane or "unknown",
        off_platform=_flag("off_platform", order.get("off_platform", False)),
        **_facts(order),
    )


def _facts(order: dict[str, Any]) -> Facts:
    outcome = order.get("outcome")
    if outcome is not None:
        if not isinstance(outcome, str) or outcome not in OUTCOMES:
            raise refuse("outcome", outcome, ", ".join(OUTCOMES))
        given = [name for name in _FACT_FIELDS if name in order]
        if given:
            raise refuse(given[0], order[given[0]], "nothing beside an outcome")
        return OUTCOMES[outcome]
    arrival = order.get("arrival")
    if not isinstance(arrival, str) or arrival not in _ARRIVALS:
        raise refuse("arrival", arrival, ", ".join(Arrival) + ", or an outcome in its place")
    return {
        "arrival": _ARRIVALS[arrival],
        "late": order.get("late"),
        "not_as_described": order.get("not_as_described"),
        "counterfeit": order.get("counterfeit"),
        "unattributed": order.get("unattributed", False),
    }


def _flag(field: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise refuse(field, value, "true or false")
    return value


def proposal_from(case: Mapping[str, Any]) -> Proposal:
    """Return the proposal of a case. Raises: ValueError."""
    _only("proposal", case, [item.name for item in fields(Proposal)])
    numbers: dict[str, Any] = {}
    for name, bounds in BOUNDS.items():
        read = number if name in REQUIRED else number_or_none
        numbers[name] = read(name, case.get(name), bounds)
    method = case.get("payment_method")
    if method is not None and not isinstance(method, str):
        raise refuse("payment_method", method, "the name of a payment method")
    recovery = case.get("recovery")
    return Proposal(
        **numbers,
        payment_method=method or None,
        customer_cost=CustomerCost(
            **_numbers("customer_cost", case.get("customer_cost"), CustomerCost, MONEY)
        ),
        answers=_answers(case.get("answers")),
        recovery=None if recovery is None else _recovery(recovery),
        irreversible=answer("irreversible", case.get("irreversible")),
    )


def _recovery(value: object) -> Recovery:
    shares = _numbers("recovery", value, Recovery, SHARE)
    return Recovery(**{name: 0.0 if share is None else share for name, share in shares.items()})


def _numbers(field: str, value: object, kind: type, bounds: tuple[float, float]) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise refuse(field, value, "numbers by name")
    _only(field, value, [item.name for item in fields(kind)])
    return {name: number_or_none(f"{field}.{name}", item, bounds) for name, item in value.items()}


def _answers(value: object) -> dict[str, bool | None]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise refuse("answers", value, "true, false or null by question")
    return {str(question): answer(f"answers.{question}", item) for question, item in value.items()}


def _only(where: str, case: object, allowed: list[str] | tuple[str, ...]) -> None:
    if not isinstance(case, Mapping):
        raise refuse(where, case, "fields by name")
    for name in case:
        if name not in allowed:
            raise refuse(where, name, "one of " + ", ".join(allowed))


def evidence_as(evidence: Evidence) -> dict[str, Any]:
    """Return the evidence as plain values that `evidence_from` reads back."""
    recorded = evidence.complaints_recorded_days
    return {
        "orders": [
            {name: _plain(value) for name, value in zip(OrderGroup._fields, order, strict=True)}
            for order in evidence.orders
        ],
        "owner_orders": evidence.owner_orders,
        "diligence_share": evidence.diligence_share,
        "clean_off_platform": evidence.clean_off_platform,
        "distinct_weeks": evidence.distinct_weeks,
        "complaints_recorded_days": "never" if recorded is None else recorded,
        "problems": list(evidence.problems),
        "claimed_fine": evidence.claimed_fine,
        "claimed_wrong": evidence.claimed_wrong,
    }


def proposal_as(proposal: Proposal) -> dict[str, Any]:
    """Return the proposal as plain values that `proposal_from` reads back."""
    plain = {item.name: _plain(getattr(proposal, item.name)) for item in fields(Proposal)}
    plain["answers"] = dict(sorted(proposal.answers.items()))
    return plain


def _plain(value: object) -> object:
    if isinstance(value, Arrival):
        return value.value
    if isinstance(value, CustomerCost | Recovery):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    return value
