"""Orders as they come in, their outcomes, and their sums."""
