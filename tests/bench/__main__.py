"""Run the bench: print the table, write var/bench.json, fail where a target is not met."""

import sys
from itertools import chain

from tests.bench.registry import GROUPS
from tests.bench.results import OUTPUT, amount, table, write


def main() -> int:
    """Measure every group; return 1 when any target is not met, else 0."""
    rows = list(chain.from_iterable(group() for group in GROUPS))
    print(table(rows))
    write(rows)
    print(f"\nWritten to {OUTPUT}.")
    missed = [row for row in rows if row.met is False]
    for row in missed:
        read, wanted = amount(row.median, row.unit), amount(row.target, row.unit)
        print(f"Target not met: {row.name}: {read}, where at most {wanted} is allowed.", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
