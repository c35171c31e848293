"""What an offer was before: every version, and what each changed."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import revise, submit
from assessments.forms.questions import QUESTIONS
from assessments.models import Assessment, Proposal
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from assessments.verdict_now import VerdictNow
from assessments.version_history import Difference, version_entries
from assessments.wording.payments import payment_name
from stores.models import Store, User
from suppliers.actions import add_supplier, raise_evidence
from suppliers.models import Supplier
from tests.people import Login

pytestmark = pytest.mark.django_db
TERMS: dict[str, Any] = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}
NOBODY = VerdictNow(None)


@pytest.fixture
def proposal(store: Store, owner: User) -> Proposal:
    terms = TERMS | {
        "offered_price": Decimal("15.00"),
        "payment_method": "",
        "deposit_share": Decimal("0.30"),
    }
    return submit(add_supplier(store, "Shenzhen Bright"), terms, owner, timezone.now())


def changed(proposal: Proposal, owner: User, **terms: object) -> tuple[Difference, ...]:
    """Hand in another version and return what the history says of it."""
    version = proposal.version
    assert version is not None
    before = {name: getattr(version, name) for name in TERMS}
    revise(proposal, before | terms, owner, timezone.now())
    return version_entries(proposal, QUESTIONS, NOBODY)[0].differences


def test_the_first_version_changes_nothing(proposal: Proposal, owner: User) -> None:
    (entry,) = version_entries(proposal, QUESTIONS, NOBODY)
    assert (entry.number, entry.made_by, entry.differences) == (1, owner, ())


def test_the_newest_version_has_the_verdict_of_now_and_older_ones_their_last(
    proposal: Proposal, owner: User
) -> None:
    first = Assessment.objects.get().verdict
    changed(proposal, owner, offered_price=Decimal("14.50"))
    newest, older = version_entries(proposal, QUESTIONS, VerdictNow("READY"))
    assert first != "READY"
    assert (newest.now.verdict, older.now.verdict) == ("READY", first)


def test_a_version_says_which_terms_changed_from_what_to_what(proposal: Proposal, owner: User) -> None:
    found = changed(
        proposal, owner, offered_price=Decimal("14.50"), payment_method="wire_company", deposit_share=None
    )
    assert found == (
        Difference("Offered price, landed", "$15.00", "$14.50"),
        Difference("Paid before shipping", "30\u00a0%", "unknown"),
        Difference("Payment method", "unknown", payment_name("wire_company")),
    )


def test_an_answer_that_changed_is_told_and_unknown_is_not_no(proposal: Proposal, owner: User) -> None:
    (told,) = changed(proposal, owner, answers=NOTHING_WRONG | {"pressure": None})
    assert told == Difference(str(QUESTIONS["pressure"]), "no", "unknown")


def test_zero_and_unknown_are_different(proposal: Proposal, owner: User) -> None:
    changed(proposal, owner, top_up=Decimal(0))
    (told,) = changed(proposal, owner, top_up=None)
    assert (told.before, told.after) == ("$0", "unknown")


def test_the_same_terms_once_more_are_a_version_without_a_difference(proposal: Proposal, owner: User) -> None:
    assert changed(proposal, owner) == ()
    assert [entry.number for entry in version_entries(proposal, QUESTIONS, NOBODY)] == [2, 1]


def test_many_versions_take_one_query(proposal: Proposal, owner: User) -> None:
    for price in range(5):
        changed(proposal, owner, offered_price=Decimal(10 + price))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(version_entries(proposal, QUESTIONS, NOBODY)) == 6
    assert len(queries) == 1


def test_the_report_leads_to_what_changed_once_there_are_two(
    proposal: Proposal, owner: User, store: Store, login: Login
) -> None:
    browser: Client = login(owner)
    report, history = (
        f"/stores/{store.slug}/proposals/{proposal.pk}/{page}/" for page in ("report", "versions")
    )
    assert history not in browser.get(report).content.decode()
    changed(proposal, owner, offered_price=Decimal("14.50"))
    assert history in browser.get(report).content.decode()
    page = browser.get(history).content.decode()
    assert page.index("$14.50") < page.index("The offer as it was first handed in.")


def test_a_verdict_that_is_frozen_is_frozen_here_too(
    proposal: Proposal, owner: User, store: Store, login: Login
) -> None:
    proposal.supplier.status = Supplier.Status.BLOCKED
    proposal.supplier.save()
    raise_evidence([proposal.supplier.pk])
    Assessment.objects.update(verdict="PILOT")
    answer = login(owner).get(f"/stores/{store.slug}/proposals/{proposal.pk}/versions/")
    assert [entry.now for entry in answer.context["entries"]] == [
        VerdictNow("STAY", is_late=True, is_frozen=True)
    ]
    assert "Frozen</span>" in answer.content.decode()


def test_a_difference_that_rounding_hides_is_written_in_full(proposal: Proposal, owner: User) -> None:
    changed(proposal, owner, top_up=Decimal("100.20"), deposit_share=Decimal("0.30100"))
    found = changed(proposal, owner, top_up=Decimal("100.40"), deposit_share=Decimal("0.30200"))
    assert {(each.before, each.after) for each in found} == {
        ("100.20", "100.40"),
        ("30.1\u00a0%", "30.2\u00a0%"),
    }
