"""What the supplier offers, as the owner typed it; None is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from assessments.engine.limits import Bounds, answer, number, refuse
from assessments.engine.words import BLOCKER_QUESTIONS, OTHER_QUESTIONS, RED_FLAGS

MONEY: Bounds = (0, 1e9)
SHARE: Bounds = (0, 1)

BOUNDS: Mapping[str, Bounds] = {
    "on_platform_price": (0.01, 1e6),
    "offered_price": (0, 1e6),
    "orders_per_month": (0.1, 10_000),
    "deposit_share": SHARE,
    "days_to_receipt": (0, 365),
    "days_after_balance": (0, 365),
    "orders_per_payment": (1, 10_000),
    "top_up": MONEY,
    "fee_share": SHARE,
    "fee_fixed": MONEY,
    "fx_share": SHARE,
    "extra_minutes_per_order": (0, 1_440),
    "wage_per_hour": MONEY,
    "fixed_hours_per_month": (0, 744),
    "risk_budget": MONEY,
}
"""The range allowed for each number of a proposal; money in the proposal's one currency."""

ANSWERS = (*BLOCKER_QUESTIONS, *OTHER_QUESTIONS, *RED_FLAGS)
"""Everything that `answers` may name."""

REQUIRED = ("on_platform_price", "offered_price", "orders_per_month")


def _check(name: str, value: object, bounds: Bounds) -> None:
    if value is not None:
        number(name, value, bounds)


@dataclass(frozen=True, slots=True)
class CustomerCost:
    """What one failure costs on the customer's side, beside the price paid to the supplier (money)."""

    lost: float | None = None
    late: float | None = None
    not_as_described: float | None = None
    counterfeit: float | None = None

    def __post_init__(self) -> None:
        """Refuse costs that cannot be."""
        for item in fields(self):
            _check(f"customer_cost.{item.name}", getattr(self, item.name), MONEY)


@dataclass(frozen=True, slots=True)
class Recovery:
    """The share of the loss that comes back, by channel and when the supplier vanishes (0 to 1)."""

    lost: float = 0.0
    late: float = 0.0
    not_as_described: float = 0.0
    counterfeit: float = 0.0
    vanished: float = 0.0

    def __post_init__(self) -> None:
        """Refuse shares outside 0 to 1."""
        for item in fields(self):
            number(f"recovery.{item.name}", getattr(self, item.name), SHARE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One offer to trade directly; only the prices and the volume must be known. Raises: ValueError."""

    on_platform_price: float
    offered_price: float
    orders_per_month: float
    payment_method: str | None = None
    deposit_share: float | None = None
    days_to_receipt: float | None = None
    days_after_balance: float | None = None
    orders_per_payment: float | None = None
    top_up: float | None = None
    fee_share: float | None = None
    fee_fixed: float | None = None
    fx_share: float | None = None
    extra_minutes_per_order: float | None = None
    wage_per_hour: float | None = None
    fixed_hours_per_month: float | None = None
    customer_cost: CustomerCost = CustomerCost()
    risk_budget: float | None = None
    answers: Mapping[str, bool | None] = field(default_factory=dict)
    recovery: Recovery | None = None
    irreversible: bool | None = None

    def __post_init__(self) -> None:
        """Refuse numbers out of range, unknown questions, and a balance paid before the order."""
        for name, bounds in BOUNDS.items():
            if name in REQUIRED:
                number(name, getattr(self, name), bounds)
            else:
                _check(name, getattr(self, name), bounds)
        answer("irreversible", self.irreversible)
        _check_days(self.days_to_receipt, self.days_after_balance)
        for question, value in self.answers.items():
            if question not in ANSWERS:
                raise refuse("answers", question, ", ".join(ANSWERS))
            answer(f"answers.{question}", value)


def _check_days(total: float | None, after: float | None) -> None:
    if total is not None and after is not None and after > total:
        raise refuse("days_after_balance", after, f"at most days_to_receipt, which reads {total:g}")
