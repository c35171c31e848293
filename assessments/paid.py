"""Whom the money of a proposal would go to, for its report."""

from dataclasses import dataclass

from assessments.models import Proposal
from suppliers.models import Payee
from suppliers.paying import counted_match, standing_for


@dataclass(frozen=True, slots=True)
class Paid:
    """Be the account that a proposal names, how its holder's name counts, and what stands in its place now."""

    payee: Payee
    name: str
    instead: tuple[Payee, ...]


def paid_by(proposal: Proposal) -> Paid | None:
    """Return the account that a proposal names, as it stands now, in one query; None where it names none."""
    payees = list(Payee.objects.filter(supplier=proposal.supplier_id).defer("sealed_account").order_by("pk"))
    named = next((each for each in payees if each.pk == proposal.payee_id), None)
    if named is None:
        return None
    name = Payee.NameMatch(counted_match(proposal.supplier, named))
    instead = tuple(each for each in standing_for(named.pk, payees) if each.pk != named.pk)
    return Paid(named, str(name.label), instead)
