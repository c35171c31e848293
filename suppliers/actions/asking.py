"""Ask a supplier for what is missing by a link, and take in what comes: unverified, whatever it is."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stores.models import User
from suppliers.actions.documents import NoRoom, Proof, add_document
from suppliers.actions.holding import hold
from suppliers.actions.trail import note
from suppliers.asking import LinkState, digest_of, open_links, state_of
from suppliers.keeping_files import ReadFile
from suppliers.models import AskLink, Document, Supplier, TrailEntry

MOST_FILES = 20
# Words weigh nothing, but a link is no diary.
MOST_ANSWERS = 60
LONGEST_WORDS = 2_000
MOST_OPEN_LINKS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what a supplier hands in on one point: a file, words, or both; `title` is what it will be called."""

    point: str
    title: str
    file: ReadFile | None = None
    words: str = ""


class NotTaken(Exception):
    """Say that a link has ended meanwhile, or that more came than it takes; nothing was stored."""


class TooManyLinks(Exception):
    """Say that a supplier has as many open links as it may; none was made."""


@transaction.atomic
def make_link(
    supplier: Supplier, points: Iterable[str], message: str, days: int, by: User, now: datetime
) -> tuple[AskLink, str]:
    """Make a link for a supplier; return it with the secret part of its address, which is kept nowhere.

    Raises: TooManyLinks.
    """
    hold(supplier)
    if open_links(supplier, now) >= MOST_OPEN_LINKS:
        raise TooManyLinks
    token = secrets.token_urlsafe(32)
    link = AskLink.objects.create(
        store_id=supplier.store_id,
        supplier=supplier,
        token_digest=digest_of(token),
        points=list(points),
        message=message,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    note(supplier, TrailEntry.Kind.LINK_MADE, by, now, _("for %(days)d days") % {"days": days})
    return link, token


@transaction.atomic
def revoke_link(link: AskLink, by: User, now: datetime) -> bool:
    """End a link at once; return whether it had not been ended before. What came in by it stays."""
    hold(link.supplier)
    ended = AskLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now)
    if ended:
        note(link.supplier, TrailEntry.Kind.LINK_REVOKED, by, now, f"{link.made_at:%Y-%m-%d}")
    return bool(ended)


def note_opened(link: AskLink, now: datetime) -> None:
    """Remember when somebody first opened a link."""
    AskLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=now)


@transaction.atomic
def receive_answers(link: AskLink, answers: Sequence[Answer], today: date, now: datetime) -> int:
    """Keep what came in by a link as documents nobody has looked at; return how many are new. Raises: NotTaken.

    Whoever knows the address can send anything, so none of it may move a verdict: what is unverified neither counts
    as proof nor takes a point back that is done, and the evidence version stays as it is.
    """
    supplier = hold(link.supplier)
    held = AskLink.objects.select_related("supplier").filter(pk=link.pk, supplier=supplier).first()
    if held is None or state_of(held, now) is not LinkState.OPEN or not _fits(held, answers):
        raise NotTaken
    try:
        kept = [
            add_document(held.supplier, _proof(each, today), None, now, held)
            for each in answers
            if each.point in held.points
        ]
    except NoRoom as error:
        raise NotTaken from error
    new = sum(is_new for _document, is_new in kept)
    if new:
        AskLink.objects.filter(pk=held.pk).update(answered_at=now)
        said = ", ".join(document.title for document, is_new in kept if is_new)
        note(held.supplier, TrailEntry.Kind.ANSWER_RECEIVED, None, now, said)
    return new


def _fits(link: AskLink, answers: Sequence[Answer]) -> bool:
    kept = Document.objects.filter(asked_by_link=link)
    files = kept.exclude(file="").count() + sum(each.file is not None for each in answers)
    return files <= MOST_FILES and kept.count() + len(answers) <= MOST_ANSWERS


def _proof(answer: Answer, today: date) -> Proof:
    return Proof(
        point=answer.point,
        title=answer.title,
        source=Document.Source.SUPPLIER,
        received_on=today,
        words=answer.words,
        file=answer.file,
    )
