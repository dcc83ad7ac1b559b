"""Working groups: the list, one with its members and sittings, all that is to be done out of their minutes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accede.access import queries as access
from accede.meetings import rules
from accede.meetings.models import Sitting
from accede.meetings.queries import action_items
from accede.meetings.queries import working_groups as groups
from accede.web.desk.forms.groups import GroupForm, MemberForm
from accede.web.desk.forms.sittings import SittingForm
from accede.web.desk.page import Desk, desk_page, render_desk

WHEN = ("open", "overdue", "done")


@require_safe
@desk_page
def group_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    context = {
        "rows": groups.groups(desk.campaign, on=desk.on, viewer=desk.viewer),
        "runs": rules.runs_meetings(desk.viewer, desk.campaign.pk),
    }
    return render_desk(request, desk, "groups/list", context, title=_("Working groups"), here="meetings")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    rules.insist_on_running(desk.viewer, desk.campaign)
    form = GroupForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The group is there. Now say who sits in it."))
        return redirect("desk-group", desk.campaign.pk, form.made.pk)
    return _form(request, desk, form, _("A new working group"))


@require_safe
@desk_page
def group(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What it is for, who sits in it, when it sat and sits, what is still to be done."""
    found = groups.get_group(number, campaign=desk.campaign, viewer=desk.viewer)
    page = groups.group_page(found, **desk.asked)
    context = {
        "page": page,
        "group": found,
        "coming": [
            each
            for each in reversed(page.sittings)
            if each.day >= desk.on and each.standing == Sitting.Standing.CONVENED
        ],
        "runs": rules.runs_meetings(desk.viewer, desk.campaign.pk),
        "trail": access.audit_of(found, viewer=desk.viewer),
    }
    return render_desk(request, desk, "groups/group", context, title=found.name, here="meetings")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    rules.insist_on_running(desk.viewer, desk.campaign)
    found = groups.get_group(number, campaign=desk.campaign, viewer=desk.viewer)
    form = GroupForm(request.POST or None, desk=desk, group=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved. What was written before keeps its class."))
        return redirect("desk-group", desk.campaign.pk, number)
    return _form(request, desk, form, _("Edit the working group"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_member(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """`kind` in the address fills in which."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    found = groups.get_group(number, campaign=desk.campaign, viewer=desk.viewer)
    form = MemberForm(
        request.POST or None, desk=desk, group=found, initial={"kind": request.GET.get("kind", "")}
    )
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The member is on the list."))
        return redirect("desk-group", desk.campaign.pk, number)
    return _form(request, desk, form, _("A member of %(group)s") % {"group": found.name})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def member(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Another post, other days; the end of its term."""
    found = groups.get_member(number, campaign=desk.campaign, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    names = ("kind", "name", "post", "address", "held_from", "held_until")
    initial = {name: getattr(found, name) for name in names} | {
        "organisation": str(found.organisation_id or ""),
        "state": found.state_id or "",
    }
    form = MemberForm(request.POST or None, desk=desk, group=found.group, initial=initial)
    del form.fields["closed"]
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save_of(found):
        messages.success(request, _("Saved."))
        return redirect("desk-group", desk.campaign.pk, found.group_id)
    return _form(request, desk, form, _("A member of %(group)s") % {"group": found.group.name})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def convene(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Call the group together: day, place, invitation, agenda."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    found = groups.get_group(number, campaign=desk.campaign, viewer=desk.viewer)
    form = SittingForm(request.POST or None, desk=desk, group=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The group is called together."))
        return redirect("desk-sitting", desk.campaign.pk, form.made.pk)
    return _form(request, desk, form, _("Convene: %(group)s") % {"group": found.name})


@require_safe
@desk_page
def action_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's own or everybody's; open, overdue or done."""
    asked = request.GET.get("when", "")
    when: Any = asked if asked in WHEN else "open"
    own = request.GET.get("who") == "mine"
    context = {
        "when": when,
        "own": own,
        "rows": action_items.action_items(desk.campaign, when=when, own=own, **desk.asked),
    }
    return render_desk(
        request, desk, "groups/action_items", context, title=_("Action items"), here="meetings"
    )


def _form(request: HttpRequest, desk: Desk, form: Any, title: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "form", {"form": form}, title=title, here="meetings", status=status)
