"""The pages of payees: what a person enters, what a page says, and what becomes of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from stores.models import Store, User
from suppliers.models import Contact, Payee, Supplier, TrailEntry
from tests.people import Login
from tests.suppliers.accounts import (
    NUMBER,
    OTHER_NUMBER,
    bright,
    contact,
    payee,
    phone,
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


def test_a_helper_enters_an_account_and_it_waits(supplier: Supplier, helper: User, login: Login) -> None:
    answer = login(helper).post(new(supplier), entered(bic="bkch cnbj"), follow=True)
    made = Payee.objects.get()
    assert (answer.redirect_chain, answer.status_code) == ([(at(made), 302)], 200)
    assert (made.state, made.masked_account, made.bic, made.name_match, made.told_by) == (
        "pending",
        "••••0123",
        "BKCHCNBJ",
        "exact_en",
        None,
    )
    assert "Read the digits back on a channel you knew before" in answer.content.decode()


def test_what_the_owner_thinks_of_the_name_counts_and_what_reads_worse_is_asked(
    supplier: Supplier, owner: User, login: Login
) -> None:
    words = entered(holder="Yiwu Gifts Trading Co Ltd", name_match="exact_en")
    page = login(owner).post(new(supplier), words, follow=True).content.decode()
    assert Payee.objects.get().name_match == "exact_en"
    assert "Compared with the licence the name reads: Another company." in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("kind", "", "This field is required."),
        ("account", "", "This field is required."),
        ("account", "12", "This is too short to be an account"),
        ("told_by", "", "This field is required."),
        ("told_by", "999999", "Select a valid choice"),
        ("told_on", "", "This field is required."),
        ("told_on", "2999-01-01", "This day lies ahead"),
        ("told_on", "yesterday", "Write the day as 2026-03-31."),
        ("bic", "AGRIF2PP", "“AGRIF2PP” is no BIC"),
        ("country", "ZZ", "Select a valid choice"),
        ("currency", "dollars", "3 characters"),
    ],
)
def test_a_wrong_answer_says_what_to_write_and_nothing_is_written(
    supplier: Supplier, owner: User, login: Login, field: str, value: str, said: str
) -> None:
    answer = login(owner).post(new(supplier), entered(**{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert NUMBER not in page
    assert rows() == []


@pytest.mark.parametrize(
    ("kind", "account", "said"),
    [
        ("card_link", "pay.bright.com", "Write the whole link, starting with https://."),
        ("paypal", "1234567", "Write the e-mail address of the PayPal account"),
    ],
)
def test_a_number_of_another_kind_is_refused(
    supplier: Supplier, owner: User, login: Login, kind: str, account: str, said: str
) -> None:
    answer = login(owner).post(new(supplier), entered(kind=kind, account=account))
    assert (answer.status_code, rows()) == (422, [])
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "account", "masked"),
    [
        ("paypal", "john.doe@deals.com", "j***@d***.com"),
        ("wise", "BE31 4354 1116 1155", "••••1155"),
        ("payoneer", "li@bright.com", "l***@b***.com"),
        ("card_link", "https://buy.stripe.com/7sI4jx9Ab", "buy.stripe.com/••••x9Ab"),
        ("wallet", "0x71C7656EC7ab88b098defB751B7401B5f6d8976F", "0x71••••976F"),
        ("other", "AliPay 13800138000", "••••8000"),
    ],
)
def test_every_kind_of_account_is_kept_and_shown_masked(
    supplier: Supplier, owner: User, login: Login, kind: str, account: str, masked: str
) -> None:
    page = login(owner).post(new(supplier), entered(kind=kind, account=account), follow=True).content.decode()
    assert Payee.objects.get().masked_account == masked
    assert masked in page and account not in page


def test_an_account_that_is_there_is_refused_in_words(waiting: Payee, owner: User, login: Login) -> None:
    before = rows()
    answer = login(owner).post(new(waiting.supplier), entered())
    assert (answer.status_code, rows()) == (422, before)
    assert "This supplier has this account already" in answer.content.decode()


def test_the_owner_confirms_what_was_read_back(
    waiting: Payee, known: Contact, owner: User, login: Login
) -> None:
    words = {"contact": known.pk, "heard": "6222 0212 3456 7890 123"}
    page = login(owner).post(at(waiting, "confirm"), words, follow=True).content.decode()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.confirmed_by, waiting.confirmed_on) == ("confirmed", owner, known)
    assert "the number was read back on Telephone: +86 755 1234 5678" in page
    assert "Read the digits back" not in page


def test_other_digits_are_refused_in_words_and_the_trail_says_so(
    waiting: Payee, known: Contact, owner: User, login: Login
) -> None:
    answer = login(owner).post(at(waiting, "confirm"), {"contact": known.pk, "heard": OTHER_NUMBER})
    page = answer.content.decode()
    waiting.refresh_from_db()
    assert (answer.status_code, waiting.state) == (422, "pending")
    assert "Other digits than these were read back here once" in page
    assert "This is not the number that was entered." in page
    assert OTHER_NUMBER not in page and NUMBER not in page


def test_the_channel_that_told_it_and_one_known_since_that_day_are_refused_in_words(
    supplier: Supplier, owner: User, login: Login
) -> None:
    telling = phone(supplier, owner)
    late = contact(supplier, owner, "wechat", "li_bright", date(2026, 5, 20))
    made = payee(supplier, owner, told_by=telling)
    before, browser = rows(), login(owner)
    for channel, why in ((telling, "it told you this account"), (late, "you did not know it before")):
        answer = browser.post(at(made, "confirm"), {"contact": channel.pk, "heard": NUMBER})
        assert answer.status_code == 422
        assert f"Not on this one: {why}" in answer.content.decode()
    assert rows() == before
    assert "None of the contacts can confirm it" in browser.get(at(made)).content.decode()


@pytest.mark.parametrize("words", [{}, {"heard": NUMBER}, {"contact": "999999", "heard": NUMBER}])
def test_a_confirmation_without_a_channel_is_none(
    waiting: Payee, owner: User, login: Login, words: dict[str, str]
) -> None:
    before = rows()
    answer = login(owner).post(at(waiting, "confirm"), words)
    assert (answer.status_code, rows()) == (422, before)


def test_a_change_is_shown_beside_what_it_replaces(
    waiting: Payee, known: Contact, owner: User, login: Login
) -> None:
    browser = login(owner)
    browser.post(at(waiting, "confirm"), {"contact": known.pk, "heard": NUMBER})
    answer = browser.post(at(waiting, "change"), entered(account=OTHER_NUMBER))
    changed = Payee.objects.get(state="pending")
    assert (answer["Location"], changed.replaces) == (at(changed), waiting)
    page = browser.get(at(changed)).content.decode()
    assert page.index("Until now") < page.index("••••0123") < page.index("••••0987", page.index("Until now"))
    # Told today, so that the telephone was known before.
    browser.post(at(changed, "confirm"), {"contact": known.pk, "heard": OTHER_NUMBER})
    assert dict(Payee.objects.values_list("pk", "state")) == {waiting.pk: "replaced", changed.pk: "confirmed"}


def test_a_change_starts_from_the_old_account_but_for_its_number(
    waiting: Payee, owner: User, login: Login
) -> None:
    page = login(owner).get(at(waiting, "change")).content.decode()
    assert "Shenzhen Bright Lighting Co Ltd" in page
    assert "In place of ••••0123" in page
    assert NUMBER not in page


def test_a_replaced_account_takes_no_change(waiting: Payee, owner: User, login: Login) -> None:
    browser = login(owner)
    browser.post(at(waiting, "reject"), {"reason": "they called"})
    before = rows()
    answer = browser.post(at(waiting, "change"), entered(account=OTHER_NUMBER))
    assert (answer.status_code, rows()) == (422, before)
    assert "replaced or rejected meanwhile" in answer.content.decode()


def test_the_owner_rejects_with_a_reason(waiting: Payee, owner: User, login: Login) -> None:
    browser, before = login(owner), rows()
    assert browser.post(at(waiting, "reject"), {"reason": " "}).status_code == 422
    assert rows() == before
    page = browser.post(at(waiting, "reject"), {"reason": "They never sent it"}, follow=True).content.decode()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.rejected_because) == ("rejected", "They never sent it")
    assert "Rejected: They never sent it" in page


@pytest.mark.parametrize("page", ["confirm", "reject", "name"])
def test_who_comes_too_late_changes_nothing(
    waiting: Payee, known: Contact, owner: User, login: Login, page: str
) -> None:
    browser = login(owner)
    browser.post(at(waiting, "reject"), {"reason": "they called"})
    before = rows()
    words = {"contact": known.pk, "heard": NUMBER, "reason": "twice", "name_match": "exact_zh"}
    answer = browser.post(at(waiting, page), words, follow=True)
    assert rows() == before
    assert "Somebody else was faster" in answer.content.decode()


def test_the_owner_judges_the_name_anew(waiting: Payee, owner: User, login: Login) -> None:
    browser = login(owner)
    assert browser.post(at(waiting, "name"), {"name_match": "no such"}).status_code == 422
    browser.post(at(waiting, "name"), {"name_match": "translit"})
    waiting.refresh_from_db()
    assert waiting.name_match == "translit"
    assert TrailEntry.objects.latest("pk").said == "Bank account ••••0123: The Chinese name in Latin letters"


def test_a_day_is_the_stores_own(supplier: Supplier, owner: User, login: Login) -> None:
    Store.objects.filter(pk=supplier.store_id).update(time_zone="Pacific/Kiritimati")
    ahead = (timezone.now() + timedelta(hours=14)).date()
    answer = login(owner).post(new(supplier), entered(told_on=f"{ahead:%Y-%m-%d}"))
    assert answer.status_code == 302
