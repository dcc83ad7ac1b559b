"""Invitations on their way, and what each State replied: approved, refused, given places, entered from a note."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access import queries as access
from accede.meetings import workshop_rules
from accede.meetings.actions import approval, invitations, registration, workshops
from accede.meetings.models import Delegation, Workshop
from accede.meetings.queries import workshops as queries
from accede.outreach.queries.contacts import contacts
from accede.record import days
from accede.record.queries import states
from accede.reporting.handing_out import render
from accede.reporting.kinds import workshops as documents
from accede.reporting.renderers import FORMS
from accede.targeting import queries as targeting
from accede.targeting.categories import categories
from accede.web.desk.forms.survey import LettersForm, MailForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.workshops import FORM, form_page
from accede.web.registering.forms import DelegationForm

LONGEST_NUMBER = 9


@require_http_methods(FORM)
@desk_page
def letters(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The file is handed out and not kept: the links in it stand nowhere else."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    form = LettersForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        tokens = invitations.issue_links(workshop=found, of=[each.pk for each in given["to"]], **desk.acting)
        document = documents.invitations(
            found,
            tokens,
            kind=given["kind"],
            sender=given["sender"],
            language=desk.language,
            author=desk.viewer,
            on=desk.on,
        )
        return handed_out(
            document, given["form"], f"{slugify(found.meeting.name)[:60] or found.pk}-invitations"
        )
    explained = _(
        "Each letter carries a new link and its QR code. A link that the State had before opens nothing any more."
    )
    return form_page(
        request,
        desk,
        form,
        title=_("Letters with links"),
        workshop=found,
        explained=explained,
        submit=_("Make the letters"),
    )


def handed_out(document: Any, form: str, name: str) -> HttpResponse:
    response = HttpResponse(render(document, form), content_type=FORMS[form].media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


@require_http_methods(FORM)
@desk_page
def mail(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    form = MailForm(request.POST or None, desk=desk, initial={"addresses": _known(found, desk)})
    if (
        request.method == "POST"
        and form.is_valid()
        and form.attempt(
            lambda: invitations.mail_workshop_invitations(
                workshop=found, addresses=form.cleaned_data["addresses"], **desk.acting
            )
        )
    ):
        messages.success(
            request,
            ngettext(
                "%(number)s message waits in the outbox until somebody lets it go.",
                "%(number)s messages wait in the outbox until somebody lets them go.",
                form.made,
            )
            % {"number": form.made},
        )
        return redirect("desk-workshop", desk.campaign.pk, number)
    explained = _(
        "A message with a new link to each State that has not replied. All wait in the outbox, where somebody sees them "
        "first. A link that the State had before opens nothing any more."
    )
    return form_page(
        request,
        desk,
        form,
        title=_("Invite by mail"),
        workshop=found,
        explained=explained,
        submit=_("Put into the outbox"),
    )


def _known(found: Workshop, desk: Desk) -> str:
    """The addresses used before or, where there are none, of the first contact who is in post and has one."""
    rows = queries.silent(found, viewer=desk.viewer)
    used = {each.state_id: each.address for each in rows}
    for row in contacts(desk.campaign, list(used) or ["-"], **desk.asked):
        if row.current and row.email and not used.get(row.iso3):
            used[row.iso3] = row.email
    return "\n".join(f"{iso3} {address}" for iso3, address in sorted(used.items()) if address)


@require_safe
@desk_page
def delegation(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    """Why it is invited, its link, its reply, its people, what waits for approval."""
    workshop = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    return _delegation(request, desk, queries.get_delegation(workshop, iso3, viewer=desk.viewer))


def _delegation(request: HttpRequest, desk: Desk, found: Delegation, **more: Any) -> HttpResponse:
    """The grounds are those of the day on which it came onto the list."""
    workshop = found.workshop
    target = targeting.target(
        desk.treaty, found.state, on=found.listed_on, viewer=desk.viewer, language=desk.language
    )
    name = states.state_names(desk.language, viewer=desk.viewer)[found.state_id]
    people = queries.people_of(found, viewer=desk.viewer)
    context = {
        "workshop": workshop,
        "meeting": workshop.meeting,
        "days": days.stretch(workshop.meeting.begins, workshop.meeting.ends, desk.language),
        "delegation": found,
        "name": name,
        "evidence": target.evidence if target else [],
        "category_names": {key: each.name for key, each in categories().items()},
        "people": people,
        "waits": any(each.waits for each in people),
        "signed": queries.signed_in(workshop, viewer=desk.viewer),
        "links": list(found.links.filter(revoked_at__isnull=True)),
        "may_change": workshop_rules.takes_changes(workshop, desk.on),
        "trail": access.audit_of(found, viewer=desk.viewer),
    }
    return render_desk(request, desk, "workshops/delegation", context | more, title=name, here="meetings")


@require_POST
@desk_page
def decide(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    """What the desk decides on a delegation, or on somebody of it."""
    workshop = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    found = queries.get_delegation(workshop, iso3, viewer=desk.viewer)
    match request.POST.get("what"):
        case "link":
            token = invitations.issue_link(delegation=found, **desk.acting)
            address = request.build_absolute_uri(reverse("register", args=[token]))
            return _delegation(request, desk, found, made=address)
        case "revoke":
            invitations.revoke_links(delegation=found, **desk.acting)
        case "places":
            approval.give_places(delegation=found, **desk.acting)
        case "approve-all":
            people = [each.row for each in queries.people_of(found, viewer=desk.viewer)]
            approval.approve_all(participants=people, **desk.acting)
        case "take-off":
            workshops.take_off(delegation=found, **desk.acting)
            return redirect("desk-workshop", desk.campaign.pk, number)
        case "approve" | "refuse" | "grant" | "deny" | "withdraw" as what:
            _decide_on_person(request, desk, workshop, what)
        case _:
            raise ValidationError(_("Say what is to be done."))
    return redirect("desk-workshop-delegation", desk.campaign.pk, number, iso3.lower())


def number_in(given: str) -> int:
    """The number of a record as a form sends it; 0, which none has, for anything else."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= LONGEST_NUMBER else 0


