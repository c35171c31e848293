"""Who may see and do what with a payee, and the one page on which a whole number may be read."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import escape

from stores.models import Store, User
from suppliers.actions.payees import change_payee, confirm_payee
from suppliers.models import Contact, Payee, Supplier, TrailEntry
from suppliers.paying import payees_section
from suppliers.trailing import trail_section
from tests.people import Login
from tests.suppliers.accounts import (
    NOW,
    NUMBER,
    OTHER_NUMBER,
    bright,
    checked,
    payee,
    phone,
    told,
)
from tests.suppliers.payee_pages import at, entered, new, rows

pytestmark = pytest.mark.django_db
VERBS = ("get", "post", "put", "patch", "delete")
OWNERS_PAGES = ("confirm", "reject", "name", "reveal")


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return bright(store)


@pytest.fixture
def known(supplier: Supplier, owner: User) -> Contact:
    return phone(supplier, owner)


@pytest.fixture
def waiting(supplier: Supplier, owner: User, known: Contact) -> Payee:
    return payee(supplier, owner)


def test_the_owner_sees_the_number_once_and_nothing_keeps_the_page(
    waiting: Payee, owner: User, login: Login
) -> None:
    browser = login(owner)
    answer = browser.post(at(waiting, "reveal"))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert NUMBER in answer.content.decode()
    entry = TrailEntry.objects.latest("pk")
    assert (entry.kind, entry.by, entry.said) == ("payee_revealed", owner, "Bank account ••••0123")
    before = rows()
    assert browser.get(at(waiting, "reveal")).status_code == 405
    assert rows() == before


def test_a_number_that_cannot_be_noted_is_not_shown(waiting: Payee, owner: User, login: Login) -> None:
    checked()
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE suppliers_trailentry ADD CONSTRAINT nobody_looks CHECK (kind <> 'payee_revealed') NOT VALID"
        )
    browser = login(owner)
    browser.raise_request_exception = False
    answer = browser.post(at(waiting, "reveal"))
    assert answer.status_code == 500
    assert NUMBER not in answer.content.decode()


def test_a_number_whose_key_is_lost_is_told_and_not_noted(waiting: Payee, owner: User, login: Login) -> None:
    Payee.objects.update(sealed_account="gAAAA")
    before = rows()
    page = login(owner).post(at(waiting, "reveal"), follow=True).content.decode()
    assert "The number can no longer be read" in page
    assert rows() == before


def test_no_page_but_the_one_that_reveals_shows_a_whole_number(
    waiting: Payee,
    known: Contact,
    owner: User,
    helper: User,
    viewer: User,
    login: Login,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    browser, supplier = login(owner), waiting.supplier
    answers = [
        browser.post(new(supplier), entered(), follow=True),
        browser.post(new(supplier), entered(account=OTHER_NUMBER, told_on="")),
        browser.post(at(waiting, "change"), entered(account=OTHER_NUMBER), follow=True),
        browser.post(at(waiting, "confirm"), {"contact": known.pk, "heard": OTHER_NUMBER}),
        browser.post(at(waiting, "confirm"), {"contact": "", "heard": NUMBER}),
        browser.post(at(waiting, "confirm"), {"contact": known.pk, "heard": NUMBER}, follow=True),
    ]
    for each in Payee.objects.all():
        answers += [browser.get(at(each)), browser.get(at(each, "change"))]
    answers += [login(person).get(at(waiting)) for person in (helper, viewer)]
    answers += [browser.get(supplier.get_absolute_url())]
    pages = "".join(answer.content.decode() for answer in answers)
    sessions = "".join(str(each.get_decoded()) for each in Session.objects.all())
    written = f"{pages} {sessions} {caplog.text} {[*TrailEntry.objects.values_list('said', flat=True)]}"
    for number in (NUMBER, OTHER_NUMBER):
        assert number not in written
        assert number[:8] not in written
    assert Payee.objects.count() == 2


@pytest.mark.parametrize("page", ["", "change", *OWNERS_PAGES])
def test_another_stores_payee_is_404_for_every_verb(
    waiting: Payee, stranger: User, login: Login, page: str
) -> None:
    own = Store.objects.exclude(pk=waiting.store_id).get()
    before = rows()
    for path in (at(waiting, page), at(waiting, page).replace(waiting.store.slug, own.slug)):
        answers = {verb: getattr(login(stranger), verb)(path).status_code for verb in VERBS}
        assert answers == dict.fromkeys(VERBS, 404)
    assert rows() == before


def test_another_stores_supplier_takes_no_payee(supplier: Supplier, stranger: User, login: Login) -> None:
    own = Store.objects.exclude(pk=supplier.store_id).get()
    path = new(supplier).replace(supplier.store.slug, own.slug)
    answers = {verb: getattr(login(stranger), verb)(path).status_code for verb in VERBS}
    assert answers == dict.fromkeys(VERBS, 404)


def test_a_contact_of_another_supplier_neither_told_nor_confirms(
    waiting: Payee, store: Store, owner: User, login: Login
) -> None:
    foreign = phone(bright(store, "Yiwu Gifts"), owner)
    before, browser = rows(), login(owner)
    answer = browser.post(at(waiting, "confirm"), {"contact": foreign.pk, "heard": NUMBER})
    assert answer.status_code == 422
    answer = browser.post(new(waiting.supplier), entered(account=OTHER_NUMBER, told_by=str(foreign.pk)))
    assert answer.status_code == 422
    assert rows() == before


def opened(browser: Client, payee: Payee) -> dict[str, int]:
    answers = {page: browser.get(at(payee, page)).status_code for page in ("", "change")}
    return answers | {page: browser.post(at(payee, page)).status_code for page in OWNERS_PAGES}


def test_a_viewer_looks_a_helper_enters_and_an_owner_decides(
    waiting: Payee, viewer: User, helper: User, owner: User, login: Login
) -> None:
    forbidden = dict.fromkeys(OWNERS_PAGES, 403)
    before = rows()
    assert opened(login(viewer), waiting) == {"": 200, "change": 403} | forbidden
    assert opened(login(helper), waiting) == {"": 200, "change": 200} | forbidden
    assert login(viewer).get(new(waiting.supplier)).status_code == 403
    assert login(viewer).post(new(waiting.supplier), entered(account=OTHER_NUMBER)).status_code == 403
    assert rows() == before
    assert opened(login(owner), waiting) == {
        "": 200,
        "change": 200,
        "confirm": 422,
        "reject": 422,
        "name": 422,
        "reveal": 200,
    }


def test_only_who_may_do_a_thing_sees_its_form(
    waiting: Payee, viewer: User, helper: User, owner: User, login: Login
) -> None:
    shown = {
        person.email.partition("@")[0]: [
            page
            for page in ("change", *OWNERS_PAGES)
            if at(waiting, page) in login(person).get(at(waiting)).content.decode()
        ]
        for person in (viewer, helper, owner)
    }
    assert shown == {"viewer": [], "helper": ["change"], "owner": ["change", *OWNERS_PAGES]}


def test_what_people_write_is_text_and_never_markup(supplier: Supplier, owner: User, login: Login) -> None:
    evil = "<script>alert(1)</script>"
    page = login(owner).post(new(supplier), entered(holder=evil, note=evil), follow=True).content.decode()
    assert evil not in page and escape(evil) in page


def part(payee: Payee, **role: bool) -> str:
    """Return the part of a supplier's page about payees, as somebody in a role sees it."""
    shown = payees_section(payee.supplier) | {"store": payee.store} | role
    return render_to_string("suppliers/supplier_payees.html", shown)


