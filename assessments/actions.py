"""What can be done with proposals: hand one in, change it, end it, assess it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.http import Http404

from assessments.engine import (
    ENGINE_VERSION,
    assess,
    evidence_as,
    evidence_from,
    proposal_as,
    proposal_from,
)
from assessments.engine.evidence import Evidence
from assessments.engine.policy import Policy
from assessments.evidence import evidence_of
from assessments.explaining import explained
from assessments.models import Assessment, Proposal, Reading, Version
from assessments.own_policy import own_values_of
from assessments.policy import current_policy, policy_with
from assessments.queries import live_proposals
from assessments.supplier_facts import Record, facts_in, record_of, with_facts
from assessments.terms import document_of
from stores.models import User
from stores.queries import today_in
from suppliers.actions.holding import hold
from suppliers.models import Payee, Supplier
from suppliers.paying import LIVE


class CannotAssess(Exception):
    """Say which state of a supplier's evidence cannot be assessed under which policy, and why."""

    def __init__(self, evidence_version: int, policy_version: str, why: str) -> None:
        """Keep the state."""
        super().__init__(why)
        self.evidence_version, self.policy_version = evidence_version, policy_version


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
    _assess(proposal, _known(supplier, own_values_of(supplier.store), now))
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


@transaction.atomic
def assess_supplier(supplier_id: int, now: datetime) -> None:
    """Assess the live proposals of a supplier with the evidence as it stands.

    Safe twice and side by side: the supplier's row is locked, so that version and evidence agree, and a state
    that was assessed today is left alone.
    """
    supplier = _lock(supplier_id)
    reading, _made = Reading.objects.get_or_create(supplier=supplier, defaults={"store": supplier.store})
    own = own_values_of(supplier.store)
    seen = {
        "assessed_version": supplier.evidence_version,
        "assessed_on": today_in(supplier.store, now),
        "policy_version": policy_with(own).version,
        "engine_version": ENGINE_VERSION,
    }
    if all(getattr(reading, name) == value for name, value in seen.items()):
        return
    try:
        known = _known(supplier, own, now)
        for proposal in live_proposals(supplier):
            _assess(proposal, known)
    except (ValueError, ArithmeticError, LookupError) as error:
        raise CannotAssess(supplier.evidence_version, policy_with(own).version, str(error)) from error
    Reading.objects.filter(pk=reading.pk).update(**seen, failure="", failed_version=0)


def note_failure(supplier_id: int, error: CannotAssess) -> None:
    """Remember that a state of the evidence cannot be assessed, so that it is not tried for ever.

    Another policy or engine may be able to: which ones were tried is kept too.
    """
    supplier = Supplier.objects.get(pk=supplier_id)
    failed = {
        "store": supplier.store,
        "failed_version": error.evidence_version,
        "failure": str(error)[:300],
        "policy_version": error.policy_version,
        "engine_version": ENGINE_VERSION,
    }
    Reading.objects.update_or_create(supplier=supplier, defaults=failed)


@transaction.atomic
def explanation_of(assessment: Assessment) -> dict[str, Any]:
    """Return what explains a verdict, worked out when it is first asked for, from the stored inputs.

    The store's own values are those the verdict was made with, also where it has others by now. Nothing for a
    verdict of an older policy file or engine: what explained it then may not explain it now.
    """
    if assessment.explanation is None:
        if not _can_be_made_again(assessment):
            return {}
        inputs = assessment.inputs
        made = explained(
            evidence_from(inputs["evidence"]), proposal_from(inputs["proposal"]), inputs.get("policy", {})
        )
        Assessment.objects.filter(pk=assessment.pk).update(explanation=made)
        assessment.explanation = made
    return dict(assessment.explanation)


def _can_be_made_again(assessment: Assessment) -> bool:
    """Return whether the engine and the policy file are those that an assessment was made with."""
    file_version, _, _own = assessment.policy_version.partition("+")
    if (file_version, assessment.engine_version) != (current_policy().version, ENGINE_VERSION):
        return False
    return policy_with(assessment.inputs.get("policy", {})).version == assessment.policy_version


def _live(payee: Payee, supplier: Supplier) -> Payee:
    """Return an account as it is while the supplier stands still. Raises: PayeeOver."""
    found = Payee.objects.filter(pk=payee.pk, supplier=supplier, state__in=LIVE).first()
    if found is None:
        raise PayeeOver
    return found


def _lock(supplier_id: int) -> Supplier:
    """Return a supplier whose evidence stands still until this transaction ends."""
    return (
        Supplier.objects.select_for_update(of=("self",), no_key=True)
        .select_related("store")
        .get(pk=supplier_id)
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """Hold all that the assessments of a supplier's proposals share, read once."""

    supplier: Supplier
    own: Mapping[str, float]
    policy: Policy
    now: datetime
    as_of: date
    record: Record
    evidence: Callable[[str], Evidence]
    """Of a currency."""


def _known(supplier: Supplier, own: Mapping[str, float], now: datetime) -> _Known:
    as_of, policy = today_in(supplier.store, now), policy_with(own)
    evidence = cache(lambda currency: evidence_of(supplier, currency, as_of, policy))
    return _Known(supplier, own, policy, now, as_of, record_of(supplier, as_of), evidence)


def _assess(proposal: Proposal, known: _Known) -> None:
    version, supplier, policy = proposal.version, known.supplier, known.policy
    if version is None:
        return
    evidence, facts = known.evidence(version.currency), facts_in(known.record, proposal)
    answers, decided = with_facts(version.answers, {key: fact.value for key, fact in facts.items()})
    terms = proposal_from(document_of(version) | {"answers": answers})
    result = assess(evidence, terms, policy)
    proposal.assessment, _made = Assessment.objects.get_or_create(
        version=version,
        evidence_version=supplier.evidence_version,
        policy_version=policy.version,
        engine_version=ENGINE_VERSION,
        as_of=known.as_of,
        defaults={
            "store": supplier.store,
            "verdict": result["verdict"],
            "inputs": {
                "evidence": evidence_as(evidence),
                "proposal": proposal_as(terms),
                "policy": dict(known.own),
                # The answers above that the supplier's page gave, and from what: the engine does not read it.
                "from_supplier": {key: facts[key].source for key in sorted(decided)},
            },
            "result": result,
            "computed_at": known.now,
        },
    )
    proposal.save(update_fields=["assessment"])
