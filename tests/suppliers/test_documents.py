"""Documents: kept under a name of ours, judged by somebody, and gone with their file."""

import os
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as the_settings
from django.core.files.storage import default_storage
from django.http import Http404
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks
from suppliers.actions import documents as documents_module
from suppliers.actions.documents import (
    Judgement,
    NoRoom,
    add_document,
    delete_left_over_documents,
    judge_document,
    remove_document,
)
from suppliers.asking import document_of
from suppliers.keeping_files import read_file
from suppliers.models import Document, Supplier, TrailEntry
from suppliers.tasks import sweep_documents
from tests.people import Login
from tests.suppliers.proofs import NOW, PDF, files_below, judged, kept, proof, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def trail(supplier: Supplier) -> list[tuple[str, str]]:
    return list(TrailEntry.objects.filter(supplier=supplier).order_by("pk").values_list("kind", "said"))


def version(supplier: Supplier) -> int:
    return Supplier.objects.get(pk=supplier.pk).evidence_version


def test_a_file_is_kept_under_a_random_name_for_our_account_only(
    supplier: Supplier, owner: User, root: Path
) -> None:
    file = read_file(upload(name="../../static/licence.pdf"))
    document, is_new = add_document(supplier, proof(file=file), owner, NOW)
    [path] = files_below(root)
    assert is_new
    assert re.fullmatch(rf"documents/{supplier.store_id}/[0-9a-f]{{32}}", str(path.relative_to(root)))
    assert path.stat().st_mode & 0o777 == 0o600
    assert (document.file_name, document.content_type, document.size) == (
        "licence.pdf",
        "application/pdf",
        len(PDF),
    )
    assert document.verdict == Document.Verdict.UNVERIFIED
    assert trail(supplier) == [("document_added", "A document")]


def test_what_is_kept_lies_outside_of_everything_that_is_served() -> None:
    kept_below, served = default_storage.path(""), the_settings.STATIC_ROOT
    assert not Path(kept_below).is_relative_to(served)
    assert not Path(served).is_relative_to(kept_below)
    assert the_settings.MEDIA_URL in {"", "/"}
    assert not any(Path(kept_below).is_relative_to(str(each)) for each in the_settings.STATICFILES_DIRS[:1])


def test_the_same_file_for_the_same_point_is_said_and_not_kept_twice(
    supplier: Supplier, owner: User, root: Path
) -> None:
    first = kept(supplier, owner, content=PDF)
    again, is_new = add_document(supplier, proof(file=read_file(upload(PDF, "copy.pdf"))), owner, NOW)
    assert (again.pk, is_new, Document.objects.count(), len(files_below(root))) == (first.pk, False, 1, 1)