def test_the_part_of_the_suppliers_page_says_what_waits_and_what_to_do(
    waiting: Payee, known: Contact, owner: User
) -> None:
    confirm_payee(waiting, known, NUMBER, owner, NOW)
    assert "Confirmed by owner@example.com on 1 Jun 2026" in part(waiting)
    assert "Read the digits back" not in part(waiting)
    new = change_payee(waiting, told(OTHER_NUMBER, holder="Wang Wei"), owner, NOW)
    page = part(waiting, may_write=True, is_owner=True)
    assert "Until now" in page and "••••0987" in page and "Wang Wei" in page
    assert "Read the digits back on a channel you knew before." in page
    assert "The holder reads like a person, not like a company." in page
    assert f"{at(new)}#confirm-title" in page
    assert NUMBER not in page and OTHER_NUMBER not in page


def test_the_part_about_payees_offers_a_viewer_nothing_to_do(waiting: Payee) -> None:
    page = part(waiting, may_write=False, is_owner=False)
    assert "Add a payee" not in page and "Confirm or reject it" not in page
    assert "Add a payee" in part(waiting, may_write=True)


def test_a_supplier_without_payees_says_so(supplier: Supplier) -> None:
    shown = payees_section(supplier) | {"store": supplier.store}
    assert "No account is known yet." in render_to_string("suppliers/supplier_payees.html", shown)


def test_the_part_about_the_trail_tells_who_looked_at_a_number_and_not_the_number(
    waiting: Payee, owner: User, login: Login
) -> None:
    login(owner).post(at(waiting, "reveal"))
    page = render_to_string("suppliers/supplier_trail.html", trail_section(waiting.supplier))
    assert "Account number looked at" in page and "owner@example.com" in page and "••••0123" in page
    assert "The latest 3 of 3 entries." in page
    assert NUMBER not in page
