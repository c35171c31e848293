"""Read the policy file once and hand the engine what it says, with a store's own values where it has some."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from assessments.engine.overrides import Assumption, overridable
from assessments.engine.policy import Policy, policy_from

POLICY_FILE = Path(__file__).with_name("policy.toml")


@cache
def policy_document() -> Mapping[str, object]:
    """Return the policy file as parsed, with units, sources, dates and grades, for the pages that show it."""
    return tomllib.loads(POLICY_FILE.read_text(encoding="utf-8"))


@cache
def current_policy() -> Policy:
    """Return the policy of the file, without any store's own values."""
    return policy_from(policy_document())


@cache
def replaceable() -> Mapping[str, Assumption]:
    """Return key -> every assumption that a store may replace, in the order of the file."""
    return overridable(policy_document())


def policy_with(overrides: Mapping[str, float]) -> Policy:
    """Return the policy with these own values. Raises: ValueError."""
    return _policy_with(tuple(sorted(overrides.items()))) if overrides else current_policy()


@lru_cache(maxsize=1_024)
def _policy_with(overrides: tuple[tuple[str, float], ...]) -> Policy:
    """Return the policy of one set of own values; made once, because each store reads its own all day."""
    return policy_from(policy_document(), dict(overrides))
