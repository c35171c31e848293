"""What every test stands on; the parts live in tests/plugins/, loaded early by pyproject.toml."""

import pytest
from django.conf import settings

from config.launch.embedded import Services
from tests.people import helper, login, owner, store, stranger, viewer

__all__ = ["helper", "login", "owner", "store", "stranger", "viewer"]


def pytest_configure() -> None:
    """Have the product's own static server find files at their sources: nothing is gathered for a test."""
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True
    # Half a second for each person of each test is what the real one costs, by design.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(servers: Services) -> None:
    """Start the servers before the first test that needs the database: the others run without."""
