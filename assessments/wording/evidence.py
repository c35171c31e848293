"""What a reason rests on: how many orders and from when, which terms and answers, which assumptions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.amounts import days, number
from assessments.wording.blockers import BECAUSE, BLOCKERS, FLAG_STOPS
from assessments.wording.channels import seen
from assessments.wording.gate_words import gate_name
from assessments.wording.method import policy_name
from assessments.wording.terms import term_label, term_value
from assessments.wording.view import EvidenceView

Report = Mapping[str, Any]

# In the order they are told; a fact that no order has is left out.
ORDER_FACTS: Final[dict[str, Promise]] = {
    "clean": gettext_lazy("%(count)s clean"),
    "late": gettext_lazy("%(count)s late"),
    "lost": gettext_lazy("%(count)s lost"),
    "not_as_described": gettext_lazy("%(count)s not as described"),
    "counterfeit": gettext_lazy("%(count)s counterfeit"),
    "unattributed": gettext_lazy("%(count)s with an unexplained problem"),
    "open": gettext_lazy("%(count)s on the way"),
    "overdue": gettext_lazy("%(count)s of these overdue"),
    "not_observed": gettext_lazy("%(count)s that nobody saw arrive"),
    "off_platform": gettext_lazy("%(count)s ordered directly"),
}
ANSWER_SOURCES: Final[dict[str, Promise]] = {
    "answer": gettext_lazy("Your answer in the proposal: yes."),
    "orders": gettext_lazy("Your orders: one was a confirmed fake."),
    "payment_method": gettext_lazy("The payment method says so by itself."),
    "flag": gettext_lazy("What is noted on the supplier’s page."),
}


def evidence_views(
    finding: Report, assessment: Report, currency: str, as_of: date
) -> tuple[EvidenceView, ...]:
    """Return what the engine says that a finding rests on, each kind of it once, the orders first."""
    references: dict[str, list[Report]] = {}
    for reference in finding.get("evidence", ()):
        references.setdefault(str(reference["kind"]), []).append(reference)
    kinds = sorted(references, key=lambda kind: kind != "orders")
    return tuple(
        EvidenceView(_PLACES[kind], text)
        for kind in kinds
        for text in _lines(kind, references[kind], finding, assessment, currency, as_of)
    )


# Kind of reference -> where on the report's neighbouring pages it can be looked at.
_PLACES: Final[dict[str, str]] = {
    "orders": "orders",
    "term": "terms",
    "answer": "answer",
    "payment_method": "answer",
    "checks": "diligence",
    "supplier": "supplier",
    "owner_orders": "store",
    "policy": "policy",
}


def _lines(
    kind: str, references: Sequence[Report], finding: Report, assessment: Report, currency: str, as_of: date
) -> Iterator[str]:
    if "question" in (finding.get("data") or {}) or kind == "answer":
        yield _answer(finding)
    elif kind == "orders":
        yield from _orders(finding, assessment, as_of)
    elif kind == "term":
        yield from _terms([str(reference["field"]) for reference in references], assessment, currency)
    elif kind == "checks":
        yield _("The list of checks on the supplier’s page.")
    elif kind == "owner_orders":
        yield _("All orders that your store has fulfilled, from every supplier.")
    else:
        yield _("Assumptions of the policy, version %(version)s.") % {"version": policy_name(assessment)}


def _orders(finding: Report, assessment: Report, as_of: date) -> Iterator[str]:
    counts = assessment.get("orders") or {}
    if not counts.get("total"):
        yield _("You have no orders with this supplier yet.")
        return
    channel = str(finding["key"]).removeprefix("failures_")
    rate = (assessment.get("failure_rates") or {}).get(channel)
    if rate:
        yield seen(rate)
    yield orders_line(counts)
    latest = _gate_value(assessment, "last_arrival")
    if latest is not None:
        yield _("The last proven arrival was on %(day)s; the record covers %(length)s.") % {
            "day": date_format(as_of - timedelta(days=round(latest)), "j F Y"),
            "length": days(_gate_value(assessment, "tenure")),
        }


def orders_line(counts: Mapping[str, int]) -> str:
    """Say how many orders there are and what became of them."""
    parts = [
        str(words) % {"count": number(counts[key])} for key, words in ORDER_FACTS.items() if counts.get(key)
    ]
    total = _("Orders with this supplier: %(total)s") % {"total": number(counts.get("total"))}
    return f"{total} ({', '.join(parts)})." if parts else f"{total}."


def _gate_value(assessment: Report, key: str) -> float | None:
    """Return what a gate found; the report has the days of the record only there."""
    found = next((gate.get("value") for gate in assessment.get("gates", ()) if gate_name(gate) == key), None)
    return None if found is None else float(found)


def _terms(fields: Sequence[str], assessment: Report, currency: str) -> Iterator[str]:
    """Yield the terms read from the proposal in one line, then each that had to be assumed."""
    assumed = {str(item["field"]): item.get("value") for item in assessment.get("assumptions", ())}
    stated = [term_label(field) for field in fields if field not in assumed]
    if stated:
        yield _("From the proposal: %(terms)s.") % {"terms": "; ".join(stated)}
    for field in fields:
        if field in assumed:
            value = assumed[field]
            text = _("the worst there is") if value is None else term_value(field, value, currency)
            yield _("Assumed, not known: %(term)s, %(value)s.") % {"term": term_label(field), "value": text}


def _answer(finding: Report) -> str:
    data = finding.get("data") or {}
    asked, source = str(data.get("question")), str(data.get("source"))
    question = BLOCKERS.get(asked)
    if question is None and asked not in FLAG_STOPS:
        return _("Your answers about brands in the proposal.")
    if question and str(finding["key"]).startswith("unanswered_"):
        return _("Not answered yet. %(ask)s") % {"ask": question.ask}
    return str(BECAUSE.get(source) or ANSWER_SOURCES.get(source, ANSWER_SOURCES["answer"]))
