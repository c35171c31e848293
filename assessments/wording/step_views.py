"""What a report prints of what to do: the next step, and the plan of a pilot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NextStepView:
    """The one thing to do now; `target` (proposal, orders, diligence, pilot, none) says which page it opens."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class PilotLimitView:
    """One limit of a pilot."""

    label: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class PilotRowView:
    """What so many failures mean: after how many orders to go on, and when to stop."""

    failures: str
    go: str
    stop: str


@dataclass(frozen=True, slots=True)
class PilotWorthView:
    """What a pilot of one size teaches, in money, and what its orders are expected to lose."""

    orders: str
    value: str
    cost: str


@dataclass(frozen=True, slots=True)
class PilotView:
    """The plan of a pilot; folded away (`is_folded`) where no pilot is advised."""

    is_folded: bool
    lead: str
    problems: tuple[str, ...]
    limits: tuple[PilotLimitView, ...]
    rows: tuple[PilotRowView, ...]
    counting: str
    at_once: tuple[str, ...]
    undecided: str
    errors: str
    worth: str
    sizes: tuple[PilotWorthView, ...]
    assumed: tuple[str, ...]
    """Terms that nobody stated and on which a limit rests."""
