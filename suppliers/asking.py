"""What can be asked of the links by which a supplier hands in what is missing."""

import hashlib
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, QuerySet
from django.http import Http404

from suppliers.models import AskLink, Document, Supplier


class LinkState(StrEnum):
    """Say whether a link still takes something in."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"


def digest_of(token: str) -> str:
    """Return what is kept of the secret part of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_at(token: str, now: datetime) -> AskLink | None:
    """Return the link with this address; None for one that has ended, was revoked, or never was."""
    found = AskLink.objects.filter(token_digest=digest_of(token)).select_related("store", "supplier__store")
    link = found.first()
    return link if link and state_of(link, now) is LinkState.OPEN else None


def state_of(link: AskLink, now: datetime) -> LinkState:
    """Return whether a link still takes something in."""
    if link.revoked_at:
        return LinkState.REVOKED
    return LinkState.OPEN if now < link.expires_at else LinkState.EXPIRED


def open_links(supplier: Supplier, now: datetime) -> int:
    """Return how many links of a supplier still take something in."""
    return AskLink.objects.filter(supplier=supplier, revoked_at=None, expires_at__gt=now).count()


def links_of(supplier: Supplier) -> "QuerySet[AskLink]":
    """Return the links made for a supplier, newest first, with how much came in by each as `received`."""
    found = AskLink.objects.filter(supplier=supplier).annotate(received=Count("documents"))
    return found.order_by("-made_at", "-pk")


def link_of(supplier: Supplier, link_id: int) -> AskLink:
    """Return a link of this supplier; Http404 for one of another, as for one that does not exist."""
    found = AskLink.objects.filter(supplier=supplier, pk=link_id).select_related("supplier").first()
    if found is None:
        raise Http404
    return found


def document_of(supplier: Supplier, document_id: int) -> Document:
    """Return a document of this supplier; Http404 for one of another, as for one that does not exist."""
    found = Document.objects.filter(supplier=supplier, pk=document_id)
    document = found.select_related("supplier__store", "checked_by", "added_by").first()
    if document is None:
        raise Http404
    return document


def received_by(link: AskLink) -> list[str]:
    """Return the titles of what came in by a link, oldest first, and nothing else of it."""
    found = Document.objects.filter(asked_by_link=link).order_by("pk")
    return list(found.values_list("title", flat=True))
