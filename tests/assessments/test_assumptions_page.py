"""The page of a store's own numbers, and how reports show them: what is typed, kept, refused, and by whom."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions import submit
from assessments.forms import AssumptionsForm
from assessments.forms.assumptions import field_name
from assessments.models import Assessment, OwnValue
from assessments.own_policy import own_values_of
from assessments.policy import replaceable
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Supplier
from tests.assessments.own_numbers import DRIFT, NOW, PLAIN, TERMS, raised, set_drift
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def here(store: Store, path: str = "") -> str:
    return f"/stores/{store.slug}/assumptions/{path}"


def as_shown(form: AssumptionsForm) -> dict[str, str]:
    """Return what a browser sends for a page on which nothing was typed."""
    return {
        name: str(bound.value() or "")
        for field in form
        for name, bound in ((field.name, field), (field.html_initial_name, field))
    }


def typed(**changes: str) -> dict[str, str]:
    """Return what a browser sends for a page on which only these numbers were typed anew, the others left empty."""
    return {name.replace("__", "-"): value for name, value in changes.items()}


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


def test_an_owner_puts_numbers_in_and_gives_them_back(
    store: Store, supplier: Supplier, browser: Client, owner: User
) -> None:
    body = typed(channels__lost__drift="2.25", methods__escrow__recovered="82.5", note="refunds of 2025")
    answer = browser.post(here(store), body, follow=True)
    assert "2 assumptions changed" in answer.content.decode()
    assert own_values_of(store) == {DRIFT: 2.25, "methods.escrow.recovered": 0.825}
    text = answer.content.decode()
    assert "refunds of 2025" in text
    assert "owner@example.com" in text
    assert 'value="82.5"' in text
    assert browser.post(here(store, "ours/"), {"key": DRIFT}).status_code == 302
    assert own_values_of(store) == {"methods.escrow.recovered": 0.825}
    browser.post(here(store, "ours/"), {"key": "all"})
    assert own_values_of(store) == {}
    assert raised(supplier) == 3
    browser.post(here(store, "ours/"), {"key": "no.such"})
    assert raised(supplier) == 3


def test_a_page_sent_as_it_stands_changes_nothing(store: Store, supplier: Supplier, browser: Client) -> None:
    browser.post(here(store), typed(channels__late__severity="12.3456"))
    form = browser.get(here(store)).context["form"]
    assert browser.post(here(store), as_shown(form)).status_code == 302
    assert raised(supplier) == 1
    assert own_values_of(store) == {"channels.late.severity": 0.123456}


def test_what_somebody_else_changed_meanwhile_stays(
    store: Store, supplier: Supplier, browser: Client, owner: User
) -> None:
    page = as_shown(browser.get(here(store)).context["form"])
    set_drift(store, owner)  # in another tab
    browser.post(here(store), page | {"channels-late-drift": "2,5"})
    assert own_values_of(store) == {DRIFT: 3.0, "channels.late.drift": 2.5}
    page = as_shown(browser.get(here(store)).context["form"])
    browser.post(here(store), page | {"channels-lost-drift": ""})
    assert own_values_of(store) == {"channels.late.drift": 2.5}


def test_a_value_out_of_newer_bounds_is_no_change_of_who_saves_something_else(
    store: Store, browser: Client, owner: User
) -> None:
    OwnValue.objects.create(store=store, key=DRIFT, value=99, set_by=owner, set_at=NOW)
    page = as_shown(browser.get(here(store)).context["form"])
    answer = browser.post(here(store), page | {"channels-late-drift": "2"}, follow=True)
    assert "1 assumption changed." in answer.content.decode()


def test_ours_everywhere_is_asked_for_once_and_far_from_save(
    store: Store, browser: Client, owner: User
) -> None:
    asked = "Yes, use ours for all of them"
    assert asked not in browser.get(here(store)).content.decode()
    set_drift(store, owner)
    page = browser.get(here(store)).content.decode()
    assert page.index("Who changed what") < page.index("<summary>Use ours again") < page.index(asked)
    assert len(re.findall(r">\s*Save<", page)) == len(browser.get(here(store)).context["groups"])


@pytest.mark.parametrize(
    ("field", "wrong", "bounds"),
    [
        ("channels-lost-drift", "0.9", "Write a number from 1 to 4, or leave it empty for ours."),
        ("channels-lost-drift", "4.1", "Write a number from 1 to 4, or leave it empty for ours."),
        ("channels-lost-drift", "much", "Write a number from 1 to 4, or leave it empty for ours."),
        ("channels-lost-drift", "NaN", "Write a number from 1 to 4, or leave it empty for ours."),
        ("methods-escrow-recovered", "0.9", "Write a number from 80 to 95 %, or leave it empty for ours."),
        ("channels-lost-drift", "1e400", "Write a number from 1 to 4, or leave it empty for ours."),
        ("channels-lost-drift", "999999999", "Write a number from 1 to 4, or leave it empty for ours."),
        ("channels-lost-drift", "1.23456789", "At most 4 digits after the point."),
        ("vanish-floor", "0.12345678", "At most 4 digits after the point."),
        ("evidence-complaint_delay", "9,5", "Write a whole number from 5 to 45, or leave it empty for ours."),
    ],
)
def test_an_error_says_the_bounds_and_nothing_is_kept(
    store: Store, supplier: Supplier, browser: Client, field: str, wrong: str, bounds: str
) -> None:
    answer = browser.post(here(store), {field: wrong, "channels-late-drift": "2"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count(bounds) == 2  # at the top, and at the field
    assert f'value="{wrong}"' in page
    assert f'href="#id_{field}"' in page
    assert f'id="id_{field}_error"' in page
    described = re.search(rf'aria-describedby="([^"]+)"[^>]*id="id_{field}"', page)
    assert described is not None
    assert described[1] == f"id_{field}_unit id_{field}_range id_{field}_error"
    assert (raised(supplier), OwnValue.objects.count()) == (0, 0)


def test_only_an_owner_changes_what_everybody_of_the_store_may_see(
    store: Store,
    supplier: Supplier,
    owner: User,
    helper: User,
    viewer: User,
    stranger: User,
    login: Login,
) -> None:
    set_drift(store, owner)
    for person, seen in ((helper, 200), (viewer, 200), (stranger, 404)):
        browser = login(person)
        answer = browser.get(here(store))
        assert answer.status_code == seen
        changed = 403 if seen == 200 else 404
        assert browser.post(here(store), typed(channels__lost__drift="2")).status_code == changed
        assert browser.post(here(store, "ours/"), {"key": "all"}).status_code == changed
        if seen == 200:
            page = answer.content.decode()
            assert "3 times as often" in page
            assert '<input type="text"' not in page
    assert Client().get(here(store)).status_code == 302
    assert own_values_of(store) == {DRIFT: 3.0}
    assert raised(supplier) == 1


def test_the_page_shows_every_assumption_with_its_range_source_and_ours(
    store: Store, browser: Client
) -> None:
    page = browser.get(here(store)).content.decode()
    for key, about in replaceable().items():
        assert f'id="id_{field_name(key)}"' in page, key
        assert about.date in page
    assert "60 to 85 %" in page
    assert "72.5 % of the loss" in page
    assert "our judgement" in page
    assert re.search(r"\b(own judgement|own estimate|AE-[A-Z-]+|CARRO)\b", page) is None
    assert "AliExpress buyer protection, as a site about parcels describes it" in page


def test_the_page_costs_the_same_with_many_changes_as_with_none(
    store: Store, browser: Client, owner: User
) -> None:
    browser.get(here(store))
    with CaptureQueriesContext(connection) as before:
        browser.get(here(store))
    for value in range(30):
        set_drift(store, owner, 1.1 + value / 20)
    with CaptureQueriesContext(connection) as after:
        browser.get(here(store))
    assert len(after) == len(before)


def test_a_report_shows_which_numbers_are_assumptions_and_which_are_the_stores(
    store: Store, supplier: Supplier, browser: Client, owner: User
) -> None:
    set_drift(store, owner)
    proposal = submit(supplier, TERMS, owner, NOW)
    answer = browser.get(proposal.get_absolute_url())
    rows = {row.key: row for row in answer.context["report"].policy_assumptions}
    assert (rows[DRIFT].value, rows[DRIFT].ours, rows[DRIFT].is_own) == (
        "3 times as often",
        "1.5 times as often",
        True,
    )
    assert rows["channels.late.drift"].is_own is False
    assert rows[DRIFT].range == "1 to 4"
    page = answer.content.decode()
    assert page.count(">yours<") == 1
    assert here(store) in page
    assert '<a href="#policy-assumptions">With 1 number of your own instead of ours.</a>' in page
    assert f"{PLAIN}, with your own numbers (" in page
    assert f"{PLAIN}+" not in page


def test_a_payment_that_gives_nothing_back_is_said_to_rest_on_an_assumption_too(
    store: Store, supplier: Supplier, browser: Client, owner: User
) -> None:
    said = "What this payment gives back is taken as nothing"
    nothing = "Nothing is counted as coming back, whatever goes wrong."
    unknown = submit(supplier, TERMS | {"payment_method": ""}, owner, NOW)
    wire = submit(supplier, TERMS | {"payment_method": "wire_company"}, owner, NOW)
    escrow = submit(supplier, TERMS | {"payment_method": "escrow"}, owner, NOW)
    for proposal in (unknown, wire):
        page = browser.get(proposal.get_absolute_url()).content.decode()
        assert (said in page, nothing in page) == (True, True)
        assert "Expected to come back" not in page
    page = browser.get(escrow.get_absolute_url()).content.decode()
    assert (said in page, nothing in page) == (False, False)


def test_a_report_of_an_older_policy_does_not_show_todays_assumptions(
    store: Store, supplier: Supplier, browser: Client, owner: User
) -> None:
    proposal = submit(supplier, TERMS, owner, NOW)
    Assessment.objects.update(policy_version="before")
    answer = browser.get(proposal.get_absolute_url())
    assert answer.context["report"].policy_assumptions == ()
    assert "made with an older policy or engine" in answer.content.decode()
    assert "what would change it is not worked out again" in " ".join(answer.content.decode().split())
