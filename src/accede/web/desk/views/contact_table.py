"""Contacts from a table: looked at, then brought in. The file is kept nowhere; between the two its rows travel sealed."""

import json
import tempfile
from datetime import datetime
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access.encryption import UnreadableTextError, seal, unseal
from accede.access.roles import Confidentiality
from accede.outreach import actions, contact_table, rules
from accede.outreach.contact_table import ContactLine, Preview
from accede.outreach.queries.contact_tables import contact_tables
from accede.record.queries import states
from accede.record.readers.reading import FileRefusedError
from accede.web.desk.forms.contact_table import ContactTableForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.languages import isolated

# So long may somebody look at what a table would bring.
SECONDS = 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose a table; see what it would bring; bring in exactly that."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    if request.method == "POST" and "rows" in request.POST:
        return _bring_in(request, desk)
    form = ContactTableForm(request.POST or None, request.FILES or None, desk=desk)
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            preview = _looked_at(form.cleaned_data["file"], desk)
        except FileRefusedError as error:
            form.add_error("file", error.told(form.cleaned_data["file"].name, _, isolated))
    if preview is None:
        status = 400 if request.method == "POST" else 200
        return _page(request, desk, {"form": form}, status=status)
    names = states.state_names(desk.language, viewer=desk.viewer)
    return _page(
        request,
        desk,
        {
            "preview": preview,
            "new": [(row, names[row.iso3]) for row in preview.new],
            "rows": _sealed(preview, form.cleaned_data["confidentiality"], desk),
            "class_label": Confidentiality(form.cleaned_data["confidentiality"]).label,
        },
    )


@require_safe
@desk_page
def template(_request: HttpRequest, _desk: Desk) -> HttpResponse:
    """An empty table with the headings that are known."""
    return HttpResponse(
        ",".join(contact_table.HEADINGS) + "\r\n",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="contacts.csv"'},
    )


@require_POST
@desk_page
def undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the contacts of a table out again, all or none."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    try:
        moment = datetime.fromisoformat(request.POST.get("at", ""))
    except ValueError as error:
        raise ValidationError(_("Choose one of the tables.")) from error
    number = actions.take_back_contacts(campaign=desk.campaign, brought_in=moment, **desk.acting)
    messages.success(
        request,
        ngettext("%(number)s contact was taken back.", "%(number)s contacts were taken back.", number)
        % {"number": number},
    )
    return redirect("desk-contact-table", desk.campaign.pk)


def _looked_at(file: "UploadedFile[bytes]", desk: Desk) -> Preview:
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        return contact_table.look_at(Path(copy.name), campaign=desk.campaign, viewer=desk.viewer)


def _sealed(preview: Preview, confidentiality: Confidentiality, desk: Desk) -> str:
    rows = [[row.line, row.iso3, row.told] for row in preview.new]
    return seal(json.dumps([int(confidentiality), rows]), purpose=_purpose(desk))


def _purpose(desk: Desk) -> str:
    return f"table of contacts, person {desk.person.pk}, campaign {desk.campaign.pk}"


def _bring_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    try:
        told = unseal(request.POST["rows"], purpose=_purpose(desk), seconds=SECONDS)
    except UnreadableTextError:
        messages.error(request, _("Nothing was brought in: this page was too old. Choose the table again."))
        return redirect("desk-contact-table", desk.campaign.pk)
    confidentiality, rows = json.loads(told)
    lines = contact_table.still_new(
        [ContactLine(line, iso3, values) for line, iso3, values in rows],
        campaign=desk.campaign,
        viewer=desk.viewer,
    )
    made = actions.add_contacts(
        campaign=desk.campaign, lines=lines, confidentiality=Confidentiality(confidentiality), **desk.acting
    )
    messages.success(
        request,
        ngettext("%(number)s contact was brought in.", "%(number)s contacts were brought in.", len(made))
        % {"number": len(made)},
    )
    return redirect("desk-contacts", desk.campaign.pk)


def _page(request: HttpRequest, desk: Desk, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    title = _("Contacts from a table")
    shared = {
        "headings": contact_table.HEADINGS,
        "tables": [] if "preview" in context else contact_tables(desk.campaign, viewer=desk.viewer),
    }
    return render_desk(
        request, desk, "contacts/table", shared | context, title=title, here="contacts", status=status
    )
