"""What gunicorn is told in Python (`--config=python:config.launch.web`): import the pages once, for all workers."""

from importlib import import_module

from django.conf import settings


def when_ready(_server: object) -> None:
    """Import every page before the workers are forked: each would do it again at its first request.

    Importing opens no connection (a test holds it to that): a fork would share it between the workers.
    """
    import_module(settings.ROOT_URLCONF)
