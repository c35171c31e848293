"""Make connections to shops and carriers, and change their secrets."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import get_random_string

from orders.models import Connection
from orders.webhooks import Kind
from stores.models import Store, User
from stores.sealing import sealed, unsealed

# What was signed before a change of the secret may come so much later: Shopify tries again for four hours.
OLD_SECRET_FOR = timedelta(hours=24)
_TOKEN_LENGTH = 32
_SECRET_LENGTH = 40


def connect(store: Store, user: User, kind: Kind, name: str, secret: str = "") -> Connection:
    """Make a connection; without a secret of the owner's one is made where the sender takes one from us."""
    made = Connection(
        store=store, created_by=user, kind=kind.value, name=name, token=get_random_string(_TOKEN_LENGTH)
    )
    if not secret and made.makes_own_secret:
        secret, made.is_unseen = get_random_string(_SECRET_LENGTH), True
    made.sealed_secret = sealed(secret)
    made.save()
    return made


def change_secret(connection: Connection, secret: str, now: datetime) -> None:
    """Take a new secret, or make one where the sender takes one from us; the old one holds for a day longer.

    The old one is the last that anything was signed with: a typing error that is corrected at once is none.
    """
    is_ours = not secret and connection.makes_own_secret
    chosen = get_random_string(_SECRET_LENGTH) if is_ours else secret
    if not chosen:
        return
    here = Connection.objects.filter(pk=connection.pk)
    with transaction.atomic():
        # While the one before still holds, a secret that nothing was signed with does not take its place.
        replaced = Q(is_proven=True) | Q(old_secret_until=None) | Q(old_secret_until__lte=now)
        here.filter(replaced | Q(sealed_old_secret="")).update(
            sealed_old_secret=F("sealed_secret"), old_secret_until=now + OLD_SECRET_FOR
        )
        here.update(sealed_secret=sealed(chosen), is_proven=False, is_unseen=is_ours)


def prove(connection: Connection) -> None:
    """Note that something came in that was signed with the secret of this connection."""
    here = Connection.objects.filter(pk=connection.pk, sealed_secret=connection.sealed_secret)
    here.update(is_proven=True)


def show_once(connection: Connection) -> str:
    """Return a secret that was made here and that nobody has seen; empty ever after."""
    unseen = Connection.objects.filter(pk=connection.pk, is_unseen=True)
    return unsealed(connection.sealed_secret) if unseen.update(is_unseen=False) else ""


def switch(connection: Connection, *, on: bool) -> None:
    """Let notifications in, or turn them away as if there were no such address."""
    Connection.objects.filter(pk=connection.pk).update(is_active=on)


def secrets_of(connection: Connection, now: datetime) -> list[str]:
    """Return the secrets that a notification may be signed with at this moment."""
    kept = [connection.sealed_secret]
    if connection.old_secret_until and now < connection.old_secret_until:
        kept.append(connection.sealed_old_secret)
    return [secret for secret in map(unsealed, kept) if secret]
