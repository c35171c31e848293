"""What Django's own apps are told differently."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Gather the few files that pages load, not all that the packages ship: compressing the rest takes minutes."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "django_htmx/*",
        "*.esm.*",
        "*.rtl.*",
        "*-grid.*",
        "*-reboot.*",
        "*-utilities.*",
        "bootstrap.css*",
        "bootstrap.js*",
        "bootstrap.min.js*",
        "bootstrap.bundle.js*",
        "ext",
        "htmx.js",
        "htmx.[acde]*.js",
        "*.gz",
        "*.ts",
    ]
