"""The lines of a preview as pages show them: counted by kind, one kind or all of them, a page at a time."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accede.law.terms import ActionKind
from accede.record.imports.plan import What
from accede.record.models import Upload, UploadLine
from accede.record.queries import states, treaties, uploads
from accede.record.uploads.tasks import MOST_LINES
from accede.targeting.evidence import MEANS
from accede.web import reasons
from accede.web.desk.page import Desk
from accede.web.languages import bracketed, named
from accede.web.words import FINDINGS


def lines_shown(request: HttpRequest, desk: Desk, upload: Upload) -> dict[str, Any]:
    """What templates/desk/imports/lines.html takes."""
    what = request.GET.get("what", "")
    what = what if what in FINDINGS else ""
    page = uploads.lines(upload, what=what, page=request.GET.get("page", 1), viewer=desk.viewer)
    names = states.state_names(desk.language, viewer=desk.viewer)
    titles = {treaty.key: treaty.short_title for treaty in treaties.treaties(viewer=desk.viewer)}
    listed = sum(upload.counts.get(str(kind), 0) for kind in What if kind is not What.UNCHANGED)
    return {
        "counts": [
            {"key": str(kind), "label": FINDINGS[kind], "number": upload.counts.get(str(kind), 0)}
            for kind in What
            if upload.counts.get(str(kind), 0) or kind in (What.NEW, What.CHANGED, What.UNCHANGED)
        ],
        "what": what,
        "tabs": [
            {
                "label": bracketed(label, number) if number else label,
                "url": f"?what={key}",
                "current": key == what,
            }
            for key, label, number in _tabs(upload)
        ],
        "page": page,
        "keep": f"what={what}&" if what else "",
        "lines": [_told(line, names, titles) for line in page.object_list],
        "listed": listed,
        "most_lines": MOST_LINES,
    }


def _tabs(upload: Upload) -> list[tuple[str, Any, int]]:
    kinds = [kind for kind in What if upload.counts.get(str(kind)) and kind is not What.UNCHANGED]
    return [("", _("All"), 0), *((str(kind), FINDINGS[kind], upload.counts[str(kind)]) for kind in kinds)]


def _told(line: UploadLine, names: dict[str, str], titles: dict[str, str]) -> dict[str, Any]:
    return {
        "line": line,
        "label": FINDINGS[line.what],
        "name": names.get(line.iso3, ""),
        "about": about_in_words(line.about, titles),
        "why": reasons.of_line(line, names),
    }


def about_in_words(about: str, titles: dict[str, str]) -> str:
    """`ccm accession` in the reader's language; a resolution's symbol as it is."""
    key, _blank, kind = about.partition(" ")
    if key not in titles:
        return about
    return (
        named(titles[key], MEANS[ActionKind(kind)]())
        if kind in set(ActionKind)
        else f"{titles[key]} {kind}".strip()
    )
