"""The words of the engine: channels, arrivals, verdicts and payment tiers."""

from enum import StrEnum

CHANNELS = ("lost", "late", "not_as_described", "counterfeit")
"""The four ways one order can fail, in the order every tuple of the engine follows."""

BLOCKER_QUESTIONS = (
    "personal_account",
    "payee_mismatch",
    "payee_changed",
    "pressure",
    "close_dispute",
    "untraceable_only",
    "confirmed_counterfeit",
    "licence_invalid",
    "refuses_written_terms",
)
"""Questions of which one "yes" forbids leaving, and one "unknown" holds the verdict at NOT_YET."""

RED_FLAGS = (
    "look_alike_address",
    "branded_without_authorisation",
    "supplier_blocked",
)
"""Facts that forbid leaving where they are seen, and are no questions: not having seen one answers nothing."""

OTHER_QUESTIONS = (
    "brand_authorised",
    "branded_goods",
    "sole_trader_own_account",
    "paypal_resale_eligible",
)
"""Questions that shape scope, findings or recovery and are no blockers."""

THROUGHOUT = 36_500
"""Days of complaint recording that stand for "for as long as the orders go back"."""


class Arrival(StrEnum):
    """What is known about the arrival of one order."""

    PROVEN = "proven"
    ATTESTED = "attested"
    OPEN = "open"
    LOST = "lost"
    NOT_OBSERVED = "not_observed"


class Verdict(StrEnum):
    """The four verdicts, from the most careful to the freest."""

    STAY = "STAY"
    NOT_YET = "NOT_YET"
    PILOT = "PILOT"
    READY = "READY"

    @property
    def rank(self) -> int:
        """Return 0 for STAY up to 3 for READY."""
        return _RANKS[self.value]


_RANKS = {"STAY": 0, "NOT_YET": 1, "PILOT": 2, "READY": 3}


class Tier(StrEnum):
    """How well a payment method protects the payer, best first."""

    HELD = "HELD"
    CLAWBACK = "CLAWBACK"
    TRACEABLE_FINAL = "TRACEABLE_FINAL"
    UNTRACEABLE_FINAL = "UNTRACEABLE_FINAL"

    @property
    def is_final(self) -> bool:
        """Return whether money sent this way cannot be called back."""
        return self in (Tier.TRACEABLE_FINAL, Tier.UNTRACEABLE_FINAL)

    @property
    def risk(self) -> int:
        """Return 0 for the safest tier up to 3."""
        return list(Tier).index(self)
