"""Made-up suppliers as they are stored: the same in every run."""

import random
from typing import Any

from assessments.engine import Proposal, evidence_as, evidence_from, proposal_from
from tests.assessments.engine.world import TERMS

METHODS = ("alibaba_trade_assurance", "credit_card_link", "escrow", "paypal_goods_services", "wire_company")
OUTCOMES = ("clean",) * 17 + ("late", "lost", "not_as_described")


def stored_evidence(seed: int, groups: int, most_alike: int) -> dict[str, Any]:
    """Return one supplier's evidence: groups of like orders, of which each says all that its order can say."""
    draw = random.Random(seed)  # noqa: S311 - made-up orders, no secret
    orders = []
    for number in range(groups):
        age = 2 + 3 * number + draw.randrange(3)
        under_way = age < draw.randint(8, 25)
        outcome = "in_transit" if under_way else draw.choice(OUTCOMES)
        arrived = outcome not in ("in_transit", "lost")
        orders.append(
            {
                "age_days": age,
                "outcome": outcome,
                "promised_days": 30,
                "delivered_days_ago": max(0, age - draw.randint(8, 30)) if arrived else None,
                "count": draw.randint(1, most_alike),
                "lane": draw.choice(("unknown", "aliexpress_standard")),
            }
        )
    return evidence_as(evidence_from({"orders": orders, "owner_orders": 500, "diligence_share": 0.9}))


def offer(seed: int = 0) -> Proposal:
    """Return a full proposal; another seed gives another price, volume, payment and budget."""
    if not seed:
        return proposal_from(TERMS)
    draw = random.Random(seed)  # noqa: S311 - made-up offers, no secret
    changes = {
        "offered_price": round(draw.uniform(13, 18), 2),
        "orders_per_month": draw.randint(15, 90),
        "payment_method": draw.choice(METHODS),
        "risk_budget": draw.randint(8, 40) * 100,
    }
    return proposal_from({**TERMS, **changes})