def _decide_on_person(request: HttpRequest, desk: Desk, workshop: Workshop, what: str) -> None:
    given = request.POST.get("person", "")
    person = queries.get_participant(workshop, number_in(given), viewer=desk.viewer)
    match what:
        case "approve":
            approval.approve(participant=person, **desk.acting)
        case "refuse":
            approval.refuse(participant=person, answer=request.POST.get("answer", ""), **desk.acting)
        case "grant" | "deny":
            approval.decide_sponsorship(participant=person, granted=what == "grant", **desk.acting)
        case _:
            approval.withdraw_participant(participant=person, **desk.acting)


@require_http_methods(FORM)
@desk_page
def enter(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    """What came in a note or by telephone, entered for the focal point: the same form."""
    workshop = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    found = queries.get_delegation(workshop, iso3, viewer=desk.viewer)
    people = [
        each for each in queries.people_of(found, viewer=desk.viewer) if each.row.standing != "withdrawn"
    ]
    form = DelegationForm(
        request.POST if request.method == "POST" else None,
        delegation=found,
        people=people,
        may_add=True,
        language=states.working_language(found.state),
        trail=access.audit_of(found, viewer=desk.viewer),
    )
    if request.method == "POST" and form.is_valid():
        head = form.head.cleaned_data
        try:
            if "decline" in request.POST:
                registration.decline(delegation=found, **head, **desk.acting)
            else:
                registration.reply(delegation=found, people=form.told(), **head, **desk.acting)
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, _("The reply is entered."))
            return redirect("desk-workshop-delegation", desk.campaign.pk, number, iso3.lower())
    name = states.state_names(desk.language, viewer=desk.viewer)[found.state_id]
    return render_desk(
        request,
        desk,
        "workshops/enter",
        {"form": form, "workshop": workshop, "delegation": found, "name": name},
        title=_("Enter a reply: %(state)s") % {"state": name},
        here="meetings",
        status=400 if request.method == "POST" else 200,
    )
