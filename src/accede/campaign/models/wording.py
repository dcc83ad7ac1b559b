"""Texts of a plan, in the languages in which its authors wrote them."""

from collections.abc import Mapping

from django.utils.translation import get_language


def wording(texts: Mapping[str, str]) -> str:
    """In the reader's language or, where it has none in that, in English or in whichever it has."""
    return texts.get(get_language() or "en") or texts.get("en") or next(iter(texts.values()), "")
