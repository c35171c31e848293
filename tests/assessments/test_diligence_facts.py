"""The points that facts alone decide: the payees on record, and the same-person challenge."""

from datetime import date, datetime, timedelta

import pytest

from assessments.diligence import is_decided, point_states
from assessments.forms.diligence import DiligenceForm
from stores.models import Store
from suppliers.actions import add_supplier, note_checks
from suppliers.models import Challenge, Contact, Payee, Supplier
from tests.suppliers.proofs import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def done(supplier: Supplier, point: str) -> None:
    note_checks(supplier, {point: "done"}, NOW)


def state(supplier: Supplier, point: str, on: date = TODAY) -> str:
    return point_states(supplier, on)[point].state.value


def payee(supplier: Supplier, state: str) -> Payee:
    contacts = [
        Contact.objects.create(
            store=supplier.store,
            supplier=supplier,
            kind="phone",
            value=str(n),
            value_key=f"{n}{state}{Payee.objects.count()}",
            known_on=TODAY,
            added_at=NOW,
        )
        for n in range(2)
    ]
    is_confirmed = state == "confirmed"
    return Payee.objects.create(
        store=supplier.store,
        supplier=supplier,
        kind="bank",
        account_digest=str(Payee.objects.count()),
        told_on=TODAY,
        told_by=contacts[0],
        state=state,
        confirmed_at=NOW if is_confirmed else None,
        confirmed_on=contacts[1] if is_confirmed else None,
        added_at=NOW,
        **({"rejected_because": "Not theirs"} if state == "rejected" else {}),
    )


@pytest.mark.parametrize(
    ("payees", "expected"),
    [
        ((), "not_started"),
        (("confirmed",), "done"),
        (("confirmed", "rejected"), "done"),
        (("pending",), "incomplete"),
        (("confirmed", "pending"), "incomplete"),
        (("rejected",), "incomplete"),
    ],
)
def test_the_payees_on_record_decide_whether_one_is_confirmed(
    supplier: Supplier, payees: tuple[str, ...], expected: str
) -> None:
    done(supplier, "payee_confirmed")
    for each in payees:
        payee(supplier, each)
    assert state(supplier, "payee_confirmed") == expected


def test_that_a_payee_is_confirmed_can_nobody_say(supplier: Supplier) -> None:
    states = point_states(supplier, TODAY)
    assert {key for key, found in states.items() if is_decided(found)} == {"payee_confirmed", "same_person"}
    assert "payee_confirmed" not in DiligenceForm(states).fields


def test_a_confirmed_payee_needs_nobody_to_say_so(supplier: Supplier) -> None:
    payee(supplier, "confirmed")
    assert state(supplier, "payee_confirmed") == "done"


def challenge(
    supplier: Supplier, state: str, at: datetime, value: str = "bright", kind: str = "wechat"
) -> Contact:
    told = {"store": supplier.store, "value": value, "known_on": TODAY, "added_at": NOW}
    contact, _made = Contact.objects.get_or_create(
        supplier=supplier, kind=kind, value_key=value, defaults=told
    )
    Challenge.objects.create(
        store=supplier.store,
        supplier=supplier,
        phrase="blue lamp",
        contact=contact,
        issued_at=at,
        expires_at=at + timedelta(days=7),
        state=state,
        resolved_at=None if state == "open" else at,
    )
    return contact


def test_each_contact_in_use_counts_by_its_newest_challenge(supplier: Supplier) -> None:
    challenge(supplier, "failed", NOW, "one")
    assert state(supplier, "same_person") == "incomplete"
    other = challenge(supplier, "passed", NOW + timedelta(minutes=1), "two")
    # That another one passed since does not tell who it is that did not know the phrase.
    assert state(supplier, "same_person") == "incomplete"
    challenge(supplier, "passed", NOW + timedelta(minutes=2), "one")
    assert state(supplier, "same_person") == "done"
    challenge(supplier, "failed", NOW + timedelta(minutes=3), "two")
    assert state(supplier, "same_person") == "incomplete"
    Contact.objects.filter(pk=other.pk).update(ended_on=TODAY)
    assert state(supplier, "same_person") == "done"


def test_a_contact_that_has_ended_says_nothing_any_more(supplier: Supplier) -> None:
    passed = challenge(supplier, "passed", NOW)
    Contact.objects.filter(pk=passed.pk).update(ended_on=TODAY + timedelta(days=1))
    assert [state(supplier, "same_person", TODAY + timedelta(days=n)) for n in (0, 1)] == [
        "done",
        "incomplete",
    ]


def test_the_platforms_own_chat_proves_nothing_about_who_is_off_it(supplier: Supplier) -> None:
    challenge(supplier, "passed", NOW, kind="platform")
    assert state(supplier, "same_person") == "incomplete"


def test_only_a_passed_challenge_says_that_two_contacts_are_one_party(supplier: Supplier) -> None:
    done(supplier, "same_person")
    seen = [state(supplier, "same_person")]
    for number, ended in enumerate(("failed", "passed", "open", "failed")):
        challenge(supplier, ended, NOW + timedelta(minutes=number))
        seen.append(state(supplier, "same_person"))
    assert seen == ["not_started", "incomplete", "done", "done", "incomplete"]


def test_a_challenge_that_ran_out_has_failed_before_anybody_ends_it(supplier: Supplier) -> None:
    challenge(supplier, "passed", NOW)
    challenge(supplier, "open", NOW + timedelta(days=1))
    last = (NOW + timedelta(days=8)).date()
    assert [state(supplier, "same_person", last + timedelta(days=n)) for n in (0, 1)] == [
        "done",
        "incomplete",
    ]


def test_a_contact_that_is_used_again_has_to_be_asked_again(supplier: Supplier) -> None:
    passed = challenge(supplier, "passed", NOW)
    assert state(supplier, "same_person") == "done"
    Contact.objects.filter(pk=passed.pk).update(added_at=NOW + timedelta(minutes=1))
    assert state(supplier, "same_person") == "incomplete"
