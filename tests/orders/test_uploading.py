"""A large upload: its digest is known with its last byte, and it is moved to its place, not copied."""

import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from orders.actions import hand_in
from orders.models import Import
from orders.uploading import DigestedUploadHandler
from stores.models import Store, User
from suppliers.actions import add_supplier
from tests.people import Login

# More than Django keeps in memory.
LARGE = b"order id,supplier\n" + b"1,Shenzhen Bright\n" * 200_000


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def taken_in(content: bytes) -> TemporaryUploadedFile:
    """Hand the bytes to the handler piece by piece, as Django does."""
    handler = DigestedUploadHandler()
    handler.new_file("file", "orders.csv", "text/csv", len(content), None, {})
    for start in range(0, len(content), 65_536):
        handler.receive_data_chunk(content[start : start + 65_536], start)
    done = handler.file_complete(len(content))
    assert isinstance(done, TemporaryUploadedFile)
    return done


@pytest.mark.django_db
def test_a_large_upload_is_moved_and_its_digest_was_made_on_the_way(store: Store, owner: User) -> None:
    upload = taken_in(LARGE)
    written = os.stat(upload.temporary_file_path()).st_ino  # noqa: PTH116  # the file itself, not its name
    the_import = hand_in(store, owner, upload)
    assert the_import.digest == hashlib.sha256(LARGE).hexdigest()
    assert (Path(the_import.file.path).stat().st_ino, the_import.size) == (written, len(LARGE))
    assert Path(the_import.file.path).stat().st_mode & 0o777 == 0o600
    # As Django does when the request is over: what was moved away is no error.
    upload.close()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"a,b\n1,2\n", LARGE], ids=["small", "large"])
def test_an_upload_has_its_digest_however_it_comes_in(
    store: Store, owner: User, login: Login, uploads: Path, content: bytes
) -> None:
    body = {"file": SimpleUploadedFile("orders.csv", content)}
    assert login(owner).post(f"/stores/{store.slug}/imports/", body).status_code == 302
    the_import = Import.objects.get()
    assert the_import.digest == hashlib.sha256(content).hexdigest()
    assert Path(the_import.file.path).read_bytes() == content
    assert [path for path in uploads.iterdir() if path.is_file()] == []


def test_two_files_in_one_request_have_a_digest_each() -> None:
    handler = DigestedUploadHandler()
    digests = []
    for content in (b"first", b"second"):
        handler.new_file("file", "orders.csv", "text/csv", len(content), None, {})
        handler.receive_data_chunk(content, 0)
        digests.append(getattr(handler.file_complete(len(content)), "digest", ""))
    assert digests == [hashlib.sha256(content).hexdigest() for content in (b"first", b"second")]


@pytest.mark.django_db
def test_of_a_file_that_is_too_large_no_more_is_written_than_is_allowed_and_the_page_says_by_how_much(
    store: Store,
    owner: User,
    login: Login,
    uploads: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.LARGEST_ORDER_FILE_BYTES = limit = 3_000_000
    written: list[int] = []
    whole = DigestedUploadHandler.file_complete

    def file_complete(handler: DigestedUploadHandler, size: int) -> object:
        written.append(handler.file.tell())
        return whole(handler, size)

    monkeypatch.setattr(DigestedUploadHandler, "file_complete", file_complete)
    one_more = SimpleUploadedFile("orders.csv", b"n" * (limit + 1))
    answer = login(owner).post(f"/stores/{store.slug}/imports/", {"file": one_more})
    assert answer.status_code == 422
    assert "more than the limit of 2.9 MB" in answer.content.decode().replace("\xa0", " ")
    assert "1 byte more" in answer.content.decode().replace("\xa0", " ")
    login(owner).post(
        f"/stores/{store.slug}/imports/", {"file": SimpleUploadedFile("orders.csv", b"n" * 9_000_000)}
    )
    assert all(size <= limit + 65_536 for size in written)
    assert len(written) == 2
    assert Import.objects.count() == 0
    assert [path for path in uploads.iterdir() if path.is_file()] == []


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes were written of each file that came in."""
    sizes: list[int] = []
    whole = DigestedUploadHandler.file_complete

    def file_complete(handler: DigestedUploadHandler, size: int) -> object:
        sizes.append(handler.file.tell())
        return whole(handler, size)

    monkeypatch.setattr(DigestedUploadHandler, "file_complete", file_complete)
    return sizes


def some(files: int, size: int) -> dict[str, SimpleUploadedFile]:
    return {f"f{n}": SimpleUploadedFile(f"{n}.bin", b"x" * size) for n in range(files)}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/", "imports", "documents"])
def test_of_what_a_stranger_sends_nothing_is_written_anywhere(
    store: Store, path: str, written: list[int], uploads: Path
) -> None:
    address = {
        "imports": f"/stores/{store.slug}/imports/",
        "documents": f"/stores/{store.slug}/suppliers/1/documents/new/",
    }.get(path, path)
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies["csrftoken"] = "a" * 32
    stranger.cookies["sessionid"] = "b" * 32
    assert stranger.post(address, some(5, 4_000_000)).status_code in {302, 403, 405}
    assert (written, list(uploads.iterdir())) == ([], [])


@pytest.mark.django_db
def test_a_person_who_is_logged_in_uploads_only_where_files_are_wanted(
    store: Store, owner: User, login: Login, written: list[int]
) -> None:
    browser = login(owner)
    browser.post(f"/stores/{store.slug}/settings/", some(1, 4_000_000))
    assert written == []
    supplier = add_supplier(store, "Bright")
    browser.post(f"/stores/{store.slug}/suppliers/{supplier.pk}/documents/new/", some(1, 4_000_000))
    assert written == [4_000_000]


@pytest.mark.django_db
@pytest.mark.parametrize("sizes", [[4_500_000], [2_400_000, 2_400_000]], ids=["one", "two"])
def test_of_a_request_that_is_too_large_nothing_is_written_and_the_page_says_so(
    store: Store, owner: User, login: Login, settings: Settings, written: list[int], sizes: list[int]
) -> None:
    settings.LARGEST_ORDER_FILE_BYTES = 3_000_000
    settings.LARGEST_UPLOADS = {"orders:imports": 3_000_000 + 2**20}
    files = [SimpleUploadedFile("orders.csv", b"n" * size) for size in sizes]
    answer = login(owner).post(f"/stores/{store.slug}/imports/", {"file": files})
    assert answer.status_code == 422
    assert "more than the limit of 2.9 MB" in answer.content.decode().replace("\xa0", " ")
    assert written == [0] * len(sizes)
    assert Import.objects.count() == 0


@pytest.mark.django_db
def test_more_files_than_any_page_asks_for_are_refused(store: Store, owner: User, login: Login) -> None:
    assert login(owner).post(f"/stores/{store.slug}/imports/", some(21, 10)).status_code == 400
