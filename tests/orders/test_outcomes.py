"""Several orders at once: what will change, how it is known, and what a click through a list proves."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from orders.actions.by_hand import Hand
from orders.actions.outcomes import Answer, Plan, plan_outcomes, record_outcomes
from orders.hand import What
from orders.importers.rows import Outcome, SupplierOrderRow
from orders.models import OrderNote, SupplierOrder
from orders.queries import day_groups
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.recounting import recount
from tests.orders.test_recording import MARCH, record, row
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 15)


def silent(order_id: str, **facts: object) -> SupplierOrderRow:
    return row(order_id, **{"outcome": None, "delivered_on": None} | facts)


def many(store: Store, number: int, **facts: object) -> list[int]:
    record(store, *(silent(f"{each:02}", **facts) for each in range(number)))
    return list(
        SupplierOrder.objects.filter(store=store).order_by("external_id").values_list("pk", flat=True)
    )


def say(
    store: Store,
    user: User,
    what: What,
    days: dict[int, date | None],
    *,
    note: str = "seen",
    now: datetime = NOW,
    how: str = "carrier",
    token: str = "",
) -> Plan:
    return record_outcomes(store, Answer(what, days), Hand(user, now, now.date(), note, token, how))


def arrivals(store: Store) -> list[str]:
    for supplier in Supplier.objects.filter(store=store):
        assert day_groups(supplier) == recount(supplier)
    return list(
        SupplierOrder.objects.filter(store=store).order_by("external_id").values_list("arrival", flat=True)
    )


def test_arrivals_with_a_day_each_count_however_many(store: Store, helper: User) -> None:
    ids = many(store, 12)
    plan = say(store, helper, What.ARRIVED, dict.fromkeys(ids, DAY))
    assert (len(plan.written), plan.no_proof) == (12, [])
    assert arrivals(store) == ["proven"] * 12
    assert {order.arrived_on for order in SupplierOrder.objects.all()} == {DAY}
    assert OrderNote.objects.filter(kind="outcome", text="seen", how="carrier", made_by=helper).count() == 12


def test_four_arrivals_without_a_day_count_and_five_in_one_go_prove_nothing(
    store: Store, helper: User
) -> None:
    ids = many(store, 9)
    say(store, helper, What.ARRIVED, dict.fromkeys(ids[:4]))
    assert arrivals(store) == ["proven"] * 4 + ["not_observed"] * 5
    plan = say(store, helper, What.ARRIVED, dict.fromkeys(ids[4:]), now=NOW + timedelta(minutes=2))
    assert len(plan.no_proof) == 5
    assert arrivals(store) == ["proven"] * 4 + ["not_observed"] * 5
    assert OrderNote.objects.filter(kind="no_proof", is_click=True).count() == 5


def test_one_by_one_within_a_minute_is_one_go_as_well(store: Store, helper: User) -> None:
    ids = many(store, 6)
    for number, pk in enumerate(ids[:4]):
        say(store, helper, What.ARRIVED, {pk: None}, now=NOW + timedelta(seconds=5 * number))
    assert arrivals(store).count("proven") == 4
    say(store, helper, What.ARRIVED, {ids[4]: None}, now=NOW + timedelta(seconds=30))
    assert arrivals(store) == ["not_observed"] * 6
    say(store, helper, What.ARRIVED, {ids[0]: DAY}, now=NOW + timedelta(seconds=40))
    say(store, helper, What.ARRIVED, {ids[5]: None}, now=NOW + timedelta(minutes=5))
    assert arrivals(store) == ["proven", *["not_observed"] * 4, "proven"]


def test_an_arrival_alone_says_nothing_of_quality_or_lateness(store: Store, helper: User) -> None:
    (pk,) = many(store, 1)
    say(store, helper, What.ARRIVED, {pk: None})
    order = SupplierOrder.objects.get()
    assert (order.arrival, order.late, order.not_as_described) == ("proven", None, None)
    assert (order.delivered_on, order.arrived_on) == (None, NOW.date())


@pytest.mark.parametrize("what", [each for each in What if each is not What.TAKEN_BACK])
def test_what_is_assumed_proves_nothing_good_or_bad(store: Store, helper: User, what: What) -> None:
    (pk,) = many(store, 1, dispute_opened_on=MARCH + timedelta(days=9))
    before = SupplierOrder.objects.values().get()
    say(store, helper, what, {pk: None}, how="assumed")
    assert SupplierOrder.objects.values().get() == before
    assert OrderNote.objects.get().kind == "no_proof"


@pytest.mark.parametrize(
    ("what", "fact", "value"),
    [
        (What.LATE, "late", True),
        (What.LOST, "arrival", "lost"),
        (What.NOT_AS_DESCRIBED, "not_as_described", True),
        (What.COUNTERFEIT, "counterfeit", True),
    ],
)
def test_what_went_wrong_is_recorded_of_all_of_them(
    store: Store, helper: User, what: What, fact: str, value: object
) -> None:
    ids = many(store, 6)
    assert len(say(store, helper, what, dict.fromkeys(ids)).written) == 6
    assert list(SupplierOrder.objects.values_list(fact, flat=True)) == [value] * 6
    assert len(arrivals(store)) == 6


def test_a_question_is_answered_for_several(store: Store, helper: User) -> None:
    ids = many(store, 3, dispute_opened_on=MARCH + timedelta(days=9))
    say(store, helper, What.SETTLED, dict.fromkeys(ids))
    assert not SupplierOrder.objects.filter(unattributed=True).exists()


def test_what_will_change_is_told_and_nothing_is_written(store: Store, helper: User) -> None:
    record(store, row("fine"), row("lost", outcome=Outcome.LOST, delivered_on=None), silent("silent"))
    orders = {str(order): order.pk for order in SupplierOrder.objects.all()}
    before = list(SupplierOrder.objects.values().order_by("pk"))
    answer = Answer(What.NOT_AS_DESCRIBED, dict.fromkeys(orders.values()))
    plan = plan_outcomes(store, answer, Hand(helper, NOW, NOW.date(), "seen"))
    assert (len(plan.written), plan.turned) == (3, 2)
    plan = plan_outcomes(
        store, Answer(What.LOST, dict.fromkeys(orders.values())), Hand(helper, NOW, NOW.date())
    )
    assert [step.kept.external_id for step in plan.refused] == ["fine"]
    assert [step.kept.external_id for step in plan.same] == ["lost"]
    assert list(SupplierOrder.objects.values().order_by("pk")) == before
    assert OrderNote.objects.count() == 0


def test_own_words_are_taken_back_for_several_and_what_is_bad_stays(store: Store, helper: User) -> None:
    ids = many(store, 4)
    say(store, helper, What.ARRIVED, dict.fromkeys(ids[:2], DAY))
    say(store, helper, What.LOST, dict.fromkeys(ids[2:]))
    plan = say(store, helper, What.TAKEN_BACK, dict.fromkeys(ids))
    assert (len(plan.written), len(plan.refused)) == (2, 2)
    assert arrivals(store) == ["not_observed", "not_observed", "lost", "lost"]


def test_a_form_sent_twice_does_it_once(store: Store, helper: User) -> None:
    ids = many(store, 2)
    token = uuid4().hex
    for _ in range(2):
        say(store, helper, What.ARRIVED, dict.fromkeys(ids, DAY), token=token)
    assert OrderNote.objects.count() == 2


# The pages.


@pytest.fixture
def browser(helper: User, login: Login) -> Client:
    return login(helper)


def here(store: Store, path: str = "") -> str:
    return f"/stores/{store.slug}/orders/{path}"


def test_ticked_orders_lead_to_a_page_that_says_what_will_change(store: Store, browser: Client) -> None:
    record(store, row("fine"), silent("silent"))
    ids = list(SupplierOrder.objects.values_list("pk", flat=True))
    page = browser.post(
        here(store, "bulk/"),
        {"action": "not_as_described", "order": ids, "back": here(store, "?q=x")},
        follow=True,
    )
    text = " ".join(page.content.decode().split())
    assert "2 orders are selected." in text
    assert "Of them 1 already has an outcome that would change." in text
    assert OrderNote.objects.count() == 0
    form = page.context["form"]
    said = {
        "what": "not_as_described",
        "order": ids,
        "back": here(store, "?q=x"),
        "how": "customer",
        "note": "Both wrote",
        "token": form["token"].value(),
    }
    done = browser.post(here(store, "outcomes/"), said, follow=True)
    assert done.redirect_chain[-1] == (here(store, "?q=x"), 302)
    assert SupplierOrder.objects.filter(not_as_described=True).count() == 2
    assert "2 orders are recorded." in done.content.decode()


def test_five_without_a_day_are_asked_about_before_they_are_only_noted(store: Store, browser: Client) -> None:
    ids = many(store, 5)
    said = {"what": "arrived", "order": ids, "how": "carrier", "note": "x", "token": uuid4().hex}
    asked = browser.post(here(store, "outcomes/"), said)
    assert asked.status_code == 422
    assert "prove nothing" in asked.content.decode()
    assert OrderNote.objects.count() == 0
    browser.post(here(store, "outcomes/"), {**said, "anyway": "1"})
    assert (OrderNote.objects.filter(kind="no_proof").count(), set(arrivals(store))) == (5, {"not_observed"})


@pytest.mark.parametrize("missing", ["how", "note", "token"])
def test_how_it_is_known_and_a_note_are_needed(store: Store, browser: Client, missing: str) -> None:
    (pk,) = many(store, 1)
    said: dict[str, object] = {
        "what": "lost",
        "order": [pk],
        "how": "customer",
        "note": "x",
        "token": uuid4().hex,
    }
    answer = browser.post(here(store, "outcomes/"), said | {missing: ""})
    assert answer.status_code == 422
    assert missing in answer.context["form"].errors
    assert arrivals(store) == ["not_observed"]


def test_a_day_that_has_not_come_is_refused_at_its_order(store: Store, browser: Client) -> None:
    (pk,) = many(store, 1)
    said = {"what": "arrived", "order": [pk], "how": "customer", "note": "x", "token": uuid4().hex}
    answer = browser.post(here(store, "outcomes/"), {**said, f"day-{pk}": "2090-01-01"})
    assert answer.context["form"].errors[f"day-{pk}"] == ["That day has not come yet."]


def test_orders_of_others_and_nonsense_are_passed_over(store: Store, browser: Client, stranger: User) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    theirs = many(other, 1)
    for query in (f"what=lost&order={theirs[0]}", "what=x&order=1", "what=lost", "what=lost&order=x"):
        assert browser.get(here(store, f"outcomes/?{query}"))["Location"] == here(store)
    said = {"what": "lost", "order": theirs, "how": "customer", "note": "x", "token": uuid4().hex}
    browser.post(here(store, "outcomes/"), said)
    assert arrivals(other) == ["not_observed"]


def test_a_viewer_records_nothing_and_a_stranger_finds_nothing(
    store: Store, viewer: User, stranger: User, login: Login
) -> None:
    (pk,) = many(store, 1)
    said = {"what": "lost", "order": [pk], "how": "customer", "note": "x", "token": uuid4().hex}
    for user, status in ((viewer, 403), (stranger, 404)):
        assert login(user).post(here(store, "outcomes/"), said).status_code == status
        assert login(user).get(here(store, f"outcomes/?what=lost&order={pk}")).status_code == status
    assert (arrivals(store), OrderNote.objects.count()) == (["not_observed"], 0)


def test_thirty_orders_cost_the_queries_of_two(store: Store, browser: Client, helper: User) -> None:
    ids = many(store, 40)
    counts = []
    for some in (ids[:2], ids[2:32]):
        query = "&".join(f"order={pk}" for pk in some)
        with CaptureQueriesContext(connection) as asked:
            browser.get(here(store, f"outcomes/?what=lost&{query}"))
            say(store, helper, What.LOST, dict.fromkeys(some))
        counts.append(len(asked))
    assert counts[0] == counts[1]
