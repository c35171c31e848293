"""Which files are kept: the bytes decide, and a name or a type that says otherwise is refused."""

import pytest

from suppliers.keeping_files import LARGEST_FILE_BYTES, FileProblem, FileRefused, read_file, shown_name
from tests.suppliers.proofs import EXE, HTML, JPEG, PDF, PNG, WEBP, ZIP, upload


@pytest.mark.parametrize(
    ("content", "name", "told", "kind"),
    [
        (PDF, "licence.pdf", "application/pdf", "application/pdf"),
        (PDF, "LICENCE.PDF", "application/octet-stream", "application/pdf"),
        (PDF, "licence", "", "application/pdf"),
        (JPEG, "photo.jpeg", "image/jpg", "image/jpeg"),
        (PNG, "photo.png", "image/png", "image/png"),
        (WEBP, "photo.webp", "image/webp", "image/webp"),
        ("公司地址：深圳\n".encode(), "address.txt", "text/plain", "text/plain"),
        ("公司地址：深圳\n".encode("gb18030"), "address.txt", "text/plain", "text/plain"),
        (b"1 < 2 and 3 > 2", "sum.txt", "text/plain; charset=utf-8", "text/plain"),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, name: str, told: str, kind: str) -> None:
    assert read_file(upload(content, name, told)).content_type == kind


@pytest.mark.parametrize(
    ("content", "name", "told", "why"),
    [
        (HTML, "photo.png", "image/png", FileProblem.MISMATCH),
        (HTML, "note.txt", "text/plain", FileProblem.MISMATCH),
        (HTML, "page.html", "text/html", FileProblem.KIND),
        (b"\xef\xbb\xbf  <svg xmlns='x'/>", "drawing.svg", "image/svg+xml", FileProblem.KIND),
        (ZIP, "all.zip", "application/zip", FileProblem.KIND),
        (ZIP, "licence.pdf", "application/pdf", FileProblem.MISMATCH),
        (EXE, "setup.exe", "application/octet-stream", FileProblem.KIND),
        (EXE, "licence.pdf", "application/pdf", FileProblem.MISMATCH),
        (PDF, "licence.exe", "application/pdf", FileProblem.MISMATCH),
        (PDF, "licence.png", "application/pdf", FileProblem.MISMATCH),
        (PDF, "licence.pdf", "image/png", FileProblem.MISMATCH),
        (PDF, "licence.pdf", "text/html", FileProblem.MISMATCH),
        (b"GIF89a" + PDF, "licence.pdf", "application/pdf", FileProblem.MISMATCH),
        (b"a\x00b", "note.txt", "text/plain", FileProblem.MISMATCH),
        (b"#!/bin/sh\nrm -r /", "note.txt", "text/plain", FileProblem.MISMATCH),
        (b"RIFF\x24\x00\x00\x00AVI LIST", "photo.webp", "image/webp", FileProblem.MISMATCH),
        (b"", "empty.pdf", "application/pdf", FileProblem.EMPTY),
        (PDF + bytes(LARGEST_FILE_BYTES), "large.pdf", "application/pdf", FileProblem.TOO_LARGE),
    ],
)
def test_a_file_that_is_no_proof_or_not_what_it_says_is_refused(
    content: bytes, name: str, told: str, why: FileProblem
) -> None:
    with pytest.raises(FileRefused) as refused:
        read_file(upload(content, name, told))
    assert refused.value.why is why


def test_text_is_looked_at_to_its_last_byte() -> None:
    with pytest.raises(FileRefused):
        read_file(upload(b"a" * 5_000_000 + b"\x00", "note.txt", "text/plain"))
    with pytest.raises(FileRefused):
        read_file(upload("ä".encode()[:1] * 3, "note.txt", "text/plain"))


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\licence.pdf", "licence.pdf"),
        ("li\x00cen\nce.pdf", "licence.pdf"),
        ("licence\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "licencefdp.exe"),
        ("...", "file"),
        ("", "file"),
        ("营业执照.pdf", "营业执照.pdf"),
        ("a" * 400 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_a_name_loses_its_folders_and_what_misleads(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown
