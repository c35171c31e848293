"""The people of the tests: an owner, a helper and a viewer of one store, and a stranger with a store of their own."""

from collections.abc import Callable

import pytest
from django.test import Client

from stores.actions import open_store
from stores.models import Membership, Role, Store, User

PASSWORD = "a long enough password"
Login = Callable[[User], Client]


def person(name: str) -> User:
    """Make an account."""
    return User.objects.create_user(f"{name}@example.com", PASSWORD)


@pytest.fixture
def owner(db: None) -> User:
    """The owner of the store."""
    return person("owner")


@pytest.fixture
def store(owner: User) -> Store:
    """A store without anything in it."""
    return open_store(owner, "Lamp Shop", currency="USD")


def member(store: Store, name: str, role: Role) -> User:
    """Let somebody into a store."""
    user = person(name)
    Membership.objects.create(store=store, user=user, role=role)
    return user


@pytest.fixture
def helper(store: Store) -> User:
    """Somebody who works in the store."""
    return member(store, "helper", Role.HELPER)


@pytest.fixture
def viewer(store: Store) -> User:
    """Somebody who may only look."""
    return member(store, "viewer", Role.VIEWER)


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody with a store of their own, and nothing in this one."""
    user = person("stranger")
    open_store(user, "Other Shop", currency="EUR")
    return user


@pytest.fixture
def login() -> Login:
    """Return a browser in which a person is logged in."""

    def open_for(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_for