def test_one_file_for_two_points_lies_on_the_disk_once_and_goes_with_the_last(
    supplier: Supplier,
    owner: User,
    root: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    one = kept(supplier, owner, content=PDF)
    two = kept(supplier, owner, "name_match", content=PDF)
    assert (one.file.name, len(files_below(root))) == (two.file.name, 1)
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(one, owner, NOW, may_remove_rejected=True)
    assert len(files_below(root)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(two, owner, NOW, may_remove_rejected=True)
    assert files_below(root) == []


def test_the_same_file_at_two_suppliers_is_two_files(
    supplier: Supplier, store: Store, owner: User, root: Path
) -> None:
    kept(supplier, owner, content=PDF)
    kept(add_supplier(store, "Another"), owner, content=PDF)
    assert len(files_below(root)) == 2


def test_a_removed_document_takes_its_file_with_it_once_that_is_certain(
    supplier: Supplier,
    owner: User,
    root: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    document = kept(supplier, owner, content=PDF)
    with django_capture_on_commit_callbacks(execute=False):
        remove_document(document, owner, NOW, may_remove_rejected=True)
    assert len(files_below(root)) == 1
    document = kept(supplier, owner, content=PDF + b"\n")
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document, owner, NOW, may_remove_rejected=True)
    assert (Document.objects.count(), len(files_below(root))) == (0, 1)
    assert trail(supplier)[-1] == ("document_removed", "A document")


def test_files_of_suppliers_that_are_gone_go_with_the_sweep_and_no_others(
    supplier: Supplier, store: Store, owner: User, root: Path
) -> None:
    kept(supplier, owner, content=PDF)
    stays = kept(add_supplier(store, "Another"), owner, content=PDF)
    long_ago = (datetime.now().astimezone() - timedelta(hours=2)).timestamp()
    for path in files_below(root):
        os.utime(path, (long_ago, long_ago))
    supplier.delete()
    young = root / f"documents/{store.pk}/young"
    young.touch()
    sweep_documents()
    assert set(files_below(root)) == {Path(stays.file.path), young}
    Store.objects.filter(pk=store.pk).delete()
    delete_left_over_documents(datetime.now().astimezone() + timedelta(hours=2))
    assert files_below(root) == []


def test_a_judgement_is_kept_with_its_person_and_moment_and_wakes_the_assessments(
    supplier: Supplier, owner: User
) -> None:
    document = kept(supplier, owner)
    before = version(supplier)
    judged(document, "accepted", owner, date(2027, 3, 3))
    assert (document.verdict, document.checked_by, document.checked_at) == ("accepted", owner, NOW)
    assert (document.expires_on, version(supplier)) == (date(2027, 3, 3), before + 1)
    assert trail(supplier)[-1] == ("document_judged", "A document: Accepted")
    judged(document, "accepted", owner, date(2027, 3, 3))
    assert version(supplier) == before + 1


def test_a_judgement_can_say_that_the_point_is_done_and_a_rejection_cannot(
    supplier: Supplier, owner: User
) -> None:
    document = kept(supplier, owner)
    judge_document(
        document, Judgement(Document.Verdict.REJECTED, settles=True), owner, NOW, may_change_rejected=True
    )
    assert supplier.checks.count() == 0
    judge_document(
        document, Judgement(Document.Verdict.ACCEPTED, settles=True), owner, NOW, may_change_rejected=True
    )
    assert dict(supplier.checks.values_list("key", "state")) == {"business_licence": "done"}


def test_a_document_that_nobody_judged_comes_and_goes_without_waking_anybody(
    supplier: Supplier, owner: User
) -> None:
    before = version(supplier)
    remove_document(kept(supplier, owner), owner, NOW, may_remove_rejected=False)
    assert version(supplier) == before
    remove_document(judged(kept(supplier, owner), "accepted", owner), owner, NOW, may_remove_rejected=False)
    assert version(supplier) == before + 2


def test_a_supplier_has_room_for_so_many_documents_and_so_many_bytes(
    supplier: Supplier, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents_module, "MOST_DOCUMENTS", 2)
    monkeypatch.setattr(documents_module, "MOST_BYTES", len(PDF) + 5)
    kept(supplier, owner, content=PDF)
    with pytest.raises(NoRoom):
        kept(supplier, owner, content=PDF + b"\n\n")
    kept(supplier, owner)
    with pytest.raises(NoRoom):
        kept(supplier, owner)
    assert Document.objects.count() == 2


def test_a_document_is_found_at_its_own_supplier_only(supplier: Supplier, store: Store, owner: User) -> None:
    document = kept(supplier, owner)
    assert document_of(supplier, document.pk) == document
    with pytest.raises(Http404):
        document_of(add_supplier(store, "Another"), document.pk)


@pytest.mark.parametrize("verdict", ["accepted", "unclear", "rejected"])
def test_a_judged_document_that_is_removed_leaves_its_point_not_done_and_the_trail_says_so(
    supplier: Supplier, owner: User, verdict: str
) -> None:
    note_checks(supplier, {"business_licence": "done", "samples": "done"}, NOW, owner)
    document = judged(kept(supplier, owner), verdict, owner)
    remove_document(document, owner, NOW, may_remove_rejected=True)
    states = dict(supplier.checks.values_list("key", "state"))
    assert states == {"business_licence": "incomplete", "samples": "done"}
    assert trail(supplier)[-1] == ("check_noted", "business_licence: Done → Looked at, something missing")


def test_a_document_nobody_judged_leaves_its_point_as_it_was_when_it_is_removed(
    supplier: Supplier, owner: User
) -> None:
    note_checks(supplier, {"business_licence": "done"}, NOW)
    remove_document(kept(supplier, owner), owner, NOW, may_remove_rejected=False)
    assert supplier.checks.get().state == "done"


def test_a_removed_document_begins_no_point(supplier: Supplier, owner: User) -> None:
    remove_document(judged(kept(supplier, owner), "accepted", owner), owner, NOW, may_remove_rejected=False)
    assert not supplier.checks.exists()


def test_a_rejected_document_goes_only_by_the_owners_hand(
    supplier: Supplier, owner: User, helper: User, login: Login
) -> None:
    rejected, unclear = (judged(kept(supplier, owner), each, owner) for each in ("rejected", "unclear"))
    below = f"/stores/{supplier.store.slug}/suppliers/{supplier.pk}/documents/"
    browser = login(helper)
    assert browser.post(f"{below}{rejected.pk}/remove/").status_code == 403
    assert "Remove it" not in browser.get(f"{below}{rejected.pk}/").content.decode()
    assert "Remove it" in browser.get(f"{below}{unclear.pk}/").content.decode()
    assert browser.post(f"{below}{unclear.pk}/remove/").status_code == 302
    assert Document.objects.get() == rejected
    assert login(owner).post(f"{below}{rejected.pk}/remove/").status_code == 302
    assert not Document.objects.exists()
