"""Links for a supplier: they end, they are bounded, and what comes in by them moves nothing."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import Http404
from pytest_django.fixtures import Settings

from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions import asking as asking_module
from suppliers.actions import documents as documents_module
from suppliers.actions.asking import (
    Answer,
    NotTaken,
    TooManyLinks,
    make_link,
    note_opened,
    receive_answers,
    revoke_link,
)
from suppliers.asking import LinkState, link_at, link_of, links_of, received_by, state_of
from suppliers.keeping_files import read_file
from suppliers.models import AskLink, Document, Supplier, TrailEntry
from tests.suppliers.proofs import NOW, PDF, TODAY, files_below, kept, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def asked(supplier: Supplier, by: User, *points: str) -> tuple[AskLink, str]:
    return make_link(supplier, points or ("business_licence", "capacity"), "Hello", 7, by, NOW)


def answer(point: str = "business_licence", content: bytes | None = PDF, words: str = "") -> Answer:
    return Answer(point, "Business licence", read_file(upload(content)) if content else None, words)


def test_only_a_digest_of_the_address_is_kept(supplier: Supplier, owner: User) -> None:
    link, token = asked(supplier, owner)
    row = AskLink.objects.filter(pk=link.pk).values().get()
    assert re.fullmatch(r"[\w-]{43}", token)
    assert token not in str(row)
    assert link_at(token, NOW) == link
    assert list(TrailEntry.objects.values_list("kind", "said", "by")) == [
        ("link_made", "for 7 days", owner.pk)
    ]


def test_a_link_is_closed_at_its_end_and_when_it_is_withdrawn(supplier: Supplier, owner: User) -> None:
    link, token = asked(supplier, owner)
    assert link_at(token, NOW + timedelta(days=7, seconds=-1)) == link
    assert link_at(token, NOW + timedelta(days=7)) is None
    altered = ("y" if token[0] == "x" else "x") + token[1:]
    assert link_at(altered, NOW) is None
    assert revoke_link(link, owner, NOW) is True
    assert revoke_link(link, owner, NOW) is False
    link.refresh_from_db()
    assert (link_at(token, NOW), state_of(link, NOW)) == (None, LinkState.REVOKED)
    assert TrailEntry.objects.filter(kind="link_revoked").count() == 1


def test_what_comes_in_is_unverified_from_the_supplier_and_wakes_nobody(
    supplier: Supplier, owner: User
) -> None:
    link, _token = asked(supplier, owner)
    before = supplier.evidence_version
    found = [answer(words="From 2019"), answer("capacity", None, "900 a day")]
    assert receive_answers(link, found, TODAY, NOW) == 2
    rows = Document.objects.order_by("pk").values_list("point", "source", "verdict", "asked_by_link", "note")
    assert list(rows) == [
        ("business_licence", "supplier", "unverified", link.pk, "From 2019"),
        ("capacity", "supplier", "unverified", link.pk, "900 a day"),
    ]
    supplier.refresh_from_db()
    link.refresh_from_db()
    assert (supplier.evidence_version, supplier.checks.count(), link.answered_at) == (before, 0, NOW)
    assert list(TrailEntry.objects.filter(kind="answer_received").values_list("by", flat=True)) == [None]


def test_a_point_that_was_not_asked_is_not_taken_in(supplier: Supplier, owner: User, root: Path) -> None:
    link, _token = asked(supplier, owner, "capacity")
    assert receive_answers(link, [answer("payee_confirmed")], TODAY, NOW) == 0
    assert (Document.objects.count(), files_below(root)) == (0, [])


@pytest.mark.parametrize("ended", ["expired", "revoked"])
def test_a_link_that_has_ended_meanwhile_takes_nothing(
    supplier: Supplier, owner: User, root: Path, ended: str
) -> None:
    link, _token = asked(supplier, owner)
    now = NOW + timedelta(days=8) if ended == "expired" else NOW
    if ended == "revoked":
        revoke_link(link, owner, NOW)
    with pytest.raises(NotTaken):
        receive_answers(link, [answer()], TODAY, now)
    assert (Document.objects.count(), files_below(root)) == (0, [])


def test_the_same_answer_twice_is_one_document(supplier: Supplier, owner: User) -> None:
    link, _token = asked(supplier, owner)
    assert [receive_answers(link, [answer()], TODAY, NOW) for _ in range(2)] == [1, 0]
    assert receive_answers(link, [answer(words="Now with words")], TODAY, NOW) == 1
    assert received_by(link) == ["Business licence", "Business licence"]


def test_a_file_the_owner_has_already_is_received_as_any_other(
    supplier: Supplier, owner: User, root: Path
) -> None:
    kept(supplier, owner, content=PDF)
    link, _token = asked(supplier, owner)
    assert receive_answers(link, [answer()], TODAY, NOW) == 1
    assert (received_by(link), len(files_below(root))) == (["Business licence"], 1)


def test_a_link_takes_so_many_files_and_answers_and_no_more(
    supplier: Supplier, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_module, "MOST_FILES", 1)
    monkeypatch.setattr(asking_module, "MOST_ANSWERS", 2)
    link, _token = asked(supplier, owner)
    receive_answers(link, [answer()], TODAY, NOW)
    with pytest.raises(NotTaken):
        receive_answers(link, [answer(content=PDF + b"\n")], TODAY, NOW)
    receive_answers(link, [answer("capacity", None, "900")], TODAY, NOW)
    with pytest.raises(NotTaken):
        receive_answers(link, [answer("capacity", None, "901")], TODAY, NOW)
    assert Document.objects.count() == 2


def test_links_never_fill_the_room_of_the_owner(
    supplier: Supplier, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents_module, "MOST_DOCUMENTS", 2)
    monkeypatch.setattr(documents_module, "MOST_SENT", 1)
    link, _token = asked(supplier, owner)
    receive_answers(link, [answer()], TODAY, NOW)
    with pytest.raises(NotTaken):
        receive_answers(link, [answer("capacity", None, "900")], TODAY, NOW)
    assert kept(supplier, owner).pk


def test_a_link_shows_when_it_was_first_opened_and_how_much_came(supplier: Supplier, owner: User) -> None:
    link, _token = asked(supplier, owner)
    note_opened(link, NOW)
    note_opened(link, NOW + timedelta(days=1))
    receive_answers(link, [answer()], TODAY, NOW)
    [found] = links_of(supplier)
    assert (found.opened_at, found.received) == (NOW, 1)  # type: ignore[attr-defined]  # annotated


def test_so_many_links_are_open_at_a_time_and_no_more(
    supplier: Supplier, store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_module, "MOST_OPEN_LINKS", 2)
    first, _token = asked(supplier, owner)
    asked(supplier, owner)
    with pytest.raises(TooManyLinks):
        asked(supplier, owner)
    assert (AskLink.objects.count(), TrailEntry.objects.count()) == (2, 2)
    asked(add_supplier(store, "Another"), owner)
    revoke_link(first, owner, NOW)
    asked(supplier, owner)
    later = NOW + timedelta(days=7)
    make_link(supplier, ("capacity",), "", 7, owner, later)


def test_a_link_is_found_at_its_own_supplier_only(supplier: Supplier, store: Store, owner: User) -> None:
    link, _token = asked(supplier, owner)
    assert link_of(supplier, link.pk) == link
    with pytest.raises(Http404):
        link_of(add_supplier(store, "Another"), link.pk)
