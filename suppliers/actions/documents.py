"""Keep what proves something about a supplier, have it judged, and take it away again with its file."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.http import Http404

from stores.models import User
from suppliers.actions.checks import note_checks
from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.actions.trail import note
from suppliers.keeping_files import ReadFile
from suppliers.models import AskLink, Check, Document, Supplier, TrailEntry
from suppliers.models.evidence import DOCUMENTS

MOST_DOCUMENTS, MOST_BYTES = 200, 500 * 1024 * 1024
# What comes in by links fills at most half of it: nobody outside can take the owner's room away.
MOST_SENT, MOST_SENT_BYTES = MOST_DOCUMENTS // 2, MOST_BYTES // 2
# A file is on the disk a moment before its row is.
LEFT_OVER_AFTER = timedelta(hours=1)
_NUMBER = re.compile(r"[0-9]+")


class NoRoom(Exception):
    """Say that a supplier has as many documents, or as many bytes of them, as are kept; nothing was stored."""


class RejectedStays(Exception):
    """Say that a rejected document is only the owner's to remove; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Hold what is handed in: a file, a link or words, and what it is said to prove."""

    point: str
    title: str
    source: Document.Source
    received_on: date
    expires_on: date | None = None
    link: str = ""
    words: str = ""
    file: ReadFile | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold what somebody thinks of a document; `settles` where with it the whole point is done."""

    verdict: Document.Verdict
    expires_on: date | None = None
    settles: bool = False


@transaction.atomic
def add_document(
    supplier: Supplier, proof: Proof, by: User | None, now: datetime, asked_by: AskLink | None = None
) -> tuple[Document, bool]:
    """Keep a document that nobody has looked at yet; return it, and whether it is new. Raises: NoRoom.

    The same file for the same point is kept once; for another point, or from another sender, it is one more
    document over the same bytes; where these are gone from the disk, they are put back. What nobody has judged
    is read by no assessment, so the evidence stays as it is.
    """
    hold(supplier)
    twins = _twins(supplier, proof).filter(point=proof.point, asked_by_link=asked_by)
    # Who answers by a link has no other place for words beside a file.
    twin = (twins.filter(note=proof.words) if asked_by else twins).first()
    if twin:
        _put_back(twin, proof.file)
        return twin, False
    _check_room(supplier, proof, is_sent=asked_by is not None)
    document = _made(supplier, proof, by, now, asked_by)
    document.save()
    if asked_by is None:
        note(supplier, TrailEntry.Kind.DOCUMENT_ADDED, by, now, document.title)
    return document, True


@transaction.atomic
def judge_document(
    document: Document, judged: Judgement, by: User, now: datetime, *, may_change_rejected: bool
) -> None:
    """Keep what somebody who looked at a document thinks of it, and until when it holds.

    Raises RejectedStays for a rejected one that the caller may not judge otherwise; Http404 where it was removed
    meanwhile, or its supplier merged.
    """
    kept = _as_it_is(document)
    if Document.Verdict.REJECTED == kept.verdict != judged.verdict and not may_change_rejected:
        raise RejectedStays
    before = (kept.verdict, kept.expires_on)
    kept.verdict, kept.expires_on = judged.verdict, judged.expires_on
    kept.checked_by, kept.checked_at = by, now
    kept.save(update_fields=["verdict", "expires_on", "checked_by", "checked_at"])
    said = f"{kept.title}: {kept.get_verdict_display()}"
    note(kept.supplier, TrailEntry.Kind.DOCUMENT_JUDGED, by, now, said)
    if before != (kept.verdict, kept.expires_on):
        raise_evidence([kept.supplier_id])
    if judged.settles and judged.verdict == Document.Verdict.ACCEPTED:
        note_checks(kept.supplier, {kept.point: Check.State.DONE.value}, now, by)


@transaction.atomic
def remove_document(document: Document, by: User, now: datetime, *, may_remove_rejected: bool) -> None:
    """Take a document away; its file is deleted once that is certain, and the trail says so.

    Where somebody had judged it, its point is no longer done: what that rested on is gone, for better or worse.
    Raises RejectedStays for a rejected one that the caller may not remove; Http404 as above.
    """
    kept = _as_it_is(document)
    if kept.verdict == Document.Verdict.REJECTED and not may_remove_rejected:
        raise RejectedStays
    supplier, name, was_judged = kept.supplier, kept.file.name, kept.checked_at is not None
    point = kept.point
    kept.delete()
    if name and not Document.objects.filter(store_id=supplier.store_id, file=name).exists():
        transaction.on_commit(lambda: default_storage.delete(name))
    note(supplier, TrailEntry.Kind.DOCUMENT_REMOVED, by, now, document.title)
    if was_judged:
        raise_evidence([supplier.pk])
        if supplier.checks.filter(key=point, state=Check.State.DONE).exists():
            note_checks(supplier, {point: Check.State.INCOMPLETE.value}, now, by)


def delete_left_over_documents(now: datetime) -> None:
    """Delete files whose document went with its supplier or its store: rows go by themselves, files do not."""
    root = Path(settings.MEDIA_ROOT)
    # Whatever else lies there is nobody's document and not ours to delete.
    for folder in filter(lambda each: _NUMBER.fullmatch(each.name), root.glob(f"{DOCUMENTS}/*/")):
        old = {
            str(path.relative_to(root)): path
            for path in folder.iterdir()
            if path.is_file() and _written_at(path) < (now - LEFT_OVER_AFTER).timestamp()
        }
        needed = set(Document.objects.filter(store_id=folder.name).values_list("file", flat=True))
        for name in old.keys() - needed:
            old[name].unlink(missing_ok=True)


def has_lost_file(supplier: Supplier, proof: Proof) -> bool:
    """Tell whether this very file was kept before and is gone from the disk."""
    return any(_is_lost(each) for each in _twins(supplier, proof))


def _is_lost(document: Document) -> bool:
    return bool(document.file) and not default_storage.exists(str(document.file.name))


def _put_back(document: Document, file: ReadFile | None) -> None:
    """Save the bytes of a document once more where a disk or a backup has lost them; their digest is the same."""
    if file and _is_lost(document):
        default_storage.save(str(document.file.name), file.upload)


def _as_it_is(document: Document) -> Document:
    """Return the row as it is while its supplier stands still. Raises Http404 where either is gone."""
    held = hold(document.supplier)
    found = Document.objects.select_related("supplier__store").filter(pk=document.pk, supplier=held).first()
    if found is None:
        raise Http404
    return found


def _written_at(path: Path) -> float:
    """Return when a file was last written; infinite for one that has gone meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _twins(supplier: Supplier, proof: Proof) -> QuerySet[Document]:
    """Return the supplier's documents over the very same bytes."""
    found = Document.objects.filter(supplier=supplier)
    return found.filter(sha256=proof.file.sha256) if proof.file else found.none()


