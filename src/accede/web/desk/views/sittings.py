"""A sitting of a working group, and all that is written down of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.meetings import rules
from accede.meetings.actions import action_items, sittings
from accede.meetings.actions.group_mail import invite_members
from accede.meetings.models import Sitting
from accede.meetings.queries import sittings as told
from accede.meetings.queries.action_items import get_action_item
from accede.reporting.rules import may_write
from accede.web import files
from accede.web.desk.forms.sittings import (
    ActionItemForm,
    AgendaItemForm,
    ItemDoneForm,
    MinuteForm,
    PaperForm,
    PresenceForm,
    SittingForm,
)
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.templatetags.accede import day


@require_safe
@desk_page
def sitting(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Invitation, agenda, papers, minutes, and what is to be done."""
    found = _get(desk, number)
    context: dict[str, Any] = {
        "page": told.sitting_page(found, **desk.asked),
        "sitting": found,
        "group": found.group,
        "is_past": found.day <= desk.on,
        "runs": rules.runs_meetings(desk.viewer, desk.campaign.pk),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
        "writes_documents": may_write(desk.viewer, desk.campaign),
    }
    title = _("%(group)s, %(day)s") % {"group": found.group.name, "day": day(found.day)}
    return render_desk(request, desk, "groups/sitting", context, title=title, here="meetings")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = _get(desk, number)
    rules.insist_on_changing(desk.viewer, found)
    form = SittingForm(request.POST or None, desk=desk, group=found.group, sitting=found)
    if request.method == "POST" and form.is_valid() and form.save():
        return _back(request, desk, found, _("Saved."))
    return _form(request, desk, found, form, _("Edit the sitting"))


