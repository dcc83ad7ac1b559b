"""The six languages, as every page shows the way to the other five."""

import re
import unicodedata
from typing import Any

from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

from accede import languages
from accede.web import words

COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")  # sous-munitions


def of_page(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs: the page's language, and this very page in each of the six."""
    return {
        "language": words.LANGUAGES[get_language() or "en"],
        "languages": [
            {"language": other, "url": _same_page(request, other.code)} for other in words.LANGUAGES.values()
        ],
    }


def isolated(text: object) -> str:
    """What somebody wrote, in the middle of a sentence of ours: whatever its direction, the sentence keeps its own."""
    written = str(text or "")
    if not get_language_bidi() and not any(
        unicodedata.bidirectional(each) in ("R", "AL") for each in written
    ):
        return written  # it runs as the sentence does
    return f"\u2068{written}\u2069" if written else ""


def named(name: object, said: object) -> str:
    """A name and what is said of it, as the reader's language puts a colon."""
    return languages.named(name, said, get_language() or "en")


def bracketed(text: object, more: object) -> str:
    """With more in brackets, as the reader's language puts them."""
    return languages.bracketed(text, more, get_language() or "en")


def unbroken(heading: object) -> SafeString:
    """A heading whose words do not end a line at their hyphen, in French, which writes many with one. Markup is left alone."""
    written = conditional_escape(str(heading))
    if get_language() != "fr" or "<" in written:
        return written
    return mark_safe(COMPOUND.sub(r'<span class="unbroken">\g<0></span>', written))  # noqa: S308 -- escaped above


def _same_page(request: HttpRequest, code: str) -> str:
    """This very page, with its filters, in another language: only the first part of the address differs."""
    _root, _language, *rest = request.get_full_path().split("/", 2)
    return "/".join(["", code, *rest])
