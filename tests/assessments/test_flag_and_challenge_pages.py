"""Pages of red flags and of the same-person challenge: who may do what, and nothing of another store."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.challenges import issue_challenge
from suppliers.actions.contacts import add_contact
from suppliers.actions.flags import raise_flag
from suppliers.models import Challenge, Contact, RedFlag, Supplier
from tests.people import Login

pytestmark = pytest.mark.django_db
VERBS = ("get", "post", "put", "patch", "delete", "head", "options")


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


@pytest.fixture
def flag(supplier: Supplier, owner: User) -> RedFlag:
    now = timezone.now()
    raise_flag(supplier, "close_dispute_asked", now.date(), owner, now, "in the chat")
    return RedFlag.objects.get()


@pytest.fixture
def challenge(supplier: Supplier, owner: User) -> Challenge:
    return issue_challenge(contact(supplier, owner), owner, timezone.now())


def contact(supplier: Supplier, owner: User, kind: str = "wechat") -> Contact:
    now = timezone.now()
    made = Contact(supplier=supplier, kind=kind, value=f"bright-{kind}", known_on=now.date())
    return add_contact(made, owner, now)


def at(supplier: Supplier, path: str, store: Store | None = None) -> str:
    return f"/stores/{(store or supplier.store).slug}/suppliers/{supplier.pk}/{path}"


def addresses(supplier: Supplier, flag: RedFlag, challenge: Challenge, store: Store) -> list[str]:
    return [
        at(supplier, path, store)
        for path in (
            "flags/new/",
            f"flags/{flag.pk}/clear/",
            "challenges/new/",
            f"challenges/{challenge.pk}/",
            f"challenges/{challenge.pk}/end/",
        )
    ]


BODY = {"key": "hidden_trader", "seen_on": "2026-01-01", "because": "x", "answer": "x", "contact": "1"}


@pytest.mark.parametrize("verb", VERBS)
def test_another_stores_flags_and_challenges_are_not_there_for_any_verb(
    supplier: Supplier, flag: RedFlag, challenge: Challenge, stranger: User, login: Login, verb: str
) -> None:
    theirs = Store.objects.exclude(pk=supplier.store_id).get()
    browser = login(stranger)
    for store in (supplier.store, theirs):
        for address in addresses(supplier, flag, challenge, store):
            answer = getattr(browser, verb)(address, BODY if verb == "post" else None)
            assert (address, answer.status_code) == (
                address,
                404 if not _wrong_verb(address, verb, store, theirs) else 405,
            )
    flag.refresh_from_db()
    challenge.refresh_from_db()
    assert (flag.cleared_at, challenge.state, RedFlag.objects.count()) == (None, "open", 1)


def _wrong_verb(address: str, verb: str, store: Store, theirs: Store) -> bool:
    """Return whether a page that only takes a post says so, in the stranger's own store, before it looks."""
    return store == theirs and address.endswith("/end/") and verb != "post"


def test_a_flag_or_challenge_of_another_supplier_is_not_there_either(
    store: Store, supplier: Supplier, flag: RedFlag, challenge: Challenge, owner: User, login: Login
) -> None:
    other, browser = add_supplier(store, "Other"), login(owner)
    assert browser.post(at(other, f"flags/{flag.pk}/clear/"), {"because": "x"}).status_code == 404
    assert browser.post(at(other, f"challenges/{challenge.pk}/"), {"answer": "x"}).status_code == 404
    assert browser.post(at(other, f"challenges/{challenge.pk}/end/")).status_code == 404
    wrong = browser.post(at(other, "challenges/new/"), {"contact": challenge.contact_id})
    assert wrong.status_code == 422


def test_who_may_only_look_changes_nothing_and_sees_no_phrase(
    supplier: Supplier, flag: RedFlag, challenge: Challenge, viewer: User, login: Login
) -> None:
    browser = login(viewer)
    for address in addresses(supplier, flag, challenge, supplier.store):
        assert (address, browser.get(address).status_code) == (address, 403)
        assert (address, browser.post(address, BODY).status_code) == (address, 403)
    assert (
        RedFlag.objects.filter(cleared_at=None).count() == Challenge.objects.filter(state="open").count() == 1
    )


