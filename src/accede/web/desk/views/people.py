"""People of the desk: who sits at it, from where, with which roles; and for administrators, bringing them in."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access import actions, invitations, queries, trail
from accede.access.actions import NotAllowedError
from accede.access.models import Campaign, Person
from accede.outreach.queries import assignments
from accede.outreach.queries.assignments import Share
from accede.web.account import second_factor
from accede.web.desk.forms.people import CampaignForm, GiveRoleForm, OrganisationForm, PersonForm, PostForm
from accede.web.desk.page import Desk, desk_page, render_desk

PAGE = 100
FORM = ["GET", "HEAD", "POST"]


@require_safe
@desk_page
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those with a role today, then the others, a page of each at a time; organisations likewise."""
    number = request.GET.get("page")
    sitting, others = (
        Paginator(queries.people_who_sit(on=desk.on, viewer=desk.viewer, sitting=sits), PAGE)
        for sits in (True, False)
    )
    organisations = Paginator(queries.organisations(viewer=desk.viewer), PAGE)
    # The longest of the three is paged through; a page that another has not is empty there.
    lists: list[Paginator[Any]] = [sitting, others, organisations]
    longest = max(lists, key=lambda each: each.num_pages).get_page(number)
    context = {
        "page": longest,
        "people": _of(sitting, longest.number),
        "others": _of(others, longest.number),
        "organisations": _of(organisations, longest.number),
        "invited": {each.person_id for each in invitations.invitations_open(at=desk.at, viewer=desk.viewer)},
        "administers": queries.administers_somewhere(desk.viewer),
        "administers_here": desk.viewer.administers(desk.campaign.pk),
        "reads_trail": trail.is_read_by(desk.viewer),
    }
    return render_desk(request, desk, "people/people", context, title=_("People"), here="people")


def _of(pages: Paginator[Any], number: int) -> list[Any]:
    return list(pages.page(number).object_list) if number <= pages.num_pages else []


