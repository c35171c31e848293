"""People who are logged in already, and pages that are not made by the plugin."""

from django.test import Client
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from stores.models import User
from tests.people import Login


def let_in(context: BrowserContext, live_server: LiveServer, login: Login, user: User) -> None:
    """Give a browser the session of a person."""
    client: Client = login(user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
