"""How far each point has come: what somebody entered, taken back by documents, payees and challenges."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from assessments.actions import assess_supplier, submit
from assessments.diligence import Basis, PointState, check_weights, diligence_share, point_states
from assessments.models import Proposal
from assessments.queries import aged_suppliers
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from assessments.wording.diligence import POINTS, proof_words, until_words
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks
from suppliers.models import Challenge, Check, Contact, Payee, Supplier
from tests.suppliers.proofs import NOW, TODAY, judged, kept

pytestmark = pytest.mark.django_db
POINT = "business_licence"
WEIGHT = check_weights()[POINT] / sum(check_weights().values())


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def done(supplier: Supplier, *points: str) -> None:
    note_checks(supplier, dict.fromkeys(points or (POINT,), "done"), NOW)


def state(supplier: Supplier, point: str = POINT, on: date = TODAY) -> str:
    return point_states(supplier, on)[point].state.value


def test_every_point_of_the_policy_has_its_words() -> None:
    assert list(POINTS) == list(check_weights())


def test_a_supplier_about_whom_nothing_is_known_has_done_nothing(supplier: Supplier) -> None:
    states = point_states(supplier, TODAY)
    assert {each.state for each in states.values()} == {Check.State.NOT_STARTED}
    assert diligence_share(supplier, TODAY) == 0


def test_a_point_somebody_calls_done_counts_and_shows_that_nothing_is_kept(supplier: Supplier) -> None:
    done(supplier)
    found = point_states(supplier, TODAY)[POINT]
    assert found == PointState(POINT, Check.State.DONE, Check.State.DONE, Basis.NOTED, has_proof=False)
    assert diligence_share(supplier, TODAY) == pytest.approx(WEIGHT, abs=1e-6)
    assert proof_words(found, TODAY) == "Nothing kept as proof."


def test_looked_at_counts_nothing(supplier: Supplier) -> None:
    note_checks(supplier, {POINT: "incomplete"}, NOW)
    assert (state(supplier), diligence_share(supplier, TODAY)) == ("incomplete", 0)


def test_an_accepted_document_holds_up_what_is_called_done_and_makes_nothing_done_alone(
    supplier: Supplier, owner: User
) -> None:
    judged(kept(supplier, owner), "accepted", owner)
    assert state(supplier) == "incomplete"
    done(supplier)
    found = point_states(supplier, TODAY)[POINT]
    assert (found.state, found.basis, found.has_proof) == (Check.State.DONE, Basis.DOCUMENTS, True)
    assert proof_words(found, TODAY) == "Proof is kept."


@pytest.mark.parametrize("verdict", ["unclear", "rejected"])
def test_a_point_whose_only_document_is_not_accepted_is_not_done(
    supplier: Supplier, owner: User, verdict: str
) -> None:
    done(supplier)
    judged(kept(supplier, owner), verdict, owner)
    assert (state(supplier), diligence_share(supplier, TODAY)) == ("incomplete", 0)


def test_the_newest_document_decides_where_it_is_rejected(supplier: Supplier, owner: User) -> None:
    done(supplier)
    judged(kept(supplier, owner, received_on=TODAY - timedelta(days=9)), "accepted", owner)
    newest = kept(supplier, owner)
    judged(newest, "unclear", owner)
    assert state(supplier) == "done"
    judged(newest, "rejected", owner)
    assert state(supplier) == "incomplete"


def test_an_older_document_may_be_rejected_once_a_newer_one_is_accepted(
    supplier: Supplier, owner: User
) -> None:
    done(supplier)
    old = kept(supplier, owner, received_on=TODAY - timedelta(days=9))
    judged(kept(supplier, owner), "accepted", owner)
    judged(old, "rejected", owner)
    assert state(supplier) == "done"


def test_a_document_holds_to_the_end_of_its_last_day(supplier: Supplier, owner: User) -> None:
    done(supplier)
    judged(kept(supplier, owner), "accepted", owner, expires_on=TODAY)
    assert [state(supplier, on=TODAY + timedelta(days=n)) for n in (0, 1)] == ["done", "incomplete"]
    judged(kept(supplier, owner), "accepted", owner, expires_on=TODAY + timedelta(days=5))
    assert [state(supplier, on=TODAY + timedelta(days=n)) for n in (5, 6)] == ["done", "incomplete"]
    assert point_states(supplier, TODAY)[POINT].holds_until == TODAY + timedelta(days=5)
    judged(kept(supplier, owner), "accepted", owner)
    assert point_states(supplier, TODAY)[POINT].holds_until is None


@pytest.mark.parametrize("noted", ["not_started", "incomplete", "done"])
@pytest.mark.parametrize("before", [(), ("accepted",), ("unclear",), ("rejected",), ("rejected", "accepted")])
def test_a_document_that_nobody_looked_at_improves_and_worsens_nothing(
    supplier: Supplier, owner: User, noted: str, before: tuple[str, ...]
) -> None:
    note_checks(supplier, {POINT: noted}, NOW)
    for verdict in before:
        judged(kept(supplier, owner), verdict, owner)
    was = point_states(supplier, TODAY)[POINT]
    kept(supplier, owner)
    now = point_states(supplier, TODAY)[POINT]
    assert (now.state, now.basis, now.has_proof) == (was.state, was.basis, was.has_proof)
    assert (was.waiting, now.waiting) == (0, 1)
    assert "1 document waits for you" in proof_words(now, TODAY)


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
        ((), "done"),
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


def test_a_confirmed_payee_needs_nobody_to_say_so(supplier: Supplier) -> None:
    payee(supplier, "confirmed")
    assert state(supplier, "payee_confirmed") == "done"


def challenge(supplier: Supplier, state: str, at: datetime) -> None:
    contact = Contact.objects.create(
        store=supplier.store,
        supplier=supplier,
        kind="wechat",
        value="bright",
        value_key=f"bright{Challenge.objects.count()}",
        known_on=TODAY,
        added_at=NOW,
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


def test_it_takes_four_queries_however_many_documents(
    supplier: Supplier, owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for point in check_weights():
        judged(kept(supplier, owner, point), "accepted", owner)
    with django_assert_num_queries(4):
        point_states(supplier, TODAY)


def test_the_verdict_is_made_anew_on_the_day_after_a_document_held_last(
    supplier: Supplier, owner: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW, tick=False)
    done(supplier, POINT, "samples")
    judged(kept(supplier, owner), "accepted", owner, expires_on=TODAY + timedelta(days=2))
    terms = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}
    proposal = submit(supplier, terms, owner, NOW)
    shares = []
    for days in range(4):
        now = NOW + timedelta(days=days)
        time_machine.move_to(now, tick=False)
        for each in aged_suppliers(now):
            assess_supplier(each, now)
        made = Proposal.objects.select_related("assessment").get(pk=proposal.pk).assessment
        assert made is not None
        shares.append(made.inputs["evidence"]["diligence_share"])
        assess_supplier(supplier.pk, now)
    whole = sum(check_weights().values())
    both, one = (round(weight / whole, 6) for weight in (3, 1))
    assert shares == [both, both, both, one]


@given(days=st.integers(-400, 400))
def test_the_words_of_an_end_agree_with_its_day(days: int) -> None:
    said = until_words(TODAY + timedelta(days=days), TODAY)
    assert said.startswith("holds" if days >= 0 else "held")


def test_the_words_of_an_end_count_the_days() -> None:
    assert until_words(date(2027, 3, 3), date(2027, 2, 19)) == "holds until 3 Mar 2027, 12 days left"
    assert until_words(date(2027, 3, 3), date(2027, 3, 2)) == "holds until 3 Mar 2027, 1 day left"
    assert until_words(date(2027, 3, 3), date(2027, 3, 3)) == "holds until 3 Mar 2027, the last day is today"
    assert until_words(None, datetime.now(UTC).date()) == "holds without an end"
