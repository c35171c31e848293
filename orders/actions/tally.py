"""What a piece of writing did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Count the orders that were new, changed, and already here as they are."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return the sum of two tallies."""
        return Tally(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)
