"""How an offer came to be what it is: each version with its verdict, and what is different from the one before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.models import Assessment, Proposal, Version
from assessments.terms import COSTS, NUMBERS
from assessments.wording.terms import term_label, term_value
from stores.models import User


@dataclass(frozen=True, slots=True)
class Difference:
    """Be one term that was changed, as a person reads it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """Be one version: who handed it in, what it changed, and its verdict: the last one, or what holds now."""

    number: int
    made_at: datetime
    made_by: User | None
    verdict: str | None
    differences: tuple[Difference, ...]


def version_entries(
    proposal: Proposal, questions: Mapping[str, Promise], verdict_now: str | None
) -> list[VersionEntry]:
    """Return the versions of a proposal, newest first, in one query; `questions` are the words of its answers.

    `verdict_now` is what every page shows of the newest version, frozen or not; older ones keep their last verdict.
    """
    last = Assessment.objects.filter(version=OuterRef("pk")).order_by("-computed_at", "-pk").values("verdict")
    found = list(
        proposal.versions.select_related("created_by")
        .annotate(last_verdict=Subquery(last[:1]))
        .order_by("number")
    )
    changed = [tuple(_differences(before, after, questions)) for before, after in pairwise(found)]
    return [
        VersionEntry(
            number=each.number,
            made_at=each.created_at,
            made_by=each.created_by,
            verdict=verdict_now if each.pk == proposal.version_id else each.last_verdict,
            differences=differences,
        )
        for each, differences in zip(reversed(found), [*reversed(changed), ()], strict=True)
    ]


def _differences(before: Version, after: Version, questions: Mapping[str, Promise]) -> Iterator[Difference]:
    if before.currency != after.currency:
        yield Difference(_("Currency of this proposal"), before.currency, after.currency)
    for field, name in _terms():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Difference(
                term_label(field), _written(field, old, before.currency), _written(field, new, after.currency)
            )
    for question, words in questions.items():
        was, now = before.answers.get(question), after.answers.get(question)
        if was is not now:
            yield Difference(str(words), _answer(was), _answer(now))


def _terms() -> Iterator[tuple[str, str]]:
    """Yield each term as the engine calls it, and the column it is kept in."""
    for name in (*NUMBERS, "payment_method"):
        yield name, name
    for channel in COSTS:
        yield f"customer_cost.{channel}", f"cost_{channel}"


def _written(field: str, value: Any, currency: str) -> str:
    # An empty method is one that nobody named. Floats are for reading only: what differs was found in decimals.
    known = None if value == "" else float(value) if isinstance(value, Decimal) else value
    return term_value(field, known, currency)


def _answer(answer: bool | None) -> str:
    return {True: _("Yes"), False: _("No"), None: _("I don’t know")}[answer]
