"""The dashboard, suppliers, the proposal form and the report."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import assess_supplier, explanation_of, submit
from assessments.models import Assessment, Proposal, Version
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from orders.actions import record_supplier_orders
from orders.importers.rows import Outcome, Source, SupplierOrderRow
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Check, Supplier
from tests.people import Login

pytestmark = pytest.mark.django_db
TERMS: dict[str, Any] = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def here(store: Store, path: str) -> str:
    return f"/stores/{store.slug}/{path}"


def body(of: Supplier, **changes: object) -> dict[str, object]:
    """Return what a browser sends for a form filled in as far as must be."""
    needed = {"supplier": of.pk, "currency": "usd", "on_platform_price": "20", "offered_price": "15"}
    return needed | {"orders_per_month": "30"} | changes


def orders(store: Store, number: int, outcome: Outcome = Outcome.CLEAN, currency: str = "USD") -> None:
    today = timezone.now().date()
    rows = [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=f"{outcome}-{each}",
            supplier="Shenzhen Bright",
            cost=Decimal("18.40"),
            currency=currency,
            ordered_on=today - timedelta(days=15 + each),
            delivered_on=None if outcome is Outcome.LOST else today - timedelta(days=3 + each),
            outcome=outcome,
        )
        for each in range(number)
    ]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=today)


def test_a_proposal_with_nothing_but_the_prices_gets_a_report(
    store: Store, supplier: Supplier, browser: Client
) -> None:
    answer = browser.post(here(store, "proposals/new/"), body(supplier), follow=True)
    assert answer.redirect_chain[0][0] == here(store, f"proposals/{Proposal.objects.get().pk}/report/")
    version = Version.objects.get()
    assert (version.currency, version.payment_method, version.risk_budget) == ("USD", "", None)
    assert set(version.answers.values()) == {None}
    assert answer.context["assessment"].verdict in ("STAY", "NOT_YET")
    assert len(answer.context["report"].assumptions) > 5


def test_the_form_starts_with_nothing_that_would_be_an_answer(
    store: Store, supplier: Supplier, browser: Client
) -> None:
    form = browser.get(here(store, f"proposals/new/?supplier={supplier.pk}")).context["form"]
    given = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    assert {name: value for name, value in given.items() if value} == {
        "supplier": supplier,
        "currency": "USD",
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"offered_price": "-1"}, "offered_price"),
        ({"on_platform_price": "0"}, "on_platform_price"),
        ({"orders_per_month": "0"}, "orders_per_month"),
        ({"orders_per_month": "1e9"}, "orders_per_month"),
        ({"deposit_share": "101"}, "deposit_share"),
        ({"days_to_receipt": "10", "days_after_balance": "11"}, "days_after_balance"),
        ({"payment_method": "shells"}, "payment_method"),
        ({"currency": "dollar"}, "currency"),
        ({"supplier": "0"}, "supplier"),
        ({"answer_pressure": "maybe"}, "answer_pressure"),
        ({"risk_budget": "NaN"}, "risk_budget"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_nothing_is_stored(
    store: Store, supplier: Supplier, browser: Client, changes: dict[str, object], field: str
) -> None:
    answer = browser.post(here(store, "proposals/new/"), body(supplier, **changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Proposal.objects.count() == 0


def test_orders_in_another_currency_are_refused_by_name(
    store: Store, supplier: Supplier, browser: Client
) -> None:
    orders(store, 1, currency="EUR")
    answer = browser.post(here(store, "proposals/new/"), body(supplier))
    assert answer.status_code == 422
    assert "clean-0 (EUR)" in answer.content.decode()


def test_shares_are_typed_in_percent_and_kept_as_shares(
    store: Store, supplier: Supplier, browser: Client
) -> None:
    browser.post(here(store, "proposals/new/"), body(supplier, deposit_share="30", fee_share="4.4"))
    version = Version.objects.get()
    assert (str(version.deposit_share), str(version.fee_share)) == ("0.30000", "0.04400")
    form = browser.get(here(store, f"proposals/{version.proposal_id}/")).context["form"]
    assert (form["deposit_share"].value(), form["fee_share"].value()) == ("30", "4.4")


def test_answers_are_kept_as_yes_no_and_unknown(store: Store, supplier: Supplier, browser: Client) -> None:
    browser.post(
        here(store, "proposals/new/"), body(supplier, answer_pressure="yes", answer_payee_changed="no")
    )
    version = Version.objects.get()
    given = [version.answers[name] for name in ("pressure", "payee_changed", "licence_invalid")]
    assert given == [True, False, None]
    form = browser.get(here(store, f"proposals/{version.proposal_id}/")).context["form"]
    shown = [form[f"answer_{name}"].value() for name in ("pressure", "payee_changed", "licence_invalid")]
    assert shown == ["yes", "no", ""]


def test_paypal_without_its_kind_is_never_taken_for_the_good_one(
    store: Store, supplier: Supplier, browser: Client
) -> None:
    answer = browser.post(here(store, "proposals/new/"), body(supplier, payment_method="paypal"), follow=True)
    payment = answer.context["assessment"].result["payment"]
    assert payment["irreversible"] is True
    assert payment["assumed_subtype"] is True


def test_a_change_is_a_new_version_of_the_same_supplier(
    store: Store, supplier: Supplier, browser: Client
) -> None:
    other = add_supplier(store, "Yiwu Gifts")
    browser.post(here(store, "proposals/new/"), body(supplier))
    path = here(store, f"proposals/{Proposal.objects.get().pk}/")
    browser.post(path, body(other, offered_price="14"))
    proposal = Proposal.objects.get()
    assert proposal.supplier == supplier
    assert [str(each.offered_price) for each in proposal.versions.order_by("number")] == ["15.00", "14.00"]


def test_a_withdrawn_proposal_shows_no_verdict_but_its_report_stays(
    store: Store, supplier: Supplier, browser: Client
) -> None:
    browser.post(here(store, "proposals/new/"), body(supplier))
    proposal = Proposal.objects.get()
    browser.post(here(store, f"proposals/{proposal.pk}/withdraw/"))
    assert [card.verdict for card in browser.get(here(store, "")).context["cards"]] == [None]
    assert browser.get(here(store, f"proposals/{proposal.pk}/report/")).status_code == 200


def test_an_ended_proposal_says_so_everywhere_and_is_changed_by_nobody(
    store: Store, owner: User, supplier: Supplier, browser: Client
) -> None:
    proposal = submit(supplier, TERMS, owner, timezone.now())
    edit, report = here(store, f"proposals/{proposal.pk}/"), here(store, f"proposals/{proposal.pk}/report/")
    lists = [here(store, "proposals/"), here(store, f"suppliers/{supplier.pk}/")]
    for path in (*lists, report):
        assert "Withdrawn" not in browser.get(path).content.decode()
    assert edit in browser.get(report).content.decode()
    browser.post(here(store, f"proposals/{proposal.pk}/withdraw/"))
    for path in (*lists, report):
        page = browser.get(path).content.decode()
        assert '<span class="tag">Withdrawn</span>' in page
        assert f'"{edit}"' not in page
    assert "This proposal has ended." in browser.get(report).content.decode()
    for answer in (browser.get(edit), browser.post(edit, body(supplier, offered_price="14"))):
        assert (answer.status_code, answer["Location"]) == (302, report)
    assert Version.objects.count() == 1


def test_an_open_report_asks_and_gets_nothing_until_there_is_something_new(
    store: Store, owner: User, supplier: Supplier, browser: Client
) -> None:
    proposal = submit(supplier, TERMS, owner, timezone.now())
    first = Assessment.objects.get().pk
    state = here(store, f"proposals/{proposal.pk}/report/state/")
    assert browser.get(f"{state}?seen={first}").status_code == 204
    orders(store, 30)
    assert browser.get(f"{state}?seen={first}").status_code == 204
    assess_supplier(supplier.pk, timezone.now())
    answer = browser.get(f"{state}?seen={first}", headers={"hx-request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert f"?seen={Assessment.objects.latest('pk').pk}" in page


def test_a_report_older_than_its_evidence_says_so(
    store: Store, owner: User, supplier: Supplier, browser: Client
) -> None:
    proposal = submit(supplier, TERMS, owner, timezone.now())
    path = here(store, f"proposals/{proposal.pk}/report/")
    assert browser.get(path).context["update_delayed"] is False
    orders(store, 1)
    assert browser.get(path).context["update_delayed"] is True
    assert [card.is_late for card in browser.get(here(store, "")).context["cards"]] == [True]


def test_the_track_record_and_the_report_show_the_same_numbers(
    store: Store, owner: User, supplier: Supplier, browser: Client
) -> None:
    orders(store, 20)
    orders(store, 2, Outcome.LOST)
    proposal = submit(supplier, TERMS, owner, timezone.now())
    track = browser.get(here(store, f"suppliers/{supplier.pk}/")).context["track"]
    assert proposal.assessment is not None
    result, told = proposal.assessment.result, explanation_of(proposal.assessment)
    assert (track.total, track.lost) == (result["orders"]["total"], result["orders"]["lost"]) == (22, 2)
    shown = {rate.key: (rate.failures, rate.known, rate.mean, rate.low, rate.high) for rate in track.rates}
    assert shown == {
        key: tuple(
            rate[name]
            for name in ("counted_failures", "counted_orders", "mean_on", "lower90_on", "upper90_on")
        )
        for key, rate in told["failure_rates"].items()
    }


def test_due_diligence_is_kept_and_counted(store: Store, supplier: Supplier, browser: Client) -> None:
    path = here(store, f"suppliers/{supplier.pk}/")
    form = browser.get(path).context["diligence_form"]
    states = dict.fromkeys(form.fields, "done")
    assert browser.post(f"{path}diligence/", states).status_code == 302
    # All but the payee and the challenge, which follow from facts.
    assert browser.get(path).context["diligence_share"] == round(19 / 22, 6)
    assert browser.post(f"{path}diligence/", states | {"samples": "perhaps"}).status_code == 422
    assert set(Check.objects.values_list("state", flat=True)) == {"done"}


def test_an_empty_store_is_shown_the_way_to_its_first_report(store: Store, browser: Client) -> None:
    steps = browser.get(here(store, "")).context["steps"]
    assert [step.done for step in steps] == [False, False, False]
    for step in steps:
        assert browser.get(step.url).status_code == 200


@pytest.mark.parametrize("path", ["", "suppliers/", "proposals/"])
def test_a_list_costs_the_same_queries_for_1_row_and_for_30(
    store: Store, owner: User, browser: Client, path: str
) -> None:
    def fill(number: int) -> None:
        for each in range(number):
            submit(add_supplier(store, f"Supplier {each}"), TERMS, owner, timezone.now())

    fill(1)
    with CaptureQueriesContext(connection) as one:
        browser.get(here(store, path))
    fill(29)
    with CaptureQueriesContext(connection) as thirty:
        browser.get(here(store, path))
    assert len(thirty) == len(one)


def test_a_sample_store_is_made_renewed_and_removed_from_its_pages(owner: User, browser: Client) -> None:
    answer = browser.post("/stores/sample/", follow=True)
    sample = Store.objects.get(is_sample=True)
    assert answer.context["counts"] == {"STAY": 1, "NOT_YET": 1, "PILOT": 1, "READY": 1}
    assert browser.post(here(sample, "sample/renew/")).status_code == 302
    assert browser.post(here(sample, "sample/remove/")).status_code == 302
    assert Store.objects.filter(is_sample=True).count() == 0


def test_a_real_store_can_be_neither_renewed_nor_removed(
    store: Store, supplier: Supplier, browser: Client
) -> None:
    for what in ("renew", "remove"):
        assert browser.post(here(store, f"sample/{what}/")).status_code == 403
    assert Supplier.objects.get() == supplier


def test_a_report_names_the_orders_whose_currency_came_after_the_proposal(
    store: Store, owner: User, supplier: Supplier, browser: Client
) -> None:
    proposal = submit(supplier, TERMS, owner, timezone.now())
    orders(store, 1, currency="EUR")
    assert "clean-0 (EUR)" in browser.get(here(store, f"proposals/{proposal.pk}/report/")).content.decode()
