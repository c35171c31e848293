"""Wiring: settings, addresses, the Celery app and the launcher; nothing but Django and Celery imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