def _check_room(supplier: Supplier, proof: Proof, *, is_sent: bool) -> None:
    kept = Document.objects.filter(supplier=supplier)
    size = (kept.aggregate(all=Sum("size"))["all"] or 0) + (proof.file.size if proof.file else 0)
    most, most_bytes = (MOST_SENT, MOST_SENT_BYTES) if is_sent else (MOST_DOCUMENTS, MOST_BYTES)
    if kept.count() >= most or size > most_bytes:
        raise NoRoom


def _made(
    supplier: Supplier, proof: Proof, by: User | None, now: datetime, asked_by: AskLink | None
) -> Document:
    """Return the document, unsaved, its file on the disk: under a name that is nobody's."""
    document = Document(
        store_id=supplier.store_id,
        supplier=supplier,
        point=proof.point,
        title=proof.title[:200],
        key=secrets.token_hex(16),
        link=proof.link,
        source=proof.source,
        received_on=proof.received_on,
        expires_on=proof.expires_on,
        note=proof.words,
        asked_by_link=asked_by,
        added_by=by,
        added_at=now,
    )
    if proof.file:
        _keep_file(document, proof.file, _twins(supplier, proof).first())
    return document


def _keep_file(document: Document, file: ReadFile, twin: Document | None) -> None:
    document.file_name, document.content_type = file.name, file.content_type
    document.size, document.sha256 = file.size, file.sha256
    if twin:
        _put_back(twin, file)
        document.file = twin.file.name
    else:
        document.file.save(document.key, file.upload, save=False)
