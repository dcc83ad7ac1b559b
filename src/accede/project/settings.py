"""Settings. What an operator may set is read from ACCEDE_... variables; docs/operations.md lists them all."""

import operator
import os
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.conf import locale as django_locale
from django.core.exceptions import ImproperlyConfigured

import accede
from accede.project import elsewhere, environment

PACKAGE = Path(accede.__file__).parent


# ---------------------------------------------------------------- where things lie
DATA_DIR = Path(os.environ.get("ACCEDE_DATA_DIR") or Path.home() / ".local" / "share" / "accede").absolute()
try:
    SECRET_KEY = os.environ.get("ACCEDE_SECRET_KEY") or environment.secret_key(DATA_DIR)
except OSError as error:
    raise ImproperlyConfigured(
        f"The data folder {DATA_DIR} cannot be used ({error.strerror}). Choose another with ACCEDE_DATA_DIR."
    ) from error

# Whether all that people say and do on this desk is invented: see accede/demonstration.
DEMONSTRATION = (DATA_DIR / "all-of-this-is-invented").exists()

_database_url = os.environ.get("ACCEDE_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'accede.sqlite3'}"
try:
    DATABASES = {"default": dj_database_url.parse(_database_url, conn_max_age=60, conn_health_checks=True)}
except ValueError as error:
    raise ImproperlyConfigured(f"ACCEDE_DATABASE_URL cannot be used: {error}") from error
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "accede.project.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a write waits its turn at the start, never fails halfway
        "timeout": 5,
        # FULL: what was acknowledged is on the disk, and there after a power cut too. It costs a write a flush.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["ENGINE"] = "accede.project.postgresql"
# Copies that follow it, for anybody's pages: see accede/replicas.py.
DATABASES |= elsewhere.replicas(str(DATABASES["default"]["ENGINE"]))
REPLICAS = [alias for alias in DATABASES if alias != "default"]
DATABASE_ROUTERS = ["accede.replicas.Router"] if REPLICAS else []
AUTH_USER_MODEL = "access.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What is confidential is encrypted under these, the newest first; where there are none, under those of the data folder.
NOTE_KEYS = environment.listed("ACCEDE_NOTE_KEYS")

# ---------------------------------------------------------------- what the program is made of
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "accede.access",
    "accede.outbox",
    "accede.webhooks",
    "accede.record",
    "accede.evidence",
    "accede.campaign",
    "accede.outreach",
    "accede.survey",
    "accede.legislation",
    "accede.meetings",
    "accede.toolkit",
    "accede.reporting",
    "accede.reminders",
    "accede.project.observing",
    "accede.web",
    # After accede.web, whose templates of fields and of signing in stand in for theirs.
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "accede.project.observing.requests.Observed",
    "accede.web.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "accede.web.sheets.Policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "accede.web.bodies.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "accede.project.urls"
WSGI_APPLICATION = "accede.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "accede.web.help_links.help_link",
                "accede.web.demonstration.label",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "accede.web.templatetags.accede",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CACHES = {
    # What all processes must count together: who failed to sign in, how often. The library takes the default one.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # Rendered public pages, compressed: see web/public/caching.py. Some 40 KB a page, so at most 4 MB a process.
    "pages": elsewhere.pages(
        {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100},
            "TIMEOUT": 24 * 60 * 60,
        }
    ),
    # What is one person's is kept by no cache that machines have in common: see reminders/calendar.py. Some 10 KB each.
    "feeds": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "feeds",
        "OPTIONS": {"MAX_ENTRIES": 200},
        "TIMEOUT": 24 * 60 * 60,
    },
}

