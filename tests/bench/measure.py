"""Measure things in turns, so that a busy machine slows all of them alike."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getpagesize, getrusage
from statistics import median
from time import process_time

Work = Callable[[], object]
"""What is timed; what it returns is thrown away."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the bench; `baseline` is in the same unit, measured in turns with the thing itself."""

    name: str
    median: float
    unit: str
    baseline: float | None = None
    target: float | None = None

    @property
    def ratio(self) -> float | None:
        """Return how many times the baseline the thing takes; None where there is no baseline."""
        return self.median / self.baseline if self.baseline else None

    @property
    def met(self) -> bool | None:
        """Return whether the target is met; None where there is none."""
        return None if self.target is None else self.median <= self.target

    def as_dict(self) -> dict[str, object]:
        """Return the row as the file has it."""
        return {
            "name": self.name,
            "median": self.median,
            "unit": self.unit,
            "baseline": self.baseline,
            "ratio": self.ratio,
            "target": self.target,
            "met": self.met,
        }


def seconds(work: Work) -> float:
    """Return how long the work takes once, in seconds of one core: what others run meanwhile is not counted."""
    start = process_time()
    work()
    return process_time() - start


IN_A_ROW = 5
"""Runs of each thing in one turn: what ran before it left the processor's caches full of something else."""


def in_turns(repeats: int, *things: Work) -> list[float]:
    """Return the median seconds of each thing, run so many times in turns of a few in a row."""
    turns = [
        [[seconds(thing) for _ in range(IN_A_ROW)] for thing in things]
        for _ in range(repeats // IN_A_ROW + 1)
    ]
    return [median(time for turn in turns for time in turn[at]) for at in range(len(things))]


def resident_megabytes() -> float:
    """Return the memory that this process holds now; where the system does not say, the most it ever held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text(encoding="ascii").split()[1]) * getpagesize() / 1e6
    most = getrusage(RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3
