"""Documents whose row or file is gone, or another supplier's, between a look and a deed."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.http import Http404
from pytest_django.fixtures import Settings

from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.asking import Answer, NotTaken, make_link, receive_answers
from suppliers.actions.documents import (
    Judgement,
    add_document,
    has_lost_file,
    judge_document,
    remove_document,
)
from suppliers.keeping_files import read_file
from suppliers.models import AskLink, Document, Supplier
from suppliers.tasks import sweep_documents
from tests.people import Login
from tests.suppliers.proofs import NOW, PDF, TODAY, files_below, kept, proof, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def test_what_was_removed_meanwhile_is_neither_judged_nor_removed(supplier: Supplier, owner: User) -> None:
    document = kept(supplier, owner)
    Document.objects.filter(pk=document.pk).delete()
    with pytest.raises(Http404):
        judge_document(document, Judgement(Document.Verdict.ACCEPTED), owner, NOW, may_change_rejected=True)
    with pytest.raises(Http404):
        remove_document(document, owner, NOW, may_remove_rejected=True)


def test_what_became_another_suppliers_meanwhile_is_neither_judged_nor_removed(
    supplier: Supplier, store: Store, owner: User
) -> None:
    document = kept(supplier, owner)
    Document.objects.filter(pk=document.pk).update(supplier=add_supplier(store, "Another"))
    with pytest.raises(Http404):
        judge_document(document, Judgement(Document.Verdict.ACCEPTED), owner, NOW, may_change_rejected=True)
    with pytest.raises(Http404):
        remove_document(document, owner, NOW, may_remove_rejected=True)
    assert Document.objects.get().verdict == Document.Verdict.UNVERIFIED


def test_a_link_that_became_another_suppliers_meanwhile_takes_nothing(
    supplier: Supplier, store: Store, owner: User
) -> None:
    link, _token = make_link(supplier, ["business_licence"], "", 7, owner, NOW)
    AskLink.objects.filter(pk=link.pk).update(supplier=add_supplier(store, "Another"))
    with pytest.raises(NotTaken):
        receive_answers(link, [Answer("business_licence", "Licence", words="here")], TODAY, NOW)
    assert not Document.objects.exists()


def test_a_file_that_is_gone_from_the_disk_is_404(
    supplier: Supplier, store: Store, owner: User, login: Login, root: Path
) -> None:
    document = kept(supplier, owner, content=PDF)
    words = kept(supplier, owner)
    below = f"/stores/{store.slug}/suppliers/{supplier.pk}/documents"
    browser = login(owner)
    files_below(root)[0].unlink()
    assert browser.get(f"{below}/{document.pk}/file/").status_code == 404
    assert browser.get(f"{below}/{words.pk}/file/").status_code == 404


@pytest.mark.parametrize("point", ["business_licence", "name_match"])
def test_a_file_that_is_gone_from_the_disk_is_put_back_by_who_has_it_still(
    supplier: Supplier, owner: User, root: Path, point: str
) -> None:
    first = kept(supplier, owner, content=PDF)
    [path] = files_below(root)
    path.unlink()
    again = proof(point, file=read_file(upload(PDF)))
    assert has_lost_file(supplier, again)
    second, is_new = add_document(supplier, again, owner, NOW)
    assert (files_below(root), path.read_bytes(), second.file.name) == ([path], PDF, first.file.name)
    assert is_new == (point != "business_licence")
    assert not has_lost_file(supplier, again)


def test_the_page_says_that_a_file_was_put_back(
    supplier: Supplier, store: Store, owner: User, login: Login, root: Path
) -> None:
    kept(supplier, owner, content=PDF)
    files_below(root)[0].unlink()
    said = {
        "point": "business_licence",
        "title": "Licence",
        "source": "owner",
        "received_on": "2026-06-01",
        "file": upload(PDF),
    }
    address = f"/stores/{store.slug}/suppliers/{supplier.pk}/documents/new/"
    page = login(owner).post(address, said, follow=True).content.decode()
    assert "is put back now" in page
    assert (Document.objects.count(), len(files_below(root))) == (1, 1)


def test_the_sweep_deletes_files_only_and_leaves_what_is_no_stores_alone(
    supplier: Supplier, owner: User, root: Path
) -> None:
    mine = kept(supplier, owner, content=PDF)
    below = root / "documents"
    strange, folder = below / "1-old" / "kept", below / str(supplier.store_id) / "folder"
    for path in (strange, folder / "kept"):
        path.parent.mkdir(parents=True)
        path.touch()
    left_over = below / str(supplier.store_id) / "left_over"
    left_over.touch()
    long_ago = (datetime.now().astimezone() - timedelta(hours=2)).timestamp()
    for path in (*files_below(root), folder):
        os.utime(path, (long_ago, long_ago))
    sweep_documents()
    assert set(files_below(root)) == {Path(mine.file.path), strange, folder / "kept"}
