"""The sentence of each finding, and the units of the numbers in it."""

from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from assessments.wording.blockers import BLOCKERS, FLAG_STOPS
from assessments.wording.gate_findings import GATE_FINDINGS


@dataclass(frozen=True, slots=True)
class FindingWords:
    """The words of one finding.

    `units` names the numbers of its sentence; `unknown` is said in place of it where the number `needs` is None.
    """

    sentence: Promise
    units: dict[str, str] = field(default_factory=dict)
    needs: str = ""
    unknown: Promise | None = None


_OTHERS: Final[dict[str, FindingWords]] = {
    "low_price_on_branded_goods": FindingWords(
        gettext_lazy(
            "Branded goods %(discount)s cheaper, and no proof of the right to sell them: the usual "
            "pattern of fakes."
        ),
        {"discount": "share"},
    ),
    "no_record_would_pay": FindingWords(
        gettext_lazy(
            "On these terms not even a faultless record would make leaving pay. Only other terms can."
        ),
        {},
    ),
    "price_difference": FindingWords(
        gettext_lazy("An order costs %(off)s directly and %(on)s on AliExpress, at %(volume)s a month."),
        {"on": "price", "off": "price", "volume": "orders"},
    ),
    "fees": FindingWords(
        gettext_lazy(
            "Payment fees and changing money take %(share)s of the price, and what is fixed for each payment."
        ),
        {"share": "share"},
    ),
    "labour": FindingWords(
        gettext_lazy("Ordering by hand takes %(hours)s more a month, at %(wage)s an hour."),
        {"hours": "hours", "wage": "price"},
    ),
    "failures_lost": FindingWords(
        gettext_lazy(
            "About %(rate)s of 100 direct orders would be lost; each costs you %(extra_cost_each)s more."
        ),
        {"rate": "of100", "extra_cost_each": "money"},
    ),
    "failures_late": FindingWords(
        gettext_lazy(
            "About %(rate)s of 100 direct orders would be late; each costs you %(extra_cost_each)s more."
        ),
        {"rate": "of100", "extra_cost_each": "money"},
    ),
    "failures_not_as_described": FindingWords(
        gettext_lazy(
            "About %(rate)s of 100 direct orders would not be as described; each costs you "
            "%(extra_cost_each)s more."
        ),
        {"rate": "of100", "extra_cost_each": "money"},
    ),
    "failures_counterfeit": FindingWords(
        gettext_lazy(
            "About %(rate)s of 100 direct orders would be fakes; each costs you %(extra_cost_each)s more."
        ),
        {"rate": "of100", "extra_cost_each": "money"},
    ),
    "vanishing": FindingWords(
        gettext_lazy(
            "Chance that the supplier disappears within %(months)s months: %(probability)s. "
            "Then up to %(loss)s is gone."
        ),
        {"months": "count", "probability": "share", "loss": "money"},
    ),
    "payment_irreversible": FindingWords(
        gettext_lazy("Payment by %(method)s is final: once it is paid, nobody brings the money back."),
        {"method": "payment"},
        "method",
        gettext_lazy(
            "How you would pay is not said, so the worst is counted: a payment that nobody brings back."
        ),
    ),
    "payment_protected": FindingWords(
        gettext_lazy("Payment by %(method)s: you can complain for %(window_days)s, and money can come back."),
        {"method": "payment", "window_days": "days"},
        "window_days",
        gettext_lazy("Payment by %(method)s: money is not gone at once, and some can come back."),
    ),
    "discount_unexplained": FindingWords(
        gettext_lazy(
            "The offer is %(discount)s lower. Leaving the platform explains about %(usual)s; ask where "
            "the rest comes from."
        ),
        {"discount": "share", "usual": "share"},
    ),
    "brand_not_proven": FindingWords(
        gettext_lazy("The right to sell brands is not proven: leave for unbranded goods only.")
    ),
    "orders_unattributed": FindingWords(
        gettext_lazy("Orders with a problem nobody explained: %(orders)s of %(of)s. Say what went wrong."),
        {"orders": "count", "of": "count"},
    ),
    "orders_overdue": FindingWords(
        gettext_lazy("Orders past their promised day that have not come: %(orders)s of %(of)s."),
        {"orders": "count", "of": "count"},
    ),
    "orders_not_observed": FindingWords(
        gettext_lazy("Orders nobody saw arrive or fail: %(orders)s of %(of)s. They prove nothing."),
        {"orders": "count", "of": "count"},
    ),
    "clean_record": FindingWords(
        gettext_lazy("Clean orders: %(clean)s of %(of)s, in %(weeks)s different weeks."),
        {"clean": "count", "of": "count", "weeks": "count"},
    ),
    "volume_shrinking": FindingWords(
        gettext_lazy("You ordered less than half as much in the last two months as in the two before.")
    ),
}
BEYOND_BUDGET: Final[Promise] = gettext_lazy(
    "On these terms not even a faultless record would keep the loss within what you can afford. Smaller payments "
    "or a safer method can."
)
"""What is said in place of "no record would pay" where leaving pays and only the budget forbids it."""

FINDINGS: Final[dict[str, FindingWords]] = (
    _OTHERS
    | {f"gate_{key}": FindingWords(*words) for key, words in GATE_FINDINGS.items()}
    | {f"blocker_{key}": FindingWords(words.fact) for key, words in BLOCKERS.items()}
    | {f"blocker_{key}": FindingWords(words.fact) for key, words in FLAG_STOPS.items()}
    | {
        f"unanswered_{key}": FindingWords(
            format_lazy("{} {}", gettext_lazy("Open question:"), words.question)
        )
        for key, words in BLOCKERS.items()
    }
)
