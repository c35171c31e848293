"""Count how often something was tried, so that nobody can try without end."""

from django.core.cache import cache
from redis.exceptions import RedisError


def is_within(what: str, most: int, seconds: int) -> bool:
    """Return whether this try is still among the `most` of so many seconds; it is counted.

    Where the count is away nothing is let through: an address without an account must not be open without a bound.
    """
    key = f"suppliers.tries.{what}"
    try:
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key) <= most
    except (RedisError, ValueError):
        return False
