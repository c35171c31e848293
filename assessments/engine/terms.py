"""Fill a proposal's unknown terms with the policy's worst usual values, and say which were filled."""

from dataclasses import dataclass, field, fields, replace

from assessments.engine.limits import refuse
from assessments.engine.policy import Four, Method, Policy
from assessments.engine.proposal import CustomerCost, Proposal, Recovery
from assessments.engine.words import CHANNELS, Tier

Value = float | str | bool | None

MONEY_TERMS = (
    "payment_method",
    "deposit_share",
    "days_to_receipt",
    "days_after_balance",
    "orders_per_payment",
    "top_up",
    "fee_share",
    "fee_fixed",
    "fx_share",
    "extra_minutes_per_order",
    "wage_per_hour",
    "fixed_hours_per_month",
    *(f"customer_cost.{channel}" for channel in CHANNELS),
)
"""Terms that may be left unknown; coverage counts the share of them that are known."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """One term nobody stated, and what it was taken for."""

    field: str
    value: Value
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class Payment:
    """The protection that the payment gives, and where that comes from."""

    key: str | None
    tier: Tier | None
    recovery: Recovery
    irreversible: bool
    subtype_known: bool
    personal_payee: bool = False
    hard_stop: bool = False
    window_days: int | None = None
    window_from: str | None = None
    decides: str | None = None
    fee_share_high: float | None = None
    fx_share_high: float | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """A proposal without unknowns: money in its currency, days, shares from 0 to 1."""

    on_price: float
    price: float
    volume: float
    deposit: float
    days_total: float
    days_after: float
    batch_for_fees: float
    batch_for_cash: float
    top_up: float
    fee_share: float
    fee_fixed: float
    fx_share: float
    minutes: float
    wage: float
    fixed_hours: float
    customer_cost: Four
    budget: float | None
    payment: Payment
    assumed: tuple[Assumed, ...]


@dataclass(slots=True)
class _Filler:
    """Collects what had to be assumed."""

    policy: Policy
    assumed: list[Assumed] = field(default_factory=list)

    def take(
        self, name: str, stated: float | None, worst: float, why: str = "unknown_takes_the_worst"
    ) -> float:
        """Return the stated value, or the worst one and a note of it."""
        if stated is not None:
            return float(stated)
        unit = self.policy.unknown_units.get(name.replace(".", "_"), "days")
        self.assumed.append(Assumed(name, worst, unit, why))
        return worst


def terms_of(proposal: Proposal, policy: Policy) -> Terms:
    """Return the proposal with every unknown filled by the policy's worst usual value. Raises: ValueError."""
    fill, worst = _Filler(policy), policy.unknown
    price, on_price, volume = proposal.offered_price, proposal.on_platform_price, proposal.orders_per_month
    payment = payment_of(proposal, policy)
    if payment.key is None and proposal.recovery is None:
        fill.assumed.append(Assumed("payment_method", None, "", "unknown_takes_the_worst"))
    elif not payment.subtype_known:
        fill.assumed.append(Assumed("payment_method", payment.key, "", "subtype_unknown"))
    total = fill.take(
        "days_to_receipt",
        proposal.days_to_receipt,
        max(worst["days_to_receipt"], proposal.days_after_balance or 0.0),
    )
    batch = fill.take("orders_per_payment", proposal.orders_per_payment, worst["orders_per_payment"])
    fee = worst["fee_share"] if payment.fee_share_high is None else payment.fee_share_high
    fx = worst["fx_share"] if payment.fx_share_high is None else payment.fx_share_high
    return Terms(
        on_price=float(on_price),
        price=float(price),
        volume=float(volume),
        deposit=fill.take("deposit_share", proposal.deposit_share, worst["deposit_share"]),
        days_total=total,
        days_after=fill.take("days_after_balance", proposal.days_after_balance, total),
        # Few orders a payment cost most in fees and many most in cash at risk: unknown takes both.
        batch_for_fees=1.0 if proposal.orders_per_payment is None else batch,
        batch_for_cash=batch,
        top_up=fill.take("top_up", proposal.top_up, worst["top_up"] * volume * price),
        fee_share=fill.take("fee_share", proposal.fee_share, fee),
        fee_fixed=fill.take("fee_fixed", proposal.fee_fixed, worst["fee_fixed"] * on_price),
        fx_share=fill.take("fx_share", proposal.fx_share, fx),
        minutes=fill.take(
            "extra_minutes_per_order", proposal.extra_minutes_per_order, worst["extra_minutes_per_order"]
        ),
        wage=fill.take("wage_per_hour", proposal.wage_per_hour, worst["wage_per_hour"] * on_price),
        fixed_hours=fill.take(
            "fixed_hours_per_month", proposal.fixed_hours_per_month, worst["fixed_hours_per_month"]
        ),
        customer_cost=_customer_cost(fill, proposal.customer_cost, on_price),
        budget=proposal.risk_budget,
        payment=payment,
        assumed=tuple(fill.assumed),
    )


