"""Read the policy file once and hand the engine what it says."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assessments.engine.policy import Policy, policy_from

POLICY_FILE = Path(__file__).with_name("policy.toml")


@cache
def policy_document() -> Mapping[str, object]:
    """Return the policy file as parsed, with units, sources, dates and grades, for the pages that show it."""
    return tomllib.loads(POLICY_FILE.read_text(encoding="utf-8"))


@cache
def current_policy() -> Policy:
    """Return the policy in force."""
    return policy_from(policy_document())
