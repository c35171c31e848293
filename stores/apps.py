"""The app of people and stores."""

from django.apps import AppConfig


class StoresConfig(AppConfig):
    """Name the app."""

    name = "stores"
