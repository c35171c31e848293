"""Hand a proposal in, change it, and take it off the table."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from assessments.actions.assessing import assess_proposal, known_of
from assessments.actions.explaining import explanation_of
from assessments.models import Proposal, Version
from assessments.own_policy import own_values_of
from stores.models import User
from suppliers.actions.holding import hold
from suppliers.models import Payee, Supplier
from suppliers.paying import LIVE


class EndedProposal(Exception):
    """Say that a proposal is off the table and cannot be changed; nothing was changed."""


class PayeeOver(Exception):
    """Say that an account is by now rejected, replaced, or another supplier's; nothing was changed."""


@transaction.atomic
def submit(
    supplier: Supplier, terms: Mapping[str, Any], user: User, now: datetime, payee: Payee | None = None
) -> Proposal:
    """Hand in a proposal of a supplier and assess it at once; `payee` is whom its money would go to.

    Raises PayeeOver; Http404 where the supplier was merged meanwhile.
    """
    held = hold(supplier)
    proposal = Proposal.objects.create(store=held.store, supplier=held)
    return revise(proposal, terms, user, now, payee)


@transaction.atomic
def revise(
    proposal: Proposal, terms: Mapping[str, Any], user: User, now: datetime, payee: Payee | None = None
) -> Proposal:
    """Add a version to a proposal and assess it at once; the versions before it stay as they are.

    Raises EndedProposal where it is off the table, PayeeOver; Http404 where it is another supplier's by now.
    """
    supplier = hold(proposal.supplier)
    kept = Proposal.objects.filter(pk=proposal.pk, supplier=supplier).first()
    if kept is None:
        raise Http404
    if kept.state != Proposal.State.LIVE:
        raise EndedProposal
    chosen = _live(payee, supplier) if payee else None
    number = proposal.versions.count() + 1
    proposal.version = Version.objects.create(
        store=proposal.store, proposal=proposal, number=number, created_by=user, **terms
    )
    proposal.payee = chosen
    proposal.save(update_fields=["version", "payee"])
    assess_proposal(proposal, known_of(supplier, own_values_of(supplier.store), now))
    return proposal


@transaction.atomic
def end(proposal: Proposal, state: Proposal.State) -> None:
    """Take a proposal off the table; its report stays as it is, with its explanation.

    That is made now: an ended proposal is never assessed again, and a newer engine could not make it any more.
    """
    hold(proposal.supplier)
    ended = Proposal.objects.select_related("assessment").get(pk=proposal.pk)
    if ended.assessment is not None:
        explanation_of(ended.assessment)
    ended.state = state
    ended.save(update_fields=["state"])


def _live(payee: Payee, supplier: Supplier) -> Payee:
    """Return an account as it is while the supplier stands still. Raises: PayeeOver."""
    found = Payee.objects.filter(pk=payee.pk, supplier=supplier, state__in=LIVE).first()
    if found is None:
        raise PayeeOver
    return found
