"""The page that a supplier opens without an account: what it takes, what it shows, and what it never shows."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from assessments.actions import submit
from assessments.diligence import check_weights, point_states
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from assessments.views import asking as asking_views
from assessments.wording.asking import ASKED
from stores.models import Store, User
from stores.templatetags.display import VERDICT_WORDS
from suppliers.actions import add_supplier, note_checks
from suppliers.actions.asking import make_link, revoke_link
from suppliers.models import AskLink, Document, Supplier
from tests.people import Login
from tests.suppliers.proofs import EXE, HTML, ZIP, judged, kept, upload

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    cache.clear()
    yield tmp_path / "uploads"
    cache.clear()


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright", notes="Do not trust them")


@pytest.fixture
def made(supplier: Supplier, owner: User) -> tuple[AskLink, str]:
    link, token = make_link(supplier, ("business_licence", "capacity"), "Dear Lily", 7, owner, timezone.now())
    return link, f"/ask/{token}/"


def text_of(path: str) -> str:
    return Client().get(path).content.decode()


def test_what_can_be_asked_are_points_of_the_policy_and_never_an_account() -> None:
    assert set(ASKED) <= set(check_weights())
    assert not {"payee_confirmed", "same_person", "register_lookup", "test_payment"} & set(ASKED)
    pairs = [pair for asked in ASKED.values() for pair in (asked.label, asked.wanted)]
    assert all(CHINESE.search(pair.zh) and not CHINESE.search(pair.en) for pair in pairs)


def test_the_page_asks_what_is_missing_in_both_languages(made: tuple[AskLink, str]) -> None:
    link, path = made
    page = text_of(path)
    for point in ("business_licence", "capacity"):
        assert ASKED[point].wanted.zh in page
        assert f'name="file_{point}"' in page
        assert f'name="words_{point}"' in page
    assert "Dear Lily" in page
    assert "Lamp Shop asks you" in page
    assert "references" not in page
    link.refresh_from_db()
    assert link.opened_at is not None


def test_the_page_has_no_score_no_verdict_and_nothing_else_of_the_store(
    supplier: Supplier, owner: User, made: tuple[AskLink, str]
) -> None:
    note_checks(supplier, {"samples": "done"}, timezone.now())
    judged(kept(supplier, owner, title="Secret licence"), "rejected", owner)
    submit(supplier, USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}, owner, timezone.now())
    page = text_of(made[1])
    unseen = [
        *(str(word) for word in VERDICT_WORDS.values()),
        *("Secret licence", "Rejected", "Accepted", "Unclear", "Do not trust", "Shenzhen Bright"),
        *("18.40", "13.90", "Due diligence", "%", owner.email, "/stores/", "/accounts/", "<script"),
    ]
    assert [word for word in unseen if word.lower() in page.lower()] == []


def test_the_page_is_kept_out_of_search_engines_other_sites_and_stores_on_the_way(
    made: tuple[AskLink, str],
) -> None:
    answer = Client().get(made[1])
    assert {
        name: answer[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy", "X-Frame-Options")
    } == {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
    assert b'name="robots" content="noindex' in answer.content


def test_a_file_and_words_come_in_and_their_titles_are_shown_to_whoever_sent_them(
    supplier: Supplier, made: tuple[AskLink, str]
) -> None:
    link, path = made
    browser = Client()
    body = {"file_business_licence": upload(), "words_capacity": "900 a day <b>"}
    answer = browser.post(path, body)
    assert (answer.status_code, answer["Location"]) == (302, f"{path}?sent=1")
    assert list(Document.objects.order_by("pk").values_list("title", "verdict", "asked_by_link")) == [
        ("Business licence: licence.pdf", "unverified", link.pk),
        ("Capacity", "unverified", link.pk),
    ]
    page = browser.get(answer["Location"]).content.decode()
    assert "Thank you" in page
    assert "Business licence: licence.pdf" in page
    assert "900 a day" not in page
    assert {each.state.value for each in point_states(supplier, timezone.now().date()).values()} == {
        "not_started"
    }


@pytest.mark.parametrize(
    ("content", "name", "told", "said"),
    [
        (HTML, "photo.png", "image/png", "another kind than its contents"),
        (ZIP, "all.zip", "application/zip", "This kind of file is not taken in"),
        (EXE, "licence.pdf", "application/pdf", "another kind than its contents"),
        (b"", "empty.pdf", "application/pdf", "This file is empty"),
    ],
)
def test_a_file_that_is_refused_is_said_in_both_languages_and_nothing_is_kept(
    made: tuple[AskLink, str], root: Path, content: bytes, name: str, told: str, said: str
) -> None:
    body = {"file_business_licence": SimpleUploadedFile(name, content, told), "words_capacity": "900"}
    answer = Client().post(made[1], body)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "尚未提交" in page
    assert ">900<" in page.replace("\n", "")
    assert (Document.objects.count(), root.exists()) == (0, False)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "Please choose a file"),
        ({"words_capacity": "x" * 2_001}, "At most 2000"),
        ({"words_capacity": "\0"}, "Please choose"),
    ],
)
def test_nothing_and_too_much_are_answered_with_what_to_do(
    made: tuple[AskLink, str], body: dict[str, str], said: str
) -> None:
    answer = Client().post(made[1], body)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Document.objects.count() == 0


def test_every_address_that_does_not_work_gets_the_same_page_for_every_verb(
    supplier: Supplier, owner: User, made: tuple[AskLink, str]
) -> None:
    link, path = made
    now = timezone.now()
    expired, token = make_link(supplier, ("capacity",), "", 7, owner, now - timedelta(days=8))
    revoke_link(link, owner, now)
    assert expired.expires_at < now
    browser = Client(enforce_csrf_checks=True)
    pages = set()
    for closed in (path, f"/ask/{token}/", "/ask/nothing-of-this-kind/"):
        for verb in ("get", "post", "put", "patch", "delete"):
            answer = getattr(browser, verb)(closed)
            assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
            pages.add(answer.content)
    [page] = pages
    assert "此链接无效" in page.decode()


def test_other_verbs_are_refused_and_a_forged_form_too(made: tuple[AskLink, str]) -> None:
    _link, path = made
    assert [getattr(Client(), verb)(path).status_code for verb in ("put", "patch", "delete")] == [405] * 3
    answer = Client(enforce_csrf_checks=True).post(path, {"words_capacity": "900"})
    assert (answer.status_code, Document.objects.count()) == (403, 0)


def test_the_form_of_the_page_itself_is_let_through(made: tuple[AskLink, str]) -> None:
    browser = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(made[1]).content.decode())
    assert token is not None
    body = {"words_capacity": "900", "csrfmiddlewaretoken": token[1]}
    assert browser.post(made[1], body).status_code == 302


def test_who_asks_too_often_is_told_to_wait(
    made: tuple[AskLink, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_views, "TRIES_OF_AN_ADDRESS", (2, 60))
    answers = [Client().get(path) for path in (made[1], "/ask/guess/", made[1])]
    assert [answer.status_code for answer in answers] == [200, 404, 429]
    assert answers[-1]["Retry-After"] == "300"
    assert "请等待" in answers[-1].content.decode()
    assert Client(REMOTE_ADDR="192.0.2.7").get(made[1]).status_code == 200


def test_a_link_takes_only_so_much_an_hour_from_however_many_addresses(
    made: tuple[AskLink, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_views, "SENT_BY_A_LINK", (2, 3_600))
    sent = [
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(made[1], {"words_capacity": f"answer {n}"}).status_code
        for n in range(3)
    ]
    assert (sent, Document.objects.count()) == ([302, 302, 429], 2)
    assert Client().get(made[1]).status_code == 200


def test_a_request_that_is_too_large_is_turned_away_before_it_is_read(
    made: tuple[AskLink, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_views, "LARGEST_REQUEST", 1_000)
    answer = Client().post(made[1], {"words_capacity": "x" * 1_500})
    assert (answer.status_code, Document.objects.count()) == (413, 0)


def test_the_owner_makes_a_link_and_sees_its_address_once(
    store: Store, supplier: Supplier, owner: User, login: Login
) -> None:
    note_checks(supplier, {"references": "done"}, timezone.now())
    browser, path = login(owner), f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/new/"
    form = browser.get(path).context["form"]
    assert set(form.initial["points"]) == set(ASKED) - {"references"}
    answer = browser.post(path, {"points": ["capacity"], "days": "14", "message": "Hello"})
    address = re.search(r"<code>(http://testserver/ask/[\w-]+/)</code>", answer.content.decode())
    link = AskLink.objects.get()
    assert address is not None
    assert (answer["Cache-Control"], link.points, link.made_by) == ("no-store", ["capacity"], owner)
    assert link.expires_at - link.made_at == timedelta(days=14)
    assert Client().get(address[1]).status_code == 200
    assert "/ask/" not in re.sub(
        r"/ask/(?:new|\d+/revoke)/", "", browser.get(supplier.get_absolute_url()).content.decode()
    )
    assert (
        browser.post(f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/{link.pk}/revoke/").status_code == 302
    )
    assert Client().get(address[1]).status_code == 404


@pytest.mark.parametrize(
    "body",
    [{"points": []}, {"points": ["payee_confirmed"], "days": "7"}, {"points": ["capacity"], "days": "365"}],
)
def test_a_link_that_asks_nothing_or_never_ends_is_not_made(
    store: Store, supplier: Supplier, owner: User, login: Login, body: dict[str, list[str]]
) -> None:
    answer = login(owner).post(f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/new/", body)
    assert (answer.status_code, AskLink.objects.count()) == (422, 0)


def test_only_the_owner_makes_and_withdraws_links(
    store: Store, supplier: Supplier, helper: User, made: tuple[AskLink, str], login: Login
) -> None:
    below = f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/"
    browser = login(helper)
    assert browser.get(f"{below}new/").status_code == 403
    assert browser.post(f"{below}{made[0].pk}/revoke/").status_code == 403
    assert AskLink.objects.get().revoked_at is None


def test_a_link_of_another_store_is_404_for_every_verb(
    store: Store, supplier: Supplier, owner: User, stranger: User, made: tuple[AskLink, str], login: Login
) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    theirs = add_supplier(other, "Theirs")
    browser = login(stranger)
    for path in (
        f"/stores/{other.slug}/suppliers/{supplier.pk}/ask/{made[0].pk}/revoke/",
        f"/stores/{other.slug}/suppliers/{theirs.pk}/ask/{made[0].pk}/revoke/",
        f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/{made[0].pk}/revoke/",
    ):
        expected = {getattr(browser, verb)(path).status_code for verb in ("post", "put", "patch", "delete")}
        assert expected <= {404, 405}
        assert browser.post(path).status_code == 404
    assert AskLink.objects.get().revoked_at is None
