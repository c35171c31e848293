"""The pages of documents: who may see, hand in and judge, and how a file is handed out."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.asking import Answer, make_link, receive_answers, revoke_link
from suppliers.models import Document, Supplier
from tests.people import Login
from tests.suppliers.proofs import EXE, HTML, PDF, TODAY, files_below, judged, kept, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


@pytest.fixture
def browser(owner: User, login: Login) -> Client:
    return login(owner)


def below(supplier: Supplier, rest: str = "") -> str:
    return f"/stores/{supplier.store.slug}/suppliers/{supplier.pk}/{rest}"


def handed_in(**more: object) -> dict[str, object]:
    return {
        "point": "business_licence",
        "source": "supplier",
        "received_on": timezone.now().date().isoformat(),
    } | more


def test_a_document_is_handed_in_judged_and_found_on_the_suppliers_page(
    supplier: Supplier, browser: Client
) -> None:
    answer = browser.post(
        below(supplier, "documents/new/"), handed_in(file=upload(), expires_on="2099-03-03")
    )
    document = Document.objects.get()
    assert answer["Location"] == below(supplier, f"documents/{document.pk}/")
    assert document.title == "licence.pdf"
    page = browser.get(answer["Location"]).content.decode()
    assert "Not looked at yet" in page
    judge = below(supplier, f"documents/{document.pk}/judge/")
    assert (
        browser.post(judge, {"verdict": "accepted", "expires_on": "2099-03-03", "settles": "on"}).status_code
        == 302
    )
    tasks = {task.key: task for task in browser.get(below(supplier)).context["diligence_tasks"]}
    assert tasks["business_licence"].found.state == "done"
    assert "holds until 3 Mar 2099" in browser.get(below(supplier)).content.decode()
    assert browser.post(judge, {"verdict": "perhaps"}).status_code == 422


def test_the_same_file_again_leads_to_the_one_that_is_kept(
    supplier: Supplier, browser: Client, root: Path
) -> None:
    for _again in range(2):
        answer = browser.post(below(supplier, "documents/new/"), handed_in(file=upload()), follow=True)
    assert "not stored once more" in answer.content.decode()
    assert (Document.objects.count(), len(files_below(root))) == (1, 1)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Choose a file, enter a link, or write a note."),
        ({"file": ("photo.png", HTML)}, "another kind than its contents"),
        ({"file": ("setup.exe", EXE)}, "This kind of file is not kept"),
        ({"file": ("empty.pdf", b"")}, "empty"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"link": "ftp://example.com/licence.pdf"}, "begins with https://"),
        ({"note": "x", "point": "nothing"}, "valid choice"),
        ({"note": "x", "received_on": "2999-01-01"}, "lies ahead"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_stored(
    supplier: Supplier, browser: Client, root: Path, more: dict[str, object], said: str
) -> None:
    match more:
        case {"file": (str(name), bytes(content))}:
            more = {"file": upload(content, name, "application/octet-stream")}
    answer = browser.post(below(supplier, "documents/new/"), handed_in(**more))
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert (Document.objects.count(), root.exists()) == (0, False)


def test_a_file_is_handed_out_to_be_saved_and_never_to_be_run(
    supplier: Supplier, owner: User, browser: Client
) -> None:
    document = kept(supplier, owner, content=PDF)
    Document.objects.filter(pk=document.pk).update(file_name="营业执照 “1”.pdf")
    answer = browser.get(below(supplier, f"documents/{document.pk}/file/"))
    assert b"".join(answer) == PDF
    assert {
        name: answer[name]
        for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control", "Content-Security-Policy")
    } == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%90%A5")


def test_a_document_without_a_file_or_whose_file_is_lost_has_nothing_to_download(
    supplier: Supplier, owner: User, browser: Client
) -> None:
    words, lost = kept(supplier, owner), kept(supplier, owner, content=PDF)
    Path(lost.file.path).unlink()
    for document in (words, lost):
        assert browser.get(below(supplier, f"documents/{document.pk}/file/")).status_code == 404
        assert browser.get(below(supplier, f"documents/{document.pk}/")).status_code == 200


def test_no_address_leads_to_a_file_but_the_one_that_asks_who_wants_it(
    supplier: Supplier, owner: User, browser: Client
) -> None:
    name = kept(supplier, owner, content=PDF).file.name
    paths = [
        f"/{name}",
        f"/uploads/{name}",
        f"/media/{name}",
        f"/static/{name}",
        f"/static/../uploads/{name}",
    ]
    assert [browser.get(path).status_code for path in paths] == [404] * len(paths)


def test_a_viewer_sees_and_downloads_but_hands_in_judges_and_removes_nothing(
    supplier: Supplier, owner: User, viewer: User, login: Login
) -> None:
    document, looking = kept(supplier, owner, content=PDF), login(viewer)
    here = below(supplier, f"documents/{document.pk}/")
    seen = looking.get(here)
    assert (seen.status_code, b"judge/" in seen.content, b"remove/" in seen.content) == (200, False, False)
    assert b"".join(looking.get(f"{here}file/")) == PDF
    page = looking.get(below(supplier)).content.decode()
    assert (document.title in page, "documents/new/" in page, "ask/new/" in page) == (True, False, False)
    for path in (f"{here}judge/", f"{here}remove/", below(supplier, "documents/new/")):
        assert looking.post(path, handed_in(verdict="accepted", note="x")).status_code == 403
    document.refresh_from_db()
    assert (document.verdict, Document.objects.count()) == ("unverified", 1)


def test_a_document_of_another_store_or_supplier_is_404_for_every_verb(
    store: Store, supplier: Supplier, owner: User, stranger: User, login: Login
) -> None:
    document = kept(supplier, owner, content=PDF)
    theirs = add_supplier(Store.objects.exclude(pk=store.pk).get(), "Theirs")
    looking, other = login(stranger), add_supplier(store, "Another")
    for rest in ("", "file/", "judge/", "remove/"):
        path = f"documents/{document.pk}/{rest}"
        for place, who in ((supplier, looking), (theirs, looking), (other, login(owner))):
            verbs = ("post",) if rest in {"judge/", "remove/"} else ("get", "head")
            answers = {verb: getattr(who, verb)(below(place, path)).status_code for verb in verbs}
            assert answers == dict.fromkeys(verbs, 404)
        for verb in ("get", "post", "put", "patch", "delete"):
            assert getattr(looking, verb)(below(supplier, path)).status_code == 404
    document.refresh_from_db()
    assert (document.verdict, Path(document.file.path).exists()) == ("unverified", True)


def test_what_came_by_a_link_is_marked_and_waits_on_the_suppliers_page(
    supplier: Supplier, owner: User, browser: Client
) -> None:
    link, _token = make_link(supplier, ("capacity",), "", 7, owner, timezone.now())
    words = "<script>alert(1)</script>"
    receive_answers(link, [Answer("capacity", words, None, words)], TODAY, timezone.now())
    for path in ("", f"documents/{Document.objects.get().pk}/"):
        page = browser.get(below(supplier, path)).content.decode()
        assert "by link" in page
        assert "<script>alert" not in page
    assert browser.get(below(supplier)).context["documents_waiting"] == 1


def test_a_point_decided_by_facts_has_no_choice(supplier: Supplier, browser: Client) -> None:
    tasks = {task.key: task for task in browser.get(below(supplier)).context["diligence_tasks"]}
    assert tasks["same_person"].field is None
    assert tasks["payee_confirmed"].field is None
    body = dict.fromkeys(tasks, "done")
    assert browser.post(below(supplier, "diligence/"), body).status_code == 302
    assert not supplier.checks.filter(key__in=["same_person", "payee_confirmed"]).exists()


def test_a_wrong_choice_shows_the_list_again(supplier: Supplier, browser: Client) -> None:
    answer = browser.post(below(supplier, "diligence/"), {"samples": "perhaps"})
    assert (answer.status_code, b"Please look at this again" in answer.content) == (422, True)


def test_the_suppliers_page_costs_the_same_queries_for_1_document_and_for_30(
    supplier: Supplier, owner: User, browser: Client
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            browser.get(below(supplier))
        return len(caught)

    judged(kept(supplier, owner), "accepted", owner)
    make_link(supplier, ("capacity",), "", 7, owner, timezone.now())
    one = cost()
    for _each in range(30):
        judged(kept(supplier, owner), "accepted", owner)
        link, _token = make_link(supplier, ("capacity",), "", 7, owner, timezone.now())
        # Only a few are open at a time.
        revoke_link(link, owner, timezone.now())
    assert cost() == one


def test_a_helper_takes_no_rejection_back(
    supplier: Supplier, owner: User, helper: User, login: Login
) -> None:
    document = judged(kept(supplier, owner), "rejected", owner)
    judge = below(supplier, f"documents/{document.pk}/judge/")
    assert login(helper).post(judge, {"verdict": "unclear"}).status_code == 403
    assert Document.objects.get().verdict == "rejected"
    assert login(owner).post(judge, {"verdict": "unclear"}).status_code == 302
    assert Document.objects.get().verdict == "unclear"
