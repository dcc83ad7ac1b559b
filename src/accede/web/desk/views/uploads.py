"""A file on the desk: put there, looked at, told of, applied or put aside."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.record.models import Source, Upload
from accede.record.queries import states, uploads
from accede.record.readers.reading import Subject
from accede.record.readers.table.reader import SUBJECTS
from accede.record.uploads import actions
from accede.record.uploads.rules import insist_on_bringing_in
from accede.web import reasons
from accede.web.bodies import takes_up_to
from accede.web.desk.forms.imports import ColumnsForm, TellForm, UploadForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.imports import page_of, to_work
from accede.web.desk.views.upload_lines import lines_shown
from accede.web.files import to_save
from accede.web.words import FORMAT_NAMES, TABLE_KINDS

FORM = ["GET", "HEAD", "POST"]
BUSY = {Upload.State.LOOKED_AT, Upload.State.APPLIED_NOW}


@takes_up_to(actions.LARGEST)
@require_http_methods(FORM)
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    insist_on_bringing_in(desk.viewer)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and form.put(desk):
            return to_work(form.made.task, desk, page_of(form.made, desk))
    return render_desk(
        request,
        desk,
        "imports/new",
        {"form": form},
        title=_("Bring a file in"),
        here="imports",
        status=400 if request.method == "POST" else 200,
    )


@require_safe
@desk_page
def upload(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What the file would change; while that is found out, the work."""
    found = _open(desk, number)
    if found.state in BUSY and not actions.has_failed(found):
        return to_work(found.task, desk, page_of(found, desk))
    if found.batch_id:
        return redirect("desk-import", desk.campaign.pk, found.batch_id)
    return _page(request, desk, found, TellForm(upload=found, viewer=desk.viewer))


@require_POST
@desk_page
def tell(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = _open(desk, number)
    form = TellForm(request.POST, upload=found, viewer=desk.viewer)
    if form.is_valid() and form.save(desk):
        return redirect("desk-upload", desk.campaign.pk, number)
    return _page(request, desk, found, form, status=400)


@require_http_methods(FORM)
@desk_page
def columns(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Say where the fields of a table stand; tables with the same headings need not be told again."""
    found = _open(desk, number)
    headings = found.told.get("headings")
    if not headings:
        raise Http404
    kinds = [kind for kind in TABLE_KINDS if kind in SUBJECTS]
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else str(Subject.ACTIONS)
    form = ColumnsForm(request.POST or None, upload=found, subject=Subject(kind), headings=headings)
    if request.method == "POST":
        form = ColumnsForm(request.POST, upload=found, subject=Subject(kind), headings=headings)
        if form.is_valid() and form.save(desk):
            return redirect("desk-upload", desk.campaign.pk, number)
    tabs = [
        {"label": TABLE_KINDS.get(each, each), "url": f"?kind={each}", "current": each == kind}
        for each in kinds
    ]
    return render_desk(
        request,
        desk,
        "imports/columns",
        {"form": form, "upload": found, "tabs": tabs, "why": reasons.of_file(found)},
        title=_("Where the fields stand"),
        here="imports",
        status=400 if request.method == "POST" else 200,
    )


@require_POST
@desk_page
def alias(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Know one of the file's names for good."""
    found = _open(desk, number)
    name, iso3 = request.POST.get("name", ""), request.POST.get("iso3", "").upper()
    actions.add_alias(found, name=name, iso3=iso3, **desk.acting)
    messages.success(request, _("“%(name)s” is known from now on.") % {"name": name})
    return redirect("desk-upload", desk.campaign.pk, number)


@require_POST
@desk_page
def apply(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = actions.ask_to_apply(_open(desk, number), **desk.acting)
    return to_work(found.task, desk, page_of(found, desk))


@require_POST
@desk_page
def drop(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    actions.put_aside(_open(desk, number), **desk.acting)
    messages.success(request, _("The file is off the desk. Nothing was changed."))
    return redirect("desk-imports", desk.campaign.pk)


@require_safe
@desk_page
def refused(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The rows that were stopped, in the layout that was sent, each with its reason."""
    found = _open(desk, number)
    if not found.counts.get("refused"):
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "refused"
        uploads.write_refused(found, target, viewer=desk.viewer)
        content = target.read_bytes()
    return to_save(f"refused-{found.file_name}", content)


def _open(desk: Desk, number: int) -> Upload:
    insist_on_bringing_in(desk.viewer)
    return uploads.get_upload(number, viewer=desk.viewer)


def _page(request: HttpRequest, desk: Desk, found: Upload, form: Form, *, status: int = 200) -> HttpResponse:
    told, names = found.told, states.state_names(desk.language, viewer=desk.viewer)
    context = {
        "upload": found,
        "form": form,
        "format": FORMAT_NAMES.get(found.format, ""),
        "why": reasons.of_file(found),
        "failed": actions.has_failed(found),
        "rank": Source.Rank(told["rank"]).label if "rank" in told else "",
        "no_day": told.get("is_status_table") and not told.get("as_of"),
        "unknown": [
            (name, [(iso3, names.get(iso3, text)) for iso3, text in near.items()])
            for name, near in told.get("unknown", {}).items()
        ],
        **lines_shown(request, desk, found),
    }
    return render_desk(
        request, desk, "imports/upload", context, title=found.file_name, here="imports", status=status
    )
