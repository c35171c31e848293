"""What is said of the dangers of leaving: the hazards, the protections given up, and what a payment gives back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HazardView:
    """One of the four hazards of leaving, with its price."""

    key: str
    title: str
    meaning: str
    price: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProtectionView:
    """One protection of the platform that leaving gives up, priced."""

    key: str
    label: str
    price: str


@dataclass(frozen=True, slots=True)
class TierView:
    """One rung of the recourse ladder."""

    key: str
    label: str
    meaning: str
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class RecoveryView:
    """How much comes back after one kind of failure."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    """The proposed payment method and what it gives back."""

    label: str
    note: str
    window: str
    who: str
    trap: str
    ladder: tuple[TierView, ...]
    recovery: tuple[RecoveryView, ...]
    gives_nothing_back: bool
