"""The method page prints the numbers of the policy, all of them, and no others."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assessments.engine import ENGINE_VERSION
from assessments.policy import policy_document

PAGE = Path(__file__).parents[2] / "docs" / "method.md"
POLICY: Any = policy_document()
NOTHING_ASKED = "–"


def rows(columns: int) -> dict[str, list[str]]:
    """Return key -> cells of every table row that begins with a key and has so many columns."""
    lines = re.findall(r"^\| `([\w.]+)` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    found = [(key, [cell.strip() for cell in rest.split("|")]) for key, rest in lines]
    kept = [(key, cells) for key, cells in found if len(cells) == columns - 1]
    assert len(dict(kept)) == len(kept), "a key stands twice"
    return dict(kept)


def constants(section: Mapping[str, Any], path: str) -> dict[str, Mapping[str, Any]]:
    """Return path -> entry of every number with a value below a section."""
    found: dict[str, Mapping[str, Any]] = {}
    for key, entry in section.items():
        here = f"{path}.{key}"
        if isinstance(entry, Mapping):
            found |= {here: entry} if "value" in entry else constants(entry, here)
    return found


def names(source: object) -> str:
    """Return a source as the page writes it."""
    return ", ".join(source) if isinstance(source, list) else str(source)


def threshold(value: float | None) -> str:
    """Return a threshold as the page writes it; nothing asked is a dash, never a zero."""
    return NOTHING_ASKED if value is None else f"{value:g}"


def test_every_gate_is_printed_with_the_thresholds_of_the_policy() -> None:
    printed = {
        key: (cells[1], cells[2], cells[4], cells[5]) for key, cells in rows(7).items() if "." not in key
    }
    assert printed == {
        key: (threshold(gate.get("pilot")), threshold(gate.get("ready")), gate["grade"], gate["source"])
        for key, gate in POLICY["gates"].items()
    }


def test_every_constant_is_printed_with_its_value_range_grade_and_source() -> None:
    sections = (
        *("evidence", "money", "coverage", "waiting", "channels", "drift", "vanish", "ceiling", "pilot"),
        "unknown",
        "diligence",
    )
    expected = {}
    for section in sections:
        for key, entry in constants(POLICY[section], section).items():
            span = f"{entry['low']:g} to {entry['high']:g}" if "low" in entry else ""
            expected[key] = (f"{entry['value']:g}", span, entry["grade"], entry["source"])
    assert {key: (cells[0], *cells[2:]) for key, cells in rows(6).items()} == expected


def test_every_lane_is_printed_with_its_lead_times() -> None:
    printed = {key: cells for key, cells in rows(7).items() if key.startswith("lanes.")}
    assert {key: (cells[0], cells[1], cells[5]) for key, cells in printed.items()} == {
        f"lanes.{key}": (f"{lane['scale']:g}", f"{lane['shape']:g}", lane["source"])
        for key, lane in POLICY["lanes"].items()
    }


def test_every_payment_method_is_printed_with_what_it_covers() -> None:
    channels = ("lost", "late", "not_as_described", "counterfeit", "vanished")
    printed = {key: cells for key, cells in rows(7).items() if key.startswith("methods.")}
    assert {key: (*cells[:3], *cells[4:]) for key, cells in printed.items()} == {
        f"methods.{key}": (
            method["tier"].replace("_", " "),
            f"{method['band'][0]:g} to {method['band'][1]:g}",
            " / ".join(f"{method['covers'][channel]:g}" for channel in channels),
            method["grade"],
            names(method["source"]),
        )
        for key, method in POLICY["methods"].items()
    }


def test_every_point_of_due_diligence_is_printed_with_its_weight() -> None:
    assert {key: (cells[0], cells[2]) for key, cells in rows(4).items()} == {
        f"diligence.{key}": (f"{point['weight']:g}", point["source"])
        for key, point in POLICY["diligence"].items()
        if "weight" in point
    }


def test_every_red_flag_is_printed_with_its_severity_and_what_it_makes_true() -> None:
    assert {key: tuple(cells) for key, cells in rows(5).items()} == {
        f"red_flags.{key}": (
            flag["severity"],
            flag.get("answer", NOTHING_ASKED),
            flag["grade"],
            flag["source"],
        )
        for key, flag in POLICY["red_flags"].items()
    }


@pytest.mark.parametrize("version", [f"policy **{POLICY['version']}**", f"engine **{ENGINE_VERSION}**"])
def test_the_page_names_the_versions_it_speaks_of(version: str) -> None:
    assert version in PAGE.read_text(encoding="utf-8")


def test_every_source_that_is_named_by_a_key_has_its_address() -> None:
    listed = set(
        re.findall(r"^- \*\*([\w-]+)\*\* <https?://", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    )
    used = {key for method in POLICY["methods"].values() for key in method["source"] if key != "G"} | {
        fact["source"] for fact in POLICY["platform"].values()
    }
    flags = [flag["source"].split(", ") for flag in POLICY["red_flags"].values()]
    used |= {key for keys in flags for key in keys if key != "own judgement"}
    assert used <= listed
