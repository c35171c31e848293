"""What a new account finds: a sample store, and the way in where addresses must be confirmed."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from assessments.sample.making import remove_sample
from stores.actions import open_store
from stores.models import Store, User
from tests.people import PASSWORD, Login

pytestmark = pytest.mark.django_db
EMAIL = "new@example.com"
COUNTS = {"STAY": 1, "NOT_YET": 1, "PILOT": 1, "READY": 1}


def sign_up(browser: Client, email: str = EMAIL) -> list[tuple[str, int]]:
    """Make an account; return where the pages led."""
    body = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    return list(browser.post(reverse("account_signup"), body, follow=True).redirect_chain)


def log_in(browser: Client, email: str = EMAIL) -> str:
    """Log in; return the address of the page that comes next."""
    body = {"login": email, "password": PASSWORD}
    return str(browser.post(reverse("account_login"), body, follow=True).request["PATH_INFO"])


def test_who_signs_up_lands_on_the_dashboard_of_a_sample_store_with_every_verdict() -> None:
    browser = Client()
    last, _status = sign_up(browser)[-1]
    sample = Store.objects.get()
    assert (sample.is_sample, last) == (True, sample.get_absolute_url())
    page = browser.get(last)
    assert page.context["counts"] == COUNTS
    assert f'href="{reverse("stores:new")}">Open a store of your own' in page.content.decode()


def test_a_sample_that_was_removed_does_not_come_back() -> None:
    sign_up(Client())
    remove_sample(Store.objects.get())
    assert log_in(Client()) == reverse("stores:list")
    assert Store.objects.count() == 0


def test_who_was_let_into_a_store_before_the_first_login_gets_no_sample(owner: User, store: Store) -> None:
    assert log_in(Client(), owner.email) == store.get_absolute_url()
    assert Store.objects.get() == store


def test_the_first_page_is_the_one_store_of_ones_own_else_the_sample_else_the_list(login: Login) -> None:
    browser = Client()
    sign_up(browser)
    user = User.objects.get()
    sample = Store.objects.get()

    def first_page() -> str:
        return str(login(user).get("/")["Location"])

    assert first_page() == sample.get_absolute_url()
    own = open_store(user, "Own")
    assert first_page() == own.get_absolute_url()
    open_store(user, "Second")
    assert first_page() == reverse("stores:list")
    Store.objects.all().delete()
    assert first_page() == reverse("stores:list")


def test_where_addresses_must_be_confirmed_the_sample_waits_for_the_confirmation(settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    # An address of its own: no second mail is sent to one within three minutes.
    email = "unconfirmed@example.com"
    browser = Client()
    sent = reverse("account_email_verification_sent")
    assert sign_up(browser, email)[-1][0] == sent
    assert log_in(Client(), email) == sent
    assert Store.objects.count() == 0
    (link,) = set(re.findall(r"http\S+", str(mail.outbox[0].body)))
    browser.post(link)
    assert log_in(browser, email) == Store.objects.get(is_sample=True).get_absolute_url()


def test_on_a_server_signing_up_does_not_tell_whether_an_address_has_an_account(settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assert sign_up(Client()) == sign_up(Client())
    assert User.objects.count() == 1
