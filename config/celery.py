"""The Celery app: settings come from Django, tasks from the `tasks` module of each app."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("leeway")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
