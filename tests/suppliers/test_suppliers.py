"""Suppliers: one per name, remembered names, and evidence that wakes the worker."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction

from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks, raise_evidence, remember_alias, suppliers_named
from suppliers.models import Alias, Supplier
from suppliers.naming import name_key
from tests.people import Login

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"), [("Shenzhen Bright", " shenzhen  BRIGHT "), ("ＡＢＣ", "abc"), ("Straße", "STRASSE")]
)
def test_spellings_that_mean_nothing_are_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_store_has_one_supplier_of_a_name(store: Store) -> None:
    first = add_supplier(store, "Shenzhen Bright")
    assert add_supplier(store, "SHENZHEN bright") == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Supplier.objects.create(store=store, name="x", name_key=first.name_key)


def test_two_stores_may_each_have_a_supplier_of_a_name(store: Store, stranger: User) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    assert add_supplier(store, "Shenzhen Bright") != add_supplier(other, "Shenzhen Bright")


def test_a_name_of_a_file_means_the_supplier_it_was_said_to_mean(store: Store) -> None:
    bright = add_supplier(store, "Shenzhen Bright")
    remember_alias(bright, Alias.Kind.SHOP, "Bright Official Store")
    named = suppliers_named(store, {"BRIGHT official store", "Yiwu Gifts"})
    assert named["bright official store"] == bright.pk
    assert set(Supplier.objects.values_list("name", flat=True)) == {"Shenzhen Bright", "Yiwu Gifts"}


def test_a_name_that_is_only_looked_up_makes_nobody(store: Store) -> None:
    assert suppliers_named(store, {"Yiwu Gifts"}, make=False) == {}
    assert not Supplier.objects.exists()


def test_a_renamed_supplier_is_still_known_by_its_old_name(store: Store, owner: User, login: Login) -> None:
    bright = add_supplier(store, "Shenzhen Bright")
    answer = login(owner).post(
        f"/stores/{store.slug}/suppliers/{bright.pk}/edit/", {"name": "Bright Lighting Ltd"}
    )
    assert answer.status_code == 302
    assert suppliers_named(store, {"Shenzhen Bright"}) == {"shenzhen bright": bright.pk}
    assert Supplier.objects.get().name == "Bright Lighting Ltd"


def test_a_name_that_is_taken_is_refused_and_nothing_changes(store: Store, owner: User, login: Login) -> None:
    bright, _other = add_supplier(store, "Shenzhen Bright"), add_supplier(store, "Yiwu Gifts")
    answer = login(owner).post(f"/stores/{store.slug}/suppliers/{bright.pk}/edit/", {"name": "yiwu GIFTS"})
    assert answer.status_code == 422
    assert Supplier.objects.get(pk=bright.pk).name == "Shenzhen Bright"


def test_due_diligence_is_evidence_only_where_it_changes(store: Store) -> None:
    bright = add_supplier(store, "Shenzhen Bright")
    assert note_checks(bright, {"samples": "not_started", "references": "not_started"}, NOW) is False
    assert note_checks(bright, {"samples": "done", "references": "not_started"}, NOW) is True
    assert note_checks(bright, {"samples": "done"}, NOW) is False
    bright.refresh_from_db()
    assert (bright.evidence_version, bright.checks.count()) == (2, 1)


def test_the_evidence_of_other_suppliers_stays_as_it_was(store: Store) -> None:
    one, two = add_supplier(store, "One"), add_supplier(store, "Two")
    raise_evidence([one.pk, one.pk])
    assert dict(Supplier.objects.values_list("name", "evidence_version")) == {
        "One": 2,
        "Two": two.evidence_version,
    }


def waiting() -> list[str]:
    """Return the messages that wait in the broker."""
    client = redis.from_url(settings.REDIS_URL, decode_responses=True)
    return [str(message) for message in client.lrange("celery", 0, -1)]


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_told_after_the_commit_and_never_after_a_rollback(store: Store) -> None:
    one = add_supplier(store, "One")
    current_app.control.purge()
    with transaction.atomic():
        raise_evidence([one.pk])
        assert waiting() == []
    assert len(waiting()) == 1
    assert "assessments.assess_supplier" in waiting()[0]
    current_app.control.purge()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise_evidence([one.pk])
        raise ZeroDivisionError
    assert waiting() == []


def test_a_broker_that_is_away_costs_no_evidence() -> None:
    # Port 9 of this machine answers nobody.
    environment = os.environ | {"REDIS_URL": "redis://127.0.0.1:9/0"}
    command = [
        sys.executable,
        "manage.py",
        "shell",
        "-c",
        "from suppliers import waking; waking._send([1, 2])",
    ]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "the sweep will" in done.stderr
