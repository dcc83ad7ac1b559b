"""What was brought in: the list, one import, taking one back; and templates of tables to bring in."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accede.record.models import ImportBatch, Upload
from accede.record.queries import imports, sources, treaties, uploads
from accede.record.queries.nearest import NotOnRecordError
from accede.record.readers.reading import Subject
from accede.record.readers.table.reader import SUBJECTS
from accede.record.uploads import actions
from accede.record.uploads.rules import may_bring_in
from accede.web.desk.forms.imports import UploadForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.upload_lines import lines_shown
from accede.web.public.downloads import as_download
from accede.web.words import FORMAT_NAMES, IMPORT_STATES, UPLOAD_STATES

PAGE = 50


@require_safe
@desk_page
def import_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A page of each at a time: what lies on the desk, and what was brought in."""
    named = treaties.titles(viewer=desk.viewer)
    files = Paginator(uploads.on_desk(viewer=desk.viewer), PAGE)
    batches = Paginator(imports.batches(viewer=desk.viewer), PAGE)
    lists: list[Paginator[Any]] = [files, batches]
    page = max(lists, key=lambda each: each.num_pages).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "files": files.page(page.number) if page.number <= files.num_pages else [],
        "batches": [_row(batch, named) for batch in batches.page(page.number)]
        if page.number <= batches.num_pages
        else [],
        "number": batches.count,
        "upload_states": UPLOAD_STATES,
        "open_disputes": uploads.disputes(viewer=desk.viewer, language=desk.language).paginator.count,
        "may_bring_in": may_bring_in(desk.viewer),
        "form": UploadForm(),
        "templates": [str(subject) for subject in SUBJECTS],
    }
    return render_desk(request, desk, "imports/list", context, title=_("Imports"), here="imports")


@require_safe
@desk_page
def batch(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = uploads.get_batch(number, viewer=desk.viewer)
    named = treaties.titles(viewer=desk.viewer)
    upload = found.uploads.select_related("uploaded_by").first()
    context: dict[str, Any] = {
        "batch": found,
        "row": _row(found, named),
        "source": sources.known_source(found.source_key, viewer=desk.viewer),
        "stands_on": uploads.stands_on(found, viewer=desk.viewer),
        "may_bring_in": may_bring_in(desk.viewer),
        "upload": upload,
        "settlement": found.settlements.first(),
    }
    if upload:
        context |= lines_shown(request, desk, upload)
    return render_desk(
        request,
        desk,
        "imports/batch",
        context,
        title=_("Import %(number)s") % {"number": number},
        here="imports",
    )


@require_POST
@desk_page
def undo(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Have the import taken back, and wait for it."""
    found = uploads.get_batch(number, viewer=desk.viewer)
    return to_work(
        actions.ask_to_undo(found, **desk.acting),
        desk,
        reverse("desk-import", args=[desk.campaign.pk, number]),
    )


@require_safe
@desk_page
def template(request: HttpRequest, desk: Desk, kind: str, form: str) -> HttpResponse:
    """An empty table with the headings that are understood without being told."""
    known = {str(subject): fields for subject, fields in SUBJECTS.items()}
    if kind not in known:
        raise NotOnRecordError("table", kind, known)
    needed, more = SUBJECTS[Subject(kind)]
    return as_download([], ("state", *needed, *more), form=form, name=f"accede-{kind}")


def to_work(task: object, desk: Desk, then: str) -> HttpResponse:
    """To the page that shows the work, and from there on to `then`."""
    address = reverse("desk-work", args=[desk.campaign.pk, task])
    return redirect(f"{address}?{urlencode({'then': then})}")


def _row(batch: ImportBatch, named: dict[str, str]) -> dict[str, Any]:
    return {
        "batch": batch,
        "format": FORMAT_NAMES.get(batch.format, batch.format),
        "treaty": named.get(batch.treaty_key, ""),
        "state": IMPORT_STATES[batch.state],
    }


def page_of(upload: Upload, desk: Desk) -> str:
    return reverse("desk-upload", args=[desk.campaign.pk, upload.pk])
