"""The whole address of a link, for letters and mails. Of the page it knows only the name."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def address_of(token: str, language: str) -> str:
    with translation.override(language):
        return f"{settings.ADDRESS}{reverse('answer', args=[token])}"
