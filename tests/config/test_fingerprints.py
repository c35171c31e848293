"""The set-up runs when something that it looks after has changed, and not otherwise."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F
from django.utils import timezone
from time_machine import travel

from assessments.sample.making import make_sample
from config.launch import fingerprints
from stores.models import Store, User
from tests.plugins.worker import database_url

PASSWORD = "correct horse battery"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of the files that count."""
    for name in ("requirements.txt", "package-lock.json", "config/settings.py", "static/site.css"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    (tmp_path / "shop" / "migrations").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def sample(transactional_db: None, owner: User) -> None:
    """The sample store, committed."""
    make_sample(owner, timezone.now())


def of_data(root: Path, password: str = PASSWORD) -> str | None:
    return fingerprints.of_data(root, database_url(), password)


def test_nothing_new_needs_no_set_up(root: Path, sample: None) -> None:
    assert of_data(root) is not None
    assert of_data(root) == of_data(root)
    assert fingerprints.of_static_files(root) == fingerprints.of_static_files(root)


def test_a_new_migration_other_packages_or_settings_need_set_up(root: Path, sample: None) -> None:
    digests = {of_data(root)}
    for name in ("shop/migrations/0001_shop.py", "requirements.txt", "config/settings.py"):
        (root / name).write_text("new")
        digests.add(of_data(root))
    assert len(digests) == 4


def test_a_database_that_was_migrated_at_another_time_needs_set_up(root: Path, sample: None) -> None:
    before = of_data(root)
    applied = MigrationRecorder.Migration.objects.filter(app="orders")
    applied.update(applied=F("applied") + timedelta(seconds=1))
    assert of_data(root) != before
    applied.update(applied=F("applied") - timedelta(seconds=1))
    assert of_data(root) == before


def test_a_sample_that_is_gone_or_another_password_of_its_owner_needs_set_up(
    root: Path, sample: None, owner: User
) -> None:
    before = of_data(root)
    assert of_data(root, "another one") != before
    owner.set_password("changed on the page")
    owner.save()
    changed = of_data(root)
    assert changed != before
    Store.objects.all().delete()
    assert of_data(root) not in (before, changed)


def test_the_next_day_needs_set_up_for_the_age_of_the_sample(root: Path, sample: None) -> None:
    before = of_data(root)
    with travel(timezone.now() + timedelta(days=1)):
        assert of_data(root) != before


def test_a_database_that_cannot_be_asked_says_nothing(root: Path) -> None:
    assert fingerprints.of_data(root, "postgresql://nobody@%2Fnowhere/none", PASSWORD) is None


@pytest.mark.parametrize("name", ["static/site.css", "package-lock.json", "config/settings.py"])
def test_a_changed_static_file_or_lock_file_is_gathered_anew(root: Path, name: str) -> None:
    before = fingerprints.of_static_files(root)
    (root / name).write_text("something longer than before")
    assert fingerprints.of_static_files(root) != before
