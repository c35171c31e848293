"""How far each point has come: what somebody entered, taken back by documents, payees and challenges."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from assessments.actions import assess_supplier, submit
from assessments.diligence import (
    Basis,
    PointState,
    check_weights,
    diligence_share,
    point_states,
    word_holds,
)
from assessments.models import Proposal
from assessments.queries import aged_suppliers
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from assessments.wording.diligence import POINTS, proof_words, until_words
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks
from suppliers.models import Check, Supplier, TrailEntry
from tests.people import Login
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
    assert found == PointState(
        POINT,
        Check.State.DONE,
        Check.State.DONE,
        Basis.NOTED,
        has_proof=False,
        holds_until=date(2027, 6, 1),
        said_on=TODAY,
    )
    assert diligence_share(supplier, TODAY) == pytest.approx(WEIGHT, abs=1e-6)
    assert proof_words(found, TODAY) == (
        "Said on 1 Jun 2026, holds until 1 Jun 2027, 365 days left. Nothing kept as proof."
    )


def test_a_word_without_a_document_holds_for_a_year_and_counts_nothing_on_the_day_after(
    supplier: Supplier, owner: User
) -> None:
    done(supplier)
    last = TODAY + word_holds()
    assert [state(supplier, on=last + timedelta(days=n)) for n in (0, 1)] == ["done", "incomplete"]
    said = proof_words(point_states(supplier, last + timedelta(days=1))[POINT], last + timedelta(days=1))
    assert said.startswith("Said on 1 Jun 2026, held until 1 Jun 2027, over since then.")
    kept(supplier, owner)
    assert state(supplier, on=last + timedelta(days=1)) == "incomplete"
    judged(kept(supplier, owner), "accepted", owner)
    assert state(supplier, on=last + timedelta(days=1)) == "done"


def test_the_day_on_which_something_was_said_is_a_day_of_the_store(store: Store) -> None:
    Store.objects.filter(pk=store.pk).update(time_zone="Pacific/Auckland")
    supplier = add_supplier(Store.objects.get(pk=store.pk), "Shenzhen Bright")
    note_checks(supplier, {POINT: "done"}, datetime(2026, 6, 1, 13, 0, tzinfo=UTC))
    assert point_states(supplier, TODAY)[POINT].said_on == date(2026, 6, 2)


def test_a_word_that_ran_out_is_said_anew_on_the_page_and_never_by_saving_something_else(
    store: Store, supplier: Supplier, owner: User, login: Login, time_machine: TimeMachineFixture
) -> None:
    done(supplier)
    later = NOW + word_holds() + timedelta(days=1)
    time_machine.move_to(later, tick=False)
    browser, path = login(owner), f"/stores/{store.slug}/suppliers/{supplier.pk}/"
    shown = browser.get(path).context["diligence_form"]
    body = {key: str(field.initial) for key, field in shown.fields.items()} | {"samples": "done"}
    assert body[POINT] == "incomplete"
    browser.post(f"{path}diligence/", body)
    check = Check.objects.get(supplier=supplier, key=POINT)
    assert (check.state, check.noted_at) == ("done", NOW)
    browser.post(f"{path}diligence/", body | {POINT: "done"})
    check.refresh_from_db()
    assert (check.state, check.noted_at) == ("done", later)
    assert state(supplier, on=later.date()) == "done"
    told = TrailEntry.objects.filter(supplier=supplier, by=owner).order_by("pk")
    assert list(told.values_list("kind", "said")) == [
        ("check_noted", "samples: Not started → Done"),
        ("check_noted", f"{POINT}: Done → Done"),
    ]


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
