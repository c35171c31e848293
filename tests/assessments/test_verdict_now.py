"""One verdict on every page: what forbids paying now freezes it everywhere, and an older one is said to be late."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import assess_supplier, end, submit
from assessments.freezing import freeze_of
from assessments.models import Assessment, Proposal
from assessments.queries import supplier_card
from assessments.verdict_now import Offer, offers_now, present_of
from stores.models import Store, User
from stores.queries import today_in
from suppliers.actions import note_checks
from suppliers.actions.flags import raise_flag
from suppliers.actions.payees import add_payee, change_payee, reject_payee
from suppliers.actions.raising import raise_evidence
from suppliers.models import Payee, Supplier
from tests.assessments.supplier_worlds import TERMS, confirm, confirmed_payee, told, trusted
from tests.people import Login

pytestmark = pytest.mark.django_db
OLD, NEW = "6222 0212 3456 7890", "6222 0298 7654 3210"
FROZEN, LATE = "Frozen</span>", "Update delayed"
BAD_CODE, SOLE_TRADER = "9111000A600037341L", "92440300708461136P"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def supplier(store: Store, owner: User, now: datetime) -> Supplier:
    made = trusted(store, owner, now)
    confirmed_payee(made, owner, OLD, now)
    return Supplier.objects.get(pk=made.pk)


@pytest.fixture
def proposal(supplier: Supplier, owner: User, now: datetime) -> Proposal:
    made = submit(supplier, TERMS, owner, now, Payee.objects.latest("pk"))
    assert made.assessment is not None
    assert made.assessment.verdict == "READY"
    return made


@pytest.fixture
def browser(owner: User, login: Login) -> Client:
    return login(owner)


@pytest.fixture
def pages(store: Store, proposal: Proposal, browser: Client) -> Callable[[], dict[str, str]]:
    """Return what every page with a verdict says, the history of verdicts left out."""
    paths = {
        "dashboard": "",
        "suppliers": "suppliers/",
        "supplier": f"suppliers/{proposal.supplier_id}/",
        "proposals": "proposals/",
        "report": f"proposals/{proposal.pk}/report/",
    }

    def read() -> dict[str, str]:
        answers = {name: browser.get(f"/stores/{store.slug}/{path}") for name, path in paths.items()}
        assert {answer.status_code for answer in answers.values()} == {200}
        whole = {name: " ".join(answer.content.decode().split()) for name, answer in answers.items()}
        # Counts by verdict draw every badge; the history draws those of the past.
        whole["dashboard"] = whole["dashboard"].partition('id="verdicts-title"')[0]
        whole["supplier"] = whole["supplier"].partition('id="verdicts-title"')[0]
        return whole

    return read


def offer(proposal: Proposal) -> Offer:
    found = Proposal.objects.select_related("supplier", "store", "version", "assessment").get(pk=proposal.pk)
    today = today_in(found.store, timezone.now())
    return offers_now([found], present_of(found.store, today))[0]


def test_a_stop_that_no_worker_has_seen_yet_shows_on_every_page_alike(
    supplier: Supplier, pages: Callable[[], dict[str, str]], owner: User, now: datetime
) -> None:
    assert {
        name: ("verdict-ready" in page, FROZEN in page) for name, page in pages().items()
    } == dict.fromkeys(pages(), (True, False))
    raise_flag(supplier, "look_alike_address", now.date(), owner, now)
    frozen = pages()
    assert [name for name, page in frozen.items() if "verdict-ready" in page] == []
    assert [name for name, page in frozen.items() if "verdict-stay" not in page or FROZEN not in page] == []
    assert frozen["supplier"].count(FROZEN) == 2, "at the top and in the list of offers"
    assess_supplier(supplier.pk, now)
    settled = pages()
    assert [name for name, page in settled.items() if "verdict-stay" not in page or FROZEN in page] == []


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            {"licence_kind": "uscc", "licence_number": BAD_CODE},
            "public register. Do not pay.</strong> Because of the licence number of this supplier.",
        ),
        ({"status": "blocked"}, "You blocked this supplier. Do not pay."),
    ],
)
def test_what_the_supplier_itself_says_freezes_with_the_words_of_its_stop(
    supplier: Supplier, pages: Callable[[], dict[str, str]], change: dict[str, Any], text: str
) -> None:
    Supplier.objects.filter(pk=supplier.pk).update(**change)
    raise_evidence([supplier.pk])
    frozen = pages()
    assert [name for name, page in frozen.items() if FROZEN not in page or "verdict-ready" in page] == []
    assert text in frozen["report"]
    assert text in frozen["supplier"]


@pytest.mark.parametrize(
    ("match", "key"),
    [
        ("other_company", "payee_mismatch"),
        ("other_person", "personal_account"),
        ("legal_rep", "personal_account"),
    ],
)
def test_the_name_on_the_confirmed_account_freezes(
    supplier: Supplier, proposal: Proposal, match: str, key: str
) -> None:
    Payee.objects.update(name_match=match)
    raise_evidence([supplier.pk])
    freeze = freeze_of(supplier, timezone.now().date(), proposal)
    assert freeze is not None
    assert [each.key for each in freeze.blockers] == [key]
    assert freeze.blockers[0].ask == "Because of the name on the payee’s account."
    assert freeze.mark == key
    assert (offer(proposal).now.verdict, offer(proposal).now.is_frozen) == ("STAY", True)


def test_a_sole_traders_own_account_freezes_unless_the_register_knows_it(
    supplier: Supplier, proposal: Proposal, now: datetime
) -> None:
    Payee.objects.update(name_match="legal_rep", holder="Li Lei")
    identity = {"licence_kind": "uscc", "licence_number": SOLE_TRADER, "legal_representative": "Li Lei"}
    Supplier.objects.filter(pk=supplier.pk).update(**identity)
    raise_evidence([supplier.pk])
    found = Supplier.objects.get(pk=supplier.pk)
    note_checks(found, {"register_lookup": "done"}, now)
    assert freeze_of(found, now.date(), proposal) is None
    assert offer(proposal).now.is_frozen is False
    note_checks(found, {"register_lookup": "not_started"}, now)
    freeze = freeze_of(found, now.date(), proposal)
    assert freeze is not None
    assert [each.key for each in freeze.blockers] == ["personal_account"]
    assert offer(proposal).now.is_frozen is True


def test_a_named_account_that_was_rejected_freezes_this_proposal(
    supplier: Supplier, owner: User, now: datetime
) -> None:
    named = add_payee(supplier, told(NEW, now), owner, now)
    confirm(named, owner, NEW, now)
    found = submit(Supplier.objects.get(pk=supplier.pk), TERMS, owner, now, named)
    assert offer(found).now.verdict == "READY"
    assert offer(found).now.is_frozen is False
    waits = change_payee(Payee.objects.get(pk=named.pk), told("6222 0000 1111 0001", now), owner, now)
    assert offer(found).now.is_frozen is True
    reject_payee(waits, "Not theirs.", owner, now)
    Payee.objects.filter(pk=named.pk).update(
        state="rejected", rejected_because="Never theirs.", confirmed_at=None, confirmed_on=None
    )
    freeze = freeze_of(Supplier.objects.get(pk=supplier.pk), now.date(), Proposal.objects.get(pk=found.pk))
    assert freeze is not None
    assert [each.key for each in freeze.blockers] == ["payee_changed"]
    assert (offer(found).now.verdict, offer(found).now.is_frozen) == ("STAY", True)


@pytest.mark.parametrize("field", ["evidence_version", "as_of", "policy_version", "engine_version"])
def test_a_verdict_of_older_evidence_another_day_policy_or_engine_is_late_on_every_page(
    supplier: Supplier, pages: Callable[[], dict[str, str]], field: str, now: datetime
) -> None:
    assert [name for name, page in pages().items() if LATE in page] == []
    made = Assessment.objects.get()
    older: dict[str, Any] = {"as_of": made.as_of - timedelta(days=1), "evidence_version": 0}
    Assessment.objects.update(**{field: older.get(field, "0.0")})
    late = pages()
    assert [name for name, page in late.items() if LATE not in page] == []
    assert [name for name, page in late.items() if FROZEN in page or "verdict-ready" not in page] == []


def test_the_day_is_the_stores_own(store: Store, supplier: Supplier, proposal: Proposal) -> None:
    Store.objects.update(time_zone="Pacific/Kiritimati")
    at = datetime.fromisoformat("2026-06-01T12:00:00+00:00")
    Assessment.objects.update(as_of=at.date())
    found = Store.objects.get()
    assert supplier_card(found, supplier.pk, today_in(found, at)).is_late is True
    assert supplier_card(found, supplier.pk, at.date()).is_late is False


def test_an_ended_proposal_is_neither_frozen_nor_late(
    supplier: Supplier, proposal: Proposal, owner: User, now: datetime
) -> None:
    end(proposal, Proposal.State.WITHDRAWN)
    raise_flag(supplier, "look_alike_address", now.date(), owner, now)
    found = offer(proposal).now
    assert (found.verdict, found.is_late, found.is_frozen) == ("READY", False, False)


def test_lists_take_as_many_queries_for_thirty_as_for_one_and_two_more_where_any_is_late(
    store: Store, supplier: Supplier, proposal: Proposal, owner: User, browser: Client, now: datetime
) -> None:
    paths = ("", "suppliers/", "proposals/", f"suppliers/{supplier.pk}/")

    def queries() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(f"/stores/{store.slug}/{path}").status_code == 200
            found.append(len(seen))
        return found

    queries()
    one = queries()
    raise_flag(supplier, "look_alike_address", now.date(), owner, now)
    one_frozen = queries()
    assert [frozen - quiet for frozen, quiet in zip(one_frozen, one, strict=True)][:3] == [2, 2, 2]
    for number in range(29):
        each = Supplier.objects.create(store=store, name=f"S{number}", name_key=f"s{number}")
        copy = Proposal.objects.create(
            store=store, supplier=each, version=proposal.version, assessment=proposal.assessment
        )
        Proposal.objects.create(
            store=store, supplier=supplier, version=copy.version, assessment=proposal.assessment
        )
        Payee.objects.create(
            store=store,
            supplier=each,
            kind="bank",
            told_on=now.date(),
            added_at=now,
            masked_account="1",
            account_digest=str(number),
        )
        Supplier.objects.filter(pk=each.pk).update(evidence_version=1_000)
    assert queries() == one_frozen


def test_the_offers_of_a_supplier_are_told_apart_by_price_method_version_and_day(
    store: Store, supplier: Supplier, owner: User, browser: Client, now: datetime
) -> None:
    prices = {"currency": "USD", "on_platform_price": "18.40"}
    submit(supplier, TERMS | prices | {"offered_price": "13.90", "payment_method": ""}, owner, now)
    submit(supplier, TERMS | prices | {"offered_price": "14.10", "payment_method": "wise"}, owner, now)
    page = " ".join(browser.get(f"/stores/{store.slug}/suppliers/{supplier.pk}/").content.decode().split())
    on = f"{now.day} {now:%b %Y}"
    assert f"$13.90 instead of $18.40, payment method not known, version 1 of {on}" in page
    assert f"$14.10 instead of $18.40, Wise (kind not said), version 1 of {on}" in page
