"""Assess proposals with the evidence as it stands, and keep the verdicts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db import transaction

from assessments.engine import ENGINE_VERSION, assess, evidence_as, proposal_as, proposal_from
from assessments.engine.evidence import Evidence
from assessments.engine.policy import Policy
from assessments.evidence import evidence_of
from assessments.models import Assessment, Proposal, Reading
from assessments.own_policy import own_values_of
from assessments.policy import policy_with
from assessments.queries import live_proposals
from assessments.supplier_facts import Record, facts_in, record_of, with_facts
from assessments.terms import document_of
from stores.queries import today_in
from suppliers.models import Supplier


class CannotAssess(Exception):
    """Say which state of a supplier's evidence cannot be assessed under which policy, and why."""

    def __init__(self, evidence_version: int, policy_version: str, why: str) -> None:
        """Keep the state."""
        super().__init__(why)
        self.evidence_version, self.policy_version = evidence_version, policy_version


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
        known = known_of(supplier, own, now)
        for proposal in live_proposals(supplier):
            assess_proposal(proposal, known)
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


def _lock(supplier_id: int) -> Supplier:
    """Return a supplier whose evidence stands still until this transaction ends."""
    return (
        Supplier.objects.select_for_update(of=("self",), no_key=True)
        .select_related("store")
        .get(pk=supplier_id)
    )


@dataclass(frozen=True, slots=True)
class Known:
    """Hold all that the assessments of a supplier's proposals share, read once."""

    supplier: Supplier
    own: Mapping[str, float]
    policy: Policy
    now: datetime
    as_of: date
    record: Record
    evidence: Callable[[str], Evidence]
    """Of a currency."""


def known_of(supplier: Supplier, own: Mapping[str, float], now: datetime) -> Known:
    """Return what the assessments of a supplier's proposals share; the caller holds its row."""
    as_of, policy = today_in(supplier.store, now), policy_with(own)
    evidence = cache(lambda currency: evidence_of(supplier, currency, as_of, policy))
    return Known(supplier, own, policy, now, as_of, record_of(supplier, as_of), evidence)


def assess_proposal(proposal: Proposal, known: Known) -> None:
    """Assess one proposal with what is known, and let it show the verdict."""
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
