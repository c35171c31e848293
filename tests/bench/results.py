"""Print the rows as a table and write them where other tools read them."""

import json
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import Row

OUTPUT = Path(__file__).parents[2] / "var" / "bench.json"
HEADINGS = ("", "median", "beside it", "ratio", "target", "met")


def table(rows: Sequence[Row]) -> str:
    """Return the rows as lines of text."""
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        amount(row.median, row.unit),
        amount(row.baseline, row.unit),
        "" if row.ratio is None else f"{row.ratio:.2f}",
        amount(row.target, row.unit),
        {True: "yes", False: "NO", None: ""}[row.met],
    )


def amount(value: float | None, unit: str) -> str:
    """Return a number with its unit, and nothing for none."""
    return "" if value is None else f"{value:,.4g} {unit}"


def write(rows: Sequence[Row], path: Path = OUTPUT) -> None:
    """Write the rows as a list of plain values."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([row.as_dict() for row in rows], indent=2) + "\n", encoding="utf-8")
