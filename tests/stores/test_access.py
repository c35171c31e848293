"""Who may see and do what: an owner, a helper, a viewer, a stranger, and nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Proposal
from stores.actions import open_store
from stores.models import Membership, Role, Store, User
from suppliers.models import SavedFilter, Supplier
from tests.people import Login
from tests.stores.full_store import IDS, NOW, address, fill, ids_of, rows_of

pytestmark = pytest.mark.django_db
ROUTES = sorted(IDS)
VERBS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def full(owner: User) -> Store:
    """A store in which every address leads somewhere, with a helper and a viewer."""
    store = open_store(owner, "Sample", currency="USD", sample_made_on=NOW.date())
    fill(store, owner)
    for name, role in (("helper", Role.HELPER), ("viewer", Role.VIEWER)):
        Membership.objects.create(store=store, user=User.objects.create_user(f"{name}@in.example"), role=role)
    return store


@pytest.mark.parametrize("route", ROUTES)
def test_every_address_of_a_store_is_404_to_a_stranger_for_every_verb(
    route: str, full: Store, stranger: User, login: Login
) -> None:
    browser, path = login(stranger), address(route, full)
    before = rows_of(full)
    assert answers(browser, path) == dict.fromkeys(VERBS, 404)
    assert rows_of(full) == before


def answers(browser: Client, path: str) -> dict[str, int]:
    """Return the status of what each verb answers."""
    return {verb: getattr(browser, verb)(path).status_code for verb in VERBS}


@pytest.mark.parametrize("route", ROUTES)
def test_every_address_of_a_store_sends_somebody_unknown_to_the_login(route: str, full: Store) -> None:
    path = address(route, full)
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("route", ROUTES)
def test_a_viewer_changes_nothing_anywhere(route: str, full: Store, login: Login) -> None:
    browser, path = login(User.objects.get(email="viewer@in.example")), address(route, full)
    before = rows_of(full)
    allowed = OF_EACH_PERSON.get(route, (200, 204, 403, 405))
    assert browser.post(path, {"name": "x"}).status_code in allowed
    assert rows_of(full) == before


# A viewer, too, keeps searches; here nothing is searched for, and the search to delete is the owner's.
OF_EACH_PERSON = {"assessments:filter_save": (302,), "assessments:filter_delete": (404,)}
OWNERS = {
    "stores:people",
    "stores:remove_person",
    "orders:attestation_make",
    "orders:attestation_withdraw",
    "orders:connection_new",
    "orders:connection_secret",
    "orders:connection_show_secret",
    "orders:connection_switch",
    "orders:delivery_replay",
    "suppliers:payee_confirm",
    "suppliers:payee_name",
    "suppliers:payee_reject",
    "suppliers:payee_reveal",
    "assessments:ask_new",
    "assessments:ask_revoke",
    "assessments:merge",
    "assessments:merge_choose",
    "assessments:merge_undo",
    "assessments:settings",
    "assessments:assumption_ours",
    "assessments:renew_sample",
    "assessments:delete_sample",
}
POSTED = {
    "assessments:ask_revoke",
    "assessments:document_judge",
    "assessments:challenge_end",
    "assessments:filter_delete",
    "assessments:filter_save",
    "assessments:merge_undo",
    "suppliers:document_remove",
    "suppliers:product_change",
    "suppliers:shop_remove",
    "assessments:assumption_ours",
    "assessments:diligence",
    "assessments:withdraw",
    "orders:attestation_make",
    "orders:attestation_withdraw",
    "orders:bulk",
    "orders:confirm_answers",
    "orders:connection_secret",
    "orders:connection_show_secret",
    "orders:connection_switch",
    "orders:delivery_replay",
    "orders:order_take_back",
    "orders:import_cancel",
    "orders:import_confirm",
    "orders:import_currency",
    "orders:import_undo",
    "orders:mapping_forget",
    "stores:remove_person",
    "suppliers:payee_confirm",
    "suppliers:payee_name",
    "suppliers:payee_reject",
    "suppliers:payee_reveal",
    "assessments:renew_sample",
    "assessments:delete_sample",
}
# Without ticked orders there is nothing to ask, and without two suppliers nothing to put together.
LEADS_BACK = {"orders:outcomes", "assessments:merge_choose"}


@pytest.mark.parametrize("route", ROUTES)
def test_what_each_role_may_open(route: str, full: Store, owner: User, login: Login) -> None:
    path = address(route, full)
    opened = 405 if route in POSTED else 302 if route in LEADS_BACK else 200
    helper = opened_by(login(User.objects.get(email="helper@in.example")), path)
    assert helper == (403 if route in OWNERS else opened)
    assert opened_by(login(owner), path) == opened


def opened_by(browser: Client, path: str) -> int:
    """Return the status of an answer; what streams is read to its end, as a browser would."""
    answer = browser.get(path)
    b"".join(answer)
    return answer.status_code


# Leads back to the list whether or not there was something to forget, and says nothing of it.
SAYS_NOTHING = {"orders:mapping_forget"}


@pytest.mark.parametrize("route", [route for route in ROUTES if IDS[route] and route not in SAYS_NOTHING])
def test_a_row_of_another_store_is_404_below_ones_own(
    route: str, full: Store, stranger: User, login: Login
) -> None:
    mine = Store.objects.get(members=stranger)
    fill(mine, stranger)
    Membership.objects.create(store=mine, user=User.objects.create_user("v@in.example"), role=Role.VIEWER)
    browser, own, foreign = login(stranger), ids_of(route, mine), ids_of(route, full)
    before = rows_of(full), rows_of(mine)
    # Each id in turn, and all of them at once.
    for wrong in (foreign, *({name: foreign[name]} for name in foreign)):
        path = reverse(route, kwargs={"store": mine.slug} | own | wrong)
        given = answers(browser, path)
        # What takes one verb alone refuses the others without looking who is meant.
        assert set(given.values()) <= {404, 405}
        assert given["post" if route in POSTED else "get"] == 404
    assert (rows_of(full), rows_of(mine)) == before


def below_a_supplier() -> list[str]:
    return [route for route, ids in IDS.items() if len(ids) == 2 and ids[0] == "supplier_id"]


@pytest.mark.parametrize("route", below_a_supplier())
def test_a_row_of_another_supplier_is_404_below_this_one(
    route: str, full: Store, owner: User, login: Login
) -> None:
    other, before = Supplier.objects.get(store=full, name="Ningbo Lamps"), rows_of(full)
    path = reverse(route, kwargs={"store": full.slug} | ids_of(route, full) | {"supplier_id": other.pk})
    given = answers(login(owner), path)
    assert set(given.values()) <= {404, 405}
    assert given["post" if route in POSTED else "get"] == 404
    assert rows_of(full) == before


def test_a_search_is_of_the_person_who_keeps_it(full: Store, login: Login) -> None:
    kept, path = SavedFilter.objects.get(store=full), address("assessments:filter_delete", full)
    helper = login(User.objects.get(email="helper@in.example"))
    assert helper.post(path).status_code == 404
    assert "tag=lamps" not in helper.get(f"/stores/{full.slug}/suppliers/").content.decode()
    assert SavedFilter.objects.get() == kept


def test_a_proposal_cannot_be_handed_in_for_another_stores_supplier(
    full: Store, stranger: User, login: Login
) -> None:
    mine = Store.objects.get(members=stranger)
    theirs = Supplier.objects.filter(store=full)[0]
    body = {
        "supplier": theirs.pk,
        "currency": "USD",
        "on_platform_price": "20",
        "offered_price": "15",
        "orders_per_month": "30",
    }
    assert login(stranger).post(f"/stores/{mine.slug}/proposals/new/", body).status_code == 422
    assert Proposal.objects.filter(store=mine).count() == 0
