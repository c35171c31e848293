"""How far orders are counted one by one, where no sum of them is kept."""

MANY = 10_000
"""Beyond so many a page says "more than": one more is news to nobody, and no verdict asks for more."""
