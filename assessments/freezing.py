"""What forbids paying a supplier right now, read from the tables and not from a verdict that may be older."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from assessments.models import Assessment
from assessments.red_flags import STOP, severity_of, standing_flags, stop_flags
from assessments.wording.flags import FlagView, flag_view
from suppliers.models import Payee, RedFlag, Supplier

FREEST_WHEN_FROZEN = "STAY"


@dataclass(frozen=True, slots=True)
class Freeze:
    """Hold why nobody should pay: payees that wait for confirmation, stops that were seen, a block."""

    supplier: Supplier
    payees: tuple[Payee, ...]
    stops: tuple[FlagView, ...]

    @property
    def is_blocked(self) -> bool:
        """Return whether the owner blocked the supplier."""
        return self.supplier.status == Supplier.Status.BLOCKED

    @property
    def mark(self) -> str:
        """Return what tells this freeze from another, for a page that asks whether it is still the same."""
        parts = [f"p{payee.pk}" for payee in self.payees] + [f"f{stop.pk}" for stop in self.stops]
        return "-".join(parts + ["blocked"] * self.is_blocked)

    @property
    def is_change(self) -> bool:
        """Return whether a payee that waits takes the place of another."""
        return any(payee.replaces_id for payee in self.payees)


def freeze_of(supplier: Supplier, flags: Sequence[RedFlag] | None = None) -> Freeze | None:
    """Return what forbids paying a supplier right now, in two queries; None where nothing does.

    `flags` spares one of them to who has read the standing flags already.
    """
    waiting = Payee.objects.filter(supplier=supplier, state=Payee.State.PENDING)
    payees = tuple(waiting.select_related("replaces").order_by("-added_at", "-pk"))
    standing = standing_flags(supplier) if flags is None else flags
    stops = tuple(flag_view(flag) for flag in standing if severity_of(flag) == STOP)
    found = Freeze(supplier, payees, stops)
    return found if payees or stops or found.is_blocked else None


def outdates(freeze: Freeze | None, assessment: Assessment) -> bool:
    """Return whether a verdict was reached before the freeze, and is freer than the freeze allows."""
    if freeze is None or assessment.verdict == FREEST_WHEN_FROZEN:
        return False
    return assessment.evidence_version < freeze.supplier.evidence_version


def frozen_suppliers() -> Q:
    """Return the condition on a supplier that `freeze_of` has something to say of, for a list of them."""
    payees = Payee.objects.filter(supplier=OuterRef("pk"), state=Payee.State.PENDING)
    stops = RedFlag.objects.filter(supplier=OuterRef("pk"), cleared_at=None, key__in=stop_flags())
    return Q(Exists(payees)) | Q(Exists(stops)) | Q(status=Supplier.Status.BLOCKED)
