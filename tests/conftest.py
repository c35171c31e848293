"""What every test stands on; the parts live in tests/plugins/, loaded early by pyproject.toml."""

import pytest

from config.launch.embedded import Services
from tests.people import helper, login, owner, store, stranger, viewer

__all__ = ["helper", "login", "owner", "store", "stranger", "viewer"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(servers: Services) -> None:
    """Start the servers before the first test that needs the database: the others run without."""
