"""The settings: everything comes from the home folder and the environment; docs/operations.md lists all of it."""

import os
from typing import Any, Final

from ombud.adapters.database import addresses
from ombud.adapters.home import Home, secrets_of
from ombud.adapters.limits import limits
from ombud.site import hosts, roles, wiring
from ombud.site.databases import database


def _list(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


# ---- the installation
OMBUD_HOME: Final = Home.from_environment()
OMBUD_SECRETS: Final = secrets_of(OMBUD_HOME)
OMBUD_DEMO: Final = os.environ.get("OMBUD_DEMO") == "1"
OMBUD_URL: Final = os.environ.get("OMBUD_URL", "http://127.0.0.1:8000").rstrip("/")
OMBUD_ADAPTERS: Final = wiring.adapters(os.environ)
OMBUD_MEDIA_ORIGINS: Final = _list("OMBUD_MEDIA_ORIGINS", "")

SECRET_KEY = OMBUD_SECRETS.django
DEBUG = os.environ.get("OMBUD_DEBUG") == "1"
ALLOWED_HOSTS = hosts.allowed(os.environ, url=OMBUD_URL)
CSRF_TRUSTED_ORIGINS = _list("OMBUD_ORIGINS", OMBUD_URL)

# ---- the database: the application's role only; who migrates sets OMBUD_AS=owner
_URLS: Final = addresses(OMBUD_HOME)
OMBUD_DATABASE_URL: Final = _URLS.app
_URL: Final = _URLS.owner if os.environ.get("OMBUD_AS") == "owner" else _URLS.app
DATABASES: dict[str, dict[str, Any]] = {
    "default": database(_URL, pool=int(os.environ.get("OMBUD_POOL", "0"))),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "store.Staff"

# ---- the parts
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "ombud.look",  # before allauth: its pages wear our look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "ombud.store",
    *[f"ombud.interfaces.{door}" for door in ("portal", "workbench", "office", "api")],
]
MIDDLEWARE = [
    "ombud.site.proxies.Proxies",
    "ombud.site.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ombud.site.shifts.Shifts",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ombud.look.language.LanguageMiddleware",
    "ombud.site.pace.Pace",
    "ombud.site.second_factor.SecondFactor",
]
ROOT_URLCONF = "ombud.site.urls"
WSGI_APPLICATION = "ombud.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ombud.site.headers.nonce",
            ],
        },
    }
]

# ---- who comes in
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/staff/login/"
ACCOUNT_ADAPTER = "ombud.site.entrance.Entrance"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ombud 公道"
OMBUD_SECOND_FACTOR: Final = roles.named(os.environ.get("OMBUD_SECOND_FACTOR", ""), demo=OMBUD_DEMO)
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_NAME = "ombud_session"
OMBUD_IDLE_MINUTES: Final = int(os.environ.get("OMBUD_IDLE_MINUTES", "30"))
OMBUD_SHIFT_HOURS: Final = int(os.environ.get("OMBUD_SHIFT_HOURS", "12"))
SESSION_COOKIE_AGE = OMBUD_SHIFT_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OMBUD_URL.startswith("https://")
CSRF_COOKIE_NAME = "ombud_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ombud.interfaces.portal.views.trouble.stale"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
_BEHIND_TLS: Final = os.environ.get("OMBUD_BEHIND_TLS", "0")
if _BEHIND_TLS == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
OMBUD_PROXIES: Final = int(os.environ.get("OMBUD_PROXIES") or _BEHIND_TLS)
RATE_LIMITS: Final = limits()
"""How often is too often; a setting that cannot be read is told at the start."""
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "KEY_FUNCTION": "ombud.site.counting.name",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

# ---- language, time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("OMBUD_TIME_ZONE", "Asia/Shanghai")

# ---- files that go out, files that come in
STATIC_URL = "/static/"
STATIC_ROOT = None  # served from the packages themselves; nothing is collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(OMBUD_HOME.room("uploads"))  # never in a folder that others can read

# ---- what is written down
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("OMBUD_LOG", "WARNING")},
}
