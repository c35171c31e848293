"""What may be kept as proof: which kinds of file, how large, and what their bytes say they are."""

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, Final

import puremagic
from django.core.files.uploadedfile import UploadedFile

LARGEST_FILE_BYTES: Final = 20 * 1024 * 1024
LONGEST_NAME: Final = 120
TEXT: Final = "text/plain"
ENDINGS: Final[Mapping[str, frozenset[str]]] = {
    "application/pdf": frozenset({".pdf"}),
    "image/jpeg": frozenset({".jpg", ".jpeg", ".jfif"}),
    "image/png": frozenset({".png"}),
    "image/webp": frozenset({".webp"}),
    TEXT: frozenset({".txt", ".text"}),
}
"""Accepted content type -> how the name of such a file ends."""
ACCEPT: Final = ",".join(sorted(ending for endings in ENDINGS.values() for ending in endings))
"""What a page tells the browser to offer."""

# A file of each kind begins with these very bytes; `puremagic` alone also knows them further inside.
_BEGINNINGS: Final = {
    "application/pdf": re.compile(rb"%PDF-\d"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
_HEAD_BYTES: Final = 4_096
# What browsers send where they know nothing, and other names of the same kinds.
_SAYS_NOTHING: Final = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_OTHER_NAMES: Final = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "application/x-pdf": "application/pdf",
}
# A page or a program that calls itself text.
_MARKUP: Final = re.compile(r"\s*(?:<\s*[!?a-z/]|#!|\{\\rtf)", re.IGNORECASE)
_WHITE_SPACE: Final = frozenset("\t\n\r\f")
# Chinese computers still write the second one.
_ENCODINGS: Final = ("utf-8-sig", "gb18030")


class FileProblem(StrEnum):
    """Say why a file is not kept; a key of the sentences of the pages."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND = "kind"
    MISMATCH = "mismatch"


class FileRefused(Exception):
    """Say why a file is not kept; nothing was stored."""

    def __init__(self, why: FileProblem) -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Hold a file that may be kept, with what its bytes say; `name` is the sender's, fit to be shown."""

    upload: "UploadedFile[Any]"
    name: str
    content_type: str
    size: int
    sha256: str


def read_file(upload: "UploadedFile[Any]") -> ReadFile:
    """Return a file with what its bytes say it is. Raises: FileRefused.

    The bytes decide; a name or a declared type that says otherwise is refused, because somebody is mistaken or
    means to mislead.
    """
    if (upload.size or 0) > LARGEST_FILE_BYTES:
        raise FileRefused(FileProblem.TOO_LARGE)
    digest, size, head, texts = hashlib.sha256(), 0, b"", [_Text(each) for each in _ENCODINGS]
    for chunk in upload.chunks():
        digest.update(chunk)
        size += len(chunk)
        head += chunk[: _HEAD_BYTES - len(head)]
        for text in texts:
            text.take(chunk)
    if not size:
        raise FileRefused(FileProblem.EMPTY)
    content_type = _kind_of(head) or (TEXT if any(text.is_text() for text in texts) else "")
    name = shown_name(upload.name or "")
    _agree(content_type, name, upload.content_type or "")
    return ReadFile(upload, name, content_type, size, digest.hexdigest())


def shown_name(name: str) -> str:
    """Return a sender's name of a file without folders and signs that mislead, its ending kept."""
    bare = re.split(r"[/\\]", name)[-1]
    # Control and format signs: a right-to-left mark can make "exe.pdf" of "fdp.exe".
    clean = "".join(sign for sign in bare if unicodedata.category(sign)[0] != "C").strip(" .")
    path = PurePosixPath(clean or "file")
    return path.stem[: LONGEST_NAME - len(path.suffix[:20])] + path.suffix[:20]


def _kind_of(head: bytes) -> str | None:
    for content_type, beginning in _BEGINNINGS.items():
        if beginning.match(head):
            known = {found.mime_type for found in puremagic.magic_string(head)}
            return content_type if content_type in known else None
    return None


def _agree(content_type: str, name: str, declared: str) -> None:
    """Refuse a kind that is not kept, and a name or a declared type that says another kind than the bytes."""
    ending = PurePosixPath(name).suffix.lower()
    told = declared.partition(";")[0].strip().lower()
    told = _OTHER_NAMES.get(told, told)
    is_told = told in ENDINGS or any(ending in endings for endings in ENDINGS.values())
    if not content_type:
        raise FileRefused(FileProblem.MISMATCH if is_told else FileProblem.KIND)
    if (ending and ending not in ENDINGS[content_type]) or told not in {content_type, *_SAYS_NOTHING}:
        raise FileRefused(FileProblem.MISMATCH)


class _Text:
    """Tell, piece by piece, whether bytes are text in one encoding: no control signs, and neither page nor program."""

    def __init__(self, encoding: str) -> None:
        """Begin with nothing."""
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._can_be, self._head = True, ""

    def take(self, chunk: bytes) -> None:
        """Look at the next piece."""
        if self._can_be:
            self._can_be = self._reads(chunk)

    def is_text(self) -> bool:
        """Return whether all of it was text."""
        return self._can_be and self._reads(b"", is_last=True) and not _MARKUP.match(self._head)

    def _reads(self, chunk: bytes, *, is_last: bool = False) -> bool:
        try:
            text = self._decoder.decode(chunk, is_last)
        except UnicodeDecodeError:
            return False
        self._head += text[: 200 - len(self._head)]
        return not any(unicodedata.category(sign) == "Cc" and sign not in _WHITE_SPACE for sign in set(text))
