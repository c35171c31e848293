"""Files and documents for the tests of what proves something about a supplier."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from stores.models import User
from suppliers.actions.documents import Judgement, Proof, add_document, judge_document
from suppliers.keeping_files import read_file
from suppliers.models import Document, Supplier

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00"
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
ZIP = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(40)
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(60)


def upload(
    content: bytes = PDF, name: str = "licence.pdf", told: str = "application/pdf"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, told)


def proof(point: str = "business_licence", **more: Any) -> Proof:
    given: dict[str, Any] = {
        "point": point,
        "title": "A document",
        "source": Document.Source.SUPPLIER,
        "received_on": TODAY,
        "words": "" if more.get("file") or more.get("link") else "A note",
    }
    return Proof(**(given | more))


def kept(supplier: Supplier, by: User, point: str = "business_licence", **more: Any) -> Document:
    """Return a document that was added; `content` are the bytes of its file."""
    content = more.pop("content", None)
    if content is not None:
        more["file"] = read_file(upload(content))
    return add_document(supplier, proof(point, **more), by, NOW)[0]


def judged(document: Document, verdict: str, by: User, expires_on: date | None = None) -> Document:
    judge_document(
        document, Judgement(Document.Verdict(verdict), expires_on), by, NOW, may_change_rejected=True
    )
    document.refresh_from_db()
    return document


def files_below(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())
