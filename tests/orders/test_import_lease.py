"""An import has one worker at a time: a lease that is kept by working, and lost by falling silent."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from orders.actions.claiming import LEASE, TakenOver, abandoned, claim, keep_lease
from orders.models import Import
from stores.models import Store, User
from tests.orders.handing_in import GOOD, HEADER, NOW, hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(store: Store, owner: User, tmp_path: Path, settings: Settings) -> Import:
    settings.MEDIA_ROOT = tmp_path
    return hand(store, owner, HEADER + GOOD)


def test_nobody_else_gets_an_import_that_is_worked_on(waiting: Import) -> None:
    assert claim(waiting.pk, NOW) is not None
    assert claim(waiting.pk, NOW) is None
    assert claim(waiting.pk, NOW + LEASE) is None
    assert not abandoned(NOW + LEASE).exists()


def test_working_keeps_the_lease(waiting: Import) -> None:
    mine = claim(waiting.pk, NOW)
    assert mine is not None
    keep_lease(mine, NOW + LEASE)
    assert claim(waiting.pk, NOW + LEASE + timedelta(seconds=1)) is None


def test_who_falls_silent_loses_it_and_writes_nothing_more(waiting: Import) -> None:
    first = claim(waiting.pk, NOW)
    later = NOW + LEASE + timedelta(seconds=1)
    assert abandoned(later).get() == waiting
    second = claim(waiting.pk, later)
    assert first is not None
    assert second is not None
    with pytest.raises(TakenOver):
        keep_lease(first, later, rows_done=7)
    assert Import.objects.get().rows_done == 0
    keep_lease(second, later, rows_done=3)
    assert Import.objects.get().rows_done == 3
