"""What an operator may set in variables of the environment, read and checked here for the settings."""

import contextlib
import os
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def is_on(name: str) -> bool:
    """Whether the variable of that name says yes."""
    return os.environ.get(name, "").strip().lower() in {"1", "yes", "true", "on"}


def listed(name: str, default: str = "") -> list[str]:
    """What the variable lists with commas between."""
    return [each.strip() for each in os.environ.get(name, default).split(",") if each.strip()]


def number(name: str, default: int, wanted: str, *, least: int = 0) -> int:
    """A whole number of at least `least`; `wanted` tells the operator what to write instead of what is none."""
    given = os.environ.get(name) or str(default)
    if not given.isdecimal() or int(given) < least:
        raise ImproperlyConfigured(f"{name} is {given!r}. Write {wanted}")
    return int(given)


def secret_key(folder: Path) -> str:
    """The key in the data folder, made at the first start and readable by its owner only."""
    path, partial = folder / "secret-key", folder / f"secret-key.{os.getpid()}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # another process was first
            os.link(partial, path)  # whole or not at all
        partial.unlink()
    return path.read_text(encoding="ascii")


def openid_connect() -> dict[str, Any]:
    """The one provider that an operator may name; none where there is no issuer."""
    issuer = os.environ.get("ACCEDE_OIDC_ISSUER", "").strip()
    if not issuer:
        return {}
    missing = [
        name for name in ("ACCEDE_OIDC_CLIENT_ID", "ACCEDE_OIDC_CLIENT_SECRET") if not os.environ.get(name)
    ]
    if missing:
        raise ImproperlyConfigured(f"ACCEDE_OIDC_ISSUER is set, but not {' and '.join(missing)}.")
    app = {
        "provider_id": "provider",
        "name": os.environ.get("ACCEDE_OIDC_NAME") or "OpenID Connect",
        "client_id": os.environ["ACCEDE_OIDC_CLIENT_ID"],
        "secret": os.environ["ACCEDE_OIDC_CLIENT_SECRET"],
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def mail() -> dict[str, Any]:
    """The mail server that an operator may name, as Django's backend takes it; nothing where there is none."""
    url = os.environ.get("ACCEDE_MAIL", "").strip()
    if not url:
        return {}
    if not os.environ.get("ACCEDE_MAIL_FROM", "").strip():
        raise ImproperlyConfigured("ACCEDE_MAIL is set, but not ACCEDE_MAIL_FROM.")
    try:
        given, asked = (
            urlsplit(url),
            dict(parse_qsl(urlsplit(url).query, strict_parsing=True)) if "?" in url else {},
        )
        port = given.port
    except ValueError as error:
        raise ImproperlyConfigured(f"ACCEDE_MAIL cannot be used: {error}") from error
    if given.scheme not in {"smtp", "smtps"} or not given.hostname or asked not in ({}, {"tls": "no"}):
        raise ImproperlyConfigured(
            "ACCEDE_MAIL cannot be used. Write smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://USER:PASSWORD@HOST:465; "
            "add ?tls=no to smtp only for a server on the same computer."
        )
    return {
        "host": given.hostname,
        "port": port or (465 if given.scheme == "smtps" else 587),
        "username": unquote(given.username or ""),
        "password": unquote(given.password or ""),
        "use_ssl": given.scheme == "smtps",
        "use_tls": given.scheme == "smtp" and not asked,
    }


def mail_from() -> str:
    given = os.environ.get("ACCEDE_MAIL_FROM", "").strip()
    if given and ("@" not in parseaddr(given)[1] or any(ord(sign) < ord(" ") for sign in given)):
        raise ImproperlyConfigured("ACCEDE_MAIL_FROM is no address. Write Accede <desk@example.org>.")
    return given or "accede@localhost"


def retention() -> dict[str, int | None]:
    """Days by kind, where the operator says otherwise than the program; None: never."""
    found: dict[str, int | None] = {}
    for part in listed("ACCEDE_RETENTION"):
        key, _sign, days = (each.strip() for each in part.partition("="))
        if not key or not (days.isdecimal() or days == "never"):
            raise ImproperlyConfigured(
                f"ACCEDE_RETENTION holds {part!r}. Write days by kind: contacts=365,mail=90,participants=never."
            )
        found[key] = None if days == "never" else int(days)
    return found


def addresses(name: str) -> list[str]:
    """Addresses of mail with commas between."""
    given = listed(name)
    if wrong := [each for each in given if "@" not in each or not each.isascii() or " " in each]:
        raise ImproperlyConfigured(
            f"{name} holds {wrong[0]!r}, which is no address. Write them with commas between."
        )
    return given
