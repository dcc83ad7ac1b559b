"""Who comes to a workshop: the list and its files, badges, guests, a table brought in, letters for a visa."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accede.access.confidentiality import NotVisibleError
from accede.meetings.actions import participant_table
from accede.meetings.models import Participant, Workshop
from accede.meetings.queries import workshops as queries
from accede.meetings.queries.participant_rows import COLUMNS, participant_rows
from accede.record.queries import states
from accede.record.queries.nearest import NotOnRecordError
from accede.record.readers.reading import FileRefusedError
from accede.reminders.calendar import file_of
from accede.reporting.badges import badges
from accede.reporting.kinds import workshops as documents
from accede.web.desk.forms.base import DeskForm
from accede.web.desk.forms.fields import line
from accede.web.desk.forms.workshops import GuestForm, TableForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.workshop_replies import handed_out
from accede.web.desk.views.workshops import FORM, form_page
from accede.web.languages import isolated
from accede.web.public.downloads import as_download
from accede.web.words import LANGUAGES

FILES = (
    "participants.pdf",
    "participants.docx",
    "participants.xlsx",
    "participants.csv",
    "badges.pdf",
    "workshop.ics",
)


@require_safe
@desk_page
def participants(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Forty on a page."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    shown = queries.participants_page(found, page=request.GET.get("page", 1), viewer=desk.viewer)
    needs = queries.in_need(found, viewer=desk.viewer)
    names = states.state_names(desk.language, viewer=desk.viewer)
    signed = queries.signed_in(found, viewer=desk.viewer)
    parts, standings, sponsorships = (
        {key: str(label) for key, label in each.choices}
        for each in (Participant.Part, Participant.Standing, Participant.Sponsorship)
    )
    context = {
        "workshop": found,
        "page": shown,
        "forms": ("pdf", "docx", "xlsx", "csv"),
        "rows": [
            {
                "name": each.name,
                "post": each.post,
                "whence": whence(each, names),
                "iso3": each.delegation.state_id.lower() if each.delegation else "",
                "part": parts[each.part],
                "standing": standings[each.standing],
                "sponsorship": sponsorships[each.sponsorship] if each.sponsorship else "—",
                "signed": signed.get(each.pk, []),
                "needs": each.pk in needs,
                "visa": needs.get(each.pk),
            }
            for each in shown.object_list
        ],
    }
    return render_desk(
        request, desk, "workshops/participants", context, title=_("Participants"), here="meetings"
    )


def whence(row: Participant, names: dict[str, str]) -> str:
    return names[row.delegation.state_id] if row.delegation else row.organisation


@require_safe
@desk_page
def file(_request: HttpRequest, desk: Desk, number: int, what: str, form: str) -> HttpResponse:
    """The list as document or table, the badges, the days for a calendar."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    match f"{what}.{form}":
        case "workshop.ics":
            response = HttpResponse(
                file_of(found.meeting, (), url=found.meeting.url or settings.ADDRESS, language=desk.language),
                content_type="text/calendar; charset=utf-8",
            )
            response["Content-Disposition"] = 'attachment; filename="workshop.ics"'
            return response
        case "badges.pdf":
            people = queries.approved(found, viewer=desk.viewer)
            content = badges(
                found,
                people,
                language=desk.language,
                viewer=desk.viewer,
                nobody=_("Nobody is approved yet, so there is no badge to print."),
            )
            response = HttpResponse(content, content_type="application/pdf")
            response["Content-Disposition"] = f'attachment; filename="workshop-{number}-badges.pdf"'
            return response
        case "participants.pdf" | "participants.docx":
            people = queries.approved(found, viewer=desk.viewer)
            document = documents.participant_list(
                found, people, language=desk.language, author=desk.viewer, on=desk.on
            )
            return handed_out(document, form, f"workshop-{number}-participants")
        case "participants.xlsx" | "participants.csv":
            name = f"workshop-{number}-participants-{desk.on}"
            rows = participant_rows(found, viewer=desk.viewer, language=desk.language)
            return as_download(rows, COLUMNS, form=form, name=name)
        case asked:
            raise NotOnRecordError("file", asked, FILES)


@require_http_methods(FORM)
@desk_page
def guest(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    form = GuestForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save(found):
        return redirect("desk-workshop-participants", desk.campaign.pk, number)
    return form_page(request, desk, form, title=_("Add a speaker, organiser or observer"), workshop=found)


@require_http_methods(FORM)
@desk_page
def table(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """All of the table or nothing: what clashes is listed line by line."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    form = TableForm(request.POST or None, request.FILES or None, desk=desk)
    refused: list[participant_table.Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            brought = _brought(form.cleaned_data["file"], found, desk)
        except FileRefusedError as error:
            form.add_error("file", error.told(form.cleaned_data["file"].name, _, isolated))
        else:
            refused = brought.refused
            if not refused:
                told = ngettext(
                    "%(count)s person is brought in.", "%(count)s persons are brought in.", brought.people
                )
                messages.success(request, told % {"count": brought.people})
                return redirect("desk-workshop-participants", desk.campaign.pk, number)
    return form_page(
        request,
        desk,
        form,
        title=_("Participants from a table"),
        workshop=found,
        submit=_("Bring in"),
        explained=_(
            "Of States that are invited. They are approved at once. Where one line clashes, nothing is taken."
        ),
        refused=refused,
    )


def _brought(file: Any, found: Workshop, desk: Desk) -> participant_table.Brought:
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        return participant_table.bring_in(Path(copy.name), workshop=found, **desk.acting)


class VisaForm(DeskForm):
    """A letter for the visa of one person."""

    sender = line(gettext_lazy("Sender"), help_text=gettext_lazy("Empty: the coordinators of the campaign."))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[(each.code, each.own_name) for each in LANGUAGES.values()]
    )
    form = forms.ChoiceField(label=gettext_lazy("File"), choices=[("docx", "DOCX"), ("pdf", "PDF")])


@require_http_methods(FORM)
@desk_page
def visa(request: HttpRequest, desk: Desk, number: int, person: int) -> HttpResponse:
    """Handed out and not kept. Nothing can be made once the documents were destroyed."""
    workshop = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    found = queries.get_participant(workshop, person, viewer=desk.viewer)
    needs = queries.needs_of(found, viewer=desk.viewer)
    if needs is None or not needs.visa:
        raise NotVisibleError
    form = VisaForm(request.POST or None, desk=desk, initial={"language": desk.language})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        document = documents.visa_letter(
            found,
            needs,
            sender=given["sender"],
            language=given["language"],
            author=desk.viewer,
            on=desk.on,
        )
        return handed_out(document, given["form"], f"visa-letter-{found.pk}")
    return form_page(
        request,
        desk,
        form,
        title=_("Letter for the visa: %(name)s") % {"name": found.name},
        workshop=workshop,
        submit=_("Make the letter"),
    )
