"""Keep a secret so that who reads the database, or a copy of it, cannot use it.

A signature has to be made anew for each notification, so that a secret cannot be kept as a digest. It is sealed
with Fernet (AES-128-CBC with an HMAC, https://github.com/fernet/spec) under a key made from SECRET_KEY.
"""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def sealed(secret: str) -> str:
    """Return a secret in the form in which it is kept; empty for none."""
    return _box(*_keys()).encrypt(secret.encode()).decode() if secret else ""


def unsealed(kept: str) -> str:
    """Return the secret that is kept; empty where there is none, or where SECRET_KEY is another since."""
    try:
        return _box(*_keys()).decrypt(kept.encode()).decode() if kept else ""
    except InvalidToken:
        return ""


def _keys() -> list[str]:
    return [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


@cache
def _box(*keys: str) -> MultiFernet:
    """Return what seals with the first key and opens with any."""
    digests = [salted_hmac("leeway.sealing", "", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
