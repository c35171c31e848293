"""Count how often something was tried, so that nobody can try without end."""

import time
from ipaddress import IPv6Address, ip_address
from typing import Final

from django.core.cache import cache
from redis.exceptions import RedisError

# Whoever has one address of IPv6 has 2 to the power of 64 of them.
_OWN_BITS: Final = 64


def is_within(what: str, most: int, seconds: int) -> bool:
    """Return whether this try is still among the `most` of so many seconds; it is counted.

    Where the count is away nothing is let through: an address without an account must not be open without a bound.
    """
    # The count of each span of time has a name of its own and is long out of use when it ends: what is counted up as
    # it ends would stay without an end, and keep somebody out for good.
    key = f"tries.{what}.{int(time.time()) // seconds}"
    try:
        cache.add(key, 0, timeout=2 * seconds)
        return cache.incr(key) <= most
    except (RedisError, ValueError):
        return False


def network_of(address: str) -> str:
    """Return what one visitor is counted by: the address, of IPv6 its first 64 bits. Raises: ValueError."""
    found = ip_address(address)
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Address(int(found) >> _OWN_BITS << _OWN_BITS))
