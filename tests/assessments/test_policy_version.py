"""A policy that says something else has another version: stored reports are judged by it."""

import hashlib
import json
from typing import Any

from assessments.policy import policy_document

SAID = {
    "2026.2": "fc56df99197119e2",
    "2026.3": "276b4718925705cc",
    "2026.4": "09ba0c587acca1aa",
    "2026.5": "f335ce8fa6e4afb5",
}
"""Version -> digest of all that the engine reads of that policy; a change of the file needs a new version here."""

WORDS = ("source", "grade", "date", "text", "catch")


def numbers_of(value: Any) -> Any:
    """Return a document without what only people read."""
    if isinstance(value, dict):
        return {key: numbers_of(item) for key, item in value.items() if key not in WORDS}
    return value


def test_the_numbers_of_a_version_never_change() -> None:
    document = dict(policy_document())
    version = str(document.pop("version"))
    text = json.dumps(numbers_of(document), sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == SAID.get(version), (
        "policy.toml has other numbers: raise its version, and add the new one with its digest here"
    )
