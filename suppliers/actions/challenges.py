"""Ask whether two contacts are one party: a phrase goes out on the platform and has to come back beside it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import Http404

from stores.models import User
from suppliers.actions.contacts import ContactOver
from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.actions.trail import note
from suppliers.models import Challenge, Contact, TrailEntry
from suppliers.phrases import new_phrase, same_phrase

LASTS = timedelta(days=7)


class ChallengeOpen(Exception):
    """Say that a contact has a challenge that waits for its answer; nothing was changed."""


class ChallengeOver(Exception):
    """Say that a challenge has ended or run out, and takes no answer; nothing was changed."""


@transaction.atomic
def issue_challenge(contact: Contact, user: User, now: datetime) -> Challenge:
    """Return a new challenge for a contact off the platform; one that ran out is ended before it.

    Raises: ChallengeOpen, ContactOver, ValueError where the contact is the platform's own chat.
    """
    if contact.kind == Contact.Kind.PLATFORM:
        raise ValueError("the phrase goes out in the platform's chat, so it has to come back on another way")
    held = hold(contact.supplier)
    if not Contact.objects.filter(pk=contact.pk, supplier=held, ended_on=None).exists():
        raise ContactOver
    for old in Challenge.objects.select_for_update().filter(
        contact=contact, state=Challenge.State.OPEN, expires_at__lte=now
    ):
        _end(old, Challenge.State.FAILED, None, now)
    try:
        with transaction.atomic():
            made = Challenge.objects.create(
                store_id=held.store_id,
                supplier=held,
                contact=contact,
                phrase=new_phrase(),
                issued_by=user,
                issued_at=now,
                expires_at=now + LASTS,
            )
    except IntegrityError as error:
        raise ChallengeOpen from error
    note(held, TrailEntry.Kind.CHALLENGE_ISSUED, user, now, str(contact))
    return made


@transaction.atomic
def answer_challenge(challenge: Challenge, answer: str, user: User, now: datetime) -> bool:
    """Keep what came back and return whether it is the phrase; a wrong answer ends the challenge too.

    Raises: ChallengeOver, where it has ended.
    """
    found = _locked(challenge)
    if found.state != Challenge.State.OPEN or is_overdue(found, now):
        raise ChallengeOver
    passed = same_phrase(found.phrase, answer)
    found.answer = answer.strip()[:200]
    _end(found, Challenge.State.PASSED if passed else Challenge.State.FAILED, user, now)
    return passed


@transaction.atomic
def give_up_challenge(challenge: Challenge, user: User, now: datetime) -> bool:
    """End a challenge that nobody answered as failed; return whether it was open."""
    found = _locked(challenge)
    if found.state != Challenge.State.OPEN:
        return False
    _end(found, Challenge.State.FAILED, user, now)
    return True


def is_overdue(challenge: Challenge, now: datetime) -> bool:
    """Return whether an open challenge has run out: it reads as failed, before anybody ends it."""
    return challenge.state == Challenge.State.OPEN and challenge.expires_at <= now


def _locked(challenge: Challenge) -> Challenge:
    """Return a challenge as it is now; it and its supplier stand still until this transaction ends.

    Raises Http404 where it is another supplier's by now.
    """
    held = hold(challenge.supplier)
    found = Challenge.objects.select_for_update().filter(pk=challenge.pk, supplier=held).first()
    if found is None:
        raise Http404
    found.supplier = held
    return found


def _end(challenge: Challenge, state: Challenge.State, user: User | None, now: datetime) -> None:
    challenge.state, challenge.resolved_by, challenge.resolved_at = state, user, now
    challenge.save(update_fields=["state", "answer", "resolved_by", "resolved_at"])
    note(challenge.supplier, TrailEntry.Kind.CHALLENGE_ENDED, user, now, str(state.label))
    raise_evidence([challenge.supplier_id])
