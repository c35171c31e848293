"""One guard: where it stands, what deletes it, and the tests that must fail then."""

from dataclasses import dataclass

from tests.drills.ground import ENGINE, Ground


@dataclass(frozen=True, slots=True)
class Guard:
    """A piece of text of a file and what takes its place; tests are named file::test, both as the ground has them."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    ground: Ground = ENGINE


def guard(name: str, file: str, old: str, new: str, *tests: str) -> Guard:
    """Return a guard of the engine; a test without a file name is in the file of the one before."""
    found: list[str] = []
    for test in tests:
        found.append(test if ".py" in test else f"{found[-1].partition('::')[0]}::{test}")
    return Guard(name, file, old, new, tuple(found))
