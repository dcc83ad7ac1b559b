"""What may stand on other machines, as an operator names it by addresses: read here for the settings."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

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


def files() -> dict[str, Any]:
    """The S3-compatible store of kept files, as accede.kept takes it; none: they lie in the data folder."""
    url = os.environ.get("ACCEDE_FILES_URL", "").strip()
    if not url:
        return {}
    wrong = (
        "ACCEDE_FILES_URL cannot be used. Write s3://KEY:SECRET@HOST/BUCKET?region=REGION; a folder may follow the bucket, "
        "and tls=no is for a server on the same computer."
    )
    try:
        given = urlsplit(url)
        asked = dict(parse_qsl(given.query, strict_parsing=True)) if given.query else {}
        host = f"{given.hostname}:{given.port}" if given.port else given.hostname
    except ValueError as error:
        raise ImproperlyConfigured(wrong) from error
    bucket, _slash, prefix = given.path.strip("/").partition("/")
    if given.scheme != "s3" or not host or not bucket or set(asked) - {"region", "tls"}:
        raise ImproperlyConfigured(wrong)
    in_clear = asked.get("tls") == "no"
    told: dict[str, Any] = {
        "bucket": bucket,
        "prefix": prefix,
        "endpoint": f"{'http' if in_clear else 'https'}://{host}",
        "region": asked.get("region", "us-east-1"),
        "allow_http": in_clear,
    }
    if given.username:  # else what the machine itself has: AWS_ACCESS_KEY_ID and its like, or a role
        told |= {
            "access_key_id": unquote(given.username),
            "secret_access_key": unquote(given.password or ""),
        }
    return told
