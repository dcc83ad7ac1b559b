"""The guide, under Help."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.access.viewer import PUBLIC
from accede.guide import chapters
from accede.record.queries import treaties
from accede.web import words
from accede.web.public.caching import public_page
from accede.web.public.page import render_page


@public_page
def contents(request: HttpRequest) -> HttpResponse:
    context = {
        "groups": chapters.contents(_language()),
        "lede": _("How to work with Accede, and how it works."),
    }
    return render_page(
        request, "guide/contents", context, title=_("Guide"), treaty=treaties.treaties(viewer=PUBLIC)[0]
    )


@public_page
def chapter(request: HttpRequest, key: str) -> HttpResponse:
    try:
        found = chapters.chapter(
            key, _language(), link=_address, picture=lambda name: reverse("guide-picture", args=[name])
        )
    except chapters.NoChapterError as error:
        raise Http404 from error
    before, after = chapters.beside(key, _language())
    context = {
        "chapter": found,
        "groups": chapters.contents(_language()),
        "before": before,
        "after": after,
        "spoken": words.LANGUAGES[found.language],
    }
    return render_page(
        request, "guide/chapter", context, title=found.title, treaty=treaties.treaties(viewer=PUBLIC)[0]
    )


@require_safe
def picture(_request: HttpRequest, name: str) -> HttpResponse:
    found = next((path for path in chapters.pictures() if path.name == name), None)
    if found is None:
        raise Http404
    return HttpResponse(
        found.read_bytes(),
        content_type=chapters.PICTURES[found.suffix],
        headers={"Cache-Control": "max-age=3600"},
    )


def _language() -> str:
    return get_language() or chapters.ENGLISH


def _address(key: str, part: str) -> str:
    page = reverse("guide-chapter", args=[key]) if key else reverse("guide")
    return f"{page}#{part}" if part else page
