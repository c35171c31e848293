"""When two spellings of a name are one name."""

import unicodedata


def name_key(text: str) -> str:
    """Return a text without the differences that mean nothing: letter case, width, doubled spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())[:300]
