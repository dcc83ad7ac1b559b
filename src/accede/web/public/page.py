"""What every public page shares: its language, its way to the other five, its place in the navigation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

import accede
from accede.record.models import Treaty
from accede.web import languages
from accede.web.public import tour


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    treaty: Treaty,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page. `here` is the navigation entry that it stands under; `treaty` the one it keeps in view."""
    shared = languages.of_page(request) | {
        "navigation": _navigation(treaty, here),
        "page_title": title,
        "treaty": treaty,
        "tour": tour.here(request, treaty),
        "version": accede.__version__,
    }
    return render(request, f"public/{template}.html", shared | context, status=status)


def _navigation(treaty: Treaty, here: str) -> list[dict[str, Any]]:
    entries = [
        ("treaty", _("Overview"), reverse("treaty", args=[treaty.key])),
        ("status", _("Status table"), reverse("status", args=[treaty.key])),
        ("targets", _("Whom to approach"), reverse("targets", args=[treaty.key])),
        ("votes", _("Votes"), reverse("votes", args=[treaty.key])),
        ("materials", _("Materials"), reverse("materials", args=[treaty.key])),
        ("states", _("States"), reverse("states")),
        ("treaties", _("Treaties"), reverse("treaties")),
        ("methods", _("Methods and sources"), reverse("methods")),
    ]
    return [{"label": label, "url": url, "current": name == here} for name, label, url in entries]
