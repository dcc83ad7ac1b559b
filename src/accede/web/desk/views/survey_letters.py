"""Invitations: letters with a link and a code each, as one file to print; and mail, which waits in the outbox."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accede.outreach.queries.contacts import contacts
from accede.record.queries import states
from accede.reporting.handing_out import render
from accede.reporting.kinds.invitations import invitations
from accede.reporting.renderers import FORMS
from accede.survey import actions, queries
from accede.survey.actions.invitations import insist_on_open
from accede.survey.models import Round
from accede.web.desk.forms.survey import LettersForm, MailForm, RemindersForm
from accede.web.desk.page import Desk, desk_page, render_desk

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@desk_page
def letters(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The file is handed out and not kept: the links in it stand nowhere else."""
    found = queries.get_round(desk.campaign, number, viewer=desk.viewer)
    insist_on_open(found, desk.at)
    form = LettersForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        tokens = actions.issue_links(survey=found, of=[each.pk for each in given["to"]], **desk.acting)
        document = invitations(
            found,
            tokens,
            kind=given["kind"],
            sender=given["sender"],
            language=desk.language,
            author=desk.viewer,
            on=desk.on,
        )
        form_key = given["form"]
        response = HttpResponse(render(document, form_key), content_type=FORMS[form_key].media_type)
        name = slugify(found.name) or f"round-{found.pk}"
        response["Content-Disposition"] = f'attachment; filename="{name[:80]}.{form_key}"'
        return response
    explained = _(
        "Each letter carries a new link and its QR code. A link that the State had before opens nothing any more."
    )
    return _page(
        request, desk, form, title=_("Letters with links"), submit=_("Make the letters"), explained=explained
    )


@require_http_methods(FORM)
@desk_page
def mail(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_round(desk.campaign, number, viewer=desk.viewer)
    if request.method != "POST":  # what was typed is given back
        insist_on_open(found, desk.at)
    form = MailForm(request.POST or None, desk=desk, initial={"addresses": _known(found, desk)})
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(
            request,
            ngettext(
                "%(number)s message waits in the outbox until somebody lets it go.",
                "%(number)s messages wait in the outbox until somebody lets them go.",
                form.made,
            )
            % {"number": form.made},
        )
        return redirect("desk-round", desk.campaign.pk, number)
    explained = _(
        "A message with a new link to each State that has not answered. All wait in the outbox, where somebody sees them "
        "first. A link that the State had before opens nothing any more."
    )
    return _page(
        request, desk, form, title=_("Invite by mail"), submit=_("Put into the outbox"), explained=explained
    )


@require_http_methods(FORM)
@desk_page
def reminders(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """How often, how many times; and who is to be reminded from when on, before anything goes."""
    found = queries.get_round(desk.campaign, number, viewer=desk.viewer)
    initial = {"every": found.remind_every, "most": found.remind_most}
    form = RemindersForm(request.POST or None, desk=desk, initial=initial)
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save(found):
        return redirect("desk-round-reminders", desk.campaign.pk, number)
    names = states.state_names(desk.language, viewer=desk.viewer)
    context = {
        "form": form,
        "round": found,
        "coming": [(names.get(each.response.state_id, ""), each) for each in actions.to_come(found)],
    }
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "survey/reminders", context, title=_("Reminders"), here="survey", status=status
    )


def _known(survey: Round, desk: Desk) -> str:
    """The addresses used before or, where there are none, of the first contact who is in post and has one."""
    waiting = [each.response for each in queries.standing(survey, viewer=desk.viewer) if not each.answered]
    clearance = desk.viewer.clearance(desk.campaign.pk)
    used = {each.state_id: each.address if each.confidentiality <= clearance else "" for each in waiting}
    for row in contacts(desk.campaign, list(used) or ["-"], **desk.asked):
        if row.current and row.email and not used.get(row.iso3):
            used[row.iso3] = row.email
    return "\n".join(f"{iso3} {address}" for iso3, address in sorted(used.items()) if address)


def _page(
    request: HttpRequest, desk: Desk, form: LettersForm | MailForm, *, title: str, submit: str, explained: str
) -> HttpResponse:
    return render_desk(
        request,
        desk,
        "survey/form",
        {"form": form, "submit": submit, "explained": explained},
        title=title,
        here="survey",
        status=400 if request.method == "POST" else 200,
    )
