"""Follow-ups and pledges: what is due, and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.outreach import actions, rules
from accede.outreach import queries as work
from accede.web.desk.forms.promises import FinishForm, FollowUpForm, PostponeForm, SettleForm
from accede.web.desk.page import Desk, desk_page, render_desk

WHEN = ("open", "overdue", "done")
# So many of each stand on the page: the most pressing of what is open, the latest of what is done.
MOST = 50


@require_safe
@desk_page
def follow_up_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's own or everybody's; open, overdue or done. Promises stand below."""
    when: Any = request.GET.get("when") if request.GET.get("when") in WHEN else "open"
    own = request.GET.get("who") != "all"
    follow_ups = work.follow_ups(
        desk.campaign, when=when, person=desk.person.pk if own else None, most=MOST + 1, **desk.asked
    )
    pledges = work.pledges(desk.campaign, when=when, most=MOST + 1, **desk.asked)
    context = {
        "when": when,
        "own": own,
        "follow_ups": follow_ups[:MOST],
        "pledges": pledges[:MOST],
        "more_follow_ups": len(follow_ups) > MOST,
        "more_pledges": len(pledges) > MOST,
        "most": MOST,
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    return render_desk(request, desk, "promises/list", context, title=_("Follow-ups"), here="follow-ups")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_follow_up(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Something to be done that comes out of no exchange."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    form = FollowUpForm(
        request.POST or None, desk=desk, initial={"state": request.GET.get("state", "").upper()}
    )
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("It is on the list."))
        return redirect("desk-follow-ups", desk.campaign.pk)
    return _form(request, desk, form, _("Something to be done"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def finish(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = work.get_follow_up(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = FinishForm(request.POST or None, desk=desk)
    form.deciding(found, "done_on", "result", viewer=desk.viewer, since="done_on")
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Done."))
        return redirect("desk-follow-ups", desk.campaign.pk)
    return _form(request, desk, form, _("It is done"), about=found.what)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def postpone(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Another day, or somebody else."""
    found = work.get_follow_up(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = PostponeForm(request.POST or None, desk=desk, follow_up=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("desk-follow-ups", desk.campaign.pk)
    return _form(request, desk, form, _("Postpone, or pass on"), about=found.what)


@require_POST
@desk_page
def reopen(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """It is to be done after all."""
    found = work.get_follow_up(number, viewer=desk.viewer)
    actions.reopen_follow_up(follow_up=found, **desk.acting)
    messages.success(request, _("It is open again."))
    return redirect("desk-follow-ups", desk.campaign.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def settle(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What became of a promise."""
    found = work.get_pledge(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = SettleForm(request.POST or None, desk=desk)
    form.deciding(found, "standing", "settled_on", "outcome", viewer=desk.viewer, since="settled_on")
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Saved."))
        return redirect("desk-follow-ups", desk.campaign.pk)
    return _form(request, desk, form, _("What became of the promise"), about=found.text)


def _form(request: HttpRequest, desk: Desk, form: Any, title: str, *, about: str = "") -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request,
        desk,
        "form",
        {"form": form, "about": about},
        title=title,
        here="follow-ups",
        status=status,
    )
