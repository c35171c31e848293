"""Does the rule of thumb emerge? The clean orders a spotless supplier needs, by payment and discount."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal
from assessments.engine.evaluation import evaluate
from assessments.engine.gates import Gate
from assessments.engine.policy import Policy
from assessments.engine.proposal import CustomerCost
from assessments.engine.tally import Tally, tally
from assessments.engine.terms import terms_of
from assessments.engine.verdict import decide, passes_pilot, passes_ready
from assessments.engine.words import BLOCKER_QUESTIONS

PAYMENTS = ("escrow", "paypal_goods_services", "wire_company")
DISCOUNTS = (0.10, 0.15, 0.25, 0.35)

ON_PLATFORM_PRICE, A_MONTH, BUDGET = 20.0, 60, 1_500.0
LEAD_DAYS = 14
"""Each order arrived after so many days; the newest that arrived was placed a day longer ago."""

STEP, MOST = 2, 600
"""Orders are added two by two, a day's worth, up to ten months of them."""

PILOT_ORDERS = 10.0
"""Clean off-platform orders of the pilot, which stand behind READY where the payment is irreversible."""

LATER_GATES = (
    *("pace", "planned_against_pace", "tenure", "last_arrival", "distinct_weeks"),
    *("known_lost", "known_late", "known_not_as_described"),
)
"""Gates that the first study did not have."""

Record = tuple[Evidence, Tally]
"""Evidence with its sums."""


@dataclass(frozen=True, slots=True)
class Thumb:
    """The clean orders at which each level is first reached; None is never."""

    payment: str
    discount: float
    raw: int | None
    pilot_without_later_gates: int | None
    ready_without_later_gates: int | None
    pilot: int | None
    ready: int | None


def thumbs(policy: Policy) -> list[Thumb]:
    """Return the table for the policy."""
    plain = [spotless(number) for number in range(0, MOST + 1, STEP)]
    piloted = [replace(evidence, clean_off_platform=PILOT_ORDERS) for evidence in plain]
    records = {False: _with_sums(plain, policy), True: _with_sums(piloted, policy)}
    return [_thumb(payment, discount, records, policy) for payment in PAYMENTS for discount in DISCOUNTS]


def spotless(number: int) -> Evidence:
    """Return a record of so many clean orders, sixty a month without a pause until today.

    The owner's orders and the diligence grow with it: PILOT's thresholds at 20 orders, READY's at 65 and 32.
    """
    days = range(-(-number * 30 // A_MONTH))
    orders = (
        OrderGroup(
            age_days=day + LEAD_DAYS + 1,
            arrival=Arrival.PROVEN,
            late=False,
            not_as_described=False,
            counterfeit=False,
            delivered_days_ago=day + 1,
            promised_days=2 * LEAD_DAYS,
            count=min(2, number - 2 * day),
        )
        for day in days
    )
    return Evidence(
        orders=tuple(orders), owner_orders=int(number * 1.54), diligence_share=min(1.0, number / 40.0)
    )


def offer(payment: str, discount: float) -> Proposal:
    """Return the offer of the study: no fees, and every question answered no."""
    return Proposal(
        on_platform_price=ON_PLATFORM_PRICE,
        offered_price=ON_PLATFORM_PRICE * (1.0 - discount),
        orders_per_month=A_MONTH,
        payment_method=payment,
        deposit_share=1.0 if payment == "wire_company" else 0.5,
        days_to_receipt=20,
        days_after_balance=14,
        orders_per_payment=1,
        top_up=0,
        fee_share=0,
        fee_fixed=0,
        fx_share=0,
        extra_minutes_per_order=6,
        wage_per_hour=12,
        fixed_hours_per_month=2,
        customer_cost=CustomerCost(30, 4, 15, 60),
        risk_budget=BUDGET,
        answers=dict.fromkeys(BLOCKER_QUESTIONS, False),
    )


def _with_sums(records: list[Evidence], policy: Policy) -> list[Record]:
    return [(evidence, tally(evidence, policy)) for evidence in records]


def _thumb(payment: str, discount: float, records: dict[bool, list[Record]], policy: Policy) -> Thumb:
    """Return one line; the pilot's own orders come after PILOT, so READY is looked for from there on."""
    proposal = offer(payment, discount)
    plain = [_gates(record, proposal, policy) for record in records[False]]
    final = policy.methods[payment].tier.is_final
    piloted = [_gates(record, proposal, policy) for record in records[True]] if final else plain
    early_pilot = _first(passes_pilot(_early(gates)) for gates in plain)
    pilot = _first(passes_pilot(gates) for gates in plain)
    return Thumb(
        payment,
        discount,
        raw=0 if _raw_says_leave(proposal, policy) else None,
        pilot_without_later_gates=early_pilot,
        ready_without_later_gates=_first((passes_ready(_early(gates)) for gates in piloted), early_pilot),
        pilot=pilot,
        ready=_first((passes_ready(gates) for gates in piloted), pilot),
    )


def _gates(record: Record, proposal: Proposal, policy: Policy) -> tuple[Gate, ...]:
    return decide(record[0], proposal, policy, record[1]).gates


def _first(passed: Iterable[bool], start: int | None = 0) -> int | None:
    """Return the first number of orders, from a start on, at which it holds; None if there is no start."""
    if start is None:
        return None
    numbers = (STEP * at for at, holds in enumerate(passed) if holds and STEP * at >= start)
    return next(numbers, None)


def _early(gates: Iterable[Gate]) -> Iterable[Gate]:
    return (gate for gate in gates if gate.key not in LATER_GATES)


def _raw_says_leave(proposal: Proposal, policy: Policy) -> bool:
    """Return whether leaving pays when no failure so far is read as no failure ever."""
    found = evaluate(tally(Evidence(), policy), terms_of(proposal, policy), policy)
    return found.money.saving > 0.0
