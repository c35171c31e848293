"""The app of suppliers."""

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """Name the app."""

    name = "suppliers"
