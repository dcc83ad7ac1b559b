"""/healthz, /readyz, /metrics: for programs that watch. They set no cookie, and need no language."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone
from django.views.decorators.http import require_safe

from accede.project.observing import figures, readiness

LOOPBACK = {"127.0.0.1", "::1"}
_LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]"}
# Whoever comes through a proxy of this machine comes from 127.0.0.1 too.
_OF_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")


@require_safe
def healthy(_request: HttpRequest) -> HttpResponse:
    """The process lives. Nothing else is asked, so that a database that is away has nobody started anew."""
    return _said("ok")


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """It can serve, if only without something; else what is lacking."""
    if wrong := readiness.what_is_wrong():
        return _said("not ready: " + ", ".join(wrong), status=503)
    missed = readiness.what_is_missed()
    return _said("ready, but " + ", ".join(missed) if missed else "ready")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """To whoever has the token; where none is set, to this machine alone. To others the page is not there."""
    if not _may_see_metrics(request):
        return _said("not found", status=404)
    return _said(figures.page(timezone.now()), kind="text/plain; version=1.0.0; charset=utf-8")


AT: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": healthy,
    "/readyz": ready,
    "/metrics": metrics,
}


def _may_see_metrics(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "")
        return secrets.compare_digest(given.encode(), f"Bearer {token}".encode())
    name, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
    return (
        request.META.get("REMOTE_ADDR") in LOOPBACK
        and name in _LOCAL_NAMES
        and not settings.ALLAUTH_TRUSTED_PROXY_COUNT
        and not any(header in request.headers for header in _OF_A_PROXY)
    )


def _said(text: str | bytes, *, status: int = 200, kind: str = "text/plain; charset=utf-8") -> HttpResponse:
    response = HttpResponse(text, status=status, content_type=kind)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