@require_POST
@desk_page
def decide(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """It was held, is cancelled, or is convened after all."""
    found = _get(desk, number)
    rules.insist_on_changing(desk.viewer, found)
    standing = request.POST.get("standing", "")
    if standing not in Sitting.Standing.values:
        return _back(request, desk, found, "")
    sittings.say_of_sitting(sitting=found, standing=Sitting.Standing(standing), **desk.acting)
    return _back(request, desk, found, _("Saved."))


@require_POST
@desk_page
def invite(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A message to each member, which waits in the outbox."""
    found = _get(desk, number)
    put, without = invite_members(sitting=found, language=desk.language, **desk.acting)
    if put:
        told = ngettext(
            "%(number)s message waits in the outbox until somebody lets it go.",
            "%(number)s messages wait in the outbox until somebody lets them go.",
            put,
        )
        messages.success(request, told % {"number": put})
    if without:
        messages.warning(
            request,
            _("Without an email address: %(names)s.")
            % {"names": pgettext("between parts of a sentence, with its space", "; ").join(without)},
        )
    if not put and not without:
        messages.warning(request, _("Nobody is a member on that day."))
    return redirect("desk-sitting", desk.campaign.pk, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def presence(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Who was there. A form without a single tick is sent with nothing but its token."""
    found = _get(desk, number)
    rules.insist_on_changing(desk.viewer, found)
    there = told.present_of(found, viewer=desk.viewer)
    form = PresenceForm(
        request.POST if request.method == "POST" else None, desk=desk, sitting=found, there=there
    )
    if request.method == "POST" and form.is_valid() and form.save():
        return _back(request, desk, found, _("Who was there is on record."))
    return _form(request, desk, found, form, _("Who was there"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_item(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    rules.insist_on_running(desk.viewer, desk.campaign)
    found = _get(desk, number)
    form = AgendaItemForm(request.POST or None, desk=desk, sitting=found)
    if request.method == "POST" and form.is_valid() and form.save():
        return _back(request, desk, found, _("It is on the agenda."))
    return _form(request, desk, found, form, _("An agenda item"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def item(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Other words; or its place: up, down, or off the agenda."""
    found = told.get_agenda_item(number, campaign=desk.campaign, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    what = request.POST.get("what", "")
    if what in ("up", "down"):
        sittings.move_agenda_item(item=found, up=what == "up", **desk.acting)
        return _back(request, desk, found.sitting, "")
    if what == "remove":
        where = found.sitting
        sittings.remove_agenda_item(item=found, **desk.acting)
        return _back(request, desk, where, _("It is off the agenda."))
    form = AgendaItemForm(
        request.POST or None, desk=desk, sitting=found.sitting, initial={"title": found.title}
    )
    form.fields.pop("closed", None)
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save_of(found):
        return _back(request, desk, found.sitting, _("Saved."))
    return _form(request, desk, found.sitting, form, _("An agenda item"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_paper(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """By whoever contributes to the campaign. `item` in the address fills in under which item it lies."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    found = _get(desk, number)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        desk=desk,
        sitting=found,
        initial={"item": request.GET.get("item", "")},
    )
    if request.method == "POST" and form.is_valid() and form.save():
        return _back(request, desk, found, _("The paper lies before the group."))
    return _form(request, desk, found, form, _("A paper"), template="groups/upload")


@require_safe
@desk_page
def paper(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Its file, to be saved."""
    found = told.get_paper(number, campaign=desk.campaign, viewer=desk.viewer)
    return files.to_save(found.file_name, found.data)


@require_POST
@desk_page
def remove_paper(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = told.get_paper(number, campaign=desk.campaign, viewer=desk.viewer)
    where = found.sitting
    sittings.remove_paper(paper=found, **desk.acting)
    return _back(request, desk, where, _("The paper is taken away."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_minute(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What was said or decided, and what is to be done because of it. `item` in the address fills in under which item."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    found = _get(desk, number)
    form = MinuteForm(
        request.POST or None, desk=desk, sitting=found, initial={"item": request.GET.get("item", "")}
    )
    if request.method == "POST" and form.is_valid() and form.save():
        return _back(request, desk, found, _("It is in the minutes."))
    return _form(request, desk, found, form, _("Write the minutes"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def minute(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = told.get_minute(number, campaign=desk.campaign, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = MinuteForm(request.POST or None, desk=desk, sitting=found.sitting, minute=found)
    if request.method == "POST" and form.is_valid() and form.save_of(found):
        return _back(
            request, desk, found.sitting, _("Saved. What it said before is in the trail as changed.")
        )
    return _form(request, desk, found.sitting, form, _("Edit the minutes"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_step(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """An action item. `minute` in the address says out of which minutes it comes."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    found = _get(desk, number)
    asked = request.GET.get("minute", "")
    row = None
    if asked.isascii() and asked.isdecimal() and len(asked) < 10:  # noqa: PLR2004 -- digits of a number
        row = told.get_minute(int(asked), campaign=desk.campaign, viewer=desk.viewer)
        row = row if row.sitting_id == found.pk else None
    form = ActionItemForm(request.POST or None, desk=desk, sitting=found, minute=row)
    if request.method == "POST" and form.is_valid() and form.save():
        return _back(request, desk, found, _("It is on the list."))
    return _form(request, desk, found, form, _("An action item"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def step(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Other words, another day, somebody else."""
    found = get_action_item(number, campaign=desk.campaign, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = ActionItemForm(request.POST or None, desk=desk, sitting=found.sitting, item=found)
    if request.method == "POST" and form.is_valid() and form.save_of(found):
        messages.success(request, _("Saved."))
        return redirect("desk-action-items", desk.campaign.pk)
    return _form(request, desk, found.sitting, form, _("An action item"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def finish_step(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = get_action_item(number, campaign=desk.campaign, viewer=desk.viewer)
    rules.insist_on_finishing(desk.viewer, found)
    form = ItemDoneForm(request.POST or None, desk=desk)
    form.deciding(found, "done_on", "result", viewer=desk.viewer, since="done_on")
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Done."))
        return redirect("desk-action-items", desk.campaign.pk)
    return _form(request, desk, None, form, _("It is done"), about=found.what)


@require_POST
@desk_page
def reopen_step(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = get_action_item(number, campaign=desk.campaign, viewer=desk.viewer)
    action_items.reopen_action_item(item=found, **desk.acting)
    messages.success(request, _("It is open again."))
    return redirect("desk-action-items", desk.campaign.pk)


def _get(desk: Desk, number: int) -> Sitting:
    return told.get_sitting(number, campaign=desk.campaign, viewer=desk.viewer)


def _back(request: HttpRequest, desk: Desk, found: Sitting, said: str) -> HttpResponse:
    if said:
        messages.success(request, said)
    return redirect("desk-sitting", desk.campaign.pk, found.pk)


def _form(
    request: HttpRequest,
    desk: Desk,
    found: Sitting | None,
    form: Any,
    title: str,
    *,
    about: str = "",
    template: str = "form",
) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request,
        desk,
        template,
        {"form": form, "about": about, "sitting": found},
        title=title,
        here="meetings",
        status=status,
    )
