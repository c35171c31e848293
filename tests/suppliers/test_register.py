"""Who a supplier is: the form, what a change of it leaves behind, and what a machine reads in the licence."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from stores.models import Store, User
from suppliers.actions import NameTaken, add_supplier, keep_supplier, note_checks
from suppliers.countries import NAMES
from suppliers.forms.register import MOST_TAGS
from suppliers.identity import identity_section
from suppliers.models import LOOK_UP, Supplier, TrailEntry
from suppliers.views import register
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
# A real company's code: anybody can copy one.
VALID = "91110000600037341L"


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


@pytest.fixture
def bright(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def send(browser: Client, supplier: Supplier, **said: Any) -> int:
    address = f"/stores/{supplier.store.slug}/suppliers/{supplier.pk}/edit/"
    answer = browser.post(address, {"name": supplier.name} | said)
    supplier.refresh_from_db()
    return int(answer.status_code)


def trail(supplier: Supplier) -> list[tuple[str, str]]:
    return list(TrailEntry.objects.filter(supplier=supplier).order_by("pk").values_list("kind", "said"))


def test_all_that_is_entered_is_kept(bright: Supplier, browser: Client) -> None:
    said = {
        "trading_name": "Bright",
        "legal_name_zh": "深圳市明亮照明有限公司",
        "legal_name_en": "Shenzhen Mingliang Lighting Co., Ltd.",
        "legal_representative": "Wang Wei",
        "shop_url": "https://example.com/store/1",
        "shop_id": "1100",
        "country": "CN",
        "licence_kind": "uscc",
        "licence_number": " 9111 0000 6000 3734 1l ",
        "status": "watch",
        "notes": "Answers at night.",
    }
    assert send(browser, bright, **said, tags=" lamps, Fast ，fast, , lamps") == 302
    assert {name: getattr(bright, name) for name in said} == said | {"licence_number": VALID}
    assert bright.tags == ["lamps", "Fast"]


def test_a_change_of_identity_and_of_status_is_on_the_trail_and_is_evidence(
    bright: Supplier, browser: Client
) -> None:
    send(browser, bright, country="CN")
    send(browser, bright, country="HK", status="blocked")
    assert trail(bright) == [
        ("identity_changed", "country: – → CN"),
        ("identity_changed", "country: CN → HK"),
        ("status_changed", "status: Active → Blocked"),
    ]
    assert bright.evidence_version == 3
    # The same once more is no news.
    send(browser, bright, country="HK", status="blocked")
    assert (len(trail(bright)), bright.evidence_version) == (3, 3)


def test_a_new_supplier_begins_its_trail_with_what_was_said(store: Store, browser: Client) -> None:
    address = f"/stores/{store.slug}/suppliers/new/"
    assert browser.post(address, {"name": "Yiwu Gifts", "legal_name_en": "Yiwu Gifts Ltd"}).status_code == 302
    assert trail(Supplier.objects.get()) == [
        ("identity_changed", "registered name in English: – → Yiwu Gifts Ltd")
    ]


def test_saving_a_form_takes_no_evidence_back_that_came_in_meanwhile(bright: Supplier, owner: User) -> None:
    opened = Supplier.objects.get(pk=bright.pk)
    Supplier.objects.filter(pk=bright.pk).update(evidence_version=9)
    opened.notes = "x"
    keep_supplier(opened, owner, NOW, changed=["notes"], may_lift_block=False)
    bright.refresh_from_db()
    assert (bright.evidence_version, bright.notes) == (10, "x")


def test_a_supplier_that_is_merged_meanwhile_is_not_written_to(
    bright: Supplier, store: Store, owner: User
) -> None:
    Supplier.objects.filter(pk=bright.pk).update(merged_into=add_supplier(store, "Other"))
    bright.notes = "x"
    with pytest.raises(Http404):
        keep_supplier(bright, owner, NOW, changed=["notes"], may_lift_block=True)
    assert Supplier.every.get(pk=bright.pk).notes == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "XX"),
        ("country", "cn "),
        ("status", "friend"),
        ("licence_kind", "cr"),
        ("licence_number", VALID),
        ("tags", "x" * 31),
        ("tags", ",".join(f"t{n}" for n in range(MOST_TAGS + 1))),
        ("shop_url", "javascript:alert(1)"),
        ("notes", "x" * 4_001),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    bright: Supplier, browser: Client, field: str, value: str
) -> None:
    before = Supplier.objects.filter(pk=bright.pk).values().get()
    assert send(browser, bright, **{field: value}) == 422
    assert Supplier.objects.filter(pk=bright.pk).values().get() == before
    assert trail(bright) == []


def test_a_wrong_code_is_kept_as_it_was_given_and_named_wrong(bright: Supplier, browser: Client) -> None:
    assert send(browser, bright, licence_kind="uscc", licence_number="91110000600037341X") == 302
    assert bright.licence_number == "91110000600037341X"
    shown = identity_section(bright, TODAY)["identity"]
    assert shown.licence.tone in ("bad", "warning")  # type: ignore[attr-defined]


def test_a_right_code_is_read_out_and_is_said_to_prove_nothing(bright: Supplier, browser: Client) -> None:
    send(browser, bright, licence_kind="uscc", licence_number=VALID, country="CN")
    licence = identity_section(bright, TODAY)["identity"].licence  # type: ignore[attr-defined]
    assert licence.tone == "good"
    assert dict(licence.facts) == {
        "Registered with": "market regulation (businesses)",
        "Kind": "company",
        "Division": "110000, Beijing",
    }
    assert "anyone can copy" in str(licence.caution)


def test_a_number_of_another_register_is_not_judged(bright: Supplier, browser: Client) -> None:
    send(browser, bright, licence_kind="other", licence_number="12345678")
    assert identity_section(bright, TODAY)["identity"].licence is None  # type: ignore[attr-defined]


def test_the_list_of_countries_is_that_of_iso_3166() -> None:
    assert len(NAMES) == 249
    assert {"CN", "HK", "TW", "US", "TR"} <= NAMES.keys()


@pytest.mark.parametrize("verb", ["get", "post", "put", "delete"])
def test_another_stores_supplier_cannot_be_edited(
    bright: Supplier, stranger: User, login: Login, verb: str
) -> None:
    theirs = stranger.stores.get()
    send_it = getattr(login(stranger), verb)
    assert send_it(f"/stores/{theirs.slug}/suppliers/{bright.pk}/edit/").status_code == 404
    assert send_it(f"/stores/{bright.store.slug}/suppliers/{bright.pk}/edit/").status_code == 404


def test_a_viewer_cannot_edit(bright: Supplier, viewer: User, login: Login) -> None:
    assert send(login(viewer), bright, notes="x") == 403
    assert bright.notes == ""


def test_a_helper_blocks_and_only_an_owner_lifts_a_block(
    bright: Supplier, browser: Client, helper: User, login: Login
) -> None:
    helping = login(helper)
    assert send(helping, bright, status="blocked") == 302
    address = f"/stores/{bright.store.slug}/suppliers/{bright.pk}/edit/"
    answer = helping.post(address, {"name": bright.name, "status": "preferred", "notes": "x"})
    assert answer.status_code == 422
    assert "Only an owner of the store lifts a block." in answer.content.decode()
    bright.refresh_from_db()
    assert (bright.status, bright.notes) == ("blocked", "")
    assert send(helping, bright, status="blocked", notes="x") == 302
    assert send(browser, bright, status="preferred") == 302
    assert (bright.status, bright.notes) == ("preferred", "")


def shown(browser: Client, supplier: Supplier) -> dict[str, str]:
    """Return what a browser would send of the page as it is, untouched."""
    page = browser.get(f"/stores/{supplier.store.slug}/suppliers/{supplier.pk}/edit/").context["form"]
    said: dict[str, str] = {}
    for bound in page:
        said[bound.html_name] = said[bound.html_initial_name] = str(bound.value() or "")
    return said


def test_the_page_carries_what_it_showed(bright: Supplier, browser: Client) -> None:
    address = f"/stores/{bright.store.slug}/suppliers/{bright.pk}/edit/"
    page = browser.get(address).content.decode()
    for name in shown(browser, bright):
        assert f'name="{name}"' in page


def test_an_old_open_form_writes_back_only_what_it_changed(
    bright: Supplier, browser: Client, helper: User, login: Login
) -> None:
    send(browser, bright, country="CN", tags="lamps, fast", notes="Old.\r\nTwo lines.")
    opened = shown(browser, bright)
    Supplier.objects.filter(pk=bright.pk).update(status="blocked", country="HK", legal_name_en="Bright Ltd")
    assert send(login(helper), bright, **opened | {"notes": "New."}) == 302
    assert (bright.status, bright.country, bright.legal_name_en) == ("blocked", "HK", "Bright Ltd")
    assert (bright.notes, bright.tags) == ("New.", ["lamps", "fast"])
    assert send(login(helper), bright, **opened | {"notes": "", "country": "TW"}) == 302
    assert (bright.notes, bright.country, bright.status) == ("", "TW", "blocked")


def test_a_form_that_comes_back_with_an_error_remembers_what_it_first_showed(
    bright: Supplier, browser: Client
) -> None:
    opened = shown(browser, bright)
    Supplier.objects.filter(pk=bright.pk).update(country="HK")
    address = f"/stores/{bright.store.slug}/suppliers/{bright.pk}/edit/"
    page = browser.post(address, opened | {"name": ""}).content.decode()
    assert '<input type="hidden" name="initial-name" value="Shenzhen Bright"' in page


def test_a_number_is_read_anew_when_only_its_register_changes(bright: Supplier, browser: Client) -> None:
    send(browser, bright, licence_kind="other", licence_number="9111 0000 6000 3734 1l")
    opened = shown(browser, bright)
    assert send(browser, bright, **opened | {"licence_kind": "uscc"}) == 302
    assert bright.licence_number == VALID


def test_two_clicks_at_one_moment_make_one_supplier_and_an_error(
    store: Store, bright: Supplier, owner: User
) -> None:
    twin = Supplier(store=store, name=bright.name, name_key=bright.name_key)
    with pytest.raises(NameTaken):
        keep_supplier(twin, owner, NOW, changed=[], may_lift_block=True)
    other = add_supplier(store, "Other")
    other.name = bright.name
    with pytest.raises(NameTaken):
        keep_supplier(other, owner, NOW, changed=["name"], may_lift_block=True)
    assert set(Supplier.objects.values_list("name", flat=True)) == {"Shenzhen Bright", "Other"}


@pytest.mark.parametrize("page", ["new", "edit"])
def test_a_name_that_is_taken_at_this_moment_is_an_error_of_the_form(
    store: Store, bright: Supplier, browser: Client, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    def keep_after_the_other_click(*given: Any, **named: Any) -> Supplier:
        add_supplier(store, "Yiwu Gifts")
        return keep_supplier(*given, **named)

    monkeypatch.setattr(register, "keep_supplier", keep_after_the_other_click)
    address = f"/stores/{store.slug}/suppliers/{'new' if page == 'new' else f'{bright.pk}/edit'}/"
    answer = browser.post(address, {"name": "Yiwu  gifts"})
    assert answer.status_code == 422
    assert "You have a supplier of this name." in answer.content.decode()
    assert set(Supplier.objects.values_list("name", flat=True)) == {"Shenzhen Bright", "Yiwu Gifts"}


def test_the_register_is_to_be_asked_again_when_it_was_about_somebody_else(
    bright: Supplier, browser: Client, owner: User
) -> None:
    send(browser, bright, country="CN", licence_kind="uscc", licence_number=VALID)
    note_checks(bright, {LOOK_UP: "done"}, timezone.now(), owner)
    send(browser, bright, country="CN", licence_kind="uscc", licence_number=VALID, notes="called them")
    assert bright.checks.get(key=LOOK_UP).state == "done"
    send(
        browser,
        bright,
        country="CN",
        licence_kind="uscc",
        licence_number=VALID,
        legal_representative="Li Wei",
    )
    assert bright.checks.get(key=LOOK_UP).state == "incomplete"
