"""Materials: the list, one with its versions, a new one; and those that fit a State."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access import queries as access
from accede.record.queries import states
from accede.toolkit import actions, queries, rules
from accede.toolkit.files import DamagedFileError
from accede.toolkit.queries.given import Asked as HandOutsAsked
from accede.web.desk.forms.toolkit import MaterialFilter, MaterialForm, NewMaterialForm, VersionForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.files import to_save

FORM = ["GET", "HEAD", "POST"]
HERE = "toolkit"


@require_safe
@desk_page
def material_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """By kind and title, filtered as asked."""
    form = MaterialFilter(request.GET, desk=desk)
    context = {
        "form": form,
        "rows": queries.materials(desk.campaign, form.asked(), on=desk.on, viewer=desk.viewer),
        "filtered": bool(request.GET.urlencode()),
        "may_add": rules.may_add(desk.viewer, desk.campaign),
        "may_hand_out": rules.may_hand_out(desk.viewer, desk.campaign),
    }
    return render_desk(request, desk, "toolkit/list", context, title=_("Materials"), here=HERE)


@require_http_methods(FORM)
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A material, with its first version where there is one at hand."""
    rules.insist_on_adding(desk.viewer, desk.campaign)
    form = NewMaterialForm(request.POST or None, request.FILES or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.add_new():
        messages.success(request, _("The material is on the desk."))
        return redirect("desk-material", desk.campaign.pk, form.made.pk)
    return _form(request, desk, form, _("A new material"), _("Add"))


@require_safe
@desk_page
def material(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What it is, its versions by language, and who was given which."""
    row = queries.material(desk.campaign, number, on=desk.on, viewer=desk.viewer)
    given = queries.all_hand_outs(desk.campaign, HandOutsAsked(material=number), **desk.asked)
    counts = queries.downloads([each.pk for each in row.versions], viewer=desk.viewer)
    context = {
        "row": row,
        "record": row.record,
        "versions": [
            {
                "row": each,
                "downloads": counts.get(each.pk, 0),
                "may_change": rules.may_change(desk.viewer, each.record),
            }
            for each in row.versions
        ],
        "given": given,
        "may_add": rules.may_add(desk.viewer, desk.campaign),
        "may_change": rules.may_change(desk.viewer, row.record),
        "may_hand_out": rules.may_hand_out(desk.viewer, desk.campaign) and row.current,
        "trail": access.audit_of(row.record, viewer=desk.viewer),
    }
    title = _(row.title) if row.shipped else row.title
    return render_desk(request, desk, "toolkit/material", context, title=title, here=HERE)


@require_http_methods(FORM)
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    row = queries.material(desk.campaign, number, on=desk.on, viewer=desk.viewer)
    found = row.record
    rules.insist_on_changing(desk.viewer, found)
    initial = {
        "kind": found.kind,
        "audiences": found.audiences,
        "obstacles": [code.pk for code in row.obstacles],
        **{name: getattr(found, name) for name in ("title", "publisher", "about", "terms")},
    }
    form = MaterialForm(request.POST or None, desk=desk, initial=initial)
    del form.fields["confidentiality"]  # who may see it is decided on its own page
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Saved. What it said before is in the trail as changed."))
        return redirect("desk-material", desk.campaign.pk, number)
    return _form(request, desk, form, _("Edit the material"), _("Save"))


@require_http_methods(FORM)
@desk_page
def new_version(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A newer version, or the same in another language. Of what ships, too."""
    rules.insist_on_adding(desk.viewer, desk.campaign)
    row = queries.material(desk.campaign, number, on=desk.on, viewer=desk.viewer)
    initial = {} if row.shipped else {"confidentiality": row.confidentiality}
    form = VersionForm(request.POST or None, request.FILES or None, desk=desk, initial=initial)
    if request.method == "POST" and form.is_valid() and form.add(row.record):
        messages.success(request, _("The version is on the desk."))
        return redirect("desk-material", desk.campaign.pk, number)
    return _form(request, desk, form, _("A further version"), _("Add"))


@require_POST
@desk_page
def withdraw(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Offer it no more; or again."""
    row = queries.material(desk.campaign, number, on=desk.on, viewer=desk.viewer)
    _change(request, desk, row.record)
    return redirect("desk-material", desk.campaign.pk, number)


@require_POST
@desk_page
def withdraw_version(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_version(number, viewer=desk.viewer)
    _change(request, desk, found)
    return redirect("desk-material", desk.campaign.pk, found.material_id)


def _change(request: HttpRequest, desk: Desk, record: Any) -> None:
    if record.withdrawn_on is None:
        actions.withdraw(record=record, **desk.acting)
        messages.success(request, _("Withdrawn. Who was given it stays on record."))
    else:
        actions.offer_again(record=record, **desk.acting)
        messages.success(request, _("It is offered again."))


@require_safe
@desk_page
def file(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The file of a version; always to be saved, never shown in the page."""
    found = queries.get_version(number, viewer=desk.viewer)
    try:
        return to_save(*queries.file_of(found, viewer=desk.viewer))
    except DamagedFileError as error:
        raise ValidationError(
            _("The file is gone from the data folder, or was changed there. Restore it from a backup.")
        ) from error


@require_safe
@desk_page
def for_state(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """For this State, in its language, against its reasons."""
    state = states.get_state(iso3, viewer=desk.viewer)
    name = states.state_names(desk.language, viewer=desk.viewer)[state.pk]
    context = {
        "state": state,
        "name": name,
        "found": queries.for_state(state, desk.campaign, **desk.asked),
        "given": queries.all_hand_outs(desk.campaign, HandOutsAsked(states=[state.pk]), **desk.asked),
        "may_hand_out": rules.may_hand_out(desk.viewer, desk.campaign),
    }
    title = _("%(state)s: materials") % {"state": name}
    return render_desk(request, desk, "toolkit/for_state", context, title=title, here=HERE)


def _form(request: HttpRequest, desk: Desk, form: Any, title: str, submit: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "submit": submit}
    return render_desk(request, desk, "toolkit/form", context, title=title, here=HERE, status=status)
