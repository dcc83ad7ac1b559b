"""The workshop itself: signing in on a telephone, what each State said, how it was."""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accede.meetings.actions import workshop_day as actions
from accede.meetings.models import Workshop
from accede.meetings.queries import workshops as queries
from accede.record.meetings.zones import zone_of
from accede.record.queries import states
from accede.reporting import workshop_follow_up
from accede.survey import actions as survey
from accede.survey import queries as surveys
from accede.survey.form import shipped
from accede.survey.form.questions import in_language
from accede.survey.models import Questionnaire
from accede.web.desk.forms.workshops import EvaluationForm, OutcomeForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.workshop_people import whence
from accede.web.desk.views.workshop_replies import number_in
from accede.web.desk.views.workshops import FORM, form_page

SHIPPED = "shipped"
MOST = 2_000  # that one telephone kept


@require_http_methods(FORM)
@desk_page
def sign_in(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Everybody who is approved, with a button each. A telephone without a line sends later what it kept (`entries`)."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    if request.method == "POST" and "entries" in request.POST:
        return _synced(request, desk, found)
    today = (
        desk.at.astimezone(zone_of(found.meeting.zone)) if found.meeting.zone else timezone.localtime(desk.at)
    )
    if request.method == "POST":
        return _signed(request, desk, found, today)
    names = states.state_names(desk.language, viewer=desk.viewer)
    signed = queries.signed_in(found, viewer=desk.viewer)
    people: list[dict[str, Any]] = [
        {"row": each, "whence": whence(each, names), "here": today.date() in signed.get(each.pk, [])}
        for each in queries.approved(found, viewer=desk.viewer)
    ]
    context = {
        "workshop": found,
        "people": sorted(people, key=lambda each: (each["whence"], each["row"].name)),
        "here": sum(1 for each in people if each["here"]),
        "today": today.date(),
        "is_on": found.meeting.begins <= today.date() <= found.meeting.ends,
    }
    return render_desk(request, desk, "workshops/sign_in", context, title=_("Sign-in"), here="meetings")


def _signed(request: HttpRequest, desk: Desk, found: Workshop, moment: datetime) -> HttpResponse:
    """One person, by a button."""
    given = request.POST.get("person") or request.POST.get("undo") or ""
    person = queries.get_participant(found, number_in(given), viewer=desk.viewer)
    if "undo" in request.POST:
        actions.undo_sign_in(participant=person, day=moment.date(), **desk.acting)
    else:
        actions.sign_in(participant=person, moment=moment, **desk.acting)
    response = redirect("desk-workshop-sign-in", desk.campaign.pk, found.pk)
    response["Location"] += f"#person-{person.pk}"
    return response


def _synced(request: HttpRequest, desk: Desk, found: Workshop) -> HttpResponse:
    """Of each entry whether it stands: what stands already stands, what is refused is told with the reason."""
    try:
        entries = json.loads(request.POST["entries"])
        pairs = [(int(each["person"]), datetime.fromisoformat(each["moment"])) for each in entries[:MOST]]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise ValidationError(_("This is not what a telephone keeps.")) from error
    people = {each.pk: each for each in queries.approved(found, viewer=desk.viewer)}
    for each in people.values():
        each.workshop = found
    told = {
        number: _("This person is not approved any more.")
        for number, _moment in pairs
        if number not in people
    }
    known = [
        (people[number], moment if moment.tzinfo else timezone.make_aware(moment))
        for number, moment in pairs
        if number in people
    ]
    told |= actions.sign_in_many(pairs=known, **desk.acting)
    return JsonResponse({"told": told})


@require_safe
@desk_page
def worker(_request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The script that keeps the page on a telephone, for where there is no line. It reaches no further than its folder."""
    queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def _script() -> str:
    path = finders.find("accede/sign-in-worker.js")
    assert isinstance(path, str)  # noqa: S101 -- it ships with the program
    return Path(path).read_text(encoding="utf-8")


@require_http_methods(FORM)
@desk_page
def outcome(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What each State said that it would do: promises with a day, kept with all others."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    names = states.state_names(desk.language, viewer=desk.viewer)
    rows = queries.invited(found, viewer=desk.viewer)
    there = [each.delegation.state_id for each in rows if each.there]
    offered = [(iso3, name) for iso3, name in names.items() if iso3 in there]
    initial = {"state": request.GET["state"].upper()} if "state" in request.GET else None
    form = OutcomeForm(request.POST or None, desk=desk, there=offered, initial=initial)
    if request.method == "POST" and form.is_valid() and _noted(form, desk, found):
        messages.success(request, _("The promise is on record."))
        return redirect("desk-workshop-outcome", desk.campaign.pk, number)
    made = workshop_follow_up.promises(found, **desk.asked)
    context = {
        "workshop": found,
        "form": form,
        "there": offered,
        "promises": made,
        "silent": [(iso3, name) for iso3, name in offered if iso3 not in {row.iso3 for row in made}],
    }
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "workshops/outcome", context, title=_("Outcome"), here="meetings", status=status
    )


def _noted(form: OutcomeForm, desk: Desk, found: Workshop) -> bool:
    given = form.cleaned_data
    delegation = queries.get_delegation(found, given["state"], viewer=desk.viewer)
    return form.attempt(
        lambda: workshop_follow_up.note_promise(
            delegation=delegation, text=given["text"], due_on=given["due_on"], **desk.acting
        )
    )


@require_http_methods(FORM)
@desk_page
def evaluation(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Those who came are asked by the survey; from here on its page leads on."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    known = {str(each.pk): each for each in surveys.questionnaires(desk.campaign, viewer=desk.viewer)}
    own = in_language(shipped.evaluation().title, desk.language)
    offered = [
        (SHIPPED, own),
        *((key, in_language(each.form.title, desk.language)) for key, each in known.items()),
    ]
    form = EvaluationForm(
        request.POST or None, desk=desk, questionnaires=offered, initial={"questionnaire": SHIPPED}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def put() -> Any:
            return workshop_follow_up.put_evaluation(
                workshop=found,
                questionnaire=_questionnaire(known, given["questionnaire"], desk),
                closes_on=given["closes_on"],
                **desk.acting,
            )

        if form.attempt(put):
            messages.success(request, _("The round is open. Now send the links, as with any survey."))
            return redirect("desk-round", desk.campaign.pk, form.made.pk)
    explained = _(
        "A round of the survey is put to the States that signed in. Its links and figures are the survey’s."
    )
    return form_page(
        request,
        desk,
        form,
        title=_("Evaluation"),
        workshop=found,
        explained=explained,
        submit=_("Open the round"),
    )


def _questionnaire(known: dict[str, Questionnaire], key: str, desk: Desk) -> Questionnaire:
    if key in known:
        return known[key]
    return survey.keep_questionnaire(campaign=desk.campaign, form=shipped.evaluation(), **desk.acting)
