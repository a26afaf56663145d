"""What a desk depends on, as one frozen record, and Django's settings made from it. Importing this reads nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from onrecord.errors import OnrecordError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SCHEMA = "onrecord_desk"  # in which the desk's own tables lie, where it shares a PostgreSQL database with the ledger
_HERE = Path(__file__).parent
_BRIEF = _HERE.parent / "publish" / "brief" / "static"


class DeskError(OnrecordError):
    """The desk cannot be opened as it was asked for; exit code 2."""

    usage = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sso:
    """A team's own sign-on, by OpenID Connect. server: the issuer's address."""

    name: str
    server: str
    client: str
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskConfig:
    """ledger: a file or a database's URL. database: the desk's own, a file or a URL; beside the ledger by default."""

    ledger: Path
    key: str  # signs sessions and one-time links
    archive: str | None = None
    actors: Path | None = None
    sites: Path | None = None  # a team's own list of heritage sites
    database: str | None = None
    team: bool = False
    hosts: tuple[str, ...] = ()  # by which names a team's desk may be called
    embargo_hours: int = 72
    https: bool = True  # a team's: cookies go over HTTPS alone
    sso: Sso | None = None

    @property
    def own_database(self) -> str:
        if self.database:
            return self.database
        text = str(self.ledger)
        return text if is_url(text) else f"{text}.desk"


def is_url(text: str) -> bool:
    return bool(re.match(r"postgres(ql)?(\+\w+)?:/", text))


def database_of(where: str) -> dict[str, Any]:
    """Django's description of a database. Raises DeskError."""
    if not is_url(where):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": where, "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30}}
    rest = re.sub(r"^postgres(ql)?(\+\w+)?:/+", "", where)
    host_missing = "/" not in rest.split("?")[0]
    parts = urlsplit(f"postgresql://{'/' if host_missing else ''}{rest}")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    try:
        port = parts.port
    except ValueError as error:
        raise DeskError(f"the desk's database: {error}") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(port or query.get("port", "")),
        "OPTIONS": {"options": f"-c search_path={SCHEMA}"},
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
    }


def django_settings(config: DeskConfig) -> dict[str, Any]:
    """Everything that Django is told. Comments say why where a default was left."""
    secure = config.team and config.https
    return {
        "DEBUG": False,
        "SECRET_KEY": config.key,
        "ALLOWED_HOSTS": [*(config.hosts if config.team else ()), *(() if config.team and config.hosts else LOOPBACK)],
        "ROOT_URLCONF": "onrecord.desk.routes",
        "DATABASES": {"default": database_of(config.own_database)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "AUTH_USER_MODEL": "desk.Member",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LANGUAGE_CODE": "en",
        "INSTALLED_APPS": [
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "allauth",
            "allauth.account",
            "allauth.mfa",
            *(["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"] if config.sso else []),
            "onrecord.desk.apps.Desk",
        ],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "onrecord.desk.guard.headers",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.auth.middleware.LoginRequiredMiddleware",  # who is not signed in sees nothing but the door
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "allauth.account.middleware.AccountMiddleware",
            "onrecord.desk.guard.second_factor",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "NAME": "desk",
                "OPTIONS": {"environment": "onrecord.desk.pages.environment"},
            },
            {  # allauth's own pages are written for this one
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "NAME": "accounts",
                "DIRS": [_HERE / "accounts"],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            },
        ],
        "AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend", "allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
            {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
        ],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
        "PASSWORD_RESET_TIMEOUT": 3 * 24 * 3600,  # a one-time link to choose a password
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [("desk", _HERE / "static"), ("brief", _BRIEF)],
        "WHITENOISE_USE_FINDERS": True,  # served from the package; nothing is collected or built
        "WHITENOISE_MAX_AGE": 3600,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "LOGIN_URL": "/account/login/" if config.team else "/door",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "onrecord.desk.accounts_policy.Accounts",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        # allauth takes the password out of the sign-in form, too, where none is listed here; nobody signs up by themselves all the same.
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*", "password2*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/",
        "ACCOUNT_SESSION_REMEMBER": False,
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",  # the desk sends no mail
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_ISSUER": "Onrecord",
        **_sso_settings(config.sso),
        "SESSION_COOKIE_NAME": "onrecord_desk",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_AGE": (12 if config.team else 14 * 24) * 3600,
        "CSRF_USE_SESSIONS": True,  # one cookie less, and no token that another site's page could set
        "CSRF_TRUSTED_ORIGINS": [f"https://{host}" for host in config.hosts] if secure else [],
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "SECURE_HSTS_SECONDS": 31_536_000 if secure else 0,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if secure else None,
        "X_FRAME_OPTIONS": "DENY",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 1_000_000,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2000,
        "CSRF_FAILURE_VIEW": "onrecord.desk.views.faults.csrf",
        "LOGGING_CONFIG": None,
        "DESK": config,
    }


def _sso_settings(sso: Sso | None) -> dict[str, Any]:
    if sso is None:
        return {}
    app = {
        "provider_id": "team",
        "name": sso.name,
        "client_id": sso.client,
        "secret": sso.secret,
        "settings": {"server_url": sso.server, "oauth_pkce_enabled": True},
    }
    return {
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app]}},
        "SOCIALACCOUNT_ADAPTER": "onrecord.desk.accounts_policy.SignOn",
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
    }
