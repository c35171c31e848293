"""How an offer came to be what it is: each version with its verdict, and what is different from the one before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.models import Assessment, Proposal, Version
from assessments.terms import COSTS, NUMBERS
from assessments.verdict_now import VerdictNow
from assessments.wording.terms import term_label, term_value, written
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
    now: VerdictNow
    differences: tuple[Difference, ...]


def version_entries(
    proposal: Proposal, questions: Mapping[str, Promise], now: VerdictNow
) -> list[VersionEntry]:
    """Return the versions of a proposal, newest first, in one query; `questions` are the words of its answers.

    `now` is what every page shows of the newest version, frozen or not; older ones keep their last verdict.
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
            now=now if each.pk == proposal.version_id else VerdictNow(each.last_verdict),
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
            told = (
                term_value(field, _known(old), before.currency),
                term_value(field, _known(new), after.currency),
            )
            # A page rounds; where that hides the difference, every digit is written.
            yield Difference(
                term_label(field), *(told if told[0] != told[1] else (_exact(name, old), _exact(name, new)))
            )
    for question, words in questions.items():
        was, now = before.answers.get(question), after.answers.get(question)
        if was is not now:
            yield Difference(str(words), written(was, "bool", ""), written(now, "bool", ""))


def _terms() -> Iterator[tuple[str, str]]:
    """Yield each term as the engine calls it, and the column it is kept in."""
    for name in (*NUMBERS, "payment_method"):
        yield name, name
    for channel in COSTS:
        yield f"customer_cost.{channel}", f"cost_{channel}"


def _known(value: Any) -> Any:
    """Return a value to be read; an empty method is one that nobody named."""
    return None if value == "" else float(value) if isinstance(value, Decimal) else value


def _exact(name: str, value: Any) -> str:
    if not isinstance(value, Decimal):
        return str(value)
    if name.endswith("_share"):
        return f"{number_format((value * 100).normalize())}\u00a0%"
    return number_format(value)
