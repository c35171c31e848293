"""Find the encoding of a text file by its bytes."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

CHUNK_BYTES = 65_536
# What is looked at to tell Chinese from Western letters.
_SAMPLE_BYTES = 200_000
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]+")
# Two Chinese characters and more, of the rows of GB 2312 that hold characters and punctuation.
_CHINESE = re.compile(rb"(?:[\xa1-\xa9\xb0-\xf7][\xa1-\xfe]){2,}")
_MOSTLY = 0.7


def encoding_of(stream: BinaryIO) -> str:
    """Return the codec of a file: by its mark, else UTF-8 where it fits, else GB18030 or Windows-1252."""
    stream.seek(0)
    head = stream.read(64)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Latin letters in UTF-16 without a mark: every second byte is zero.
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > 0.8 * pairs:
        return "utf-16-le"
    if pairs and head[0::2].count(0) > 0.8 * pairs:
        return "utf-16-be"
    if _is_utf8(stream):
        return "utf-8"
    return "gb18030" if _is_chinese(stream) else "cp1252"


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def _is_utf8(stream: BinaryIO) -> bool:
    """Say whether the bytes are UTF-8; a file that was cut in the middle of a character still is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_ascii = True
    try:
        for chunk in _chunks(stream):
            is_ascii = decoder.decode(chunk).isascii() and is_ascii
    except UnicodeDecodeError:
        return False
    # A lone byte at the end of plain ASCII is a letter of another encoding.
    return not (is_ascii and decoder.getstate()[0])


def _is_chinese(stream: BinaryIO) -> bool:
    """Say whether what is not ASCII stands in runs of Chinese pairs; Western letters stand alone or in twos."""
    runs: list[bytes] = []
    found = 0
    for chunk in _chunks(stream):
        runs += _ABOVE_ASCII.findall(chunk)
        found = sum(map(len, runs))
        if found >= _SAMPLE_BYTES:
            break
    return sum(len(run) for run in runs if _CHINESE.fullmatch(run)) > _MOSTLY * found
