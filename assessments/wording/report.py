"""A stored assessment and its explanation as one view made of words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.wording.assumptions import assumption_views
from assessments.wording.bill import NO_BILL, bill_view
from assessments.wording.blockers import blocker_views
from assessments.wording.changes import pile_views
from assessments.wording.channels import strip_views
from assessments.wording.findings import reason_views, says_something, sentence_in
from assessments.wording.gates import gate_groups
from assessments.wording.hazards import hazard_views
from assessments.wording.method import method_view
from assessments.wording.numbers import three_numbers, turning_points
from assessments.wording.pilot import pilot_view
from assessments.wording.policy_values import policy_assumption_views
from assessments.wording.protections import protection_views
from assessments.wording.recourse import payment_view
from assessments.wording.verdict import (
    next_step,
    own_numbers_sentence,
    scope_sentence,
    verdict_explanation,
    verdict_sentence,
)
from assessments.wording.view import ReportView
from stores.templatetags.display import verdict_word


def report_view(
    assessment: Mapping[str, Any],
    explanation: Mapping[str, Any],
    *,
    supplier: str,
    currency: str,
    as_of: date,
) -> ReportView:
    """Turn the engine's two dicts into words; `currency` is the proposal's, `as_of` the day judged for.

    Without an explanation there are the verdict and what it rests on; up to engine 3 the assessment held the details.
    """
    told = {**explanation, **assessment}
    sentences = {
        str(item["key"]): sentence_in(told, item, currency)
        for item in told.get("findings", ())
        if says_something(item)
    }
    verdict = str(assessment["verdict"])
    return ReportView(
        verdict=verdict,
        verdict_word=verdict_word(verdict),
        icon=verdict.lower(),
        sentence=verdict_sentence(assessment, explanation, supplier, currency),
        explanation=verdict_explanation(assessment, explanation, currency),
        scope=scope_sentence(assessment),
        own_numbers=own_numbers_sentence(assessment, explanation),
        supplier=supplier,
        as_of=as_of,
        as_of_text=date_format(as_of, "j F Y"),
        next_step=next_step(assessment, explanation, currency),
        numbers=three_numbers(told, currency),
        reasons=reason_views(told, currency, as_of),
        is_detailed="findings" in told,
        piles=pile_views(explanation.get("what_would_change") or (), currency),
        no_change=_no_change(verdict, explanation),
        turning_points=turning_points(assessment, explanation, currency, as_of),
        bill=bill_view(told.get("bill", NO_BILL), currency),
        strips=strip_views(told.get("failure_rates", {})),
        protections=protection_views(told.get("protections_lost", ()), currency),
        payment=payment_view(assessment["payment"]),
        gates=gate_groups(assessment["gates"], currency),
        blockers=blocker_views(assessment["blockers"]),
        pilot=pilot_view(assessment, explanation, currency),
        hazards=hazard_views(told.get("hazards", {}), sentences, currency),
        assumptions=assumption_views(told.get("assumptions", ()), currency),
        policy_assumptions=policy_assumption_views(explanation.get("policy_assumptions") or (), currency),
        method=method_view(assessment),
    )


def _no_change(verdict: str, explanation: Mapping[str, Any]) -> str:
    if verdict == "READY":
        return _("This is the best verdict there is. New orders, new terms or a bad order can change it.")
    if not explanation:
        return _(
            "This report was made with an older policy or engine; what would change it is not worked out again."
        )
    return _(
        "Nothing that was tried reaches a better verdict, alone or with one other change. See below which gates "
        "are not met."
    )
