"""The page that a supplier opens without an account: what it takes, what it shows, and what it never shows."""

import re
from collections.abc import Iterator
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
from assessments.wording.asking import ASKED
from stores.models import Store, User
from stores.templatetags.display import VERDICT_WORDS
from suppliers.actions import add_supplier, note_checks
from suppliers.actions.asking import make_link
from suppliers.models import AskLink, Document, Supplier
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


def test_the_page_asks_no_more_for_what_was_done_since(supplier: Supplier, made: tuple[AskLink, str]) -> None:
    link, path = made
    note_checks(supplier, {"capacity": "done"}, timezone.now())
    page = text_of(path)
    assert 'name="file_business_licence"' in page
    assert 'name="file_capacity"' not in page
    assert Client().post(path, {"words_capacity": "Two"}).status_code == 422
    note_checks(supplier, dict.fromkeys(link.points, "done"), timezone.now())
    page = text_of(path)
    assert "Nothing is asked of you any more." in page
    assert "<form" not in page
    assert not Document.objects.exists()


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
