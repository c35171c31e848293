"""Tell whether Latin letters spell Chinese characters."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from pypinyin import Style, pinyin

_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
# Left out where a place is written in Latin letters: Shenzhen for 深圳市.
_LEFT_OUT: Final = "市省"


def has_han(text: str) -> bool:
    """Tell whether a text has a Chinese character in it."""
    return _HAN.search(text) is not None


def reads_as(chinese: str, letters: str) -> bool:
    """Tell whether letters without spaces are a reading of Chinese characters, each in any of its readings.

    Source: Hanyu Pinyin (ISO 7098); ü may be written u, v or yu, as passports and banks do.
    """
    reached = {0}
    for each, readings in zip(chinese, _readings(chinese), strict=True):
        left_out = reached if each in _LEFT_OUT else set()
        reached = {
            at + len(reading) for at in reached for reading in readings if letters.startswith(reading, at)
        } | left_out
    return bool(letters) and len(letters) in reached


@lru_cache(maxsize=256)
def _readings(chinese: str) -> tuple[frozenset[str], ...]:
    """Return the readings of each character, in small letters without tones."""
    return tuple(
        frozenset(spelling for reading in readings for spelling in _spellings(reading))
        for readings in pinyin(list(chinese), style=Style.NORMAL, heteronym=True)
    )


def _spellings(reading: str) -> set[str]:
    flat = unicodedata.normalize("NFKC", reading).casefold()
    return {flat, flat.replace("v", "u"), flat.replace("v", "yu")} if "v" in flat else {flat}
