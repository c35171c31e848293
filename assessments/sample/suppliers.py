"""The four suppliers of the sample store: their orders, what was checked, and what they offer. All made up."""

from dataclasses import dataclass, field
from typing import Any

CHECKED_WELL = (
    "business_licence",
    "register_lookup",
    "name_match",
    "samples",
    "written_terms",
    "video_call",
    "brand_authorisation",
    "test_reports",
    "inspection",
    "test_payment",
    "shop_record",
    "address",
    "mail_domain",
    "capacity",
)
CHECKED_HALF = (
    "business_licence",
    "register_lookup",
    "name_match",
    "samples",
    "brand_authorisation",
    "test_reports",
    "shop_record",
    "address",
    "mail_domain",
    "test_payment",
)
NOTHING_WRONG: dict[str, bool | None] = {
    "personal_account": False,
    "payee_mismatch": False,
    "payee_changed": False,
    "pressure": False,
    "close_dispute": False,
    "untraceable_only": False,
    "confirmed_counterfeit": False,
    "licence_invalid": False,
    "refuses_written_terms": False,
    "branded_goods": False,
}
USUAL = {
    "currency": "USD",
    "days_to_receipt": 20,
    "days_after_balance": 20,
    "orders_per_payment": 1,
    "top_up": "0",
    "fee_share": "0",
    "fee_fixed": "0",
    "fx_share": "0.01",
    "extra_minutes_per_order": "2",
    "wage_per_hour": "12",
    "fixed_hours_per_month": "2",
    "cost_lost": "20",
    "cost_late": "3",
    "cost_not_as_described": "12",
    "cost_counterfeit": "40",
    "risk_budget": "1500",
    "deposit_share": "1",
}


@dataclass(frozen=True, slots=True)
class SamplePayee:
    """Describe an account that was confirmed by telephone: told so many days ago, on a number known for longer."""

    holder: str
    account: str
    phone: str
    told_days: int = 20
    phone_known_days: int = 230


@dataclass(frozen=True, slots=True)
class SampleSupplier:
    """Describe one supplier: `orders` spread evenly over `days`, of which some went wrong, by their number."""

    name: str
    product: str
    cost: str
    orders: int
    days: int
    checks: tuple[str, ...]
    offer: dict[str, Any]
    late: frozenset[int] = frozenset()
    lost: frozenset[int] = frozenset()
    bad: frozenset[int] = frozenset()
    answers: dict[str, bool | None] = field(default_factory=lambda: dict(NOTHING_WRONG))
    payee: SamplePayee | None = None


SUPPLIERS = (
    SampleSupplier(
        name="Guangzhou Lumen Lighting",
        product="Moon night lamp 15 cm",
        cost="18.40",
        orders=400,
        days=240,
        checks=CHECKED_WELL,
        late=frozenset({41, 127, 219}),
        lost=frozenset({73}),
        bad=frozenset({160}),
        payee=SamplePayee(
            holder="Guangzhou Lumen Lighting Co., Ltd.",
            account="0200 0000 0012 3456 789",
            phone="+86 20 5550 0199",
        ),
        offer={
            "on_platform_price": "18.40",
            "offered_price": "13.90",
            "orders_per_month": 40,
            "payment_method": "alibaba_trade_assurance",
            "fee_share": "0.03",
        },
    ),
    SampleSupplier(
        name="Shenzhen Bright",
        product="Magnetic phone stand",
        cost="12.60",
        orders=330,
        days=210,
        checks=CHECKED_HALF,
        late=frozenset({12, 60, 230}),
        lost=frozenset({133}),
        offer={
            "on_platform_price": "12.60",
            "offered_price": "9.20",
            "orders_per_month": 40,
            "payment_method": "credit_card_link",
            "fee_share": "0.03",
        },
    ),
    SampleSupplier(
        name="Yiwu Home and Gift",
        product="Bamboo cutlery set",
        cost="9.80",
        orders=64,
        days=110,
        checks=CHECKED_HALF,
        late=frozenset({20}),
        offer={
            "on_platform_price": "9.80",
            "offered_price": "6.80",
            "orders_per_month": 30,
            "payment_method": "credit_card_link",
            "fee_share": "0.03",
            "risk_budget": "800",
        },
        answers=NOTHING_WRONG | {"licence_invalid": None},
    ),
    SampleSupplier(
        name="Ningbo Fast Parts",
        product="Car door light, pair",
        cost="15.20",
        orders=120,
        days=130,
        checks=CHECKED_HALF,
        late=frozenset({5, 11, 67, 90}),
        lost=frozenset({38}),
        offer={
            "on_platform_price": "15.20",
            "offered_price": "10.90",
            "orders_per_month": 30,
            "payment_method": "western_union",
            "fee_fixed": "4",
            "orders_per_payment": 5,
            "risk_budget": "1200",
        },
        answers=NOTHING_WRONG | {"sole_trader_own_account": False},
    ),
)