# Work that takes longer than an answer: see accede/background.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---------------------------------------------------------------- languages: the six of the United Nations
# Django knows Chinese by script only; the address and the catalogue are called plainly zh.
django_locale.LANG_INFO["zh"] = django_locale.LANG_INFO["zh-hans"] | {"code": "zh"}
LANGUAGES = [
    ("ar", "العربية"),
    ("zh", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"

# ---------------------------------------------------------------- safety
ALLOWED_HOSTS = environment.listed("ACCEDE_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

# ---------------------------------------------------------------- signing in: by allauth, in web/account
HTTPS = environment.is_on("ACCEDE_HTTPS")
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True  # the token stands in each form
CSRF_FAILURE_VIEW = "accede.web.public.views.errors.form_refused"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # nothing said is in a cookie
if HTTPS:
    # Set by this very host over HTTPS, and by no other host of the same domain: browsers hold the prefix to it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number(
    "ACCEDE_PROXIES", 0, "how many proxies stand in front: 0, 1, ..."
)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accede.web.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = operator.attrgetter("name")
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: there is no such address
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Five wrong passwords or codes for a person, ten of one address: then none for a while, in whichever process.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}
ACCOUNT_FORMS = {
    "login": "accede.web.account.forms.SignInForm",
    "change_password": "accede.web.account.forms.NewPasswordForm",
    "reauthenticate": "accede.web.account.forms.ConfirmByPasswordForm",
}
MFA_ADAPTER = "accede.web.account.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever is here was invited by name
MFA_TOTP_ISSUER = "Accede"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "accede.web.account.forms.CodeForm",
    "reauthenticate": "accede.web.account.forms.ConfirmByCodeForm",
    "activate_totp": "accede.web.account.forms.AppForm",
    "add_webauthn": "accede.web.account.forms.PasskeyForm",
    "edit_webauthn": "accede.web.account.forms.PasskeyNameForm",
}
SOCIALACCOUNT_ADAPTER = "accede.web.account.adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = environment.openid_connect()

# ---------------------------------------------------------------- mail: see accede/outbox
MAIL = {} if DEMONSTRATION else environment.mail()
DEFAULT_FROM_EMAIL = environment.mail_from()
# Where people reach the desk: links in mails begin with it.
CONTACT = os.environ.get("ACCEDE_CONTACT", "").strip()  # to whom readers write
ADDRESS = (os.environ.get("ACCEDE_ADDRESS") or "http://localhost:8000").rstrip("/")

# ---------------------------------------------------------------- webhooks: see accede/webhooks
# Whether this machine itself may be called, on any port and in clear: for whoever tries them out, and for the tests.
WEBHOOKS_TO_LOOPBACK = environment.is_on("ACCEDE_WEBHOOKS_TO_LOOPBACK")

# ---------------------------------------------------------------- what accede tick does: see project/duties.py
BACKUP_DIR = os.environ.get("ACCEDE_BACKUP_DIR", "").strip()
BACKUP_PASSPHRASE_FILE = os.environ.get("ACCEDE_BACKUP_PASSPHRASE_FILE", "").strip()
BACKUPS_KEPT = environment.number("ACCEDE_BACKUPS_KEPT", 14, "how many backups to keep: 1, 2, ...", least=1)

# ---------------------------------------------------------------- where the trail ends, told outside: see reminders/trail.py
TRAIL_HEAD_TO = environment.addresses("ACCEDE_TRAIL_HEAD_TO")
TRAIL_PUBLIC = environment.is_on("ACCEDE_TRAIL_PUBLIC")

# ---------------------------------------------------------------- how long what is of people is kept: see access/personal
RETENTION = environment.retention()

# ---------------------------------------------------------------- files that are sent
FILES = elsewhere.files()  # where those lie that are kept: see accede/kept.py
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "arriving"  # never in memory, but for small ones
SILENCED_SYSTEM_CHECKS = ["files.E001"]  # the first start makes the folder

# A text too long for its field comes back to whoever wrote it, with what is wrong; only beyond this it is not read at all.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

# Workbooks are hostile until read: where lxml is there openpyxl would take it, and not the parser that refuses entities.
os.environ["OPENPYXL_LXML"] = "False"

# ---------------------------------------------------------------- static files
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "accede.web.sheets.SheetsTogether"},
}
WHITENOISE_MAX_AGE = 60 * 60
WHITENOISE_ALLOW_ALL_ORIGINS = False

# ---------------------------------------------------------------- what an operator sees: see project/observing
LOG = os.environ.get("ACCEDE_LOG", "").strip().lower() or "plain"
if LOG not in {"plain", "json"}:
    raise ImproperlyConfigured(f"ACCEDE_LOG is {LOG!r}. Write plain or json.")
SLOW_QUERY_MILLISECONDS = environment.number("ACCEDE_SLOW_QUERY_MS", 500, "milliseconds: 500.")
METRICS_TOKEN = os.environ.get("ACCEDE_METRICS_TOKEN", "").strip()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "accede.project.log.WithoutSecrets"},
        "json": {"()": "accede.project.log.AsJson"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": LOG},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "filters": {"without_trace": {"()": "accede.project.log.WithoutTrace"}},
    # Whoever asks under a name that is not ours is refused; a trace for each would only fill the log.
    "loggers": {
        "django.security.DisallowedHost": {"filters": ["without_trace"]},
        "accede.project.observing.requests": {"level": "INFO"},  # one a request, where the log is JSON
    },
}