def _customer_cost(fill: _Filler, cost: CustomerCost, on_price: float) -> Four:
    lost, late, other, fake = (
        fill.take(
            f"customer_cost.{channel}",
            getattr(cost, channel),
            fill.policy.unknown[f"customer_cost_{channel}"] * on_price,
        )
        for channel in CHANNELS
    )
    return lost, late, other, fake


def payment_of(proposal: Proposal, policy: Policy) -> Payment:
    """Return what the payment protects; a family name takes the worst of its members. Raises: ValueError.

    Shares typed by hand replace what a method of the policy gives back; its finality and its payee stay. Beside
    such shares any other name is a mere label.
    """
    key, shares = proposal.payment_method, proposal.recovery
    if shares is None:
        return _named(proposal, policy)
    final = proposal.irreversible is not False
    if key not in policy.methods and key not in policy.families:
        return Payment(key, None, shares, final, subtype_known=True)
    named = _named(proposal, policy)
    return replace(named, recovery=shares, irreversible=final or named.irreversible)


def _named(proposal: Proposal, policy: Policy) -> Payment:
    key = proposal.payment_method
    if key is None:
        return Payment(None, None, Recovery(), irreversible=True, subtype_known=False)
    eligible = proposal.answers.get("paypal_resale_eligible") is True
    if key in policy.methods:
        method = policy.methods[key]
        return _known_method(method, _recovery(method, eligible), proposal.irreversible is True)
    if key in policy.families:
        return _family(key, [policy.methods[member] for member in policy.families[key]], eligible)
    raise refuse("payment_method", key, "one of " + ", ".join((*policy.methods, *policy.families)))


def _recovery(method: Method, eligible: bool) -> Recovery:
    better = method.eligible_recovery
    return better if eligible and better is not None else method.recovery


def _known_method(method: Method, recovery: Recovery, said_final: bool) -> Payment:
    return Payment(
        key=method.key,
        tier=method.tier,
        recovery=recovery,
        irreversible=method.tier.is_final or said_final,
        subtype_known=True,
        personal_payee=method.personal_payee,
        hard_stop=method.hard_stop,
        window_days=method.window_days,
        window_from=method.window_from,
        decides=method.decides,
        fee_share_high=method.fee_share[1],
        fx_share_high=method.fx_share[1],
    )


def _family(key: str, members: list[Method], eligible: bool) -> Payment:
    lowest = Recovery(
        **{
            item.name: min(getattr(_recovery(member, eligible), item.name) for member in members)
            for item in fields(Recovery)
        }
    )
    riskiest = max(members, key=lambda member: member.tier.risk)
    return Payment(
        key=key,
        tier=riskiest.tier,
        recovery=lowest,
        irreversible=any(member.tier.is_final for member in members),
        subtype_known=False,
        window_days=riskiest.window_days,
        window_from=riskiest.window_from,
        decides=riskiest.decides,
        fee_share_high=max(member.fee_share[1] for member in members),
        fx_share_high=max(member.fx_share[1] for member in members),
    )
