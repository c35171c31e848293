"""The app of assessments."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Name the app."""

    name = "assessments"
