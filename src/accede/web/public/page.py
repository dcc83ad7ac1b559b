"""What every public page shares: its language, its way to the other five, its place in the navigation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import accede
from accede.record.models import Treaty
from accede.web import words


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
    language = words.LANGUAGES[get_language() or "en"]
    shared = {
        "language": language,
        "languages": [
            {"language": other, "url": _same_page(request, other.code)} for other in words.LANGUAGES.values()
        ],
        "navigation": _navigation(treaty, here),
        "page_title": title,
        "treaty": treaty,
        "version": accede.__version__,
    }
    return render(request, f"public/{template}.html", shared | context, status=status)


def _same_page(request: HttpRequest, code: str) -> str:
    """This very page, with its filters, in another language: only the first part of the address differs."""
    _root, _language, *rest = request.get_full_path().split("/", 2)
    return "/".join(["", code, *rest])


def _navigation(treaty: Treaty, here: str) -> list[dict[str, Any]]:
    entries = [
        ("treaty", _("Overview"), reverse("treaty", args=[treaty.key])),
        ("status", _("Status table"), reverse("status", args=[treaty.key])),
        ("targets", _("Whom to approach"), reverse("targets", args=[treaty.key])),
        ("votes", _("Votes"), reverse("votes", args=[treaty.key])),
        ("states", _("States"), reverse("states")),
        ("treaties", _("Treaties"), reverse("treaties")),
        ("methods", _("Methods and sources"), reverse("methods")),
    ]
    return [{"label": label, "url": url, "current": name == here} for name, label, url in entries]
