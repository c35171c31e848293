"""Django settings; what differs between machines comes from the environment (see docs/operations.md)."""

import os
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.environment import running_services, secret_key, var_folder

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = var_folder(BASE_DIR)
DEBUG = os.environ.get("DEBUG", "") == "1"
# The launcher sets it: one person's own machine, plain http on loopback, mail printed to the console.
LOCAL = DEBUG or os.environ.get("LEEWAY_LOCAL", "") == "1"
SECRET_KEY = secret_key(VAR_DIR, debug=LOCAL or "DATABASE_URL" not in os.environ)
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("TRUSTED_ORIGINS", "").split(",") if origin]

_services = running_services(VAR_DIR)
DATABASE_URL = os.environ.get("DATABASE_URL") or _services.get("DATABASE_URL", "postgresql:///leeway")
REDIS_URL = os.environ.get("REDIS_URL") or _services.get("REDIS_URL", "redis://127.0.0.1:6379/0")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "config.apps.StaticFiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_bootstrap5",
    "crispy_forms",
    "csp",
    "django_htmx",
    "template_partials",
    "stores",
    "suppliers",
    "orders",
    "assessments",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "orders.views.hooks.HooksFirst",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["template_partials.templatetags.partials", "stores.templatetags.display"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Kept open: a connection per request is 2.7 to 3.6 times slower.
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

AUTH_USER_MODEL = "stores.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "assessments.accounts.AccountAdapter"
# On a server whoever comes in has shown that the address is theirs; nobody is kept out of a product that runs on
# their own machine.
ACCOUNT_EMAIL_VERIFICATION = "optional" if LOCAL else "mandatory"
# No page tells whether an address has an account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Leeway: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("EMAIL_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Leeway <leeway@localhost>")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", BASE_DIR / "node_modules" / "bootstrap" / "dist"),
    ("htmx", BASE_DIR / "node_modules" / "htmx.org" / "dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Source maps are for tools, and most of what would be compressed.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "ico", "woff2", "gz", "br")
# Order files, read only by the importer, and what proves something about suppliers, served only by a view that asks
# who wants it: never below the address of the site.
MEDIA_ROOT = VAR_DIR / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
# Pieces of an upload that broke off lie where the sweep finds them, wherever the machine's own folder is.
_pieces = VAR_DIR / "tmp"
FILE_UPLOAD_TEMP_DIR = str(_pieces) if _pieces.is_dir() else None
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "orders.uploading.DigestedUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
_MB = 1024 * 1024
LARGEST_ORDER_FILE_BYTES = 500 * _MB
# How many bytes a request with files may have: by the name of its address where files are taken in from people who
# are logged in, then where they are taken in from strangers (the page itself looks whether the link is good), then
# everywhere else. Django takes files in before any page is asked whether it wants them.
LARGEST_UPLOADS = {
    "orders:imports": LARGEST_ORDER_FILE_BYTES + _MB,
    "assessments:document_new": 25 * _MB,
}
LARGEST_UPLOADS_OF_STRANGERS = {"ask": 100 * _MB}
LARGEST_OTHER_UPLOAD_BYTES = _MB

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
# These two bind hosts that are not ours, for a year and longer: only who runs the whole domain can say yes.
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("HSTS_SUBDOMAINS") == "1"
SECURE_HSTS_PRELOAD = os.environ.get("HSTS_PRELOAD") == "1"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # subdomains are left out of HSTS on purpose, see above
    "security.W021",  # so is the preload list
]
_BEHIND_PROXY = os.environ.get("BEHIND_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_PROXY else None
# So many last entries of X-Forwarded-For are our own proxies'; what stands before is the visitor's own word.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES") or _BEHIND_PROXY)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Longer than the longest task, or copies of it would start; lost work is found again from the rows, not from here.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3_600,
    # A page must not wait for a broker that is away: one more try at once, then the sweep's turn.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# A message in Redis can be lost; the rows cannot. These find what no message told of.
CELERY_BEAT_SCHEDULE = {
    "assess what orders have changed": {"task": "assessments.assess_stale", "schedule": 5.0},
    "take up imports that nobody works on": {"task": "orders.resume_imports", "schedule": 15.0},
    "take up notifications that nobody works on": {"task": "orders.resume_deliveries", "schedule": 10.0},
    "delete old notifications": {"task": "orders.forget_deliveries", "schedule": 3_600.0},
    "reassess what time has changed": {"task": "assessments.assess_aged", "schedule": 3_600.0},
    "delete documents of suppliers that are gone": {
        "task": "suppliers.delete_left_over_documents",
        "schedule": 3_600.0,
    },
    # The bank publishes at about 16:00 in Frankfurt.
    "load the reference rates of the day": {
        "task": "orders.load_rates",
        "schedule": crontab(hour=16, minute=30),
    },
}
# How long an upload may wait for a worker before the page says that it is late.
WORKER_LATE_AFTER_SECONDS = 30

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"addresses": {"()": "config.secret_addresses.WithoutSecretAddresses"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["addresses"]},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
