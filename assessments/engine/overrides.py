"""A store's own values in the place of the policy's assumptions: which may be replaced, and within what."""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from assessments.engine.limits import refuse

Document = Mapping[str, Any]

ASSUMPTION: Final = "assumption"
BANDS: Final = {"recovered": "band", "recovered_eligible": "eligible_band"}
"""Name of the point chosen within a payment method's band -> name of the band."""

WITHOUT_VALUES: Final = ("lanes", "methods", "bands", "gates", "platform", "diligence", "red_flags")
"""Sections whose entries are made otherwise than as one `value` with its bounds."""

WHOLE_UNITS: Final = ("days", "orders")

SAME: Final = 1e-9
"""Values nearer to ours than this are ours: the middle of a band is not always a short decimal."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number of the policy that a store may replace, from `low` to `high`."""

    key: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    date: str

    @property
    def is_whole(self) -> bool:
        """Return whether only whole numbers make sense: ages are whole days, orders come one by one."""
        return self.unit in WHOLE_UNITS


def overridable(document: Document) -> dict[str, Assumption]:
    """Return key -> each assumption that has bounds; a key is the path of the number in the policy file.

    A payment method that gives nothing back has no point to choose in its band: nothing is counted anyway.
    """
    plain = {name: part for name, part in document.items() if name not in WITHOUT_VALUES}
    found = {key: _assumption(key, entry, "value") for key, entry in _bounded(plain, "value")}
    for key, entry in _bounded(document["lanes"], "scale", "lanes."):
        found[f"{key}.scale"] = _assumption(f"{key}.scale", entry, "scale")
    for method, entry in document["methods"].items():
        for name, band in BANDS.items():
            if band in entry and any(entry["covers"].values()):
                key = f"methods.{method}.{name}"
                found[key] = _point(key, entry[band], document["bands"])
    return found


def _bounded(section: Document, part: str, path: str = "") -> Iterator[tuple[str, Document]]:
    """Yield path and entry of every assumption with bounds around the number called `part`."""
    for key, entry in section.items():
        # A plain dict, as a parsed file is made of them: the abstract check costs more than all the rest.
        if not isinstance(entry, dict):
            continue
        if part not in entry:
            yield from _bounded(entry, part, f"{path}{key}.")
        elif entry["grade"] == ASSUMPTION and "low" in entry and "high" in entry:
            yield f"{path}{key}", entry


def _assumption(key: str, entry: Document, part: str) -> Assumption:
    low, value, high = (float(entry[name]) for name in ("low", part, "high"))
    return Assumption(key, value, low, high, str(entry["unit"]), str(entry["source"]), str(entry["date"]))


def _point(key: str, band: tuple[float, float], about: Document) -> Assumption:
    return _assumption(key, {**about, "low": band[0], "value": middle(band), "high": band[1]}, "value")


def middle(band: tuple[float, float]) -> float:
    """Return the middle of a band."""
    return (band[0] + band[1]) / 2


def own_values(document: Document, overrides: Mapping[str, Any] | None) -> dict[str, float]:
    """Return key -> own value, in the order of the keys, without those that are the same as ours.

    `overrides` has dotted keys, nested mappings or both. Raises: ValueError, which names the key and the bounds.
    """
    allowed = overridable(document)
    own: dict[str, float] = {}
    for key, value in _flat(overrides):
        if key not in allowed:
            raise refuse(f"policy.{key}", value, _why_not(document, key, list(allowed)))
        if key in own:
            raise refuse(f"policy.{key}", value, "one value, not two")
        own[key] = _within(allowed[key], value)
    return {key: own[key] for key in sorted(own) if abs(own[key] - allowed[key].value) > SAME}


def _flat(overrides: object) -> Iterator[tuple[str, object]]:
    waiting: list[tuple[str, object]] = [("", overrides if overrides is not None else {})]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += [(f"{path}.{key}" if path else str(key), item) for key, item in value.items()]
        elif path:
            yield path, value
        else:
            raise refuse("policy", value, "numbers by the names of assumptions")


def _within(about: Assumption, value: object) -> float:
    kind = "a whole number" if about.is_whole else "a number"
    bounds = f"{kind} from {about.low:g} to {about.high:g} ({about.unit})"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise refuse(f"policy.{about.key}", value, bounds)
    try:
        read = float(value)
    except (OverflowError, ValueError) as error:
        raise refuse(f"policy.{about.key}", value, bounds) from error
    if not math.isfinite(read) or not about.low <= read <= about.high or (about.is_whole and read % 1.0):
        raise refuse(f"policy.{about.key}", value, bounds)
    # Zero has two signs and one meaning; the version is made from how a number prints.
    return read + 0.0


def _why_not(document: Document, key: str, allowed: list[str]) -> str:
    """Return what may be written in place of a key that is fixed or not known."""
    *path, name = key.split(".")
    entry: Any = document
    for part in (*path, name):
        entry = entry.get(part) if isinstance(entry, Mapping) else None
    if isinstance(entry, Mapping) and "value" in entry:
        return f"only {entry['value']:g}: it is graded {entry['grade']}, and fixed"
    if name in BANDS and path[:1] == ["methods"] and path[1:] and path[1] in document["methods"]:
        return "none: this payment method gives nothing back, so that nothing can be chosen"
    if entry is not None and ("grade" in entry if isinstance(entry, Mapping) else True):
        return "none: it is fixed"
    near = [each for each in allowed if name in each.split(".")][:3] or get_close_matches(key, allowed, n=3)
    return "the name of an assumption with bounds" + (f", such as {', '.join(near)}" if near else "")


def with_own(document: Document, overrides: Mapping[str, Any] | None) -> Document:
    """Return the policy document with own values in place, under a version of its own. Raises: ValueError.

    Without own values it is the document itself, under the version of the file.
    """
    own = {} if overrides is None else own_values(document, overrides)
    if not own:
        return document
    changed: dict[str, Any] = {**document, "version": f"{document['version']}+{_mark(own)}"}
    lanes, methods = dict(document["lanes"]), dict(document["methods"])
    for key, value in own.items():
        section, name, *last = key.split(".")
        if section in ("lanes", "methods"):
            place = lanes if section == "lanes" else methods
            place[name] = {**place[name], last[0]: value}
        else:
            _put(changed, key.split("."), value)
    return {**changed, "lanes": lanes, "methods": methods}


def _put(section: dict[str, Any], path: list[str], value: float) -> None:
    """Put a value at the end of a path, copying what lies on the way: the file's own document stays whole."""
    for part in path:
        section[part] = dict(section[part])
        section = section[part]
    section["value"] = value


def _mark(own: Mapping[str, float]) -> str:
    """Return eight hexadecimal digits that stand for these own values."""
    return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()[:8]