@require_http_methods(FORM)
@desk_page
def new_person(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Somebody new, with post and roles; the link of their invitation is shown this once."""
    _insist_on_administering(desk)
    form = PersonForm(
        request.POST or None, desk=desk, initial={"campaign": desk.campaign.pk, "language": "en"}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> tuple[Person, str]:
            return actions.bring_in(
                person=None,
                email=given["email"],
                name=given["name"],
                organisation=given["organisation"],
                kind=given["kind"],
                title=given["title"],
                language=given["language"],
                campaign=form.campaigns[given["campaign"]],
                roles=given["roles"],
                on=desk.on,
                by=desk.viewer,
                at=desk.at,
            )

        if form.attempt(act):
            return _link_shown_once(request, desk, *form.made)
    return _form_page(request, desk, form, title=_("Add somebody"), button=_("Add and invite"))


@require_safe
@desk_page
def person(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    return _person_page(
        request, desk, number, PostForm(desk=desk, initial={"on": desk.on}), GiveRoleForm(desk=desk)
    )


@require_POST
@desk_page
def take_post(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_person(number, on=desk.on, viewer=desk.viewer)
    _insist_on_managing(desk, found)
    form = PostForm(request.POST, desk=desk)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> None:
            actions.move(
                person=found,
                organisation=given["organisation"],
                kind=given["kind"],
                title=given["title"],
                on=given["on"],
                by=desk.viewer,
                at=desk.at,
            )

        if form.attempt(act):
            messages.success(request, _("The post is changed. Roles that it does not allow have ended."))
            return redirect("desk-person", number)
    return _person_page(request, desk, number, form, GiveRoleForm(desk=desk), status=400)


@require_POST
@desk_page
def give_role(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    _insist_on_administering(desk)
    found = queries.get_person(number, on=desk.on, viewer=desk.viewer)
    form = GiveRoleForm(request.POST, desk=desk)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> None:
            actions.give_role(
                person=found,
                campaign=form.campaigns[given["campaign"]],
                role=given["role"],
                on=desk.on,
                by=desk.viewer,
                at=desk.at,
            )

        if form.attempt(act):
            messages.success(request, _("The role is given, from today on."))
            return redirect("desk-person", number)
    return _person_page(request, desk, number, PostForm(desk=desk, initial={"on": desk.on}), form, status=400)


@require_POST
@desk_page
def end_role(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    held = queries.get_role_held(number, viewer=desk.viewer)
    actions.end_role(held=held, on=desk.on, by=desk.viewer, at=desk.at)
    messages.success(request, _("The role is ended. It opens nothing any more."))
    return redirect("desk-person", held.person_id)


@require_POST
@desk_page
def keep_out(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_person(number, on=desk.on, viewer=desk.viewer)
    actions.set_active(person=found, active=not found.is_active, by=desk.viewer, at=desk.at)
    text = _("They can come in again.") if found.is_active else _("They are out, at once and everywhere.")
    messages.success(request, text)
    return redirect("desk-person", number)


@require_POST
@desk_page
def invite(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A new link for somebody who lost theirs, their password or their keys."""
    found = queries.get_person(number, on=desk.on, viewer=desk.viewer)
    _insist_on_managing(desk, found)
    second_factor.insist_on_fresh(request)  # the link is a way into somebody's place
    token = actions.invite(person=found, by=desk.viewer, at=desk.at)
    return _link_shown_once(request, desk, found, token)


@require_http_methods(FORM)
@desk_page
def new_organisation(request: HttpRequest, desk: Desk) -> HttpResponse:
    _insist_on_administering(desk)
    form = OrganisationForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> None:
            actions.add_organisation(name=given["name"], kind=given["kind"], by=desk.viewer, at=desk.at)

        if form.attempt(act):
            messages.success(request, _("The organisation is added."))
            return redirect("desk-people")
    return _form_page(request, desk, form, title=_("Add an organisation"), button=_("Add"))


@require_http_methods(FORM)
@desk_page
def new_campaign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A campaign for another treaty of the record."""
    _insist_on_administering(desk)
    form = CampaignForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        treaty = form.cleaned_data["treaty"]

        def act() -> None:
            actions.open_campaign(treaty_key=treaty, on=desk.on, by=desk.viewer, at=desk.at)

        if form.attempt(act):
            messages.success(request, _("The campaign is open, and you administer it. Now bring people in."))
            return redirect("desk-people")
    return _form_page(request, desk, form, title=_("Open a campaign"), button=_("Open"))


def _insist_on_administering(desk: Desk) -> None:
    if not queries.administers_somewhere(desk.viewer):
        raise NotAllowedError(_("Only an administrator may do this."))


def _insist_on_managing(desk: Desk, found: Person) -> None:
    if not queries.manages(found, on=desk.on, viewer=desk.viewer):
        raise NotAllowedError(
            _("Only an administrator of every campaign in which %(name)s holds a role may do this.")
            % {"name": found.name}
        )


def _form_page(request: HttpRequest, desk: Desk, form: Any, *, title: str, button: str) -> HttpResponse:
    context = {
        "form": form,
        "button": button,
        "organisations": queries.organisations(viewer=desk.viewer),
    }
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "people/form", context, title=title, here="people", status=status)


def _person_page(
    request: HttpRequest,
    desk: Desk,
    number: int,
    post_form: PostForm,
    role_form: GiveRoleForm,
    *,
    status: int = 200,
) -> HttpResponse:
    found = queries.get_person(number, on=desk.on, viewer=desk.viewer)
    context = {
        "person": found,
        "manages": queries.manages(found, on=desk.on, viewer=desk.viewer),
        "administered": set(role_form.campaigns),
        "is_me": found.pk == desk.viewer.person_id,
        "invited": any(
            each.person_id == found.pk
            for each in invitations.invitations_open(at=desk.at, viewer=desk.viewer)
        ),
        "post_form": post_form,
        "role_form": role_form,
        "organisations": queries.organisations(viewer=desk.viewer),
        "looked_after": _looked_after(desk, found),
    }
    return render_desk(
        request, desk, "people/person", context, title=found.name, here="people", status=status
    )


def _looked_after(desk: Desk, person: Person) -> list[tuple[Campaign, Share]]:
    """The States that the person looks after, in each campaign in which the reader holds a role."""
    return [
        (campaign, share)
        for campaign in queries.campaigns(viewer=desk.viewer)
        for share in assignments.shares(campaign, **desk.asked)
        if share.person == person.pk
    ]


def _link_shown_once(request: HttpRequest, desk: Desk, invited: Person, token: str) -> HttpResponse:
    with translation.override(invited.language):
        link = request.build_absolute_uri(reverse("account-invitation-link", args=[token]))
    context = {"person": invited, "link": link, "days": actions.INVITATION_LASTS.days}
    return render_desk(request, desk, "people/invitation", context, title=_("The invitation"), here="people")
