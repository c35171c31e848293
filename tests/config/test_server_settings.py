"""What the settings are on a server, as the environment of one makes them."""

import json
import subprocess
import sys

import pytest

from tests.plugins.servers import ROOT

SERVER = {
    "SECRET_KEY": "of a server",
    "DATABASE_URL": "postgresql://leeway@database.example/leeway",
    "REDIS_URL": "redis://broker.example/0",
}
SHOWN = (
    "LOCAL",
    "ACCOUNT_EMAIL_VERIFICATION",
    "ACCOUNT_PREVENT_ENUMERATION",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
)
PROXIES = ("ALLAUTH_TRUSTED_PROXY_COUNT", "SECURE_PROXY_SSL_HEADER")


def settings_with(environment: dict[str, str], names: tuple[str, ...] = SHOWN) -> list[object]:
    """Return settings in a process of its own."""
    program = (
        f"import json; from config import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, [False, "mandatory", True, 31_536_000, False, False]),
        ({"HSTS_SUBDOMAINS": "1"}, [False, "mandatory", True, 31_536_000, True, False]),
        ({"HSTS_PRELOAD": "1"}, [False, "mandatory", True, 31_536_000, False, True]),
        ({"LEEWAY_LOCAL": "1"}, [True, "optional", True, 0, False, False]),
    ],
)
def test_a_server_binds_only_its_own_host_and_lets_in_only_confirmed_addresses(
    environment: dict[str, str], expected: list[object]
) -> None:
    assert settings_with(SERVER | environment) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, [0, None]),
        ({"BEHIND_PROXY": "1"}, [1, ["HTTP_X_FORWARDED_PROTO", "https"]]),
        ({"BEHIND_PROXY": "1", "TRUSTED_PROXIES": "2"}, [2, ["HTTP_X_FORWARDED_PROTO", "https"]]),
        ({"BEHIND_PROXY": "1", "TRUSTED_PROXIES": "0"}, [0, ["HTTP_X_FORWARDED_PROTO", "https"]]),
    ],
)
def test_what_a_proxy_says_is_believed_only_where_there_is_one(
    environment: dict[str, str], expected: list[object]
) -> None:
    assert settings_with(SERVER | environment, PROXIES) == expected
