"""The sheets that each page begins with, as one: within a page that is seen first, as a file for the rooms behind it.

A browser that keeps nothing then draws a public page without asking for its looks. The policy allows the text of that one
sheet, by its hash, and no other that stands in a page.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponseBase
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from whitenoise.storage import CompressedManifestStaticFilesStorage

FIRST = ("accede/tokens.css", "accede/base.css", "accede/components.css", "accede/pictures.css")
ON_PAPER = "accede/print.css"
TOGETHER = "accede/first.css"


class SheetsTogether(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # it has no types
    """Writes all of them one after the other into TOGETHER, which gets a hash and is packed as any other file."""

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        if not options.get("dry_run") and all(each in paths for each in (*FIRST, ON_PAPER)):
            self.delete(TOGETHER)
            parts = [*(_read(*paths[each]) for each in FIRST), f"@media print {{{_read(*paths[ON_PAPER])}}}"]
            paths[TOGETHER] = (self, self._save(TOGETHER, ContentFile(_short("\n".join(parts)).encode())))
        yield from super().post_process(paths, **options)


class Policy(CSPMiddleware):
    """Allows the sheet that stands in pages. In each answer: one without a body renews the head of what is kept."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002 -- as it is called
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if told := _text():
            parts.update = {**(parts.update or {}), "style-src": [_allowed(told)]}
        return parts


def within() -> SafeString:
    """The sheet as a part of the page; where they were not put together, as `linked`."""
    if told := _text():
        return mark_safe(f"<style>{told}</style>")  # noqa: S308 -- of our own files
    return linked()


def linked() -> SafeString:
    """The sheet by its address; each by its own where they were not put together."""
    if (storage := _together()) is not None:
        return format_html('<link rel="stylesheet" href="{}">', storage.url(TOGETHER))
    each = format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((staticfiles_storage.url(name),) for name in FIRST)
    )
    on_paper = '{}\n<link rel="stylesheet" href="{}" media="print">'
    return format_html(on_paper, each, staticfiles_storage.url(ON_PAPER))


def _together() -> SheetsTogether | None:
    return staticfiles_storage if isinstance(staticfiles_storage, SheetsTogether) else None


def _text() -> str:
    """What stands in a page. Nothing where no files were collected."""
    storage = _together()
    try:
        return "" if storage is None else _with_addresses(storage)
    except (ValueError, OSError):
        return ""


@cache
def _with_addresses(storage: SheetsTogether) -> str:
    """The file, with addresses of faces that hold from any page."""
    told = _read(storage, storage.stored_name(TOGETHER))
    folder = storage.url(TOGETHER).rpartition("/")[0]
    return told.replace('url("fonts/', f'url("{folder}/fonts/')


@cache
def _allowed(told: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(told.encode()).digest()).decode()}'"


def _short(written: str) -> str:
    """Without remarks, and without the space that only its writers need."""
    told = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL))
    return re.sub(r" ?([{};]) ?", r"\1", told).strip()


def _read(storage: Any, path: str) -> str:
    with storage.open(path) as file:
        return bytes(file.read()).decode()
