"""The sentence of each finding, the units of the numbers in it, and what it rests on."""

from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from assessments.wording.blockers import BLOCKERS
from assessments.wording.gate_findings import GATE_FINDINGS


@dataclass(frozen=True, slots=True)
class FindingWords:
    """The words of one finding.

    `units` names the numbers of its sentence, `rests_on` the kinds of evidence behind it (orders, terms,
    answer, diligence, store, policy), `terms` the fields of the proposal it reads. `unknown` is said in
    place of the sentence where the number `needs` is None.
    """

    sentence: Promise
    rests_on: tuple[str, ...]
    units: dict[str, str] = field(default_factory=dict)
    terms: tuple[str, ...] = ()
    needs: str = ""
    unknown: Promise | None = None


_OTHERS: Final[dict[str, FindingWords]] = {
    "low_price_on_branded_goods": FindingWords(
        gettext_lazy(
            "Branded goods %(discount)s cheaper, and no proof of the right to sell them: the usual "
            "pattern of fakes."
        ),
        ("terms", "answer"),
        {"discount": "share"},
        ("on_platform_price", "offered_price"),
    ),
    "no_record_would_pay": FindingWords(
        gettext_lazy(
            "On these terms not even a faultless record would make leaving pay. Only other terms can."
        ),
        ("terms", "policy"),
        {},
        ("on_platform_price", "offered_price", "payment_method", "risk_budget"),
    ),
    "price_difference": FindingWords(
        gettext_lazy("An order costs %(off)s directly and %(on)s on AliExpress, at %(volume)s a month."),
        ("terms",),
        {"on": "price", "off": "price", "volume": "orders"},
        ("on_platform_price", "offered_price", "orders_per_month"),
    ),
    "fees": FindingWords(
        gettext_lazy(
            "Payment fees and changing money take %(share)s of the price, and what is fixed for each payment."
        ),
        ("terms",),
        {"share": "share"},
        ("fee_share", "fee_fixed", "fx_share", "orders_per_payment"),
    ),
    "labour": FindingWords(
        gettext_lazy("Ordering by hand takes %(hours)s more a month, at %(wage)s an hour."),
        ("terms",),
        {"hours": "hours", "wage": "price"},
        ("extra_minutes_per_order", "fixed_hours_per_month", "wage_per_hour"),
    ),
    "failures_lost": FindingWords(
        gettext_lazy(
            "About %(rate)s of 100 direct orders would be lost; each costs you %(extra_cost_each)s more."
        ),
        ("orders", "terms", "policy"),
        {"rate": "of100", "extra_cost_each": "money"},
        ("customer_cost.lost",),
    ),
    "failures_late": FindingWords(
        gettext_lazy(
            "About %(rate)s of 100 direct orders would be late; each costs you %(extra_cost_each)s more."
        ),
        ("orders", "terms", "policy"),
        {"rate": "of100", "extra_cost_each": "money"},
        ("customer_cost.late",),
    ),
    "failures_not_as_described": FindingWords(
        gettext_lazy(
            "About %(rate)s of 100 direct orders would not be as described; each costs you "
            "%(extra_cost_each)s more."
        ),
        ("orders", "terms", "policy"),
        {"rate": "of100", "extra_cost_each": "money"},
        ("customer_cost.not_as_described",),
    ),
    "failures_counterfeit": FindingWords(
        gettext_lazy(
            "About %(rate)s of 100 direct orders would be fakes; each costs you %(extra_cost_each)s more."
        ),
        ("orders", "terms", "policy"),
        {"rate": "of100", "extra_cost_each": "money"},
        ("customer_cost.counterfeit",),
    ),
    "vanishing": FindingWords(
        gettext_lazy(
            "Chance that the supplier disappears within %(months)s months: %(probability)s. "
            "Then up to %(loss)s is gone."
        ),
        ("orders", "terms", "policy"),
        {"months": "count", "probability": "share", "loss": "money"},
        ("deposit_share", "days_to_receipt", "days_after_balance", "orders_per_payment", "top_up"),
    ),
    "payment_irreversible": FindingWords(
        gettext_lazy("Payment by %(method)s is final: once it is paid, nobody brings the money back."),
        ("terms",),
        {"method": "payment"},
        ("payment_method",),
        "method",
        gettext_lazy(
            "How you would pay is not said, so the worst is counted: a payment that nobody brings back."
        ),
    ),
    "payment_protected": FindingWords(
        gettext_lazy("Payment by %(method)s: you can complain for %(window_days)s, and money can come back."),
        ("terms",),
        {"method": "payment", "window_days": "days"},
        ("payment_method",),
        "window_days",
        gettext_lazy("Payment by %(method)s: money is not gone at once, and some can come back."),
    ),
    "payee_is_a_person": FindingWords(
        gettext_lazy(
            "The money would go to a person’s account. Payment by %(method)s can be taken back, so this alone "
            "does not rule leaving out; a company should still be paid by its own name."
        ),
        ("answer", "terms"),
        {"method": "payment"},
        ("payment_method",),
    ),
    "discount_unexplained": FindingWords(
        gettext_lazy(
            "The offer is %(discount)s lower. Leaving the platform explains about %(usual)s; ask where "
            "the rest comes from."
        ),
        ("terms", "policy"),
        {"discount": "share", "usual": "share"},
        ("on_platform_price", "offered_price"),
    ),
    "brand_not_proven": FindingWords(
        gettext_lazy("The right to sell brands is not proven: leave for unbranded goods only."), ("answer",)
    ),
    "orders_unattributed": FindingWords(
        gettext_lazy("Orders with a problem nobody explained: %(orders)s of %(of)s. Say what went wrong."),
        ("orders",),
        {"orders": "count", "of": "count"},
    ),
    "orders_overdue": FindingWords(
        gettext_lazy("Orders past their promised day that have not come: %(orders)s of %(of)s."),
        ("orders",),
        {"orders": "count", "of": "count"},
    ),
    "orders_not_observed": FindingWords(
        gettext_lazy("Orders nobody saw arrive or fail: %(orders)s of %(of)s. They prove nothing."),
        ("orders",),
        {"orders": "count", "of": "count"},
    ),
    "clean_record": FindingWords(
        gettext_lazy("Clean orders: %(clean)s of %(of)s, in %(weeks)s different weeks."),
        ("orders",),
        {"clean": "count", "of": "count", "weeks": "count"},
    ),
    "volume_shrinking": FindingWords(
        gettext_lazy("You ordered less than half as much in the last two months as in the two before."),
        ("orders",),
    ),
}
FINDINGS: Final[dict[str, FindingWords]] = (
    _OTHERS
    | {f"gate_{key}": FindingWords(*words) for key, words in GATE_FINDINGS.items()}
    | {f"blocker_{key}": FindingWords(words.fact, ("answer",)) for key, words in BLOCKERS.items()}
    | {
        f"unanswered_{key}": FindingWords(
            format_lazy("{} {}", gettext_lazy("Open question:"), words.question), ("answer",)
        )
        for key, words in BLOCKERS.items()
    }
)
