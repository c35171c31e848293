"""Run the bench, or only the groups that are named: print the table, write it, fail where a target is not met."""

import sys
from itertools import chain

from tests.bench.registry import GROUPS
from tests.bench.results import OUTPUT, amount, table, write


def main(wanted: list[str]) -> int:
    """Measure the groups; return 1 when any target is not met, 2 for a group that is not there, else 0."""
    unknown = [name for name in wanted if name not in GROUPS]
    if unknown:
        print(f"No group {', '.join(unknown)}; there are {', '.join(GROUPS)}.", file=sys.stderr)
        return 2
    rows = list(chain.from_iterable(GROUPS[name]() for name in wanted or GROUPS))
    print(table(rows))
    write(rows)
    print(f"\nWritten to {OUTPUT}.")
    missed = [row for row in rows if row.met is False]
    for row in missed:
        read, most = amount(row.median, row.unit), amount(row.target, row.unit)
        print(f"Target not met: {row.name}: {read}, where at most {most} is allowed.", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
