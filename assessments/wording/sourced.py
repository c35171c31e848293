"""Say of an answer that the supplier's page gave it, and not the owner in the proposal."""

from collections.abc import Mapping
from typing import Any

Report = Mapping[str, Any]

SUPPLIER = {"kind": "supplier"}


def with_sources(report: Report, sources: Mapping[str, str]) -> dict[str, Any]:
    """Return an assessment or an explanation whose answers name their true sources; `sources` is by question."""
    told = dict(report)
    if sources and "blockers" in told:
        told["blockers"] = [_blocker(blocker, sources) for blocker in told["blockers"]]
    if sources and "findings" in told:
        told["findings"] = [_finding(finding, sources) for finding in told["findings"]]
    return told


def _blocker(blocker: Report, sources: Mapping[str, str]) -> Report:
    source = _source(str(blocker["key"]), blocker.get("source"), sources)
    return {**blocker, "source": source} if source else blocker


def _finding(finding: Report, sources: Mapping[str, str]) -> Report:
    data = finding.get("data") or {}
    source = _source(str(data.get("question")), data.get("source"), sources)
    if source is None:
        return finding
    return {**finding, "data": {**data, "source": source}, "evidence": [SUPPLIER]}


def _source(question: str, said: object, sources: Mapping[str, str]) -> str | None:
    """Return what a fact of the supplier is told as; what orders or the payment say comes before."""
    return sources.get(question) if said in ("answer", "flag") else None
