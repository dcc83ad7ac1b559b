"""Whom to talk to in each State."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.outreach import actions, rules
from accede.outreach import queries as work
from accede.outreach.queries.choices import others_at
from accede.targeting import queries as targeting
from accede.web.desk.forms.contacts import ContactForm, LeaveForm
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def contact_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The three contact points of every target State, and who may be there twice."""
    targets = targeting.targets(desk.treaty, **desk.asked)
    context = {
        "rows": work.contact_points(desk.campaign, [row.iso3 for row in targets], past=False, **desk.asked),
        "duplicates": work.duplicates(desk.campaign, **desk.asked),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    return render_desk(request, desk, "contacts/list", context, title=_("Contacts"), here="contacts")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    initial = {"state": request.GET.get("state", "").upper(), "place": request.GET.get("place", "geneva")}
    form = ContactForm(request.POST or None, desk=desk, initial=initial)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The contact is on record."))
        return redirect("desk-contact", desk.campaign.pk, form.made.pk)
    return _form(request, desk, form, _("A new contact"))


@require_safe
@desk_page
def contact(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    return _page(request, desk, number, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = work.get_contact(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = ContactForm(request.POST or None, desk=desk, contact=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("desk-contact", desk.campaign.pk, number)
    return _form(request, desk, form, _("Edit the contact"))


@require_POST
@desk_page
def leave(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Somebody left the post; they stay as history."""
    found = work.get_contact(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = LeaveForm(request.POST, desk=desk, others=others_at(found, on=desk.on, viewer=desk.viewer))
    if form.is_valid() and form.save(found):
        messages.success(request, _("They left the post, and stay on record."))
        return redirect("desk-contact", desk.campaign.pk, number)
    return _page(request, desk, number, form, status=400)


@require_POST
@desk_page
def merge(request: HttpRequest, desk: Desk, number: int, duplicate: int) -> HttpResponse:
    """Two contacts are the same person."""
    keep = work.get_contact(number, viewer=desk.viewer)
    other = work.get_contact(duplicate, viewer=desk.viewer)
    actions.merge_contacts(keep=keep, duplicate=other, **desk.acting)
    messages.success(request, _("Merged. Whom the duplicate had met is now under this one."))
    return redirect("desk-contact", desk.campaign.pk, number)


def _page(
    request: HttpRequest, desk: Desk, number: int, form: LeaveForm | None, *, status: int = 200
) -> HttpResponse:
    found = work.get_contact(number, viewer=desk.viewer)
    may_change = rules.may_change(desk.viewer, found)
    if form is None and may_change and found.valid_until is None:
        form = LeaveForm(desk=desk, others=others_at(found, on=desk.on, viewer=desk.viewer))
    row = work.contact(number, **desk.asked)
    context: dict[str, Any] = {"row": row, "record": found, "may_change": may_change, "form": form}
    title = row.person or row.post
    return render_desk(
        request, desk, "contacts/contact", context, title=title, here="contacts", status=status
    )


def _form(request: HttpRequest, desk: Desk, form: ContactForm, title: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "form", {"form": form}, title=title, here="contacts", status=status)
