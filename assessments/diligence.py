"""How much of the due diligence on a supplier is done; what each point weighs is policy."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import cast

from assessments.policy import policy_document
from stores.models import Store
from stores.queries import today_in
from suppliers.models import LOOK_UP, Challenge, Check, Contact, Document, Payee, Supplier

PAYEE_POINT, CHALLENGE_POINT = "payee_confirmed", "same_person"
"""The points that facts alone decide."""


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
    """The last day on which the proof holds, or the word of a point without documents; None without an end."""
    said_on: date | None = None
    """The day on which somebody called a point done that rests on this word alone."""


def check_weights() -> dict[str, float]:
    """Return point of due diligence -> what it weighs, in the order of the policy."""
    points = cast(Mapping[str, Mapping[str, float]], policy_document()["diligence"])
    return {key: float(point["weight"]) for key, point in points.items() if "weight" in point}


def word_holds() -> timedelta:
    """Return how long a point holds that somebody called done without a document."""
    points = cast(Mapping[str, Mapping[str, float]], policy_document()["diligence"])
    return timedelta(days=points["word_holds"]["value"])


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
    - a point without them is done for `word_holds` from the day on which somebody called it done;
    - `payee_confirmed` is decided by the payees: one is confirmed and none is pending;
    - `same_person` is decided by the newest challenge that ended of each contact off the platform that is in use:
      one was passed, and none was failed.

    A document that nobody has judged changes nothing in either direction: anybody who has a link can send one.
    """
    noted = {check.key: check for check in Check.objects.filter(supplier=supplier)}
    documents: dict[str, list[Document]] = defaultdict(list)
    for document in Document.objects.filter(supplier=supplier).order_by("received_on", "pk"):
        documents[document.point].append(document)
    entered = {
        key: _entered(key, noted.get(key), documents[key], supplier.store, as_of) for key in check_weights()
    }
    waiting = {key: sum(_waits(each) for each in documents[key]) for key in entered}
    decided = {PAYEE_POINT: _by_payees(supplier), CHALLENGE_POINT: _by_challenge(supplier, as_of)}
    return {
        key: replace(_decided(each, decided.get(key)), waiting=waiting[key]) for key, each in entered.items()
    }


def looked_up(suppliers: Iterable[Supplier], as_of: date) -> set[int]:
    """Return the keys of those suppliers that were looked up in the register, as it counts on a day.

    By the definition above, in two queries for all of them.
    """
    stores = {supplier.pk: supplier.store for supplier in suppliers}
    checks = {check.supplier_id: check for check in Check.objects.filter(supplier__in=stores, key=LOOK_UP)}
    documents: dict[int, list[Document]] = defaultdict(list)
    for document in Document.objects.filter(supplier__in=stores, point=LOOK_UP).order_by("received_on", "pk"):
        documents[document.supplier_id].append(document)
    found = {
        pk: _entered(LOOK_UP, checks.get(pk), documents[pk], store, as_of) for pk, store in stores.items()
    }
    return {pk for pk, point in found.items() if point.state == Check.State.DONE}


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


def _waits(document: Document) -> bool:
    """Return whether nobody has looked at a document."""
    return document.verdict == Document.Verdict.UNVERIFIED


def _entered(
    key: str, check: Check | None, documents: list[Document], store: Store, as_of: date
) -> PointState:
    """Return a point as somebody entered it, by its documents where one of them was judged."""
    if all(_waits(each) for each in documents):
        return _by_word(key, check, store, as_of)
    return _by_documents(key, check, documents, as_of)


def _by_word(key: str, check: Check | None, store: Store, as_of: date) -> PointState:
    """Return a point as somebody entered it: "done" holds for a while from the day on which it was said."""
    if check is None or check.state != Check.State.DONE:
        noted = _noted(check)
        return PointState(key=key, state=noted, noted=noted, basis=Basis.NOTED, has_proof=False)
    said_on = today_in(store, check.noted_at)
    last = said_on + word_holds()
    return PointState(
        key=key,
        state=Check.State.DONE if as_of <= last else Check.State.INCOMPLETE,
        noted=Check.State.DONE,
        basis=Basis.NOTED,
        has_proof=False,
        holds_until=last,
        said_on=said_on,
    )


def _by_documents(key: str, check: Check | None, documents: list[Document], as_of: date) -> PointState:
    """Return a point as entered, taken back where its documents do not hold; they come oldest first."""
    judged = [each for each in documents if not _waits(each)]
    holding = in_force(judged, as_of)
    holds = bool(holding) and judged[-1].verdict != Document.Verdict.REJECTED
    noted = _noted(check)
    return PointState(
        key=key,
        state=Check.State.DONE if holds and noted == Check.State.DONE else Check.State.INCOMPLETE,
        noted=noted,
        basis=Basis.DOCUMENTS,
        has_proof=holds,
        holds_until=_latest(each.expires_on for each in holding) if holds else None,
    )


def _noted(check: Check | None) -> Check.State:
    return Check.State(check.state) if check else Check.State.NOT_STARTED


def _latest(ends: Iterable[date | None]) -> date | None:
    """Return the last day of all; None where one of them has no end."""
    days = list(ends)
    return None if None in days else max((day for day in days if day), default=None)


def _by_payees(supplier: Supplier) -> Check.State:
    """Return what the payees on record say; where there is none, nobody can have confirmed one."""
    states = set(Payee.objects.filter(supplier=supplier).values_list("state", flat=True))
    if not states:
        return Check.State.NOT_STARTED
    is_done = Payee.State.CONFIRMED in states and Payee.State.PENDING not in states
    return Check.State.DONE if is_done else Check.State.INCOMPLETE


def _by_challenge(supplier: Supplier, as_of: date) -> Check.State:
    """Return what the challenges say; one that ran out has failed, and a contact that ended says nothing any more."""
    found = list(Challenge.objects.filter(supplier=supplier).select_related("contact"))
    newest: dict[int, tuple[datetime, int, str]] = {}
    for each in found:
        if not _is_in_use(each.contact, as_of) or not _has_ended(each, as_of):
            continue
        if each.issued_at < each.contact.added_at:
            # The contact had ended and is used again since: who answers there now was not asked.
            continue
        ended = (each.resolved_at or each.expires_at, each.pk, each.state)
        newest[each.contact_id] = max(ended, newest.get(each.contact_id, ended))
    if newest and all(state == Challenge.State.PASSED for _at, _pk, state in newest.values()):
        return Check.State.DONE
    return Check.State.INCOMPLETE if found else Check.State.NOT_STARTED


def _is_in_use(contact: Contact, as_of: date) -> bool:
    return contact.kind != Contact.Kind.PLATFORM and (contact.ended_on is None or contact.ended_on > as_of)


def _has_ended(challenge: Challenge, as_of: date) -> bool:
    return challenge.state != Challenge.State.OPEN or challenge.expires_at.date() < as_of


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
    )
