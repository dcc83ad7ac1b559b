"""Rounds of a survey: put to States, opened, extended, put again to the silent, closed; and how far each State is."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.record.queries import states
from accede.survey import actions, queries, rules
from accede.survey.form.questions import in_language, translations
from accede.survey.models import Round
from accede.web.desk.forms.survey import AgainForm, ExtendForm, RoundForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.survey_confirm import ask, is_sure
from accede.web.languages import bracketed
from accede.web.words import LANGUAGES as LANGUAGE_NAMES

FORM = ["GET", "HEAD", "POST"]


@require_safe
@desk_page
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is asked, in which languages, and of whom."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    context = {
        "questionnaires": [
            {
                "row": row,
                "title": in_language(row.form.title, desk.language),
                "translations": [
                    (each, LANGUAGE_NAMES[each.language].own_name) for each in translations(row.form)
                ],
            }
            for row in queries.questionnaires(desk.campaign, viewer=desk.viewer)
        ],
        "rounds": queries.rounds_counted(desk.campaign, viewer=desk.viewer),
    }
    return render_desk(request, desk, "survey/overview", context, title=_("Survey"), here="survey")


@require_http_methods(FORM)
@desk_page
def new(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """To whom the questionnaire is put. Nothing leaves yet."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    questionnaire = queries.get_questionnaire(desk.campaign, number, viewer=desk.viewer)
    form = RoundForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save(questionnaire):
        messages.success(request, _("The round is prepared. Nobody has been written to yet."))
        return redirect("desk-round", desk.campaign.pk, form.made.pk)
    return _form(request, desk, form, _("A new round"), _("Prepare the round"))


@require_safe
@desk_page
def survey_round(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Who was written to, who opened the link, who answered, who is silent."""
    found = queries.get_round(desk.campaign, number, viewer=desk.viewer)
    rows = queries.standing(found, viewer=desk.viewer)
    names = states.state_names(desk.language, viewer=desk.viewer)
    labels = {
        "answered": _("Answered"),
        "begun": _("Begun to answer"),
        "opened": _("Opened the link"),
        "silent": _("Silent"),
    }
    known = {key: [each for each in rows if each.how_far == key] for key in labels}
    asked = request.GET.get("who", "")
    chosen = known.get(asked, rows)
    context = {
        "round": found,
        "is_open": found.opened_on and not found.closed_on and desk.on <= found.closes_on,
        "is_over": found.opened_on and (found.closed_on or desk.on > found.closes_on),
        "title": in_language(found.questionnaire.form.title, desk.language),
        "total": len(rows),
        "tabs": [
            {"label": bracketed(_("All"), len(rows)), "url": "?", "current": asked not in known},
            *(
                {"label": bracketed(labels[key], len(each)), "url": f"?who={key}", "current": asked == key}
                for key, each in known.items()
            ),
        ],
        "rows": sorted(
            ((names.get(each.response.state_id, each.response.state_id), each) for each in chosen),
            key=lambda row: row[0],
        ),
        "silent": len(rows) - len(known["answered"]),
    }
    return render_desk(request, desk, "survey/round", context, title=found.name, here="survey")


@require_POST
@desk_page
def decide(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_round(desk.campaign, number, viewer=desk.viewer)
    match request.POST.get("what"):
        case "open":
            actions.open_round(survey=found, **desk.acting)
        case "close":
            actions.insist_on_closable(found)
            if not is_sure(request):
                return _before_closing(request, desk, found)
            actions.close_round(survey=found, **desk.acting)
        case _:
            raise ValidationError(_("Say what is to be done with the round."))
    return redirect("desk-round", desk.campaign.pk, number)


def _before_closing(request: HttpRequest, desk: Desk, found: Round) -> HttpResponse:
    rows = queries.standing(found, viewer=desk.viewer)
    answered = sum(each.answered for each in rows)
    begun = sum(each.begun and not each.answered for each in rows)
    facts = [
        (_("Answered"), answered),
        (_("Begun to answer"), begun),
        (_("Silent"), len(rows) - answered - begun),
    ]
    return ask(
        request,
        desk,
        found,
        title=_("Close the round: %(name)s") % {"name": found.name},
        explained=_(
            "This is not undone. The figures of a closed round are told, so it is not opened or extended again, takes no "
            "more answers, and none of it is changed. What is on paper has to be entered before. What States only began to "
            "write is not counted; it goes along where the round is put again to them. Messages of the round that have not "
            "left the outbox are withheld."
        ),
        submit=_("Close the round"),
        back=reverse("desk-round", args=[desk.campaign.pk, found.pk]),
        facts=facts,
    )


@require_http_methods(FORM)
@desk_page
def extend(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_round(desk.campaign, number, viewer=desk.viewer)
    form = ExtendForm(request.POST or None, desk=desk, initial={"closes_on": found.closes_on})
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save(found):
        return redirect("desk-round", desk.campaign.pk, number)
    return _form(request, desk, form, _("Leave it open for longer"), _("Save"))


@require_http_methods(FORM)
@desk_page
def again(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The same questionnaire to those that have not answered, with what they had begun to write."""
    found = queries.get_round(desk.campaign, number, viewer=desk.viewer)
    form = AgainForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("The round is prepared. Nobody has been written to yet."))
        return redirect("desk-round", desk.campaign.pk, form.made.pk)
    return _form(request, desk, form, _("Put it again to the silent"), _("Prepare the round"))


def _form(
    request: HttpRequest, desk: Desk, form: RoundForm | AgainForm | ExtendForm, title: str, submit: str
) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request,
        desk,
        "survey/form",
        {"form": form, "submit": submit},
        title=title,
        here="survey",
        status=status,
    )
