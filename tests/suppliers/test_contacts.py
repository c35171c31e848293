"""Contacts: one row for each way, what reads almost alike, and since when a way is no longer used."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stores.models import Store, User
from suppliers.actions.contacts import ContactOver, ContactThere, end_contact
from suppliers.contacting import contacts_of, contacts_section
from suppliers.models import Contact, Supplier, TrailEntry
from tests.people import Login
from tests.suppliers.accounts import NOW, bright, contact, phone

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
VERBS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return bright(store)


def version(supplier: Supplier) -> int:
    return Supplier.objects.get(pk=supplier.pk).evidence_version


def rows() -> list[object]:
    return [*Contact.objects.order_by("pk").values(), *TrailEntry.objects.order_by("pk").values()]


def mail(supplier: Supplier, owner: User, value: str, day: int = 1) -> Contact:
    return contact(supplier, owner, "email", value, date(2026, 1, day))


def test_a_contact_is_kept_with_its_day_and_a_line_in_the_trail(supplier: Supplier, owner: User) -> None:
    before = version(supplier)
    made = phone(supplier, owner)
    assert (made.value_key, made.added_by, made.known_on) == ("+8675512345678", owner, date(2025, 1, 5))
    assert version(supplier) == before + 1
    assert [*TrailEntry.objects.values_list("kind", "said", "by")] == [
        ("contact_added", "Telephone: +86 755 1234 5678", owner.pk)
    ]


def test_a_contact_that_is_there_is_not_kept_twice(supplier: Supplier, owner: User) -> None:
    mail(supplier, owner, "Li@Bright.com")
    before = rows()
    with pytest.raises(ContactThere):
        mail(supplier, owner, " li@bright.COM")
    assert rows() == before


def test_a_contact_that_ended_can_be_used_again_and_stays_the_same_row(
    supplier: Supplier, owner: User
) -> None:
    made = phone(supplier, owner)
    end_contact(made, TODAY, owner, NOW)
    again = contact(supplier, owner, "phone", "+86 755 12345678", TODAY)
    assert (again.pk, again.ended_on, again.known_on) == (made.pk, None, TODAY)
    assert Contact.objects.count() == 1


def test_a_contact_ends_once(supplier: Supplier, owner: User) -> None:
    made, before = phone(supplier, owner), version(supplier)
    end_contact(made, TODAY, owner, NOW)
    with pytest.raises(ContactOver):
        end_contact(made, TODAY, owner, NOW)
    assert version(supplier) == before + 1
    assert TrailEntry.objects.filter(kind="contact_ended").count() == 1


@pytest.mark.parametrize(
    ("value", "alike"),
    [
        ("li@brigthlamps.com", "li@brightlamps.com"),
        ("li@brightlarnps.com", "li@brightlamps.com"),
        ("li@brightlamps.cn", "li@brightlamps.com"),
        ("wang@brightlamps.com", None),
        ("li@yiwugifts.com", None),
        ("li@aliexpres.com", "www.aliexpress.com"),
        ("li@gmai1.com", "gmail.com"),
        ("li@vip163.com", "163.com"),
        ("li@163.com", None),
    ],
)
def test_an_address_that_reads_almost_like_a_known_one_is_told(
    supplier: Supplier, owner: User, value: str, alike: str | None
) -> None:
    supplier.shop_url = "https://www.aliexpress.com/store/1"
    mail(supplier, owner, "li@brightlamps.com")
    mail(supplier, owner, value, day=2)
    first, second = contacts_of(supplier, TODAY)
    assert (first.reads_like, second.reads_like) == (None, alike)
    assert second.is_free_mail is (value == "li@163.com")


def test_contacts_that_ended_stand_last(supplier: Supplier, owner: User) -> None:
    gone, used = phone(supplier, owner), mail(supplier, owner, "li@bright.com")
    end_contact(gone, TODAY, owner, NOW)
    assert [(line.contact.pk, line.is_ended) for line in contacts_of(supplier, TODAY)] == [
        (used.pk, False),
        (gone.pk, True),
    ]


def test_the_list_asks_the_database_as_often_for_one_contact_as_for_thirty(
    supplier: Supplier, owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mail(supplier, owner, "li@bright.com")
    with django_assert_num_queries(1):
        contacts_section(supplier, TODAY)
    for each in range(29):
        mail(supplier, owner, f"li@company{each}.com")
    with django_assert_num_queries(1):
        contacts_section(supplier, TODAY)


def test_the_database_refuses_a_second_row_for_a_way_and_one_of_another_store(
    supplier: Supplier, owner: User, stranger: User
) -> None:
    made = phone(supplier, owner)
    made.pk = None
    with pytest.raises(IntegrityError, match="contact_once_per_supplier"), transaction.atomic():
        made.save(force_insert=True)


def new(supplier: Supplier) -> str:
    return f"/stores/{supplier.store.slug}/suppliers/{supplier.pk}/contacts/new/"


def end(contact: Contact) -> str:
    return f"/stores/{contact.store.slug}/contacts/{contact.pk}/end/"


def entered(**words: str) -> dict[str, str]:
    return {"kind": "email", "value": "li@brightlamps.com", "known_on": "2026-01-01"} | words


def test_a_helper_adds_a_contact(supplier: Supplier, helper: User, login: Login) -> None:
    answer = login(helper).post(new(supplier), entered(person="Li"))
    assert (answer.status_code, answer["Location"]) == (302, supplier.get_absolute_url())
    made = Contact.objects.get()
    assert (made.kind, made.value, made.person, made.added_by) == (
        "email",
        "li@brightlamps.com",
        "Li",
        helper,
    )


def test_an_address_that_reads_almost_alike_is_told_at_once(
    supplier: Supplier, owner: User, login: Login
) -> None:
    browser = login(owner)
    browser.post(new(supplier), entered())
    page = browser.post(new(supplier), entered(value="li@brigthlamps.com"), follow=True).content.decode()
    assert "li@brigthlamps.com reads almost like li@brightlamps.com." in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"value": ""}, "This field is required."),
        ({"value": "li at bright"}, "“li at bright” is no e-mail address"),
        ({"kind": "phone", "value": "call me"}, "“call me” is no telephone number"),
        ({"kind": "whatsapp", "value": "123"}, "“123” is no telephone number"),
        ({"kind": "pigeon"}, "Select a valid choice"),
        ({"known_on": "2999-01-01"}, "This day lies ahead"),
        ({"known_on": ""}, "This field is required."),
    ],
)
def test_a_wrong_answer_says_what_to_write_and_nothing_is_written(
    supplier: Supplier, owner: User, login: Login, words: dict[str, str], said: str
) -> None:
    answer = login(owner).post(new(supplier), entered(**words))
    assert (answer.status_code, rows()) == (422, [])
    assert said in answer.content.decode()


def test_a_contact_that_is_there_is_refused_in_words(supplier: Supplier, owner: User, login: Login) -> None:
    browser = login(owner)
    browser.post(new(supplier), entered())
    before = rows()
    answer = browser.post(new(supplier), entered(value="LI@brightlamps.com"))
    assert (answer.status_code, rows()) == (422, before)
    assert "This supplier has this contact already" in answer.content.decode()


def test_a_helper_ends_a_contact_on_a_day_that_can_be(
    supplier: Supplier, owner: User, helper: User, login: Login
) -> None:
    made, browser = phone(supplier, owner), login(helper)
    ahead = timezone.now().date() + timedelta(days=2)
    for wrong, said in (("2024-12-31", "You have known it since 2025-01-05"), (f"{ahead}", "lies ahead")):
        answer = browser.post(end(made), {"ended_on": wrong})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert browser.post(end(made), {"ended_on": "2026-02-01"}).status_code == 302
    made.refresh_from_db()
    assert made.ended_on == date(2026, 2, 1)
    answer = browser.post(end(made), {"ended_on": "2026-03-01"})
    made.refresh_from_db()
    assert (answer.status_code, made.ended_on) == (302, date(2026, 2, 1))


def test_another_stores_contact_is_404_for_every_verb(
    supplier: Supplier, owner: User, stranger: User, login: Login
) -> None:
    made = phone(supplier, owner)
    own = Store.objects.exclude(pk=supplier.store_id).get()
    before = rows()
    for path in (new(supplier), end(made)):
        for address in (path, path.replace(supplier.store.slug, own.slug)):
            answers = {verb: getattr(login(stranger), verb)(address).status_code for verb in VERBS}
            assert answers == dict.fromkeys(VERBS, 404)
    assert rows() == before


def test_a_viewer_adds_and_ends_nothing(supplier: Supplier, owner: User, viewer: User, login: Login) -> None:
    made, browser = phone(supplier, owner), login(viewer)
    before = rows()
    for path, words in ((new(supplier), entered()), (end(made), {"ended_on": "2026-02-01"})):
        assert (browser.get(path).status_code, browser.post(path, words).status_code) == (403, 403)
    assert rows() == before


def test_the_part_of_the_suppliers_page_names_what_reads_almost_alike(
    supplier: Supplier, owner: User
) -> None:
    mail(supplier, owner, "li@brightlamps.com")
    mail(supplier, owner, "li@brigthlamps.com", day=2)
    mail(supplier, owner, "li@163.com", day=3)
    gone = end_contact(phone(supplier, owner), TODAY, owner, NOW)
    shown = contacts_section(supplier, TODAY) | {"store": supplier.store, "may_write": True}
    page = " ".join(render_to_string("suppliers/supplier_contacts.html", shown).split())
    assert page.count("It reads almost like") == 1
    assert "It reads almost like li@brightlamps.com, and is another address." in page
    assert page.count("Anybody gets an address there") == 1
    assert "No longer used since 1 Jun 2026" in page
    assert end(gone) not in page and page.count("/end/") == 3
    assert "/end/" not in render_to_string("suppliers/supplier_contacts.html", shown | {"may_write": False})


def test_a_supplier_without_contacts_says_so(supplier: Supplier) -> None:
    shown = contacts_section(supplier, TODAY) | {"store": supplier.store}
    assert "No contact is known yet." in render_to_string("suppliers/supplier_contacts.html", shown)


def test_an_address_that_grows_when_it_is_compared_is_refused_in_words(
    supplier: Supplier, owner: User, login: Login
) -> None:
    body = {"kind": "other", "value": "ß" * 200, "known_on": "2026-01-05"}
    answer = login(owner).post(f"/stores/{supplier.store.slug}/suppliers/{supplier.pk}/contacts/new/", body)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["value"])
    assert not Contact.objects.exists()