def test_a_helper_notes_a_sign_and_clears_it_with_a_reason(
    supplier: Supplier, helper: User, login: Login
) -> None:
    browser, today = login(helper), timezone.now().date()
    form = browser.get(at(supplier, "flags/new/?sign=hidden_trader")).context["form"]
    assert form["key"].value() == "hidden_trader"
    body = {"key": "hidden_trader", "seen_on": today.isoformat(), "note": "a label of another company"}
    assert browser.post(at(supplier, "flags/new/"), body).status_code == 302
    flag = RedFlag.objects.get()
    assert (flag.key, flag.seen_by, flag.note) == ("hidden_trader", helper, "a label of another company")
    refused = browser.post(at(supplier, f"flags/{flag.pk}/clear/"), {"because": "  "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["because"])
    browser.post(at(supplier, f"flags/{flag.pk}/clear/"), {"because": "They told me."})
    flag.refresh_from_db()
    assert (flag.cleared_by, flag.cleared_because) == (helper, "They told me.")
    assert browser.get(at(supplier, f"flags/{flag.pk}/clear/")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": "no_such_sign"}, "key"),
        ({"key": ""}, "key"),
        ({"seen_on": ""}, "seen_on"),
        ({"seen_on": (timezone.now() + timedelta(days=3)).date().isoformat()}, "seen_on"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_cannot_be_is_refused_by_field(
    supplier: Supplier, owner: User, login: Login, changes: dict[str, str], field: str
) -> None:
    answer = login(owner).post(at(supplier, "flags/new/"), BODY | changes)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not RedFlag.objects.exists()


def browser_page(browser: Client, supplier: Supplier, made: Challenge) -> str:
    return browser.get(at(supplier, f"challenges/{made.pk}/")).content.decode()


def test_a_phrase_is_made_shown_and_answered(supplier: Supplier, owner: User, login: Login) -> None:
    browser, reached = login(owner), contact(supplier, owner)
    answer = browser.post(at(supplier, "challenges/new/"), {"contact": reached.pk})
    made = Challenge.objects.get()
    assert answer.headers["Location"] == at(supplier, f"challenges/{made.pk}/")
    page = browser_page(browser, supplier, made)
    assert f'id="phrase">{made.phrase}<' in " ".join(page.split())
    again = browser.post(at(supplier, "challenges/new/"), {"contact": reached.pk})
    assert again.headers["Location"] == answer.headers["Location"]
    assert browser.post(at(supplier, f"challenges/{made.pk}/"), {"answer": ""}).status_code == 422
    browser.post(at(supplier, f"challenges/{made.pk}/"), {"answer": made.phrase.upper()})
    made.refresh_from_db()
    assert made.state == "passed"
    assert made.phrase not in browser_page(browser, supplier, made)


def test_a_phrase_that_ran_out_reads_as_failed_and_takes_no_answer(
    supplier: Supplier, challenge: Challenge, owner: User, login: Login
) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Challenge.objects.update(issued_at=past - timedelta(days=7), expires_at=past)
    browser = login(owner)
    page = browser_page(browser, supplier, challenge)
    assert "Failed: no answer came" in page
    assert challenge.phrase not in page
    browser.post(at(supplier, f"challenges/{challenge.pk}/"), {"answer": challenge.phrase})
    challenge.refresh_from_db()
    assert challenge.state != "passed"


def test_the_platforms_chat_and_an_ended_contact_are_not_offered(
    supplier: Supplier, owner: User, login: Login
) -> None:
    contact(supplier, owner, "platform")
    ended = contact(supplier, owner, "email")
    Contact.objects.filter(pk=ended.pk).update(ended_on=timezone.now().date())
    good = contact(supplier, owner, "phone")
    form = login(owner).get(at(supplier, "challenges/new/")).context["form"]
    assert list(form.fields["contact"].queryset) == [good]


def test_only_an_owner_says_that_a_stop_no_longer_holds(
    supplier: Supplier, owner: User, helper: User, login: Login
) -> None:
    flag = raise_flag_row(supplier, owner)
    body = {"because": "They told me."}
    assert login(helper).post(at(supplier, f"flags/{flag.pk}/clear/"), body).status_code == 403
    assert RedFlag.objects.get(pk=flag.pk).cleared_at is None
    assert login(owner).post(at(supplier, f"flags/{flag.pk}/clear/"), body).status_code == 302
    assert RedFlag.objects.get(pk=flag.pk).cleared_by == owner


def raise_flag_row(supplier: Supplier, owner: User) -> RedFlag:
    raise_flag(supplier, "look_alike_address", timezone.now().date(), owner, timezone.now())
    return RedFlag.objects.get(supplier=supplier, key="look_alike_address", cleared_at=None)
