"""The policy as the engine uses it: thresholds, priors, lanes and payment methods."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.engine.limits import number
from assessments.engine.overrides import middle, with_own
from assessments.engine.proposal import Recovery
from assessments.engine.words import CHANNELS, Tier

Four = tuple[float, float, float, float]
"""One number for each channel, in the order of `words.CHANNELS`."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The Weibull lead time of orders that arrive by one shipping lane (days)."""

    scale: float
    shape: float

    def survival(self, age_days: float) -> float:
        """Return the share of arriving orders still under way at this age."""
        return math.exp(-((age_days / self.scale) ** self.shape))

    def quantile(self, share: float) -> float:
        """Return the age by which this share of arriving orders has arrived."""
        return self.scale * float((-math.log1p(-share)) ** (1 / self.shape))


@dataclass(frozen=True, slots=True)
class Method:
    """One way to pay: what it gives back, how final it is and what it usually costs."""

    key: str
    tier: Tier
    recovery: Recovery
    eligible_recovery: Recovery | None
    window_days: int | None
    window_from: str
    decides: str
    fee_share: tuple[float, float]
    fx_share: tuple[float, float]
    personal_payee: bool
    hard_stop: bool
    """Nobody who trades honestly asks for it."""


@dataclass(frozen=True, slots=True)
class VanishPrior:
    """The gamma mixture of monthly hazards that a supplier vanishes."""

    shape: float
    exposure: float
    per_clean_order: float
    cap: float
    floor: float


@dataclass(frozen=True, slots=True)
class PilotRule:
    """The two failure rates that a pilot tells apart, how often it may err, and its limits."""

    rate_good: float
    rate_bad: float
    wrong_stop: float
    wrong_go: float
    failures_allowed: float
    volume_share: float
    longest_days: float
    review_orders: float
    review_days: float


@dataclass(frozen=True, slots=True)
class Policy:
    """Every constant of the engine; see policy.toml for units, sources and grades."""

    version: str
    half_life: float
    attested_weight: float
    claimed_weight: float
    complaint_delay: float
    cap: float
    temper: float
    pace_window: float
    month: float
    horizon: float
    counterfeit_memory: float
    discount_warning: float
    attested_share: float
    attested_wait: float
    ripe_share: float
    interval_tail: float
    peak_share: float
    cvar_tail: float
    coverage: tuple[float, float, float]
    """Weights of the evidence, the answers and the terms."""
    forgotten: float
    longest_wait: float
    most_orders: float
    prior_mean: Four
    prior_strength: Four
    drift: Four
    severity: Four
    platform_recovery: Four
    platform_recovery_low: Four
    platform_recovery_high: Four
    drift_cap: float
    vanish: VanishPrior
    gates: Mapping[str, tuple[float | None, float | None]]
    gate_units: Mapping[str, str]
    ceiling_orders: float
    ceiling_volume: float
    unknown: Mapping[str, float]
    unknown_units: Mapping[str, str]
    lanes: Mapping[str, Lane]
    methods: Mapping[str, Method]
    families: Mapping[str, tuple[str, ...]]
    pilot: PilotRule

    def attested_after(self, lane: str) -> float:
        """Return the age in days beyond which a silent order of a lane counts by the owner's attestation."""
        return self.lane(lane).quantile(self.attested_share) + self.attested_wait

    def lane(self, name: str) -> Lane:
        """Return the lane of that name, or the one for all lanes together."""
        return self.lanes.get(name, self.lanes["unknown"])


def policy_from(document: Mapping[str, Any], overrides: Mapping[str, Any] | None = None) -> Policy:
    """Return the policy that a parsed policy file holds, with a store's own values for some assumptions.

    Raises: KeyError, ValueError.
    """
    document = with_own(document, overrides)
    ceiling = document["ceiling"]
    return Policy(
        version=str(document["version"]),
        **_numbers(document),
        **_channels(document),
        vanish=VanishPrior(
            **{name: _value(document["vanish"], name) for name in VanishPrior.__dataclass_fields__}
        ),
        gates={key: (gate.get("pilot"), gate.get("ready")) for key, gate in document["gates"].items()},
        gate_units={key: str(gate["unit"]) for key, gate in document["gates"].items()},
        ceiling_orders=_value(ceiling, "clean_orders"),
        ceiling_volume=_value(ceiling, "volume_factor"),
        unknown={key: _value(document["unknown"], key) for key in document["unknown"]},
        unknown_units={key: str(entry["unit"]) for key, entry in document["unknown"].items()},
        lanes={
            key: Lane(float(lane["scale"]), float(lane["shape"])) for key, lane in document["lanes"].items()
        },
        methods={key: _method(key, entry) for key, entry in document["methods"].items()},
        families={key: tuple(members) for key, members in document["families"].items()},
        pilot=PilotRule(**{name: _value(document["pilot"], name) for name in PilotRule.__dataclass_fields__}),
    )


def _numbers(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain numbers: those of the evidence under their own names, then money, coverage and waiting."""
    evidence, money, waiting = document["evidence"], document["money"], document["waiting"]
    return {name: _value(evidence, name) for name in evidence} | {
        "peak_share": _value(money, "peak_share"),
        "cvar_tail": _value(money, "cvar_tail"),
        "coverage": tuple(_value(document["coverage"], name) for name in ("evidence", "answers", "terms")),
        "forgotten": _value(waiting, "forgotten"),
        "longest_wait": _value(waiting, "longest"),
        "most_orders": _value(waiting, "most_orders"),
    }


def _channels(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what there is one number of for each channel."""
    return {
        "prior_mean": _four(document, "mean"),
        "prior_strength": _four(document, "strength"),
        "drift": _four(document, "drift"),
        "severity": _four(document, "severity"),
        "platform_recovery": _four(document, "recovery"),
        "platform_recovery_low": _four(document, "recovery", "low"),
        "platform_recovery_high": _four(document, "recovery", "high"),
        "drift_cap": _value(document["drift"], "cap"),
    }


def _value(section: Mapping[str, Any], name: str, part: str = "value") -> float:
    return number(f"policy {name}.{part}", section[name][part], (0, 1e6))


def _four(document: Mapping[str, Any], name: str, part: str = "value") -> Four:
    lost, late, other, fake = (_value(document["channels"][channel], name, part) for channel in CHANNELS)
    return lost, late, other, fake


def _recovery(entry: Mapping[str, Any], point: str, band: str) -> Recovery | None:
    """Return what comes back at the point chosen within a band, or at its middle; None without the band."""
    if band not in entry:
        return None
    back = float(entry.get(point, middle(entry[band])))
    return Recovery(**{name: share * back for name, share in entry["covers"].items()})


def _method(key: str, entry: Mapping[str, Any]) -> Method:
    return Method(
        key=key,
        tier=Tier(entry["tier"]),
        recovery=_recovery(entry, "recovered", "band") or Recovery(),
        eligible_recovery=_recovery(entry, "recovered_eligible", "eligible_band"),
        window_days=entry.get("window_days"),
        window_from=str(entry["window_from"]),
        decides=str(entry["decides"]),
        fee_share=(float(entry["fee_share"][0]), float(entry["fee_share"][1])),
        fx_share=(float(entry["fx_share"][0]), float(entry["fx_share"][1])),
        personal_payee=bool(entry.get("personal_payee", False)),
        hard_stop=bool(entry.get("hard_stop", False)),
    )
