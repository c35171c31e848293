"""The sample store: four suppliers, one for each verdict, whatever the day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from time_machine import TimeMachineFixture

from assessments.actions import explanation_of
from assessments.models import Proposal
from assessments.policy import current_policy
from assessments.queries import supplier_cards
from assessments.sample.making import make_sample, remove_sample, renew_sample
from orders.actions.experience import ENOUGH
from orders.models import SalesLine, SupplierOrder
from stores.models import Store, User
from suppliers.actions import add_supplier

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 28, 12, 0, tzinfo=UTC)


def verdicts(store: Store) -> dict[str, str | None]:
    return {card.supplier.name: card.verdict for card in supplier_cards(store, NOW.date())}


FOUR = {
    "Guangzhou Lumen Lighting": "READY",
    "Shenzhen Bright": "PILOT",
    "Yiwu Home and Gift": "NOT_YET",
    "Ningbo Fast Parts": "STAY",
}


def test_there_is_one_supplier_for_each_verdict_and_a_renewed_sample_keeps_them(owner: User) -> None:
    store = make_sample(owner, NOW)
    assert verdicts(store) == FOUR
    renew_sample(store, owner, NOW + timedelta(days=133))
    assert verdicts(store) == FOUR
    newest = SupplierOrder.objects.filter(store=store).order_by("-dated_on")[0].dated_on
    assert newest == (NOW + timedelta(days=132)).date()
    assert SalesLine.objects.filter(store=store, supplier=None).count() == 0
    assert make_sample(owner, NOW) == store


def test_each_verdict_that_can_be_bettered_names_what_would_do_it(owner: User) -> None:
    store = make_sample(owner, NOW)
    changes = {
        str(proposal): explanation_of(proposal.assessment)["what_would_change"]
        for proposal in Proposal.objects.filter(store=store)
        if proposal.assessment
    }
    assert {name: bool(found) for name, found in changes.items()} == {
        name: v != "READY" for name, v in FOUR.items()
    }
    remove_sample(store)
    assert Store.objects.filter(pk=store.pk).exists() is False


def test_a_real_store_is_never_removed_as_a_sample(store: Store) -> None:
    with pytest.raises(Store.DoesNotExist):
        remove_sample(store)
    assert Store.objects.filter(pk=store.pk).exists() is True


def test_the_next_start_makes_an_old_sample_new_but_keeps_what_somebody_tried_in_it(
    monkeypatch: pytest.MonkeyPatch, time_machine: TimeMachineFixture
) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "a password of the test")
    time_machine.move_to(NOW, tick=False)
    call_command("sample")
    time_machine.move_to(NOW + timedelta(days=8), tick=False)
    call_command("sample")
    store = Store.objects.get(is_sample=True)
    assert store.sample_made_on == (NOW + timedelta(days=8)).date()
    add_supplier(store, "Somebody I met")
    time_machine.move_to(NOW + timedelta(days=20), tick=False)
    call_command("sample")
    store.refresh_from_db()
    assert store.sample_made_on == (NOW + timedelta(days=8)).date()
    assert "Somebody I met" in verdicts(store)


def test_no_gate_asks_for_more_experience_than_is_watched() -> None:
    asked = [level for level in current_policy().gates["owner_orders"] if level is not None]
    assert max(asked) <= ENOUGH
