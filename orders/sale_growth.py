"""What of a customer's order only ever grows, whichever of its shop's exports comes in last.

An export does not say when it was made, and owners hand in files that overlap. What has gone back, was called off
or was sent is no less so because an older file does not know of it yet.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

Part = dict[str, Any]
Said = dict[str, Any]

# The later a word stands here, the more has happened; of all others the last one said is the one that counts.
_STEPS = {
    "financial_status": ("partially_refunded", "refunded"),
    "fulfilment_status": ("partial", "fulfilled", "restocked"),
}
# Moments are texts in UTC and sort as such.
_MOMENTS = ("cancelled_at", "fulfilled_at")


def grown(part: Part) -> Part:
    """Return a word of a file with what earlier words of its kind knew and a newer one cannot take back."""
    earlier = kept(part)
    return part | {"said": part["said"] | _most([part["said"], earlier])} if earlier else part


def kept(part: Part, *, whole: bool = False) -> Said:
    """Return the growing facts of the words before this one; of this one, too, where it is itself let go (`whole`)."""
    words = [part["said"]] if whole else []
    word: Part | None = part
    while word:
        # Words that name their moments are told apart by these: the newer one knew of the older.
        if word is not part and not (part["at"] and word["at"]):
            words.append(word["said"])
        if "ever" in word:
            words.append(word["ever"])
        word = word.get("before")
    return _most(words)


def _most(words: Iterable[Said]) -> Said:
    """Return the growing facts that any of these words states, each as far as it has come."""
    told = list(words)
    found: Said = {}
    amounts = [each["refunded_amount"] for each in told if "refunded_amount" in each]
    if amounts:
        found["refunded_amount"] = max(amounts, key=Decimal)
    for name, steps in _STEPS.items():
        reached = [steps.index(each[name]) for each in told if each.get(name) in steps]
        if reached:
            found[name] = steps[max(reached)]
    for name in _MOMENTS:
        moments = [each[name] for each in told if name in each]
        if moments:
            found[name] = max(moments)
    return found
