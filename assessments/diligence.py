"""How much of the due diligence on a supplier is done; what each point weighs is policy."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import cast

from assessments.policy import policy_document
from suppliers.models import Challenge, Check, Document, Payee, Supplier

PAYEE_POINT, CHALLENGE_POINT = "payee_confirmed", "same_person"
"""The points that facts alone decide: where a payee is on record, and always."""


class Basis(StrEnum):
    """Say what decided a point; a key of `assessments.wording.diligence`."""

    NOTED = "noted"
    DOCUMENTS = "documents"
    PAYEES = "payees"
    CHALLENGE = "challenge"


@dataclass(frozen=True, slots=True)
class PointState:
    """Hold how far one point has come on a day, as it counts, and what it rests on."""

    key: str
    state: Check.State
    noted: Check.State
    """What somebody entered, whatever the facts say."""
    basis: Basis
    has_proof: bool
    """Whether something that holds is kept as proof."""
    waiting: int = 0
    """Documents that nobody has looked at."""
    holds_until: date | None = None
    """The last day on which what is kept as proof holds; None without an end, or without proof."""


def check_weights() -> dict[str, float]:
    """Return point of due diligence -> what it weighs, in the order of the policy."""
    points = cast(Mapping[str, Mapping[str, float]], policy_document()["diligence"])
    return {key: float(point["weight"]) for key, point in points.items()}


def diligence_share(supplier: Supplier, as_of: date) -> float:
    """Return the weighted share of points that are done, 0 to 1; looked at but missing something counts nothing."""
    return share_of(point_states(supplier, as_of))


def share_of(states: Mapping[str, PointState]) -> float:
    """Return the weighted share of points that are done, 0 to 1, of states that are known already."""
    weights = check_weights()
    done = sum(weights[key] for key, each in states.items() if each.state == Check.State.DONE)
    return round(done / sum(weights.values()), 6)


def point_states(supplier: Supplier, as_of: date) -> dict[str, PointState]:
    """Return how far each point of the policy has come on a day, in its order: the one definition, in four queries.

    What the owner entered counts, and facts take it back:

    - a point whose documents somebody has judged is done only while one of them is accepted and has not expired
      (`expires_on` is the last day it holds) and the newest of them is not rejected; an accepted document alone
      does not make a point done, because many points need more than one;
    - `payee_confirmed` is decided by the payees, where any is on record: one is confirmed and none is pending;
    - `same_person` is decided by the newest challenge that ended.

    A document that nobody has judged changes nothing in either direction: anybody who has a link can send one.
    """
    noted = dict(Check.objects.filter(supplier=supplier).values_list("key", "state"))
    documents: dict[str, list[Document]] = defaultdict(list)
    for document in Document.objects.filter(supplier=supplier).order_by("received_on", "pk"):
        documents[document.point].append(document)
    by_documents = {
        key: _by_documents(key, Check.State(noted.get(key, Check.State.NOT_STARTED)), documents[key], as_of)
        for key in check_weights()
    }
    decided = {PAYEE_POINT: _by_payees(supplier), CHALLENGE_POINT: _by_challenge(supplier, as_of)}
    return {key: _decided(each, decided.get(key)) for key, each in by_documents.items()}


def is_decided(found: PointState) -> bool:
    """Return whether facts alone decide a point, whatever anybody enters."""
    return found.basis in {Basis.PAYEES, Basis.CHALLENGE}


def in_force(documents: Iterable[Document], as_of: date) -> list[Document]:
    """Return the documents that are accepted and still hold on a day."""
    return [
        each
        for each in documents
        if each.verdict == Document.Verdict.ACCEPTED and (each.expires_on is None or each.expires_on >= as_of)
    ]


def _by_documents(key: str, noted: Check.State, documents: list[Document], as_of: date) -> PointState:
    """Return a point as entered, taken back where its documents do not hold; they come oldest first."""
    judged = [each for each in documents if each.verdict != Document.Verdict.UNVERIFIED]
    holding = in_force(judged, as_of)
    holds = bool(holding) and judged[-1].verdict != Document.Verdict.REJECTED
    state = noted
    if judged and not (holds and noted == Check.State.DONE):
        state = Check.State.INCOMPLETE
    return PointState(
        key=key,
        state=state,
        noted=noted,
        basis=Basis.DOCUMENTS if judged else Basis.NOTED,
        has_proof=holds,
        waiting=len(documents) - len(judged),
        holds_until=_latest(each.expires_on for each in holding) if holds else None,
    )


def _latest(ends: Iterable[date | None]) -> date | None:
    """Return the last day of all; None where one of them has no end."""
    days = list(ends)
    return None if None in days else max((day for day in days if day), default=None)


def _by_payees(supplier: Supplier) -> Check.State | None:
    """Return what the payees on record say; None where there is none, so that the owner's word counts."""
    states = set(Payee.objects.filter(supplier=supplier).values_list("state", flat=True))
    if not states:
        return None
    is_done = Payee.State.CONFIRMED in states and Payee.State.PENDING not in states
    return Check.State.DONE if is_done else Check.State.INCOMPLETE


def _by_challenge(supplier: Supplier, as_of: date) -> Check.State:
    """Return what the challenges say: the newest that ended decides; one that ran out has failed."""
    found = list(Challenge.objects.filter(supplier=supplier))
    ended = [
        (each.resolved_at or each.expires_at, each.pk, each.state)
        for each in found
        if each.state != Challenge.State.OPEN or each.expires_at.date() < as_of
    ]
    if ended and max(ended)[2] == Challenge.State.PASSED:
        return Check.State.DONE
    return Check.State.INCOMPLETE if found else Check.State.NOT_STARTED


def _decided(found: PointState, fact: Check.State | None) -> PointState:
    """Return a point as a fact decides it, where there is one."""
    if fact is None:
        return found
    return PointState(
        key=found.key,
        state=fact,
        noted=found.noted,
        basis=Basis.CHALLENGE if found.key == CHALLENGE_POINT else Basis.PAYEES,
        has_proof=fact == Check.State.DONE,
        waiting=found.waiting,
    )
