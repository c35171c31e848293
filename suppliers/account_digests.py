"""Tell that two account numbers are one without keeping either."""

from django.conf import settings
from django.utils.crypto import salted_hmac

from suppliers.checks.accounts import normal_account


def account_digests(store_id: int, kind: str, account: str) -> list[str]:
    """Return the digests under which a number may be kept: the first is the one to keep.

    An HMAC under SECRET_KEY, so that nobody who reads the database can try numbers; another in every store, so that
    nothing can be told across stores. The keys before are asked too, as long as the settings name them.
    """
    number = normal_account(kind, account)
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [
        salted_hmac(f"leeway.payee.{store_id}", number, secret=str(key), algorithm="sha256").hexdigest()
        for key in keys
    ]
