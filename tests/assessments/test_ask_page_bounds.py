"""The page without an account: who is let through how often, with how much, and what is told of it."""

import io
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from assessments.views import asking as asking_views
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.asking import make_link, revoke_link
from suppliers.models import AskLink, Document, Supplier

pytestmark = pytest.mark.django_db
# The limits are those of spans of time; none of so many seconds ends while a test runs.
LONG = 10**9


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


def test_who_guesses_too_often_is_told_to_wait_and_a_link_that_works_stays_open(
    made: tuple[AskLink, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_views, "TRIES_OF_AN_ADDRESS", (2, LONG))
    answers = [Client().get(path) for path in (made[1], made[1], "/ask/guess/", "/ask/more/", "/ask/guess/")]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404, 429]
    assert answers[-1]["Retry-After"] == "300"
    assert "请等待" in answers[-1].content.decode()
    assert Client().get(made[1]).status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").get("/ask/guess/").status_code == 404


def test_visitors_behind_one_proxy_are_told_apart_by_what_the_proxy_says(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(asking_views, "TRIES_OF_AN_ADDRESS", (1, LONG))

    def guess(forwarded: str) -> int:
        return Client(REMOTE_ADDR="127.0.0.1").get("/ask/guess/", HTTP_X_FORWARDED_FOR=forwarded).status_code

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert [guess("203.0.113.1"), guess("198.51.100.9")] == [404, 404]
    # What a visitor writes in front is not believed.
    assert guess("192.0.2.1, 203.0.113.1") == 429
    assert [guess("2001:db8:1:2::3"), guess("2001:db8:1:2:ffff::4"), guess("2001:db8:1:3::3")] == [
        404,
        429,
        404,
    ]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert guess("203.0.113.77") == 404


def test_where_no_address_is_known_nobody_is_kept_out_for_another(
    made: tuple[AskLink, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_views, "TRIES_OF_AN_ADDRESS", (1, LONG))
    monkeypatch.setattr(asking_views, "SENT_BY_A_LINK", (1, LONG))
    by_socket = Client(REMOTE_ADDR="")
    assert [by_socket.get("/ask/guess/").status_code for _ in range(3)] == [404, 404, 404]
    assert [by_socket.post(made[1], {"words_capacity": words}).status_code for words in "ab"] == [302, 429]


def test_a_link_takes_only_so_much_an_hour_from_however_many_addresses(
    made: tuple[AskLink, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_views, "SENT_BY_A_LINK", (2, LONG))
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


def test_neither_the_form_that_is_refused_nor_an_error_writes_the_address_of_a_link_into_the_log(
    made: tuple[AskLink, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _link, path = made
    [console] = [each for each in logging.getLogger().handlers if each.name == "console"]
    assert isinstance(console, logging.StreamHandler)
    written = io.StringIO()
    before = console.setStream(written)
    try:
        Client(enforce_csrf_checks=True).post(path, {"words_capacity": "900"})

        def fail(*_told: object) -> None:
            raise RuntimeError(f"at http://testserver{path}")

        monkeypatch.setattr(asking_views, "note_opened", fail)
        assert Client(raise_request_exception=False).get(path).status_code == 500
    finally:
        console.setStream(before)
    log = written.getvalue()
    assert log.count("/ask/…/") == 3
    assert "Forbidden" in log
    assert "Internal Server Error" in log
    assert "RuntimeError: at http://testserver/ask/…/" in log
    assert path.split("/")[2] not in log


def test_a_program_that_asks_for_the_head_alone_has_not_opened_the_link(made: tuple[AskLink, str]) -> None:
    link, path = made
    assert Client().head(path).status_code == 200
    link.refresh_from_db()
    assert link.opened_at is None
    Client().get(path)
    link.refresh_from_db()
    assert link.opened_at is not None


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


def test_other_verbs_are_refused_and_a_forged_form_too(
    made: tuple[AskLink, str],
) -> None:
    _link, path = made
    assert [getattr(Client(), verb)(path).status_code for verb in ("put", "patch", "delete")] == [405] * 3
    answer = Client(enforce_csrf_checks=True).post(path, {"words_capacity": "900"})
    assert (answer.status_code, Document.objects.count()) == (403, 0)
    assert "allow cookies" in answer.content.decode()
    assert "请允许使用 Cookie" in answer.content.decode()
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "same-origin")


def test_the_form_of_the_page_itself_is_let_through(made: tuple[AskLink, str]) -> None:
    browser = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(made[1]).content.decode())
    assert token is not None
    body = {"words_capacity": "900", "csrfmiddlewaretoken": token[1]}
    assert browser.post(made[1], body).status_code == 302
