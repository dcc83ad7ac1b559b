"""What may stand on other machines, as an operator names it by addresses: read here for the settings."""

import os
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def replicas(engine: str) -> dict[str, Any]:
    """The copies that an operator named, by alias. One that is away is given up soon: the page waits for it."""
    urls = os.environ.get("ACCEDE_REPLICA_URL", "").split()
    if urls and engine != "accede.project.postgresql":
        raise ImproperlyConfigured("ACCEDE_REPLICA_URL is for PostgreSQL: set ACCEDE_DATABASE_URL too.")
    found: dict[str, Any] = {}
    for number, url in enumerate(urls, start=1):
        if urlsplit(url).scheme not in {"postgres", "postgresql"}:
            raise ImproperlyConfigured(
                "ACCEDE_REPLICA_URL cannot be used. Write postgres://USER@HOST:5432/NAME, and several with spaces between."
            )
        try:
            told: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
        except ValueError as error:
            raise ImproperlyConfigured(f"ACCEDE_REPLICA_URL cannot be used: {error}") from error
        soon = {"connect_timeout": 2, "tcp_user_timeout": 3000}
        found[f"replica-{number}"] = told | {
            "ENGINE": "accede.project.postgresql",
            "OPTIONS": soon | told.get("OPTIONS", {}),
            "TEST": {"MIRROR": "default"},
        }
    return found


def pages(own: dict[str, Any]) -> dict[str, Any]:
    """Where rendered public pages are kept: in each process, or in what an operator named for all of them."""
    url = os.environ.get("ACCEDE_CACHE_URL", "").strip()
    if not url:
        return own
    given = urlsplit(url)
    # Those of Valkey are the same protocol under another name.
    schemes = {"redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss"}
    if given.scheme not in schemes or not given.hostname:
        raise ImproperlyConfigured(
            "ACCEDE_CACHE_URL cannot be used. Write redis://:PASSWORD@HOST:6379/0, or rediss:// for TLS."
        )
    return {
        "BACKEND": "accede.web.public.shared_pages.SharedPages",
        "LOCATION": given._replace(scheme=schemes[given.scheme]).geturl(),
        "KEY_PREFIX": "accede-pages",
        "TIMEOUT": own["TIMEOUT"],
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        "OWN": own,
    }
