"""Uploaded files that nothing refers to any more do not stay."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from orders.actions import delete_left_over_files, discard_imports
from orders.models import Import
from orders.tasks import resume_imports
from stores.models import Store, User
from tests.orders.handing_in import GOOD, HEADER, hand, kept_files

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "pieces"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return tmp_path


def age(path: Path, by: timedelta) -> Path:
    written = (NOW - by).timestamp()
    os.utime(path, (written, written))
    return path


def handed_in(store: Store, owner: User, state: str, by: timedelta = timedelta(minutes=61)) -> Path:
    the_import = hand(store, owner, HEADER + GOOD)
    Import.objects.filter(pk=the_import.pk).update(state=state)
    return age(Path(the_import.file.path), by)


@pytest.mark.parametrize("state", ["waiting", "working", "asking"])
def test_the_file_of_an_open_import_stays(store: Store, owner: User, state: str) -> None:
    path = handed_in(store, owner, state, timedelta(days=6))
    delete_left_over_files(NOW)
    assert kept_files() == [path]


@pytest.mark.parametrize("state", ["done", "failed"])
def test_the_file_of_an_import_that_is_over_goes_after_an_hour(store: Store, owner: User, state: str) -> None:
    handed_in(store, owner, state)
    young = handed_in(store, owner, state, timedelta(minutes=59))
    delete_left_over_files(NOW)
    assert kept_files() == [young]


def test_the_files_of_a_store_that_is_gone_go_with_the_sweep(store: Store, owner: User) -> None:
    handed_in(store, owner, "waiting")
    Import.objects.all().delete()
    resume_imports()
    assert kept_files() == []


def test_what_a_killed_web_server_leaves_of_an_upload_goes_after_a_day(uploads: Path) -> None:
    pieces = uploads / "pieces"
    old, young, other = (pieces / name for name in ("tmp1.upload.csv", "tmp2.upload", "settings.csv"))
    for path, hours in ((old, 25), (young, 23), (other, 25)):
        path.touch()
        age(path, timedelta(hours=hours))
    delete_left_over_files(NOW)
    assert sorted(pieces.iterdir()) == sorted([young, other])


def test_discarding_the_imports_of_a_store_removes_their_files_and_no_others(
    store: Store,
    owner: User,
    stranger: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    handed_in(store, owner, "asking")
    theirs = handed_in(other, stranger, "asking")
    with django_capture_on_commit_callbacks(execute=True):
        discard_imports(store)
        assert len(kept_files()) == 2
    assert kept_files() == [theirs]
    assert list(Import.objects.values_list("store", flat=True)) == [other.pk]
