"""One State in a round: its link, what of its answers the reader may know, and answers that came in other ways."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.record.queries import states
from accede.survey import actions, queries
from accede.survey.form.questions import Kind, in_language
from accede.survey.links import address_of
from accede.survey.models import Answer, Link, Response
from accede.survey.queries import Opened
from accede.web.answering import filling
from accede.web.answering.filling import Sent
from accede.web.desk.forms.survey import EnterForm, InferForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.files import to_save

FORM = ["GET", "HEAD", "POST"]


@require_safe
@desk_page
def response(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    return _page(request, desk, _found(desk, number, iso3))


def _page(request: HttpRequest, desk: Desk, found: Response, *, link: str = "") -> HttpResponse:
    """`link` is told once, to whoever made it."""
    form = found.round.questionnaire.form
    context = {
        "response": found,
        "may_read": found.is_visible_to(desk.viewer),
        "may_open_scan": queries.may_open_scan(found, viewer=desk.viewer),
        "round": found.round,
        "link": link,
        "links": queries.open_links(found, viewer=desk.viewer),
        "answers": [
            {
                "row": row,
                "label": in_language(question.label, desk.language),
                "is_file": question.kind == Kind.FILE and bool(row.value) and not row.inferred,
                "lines": filling.display(form, question, json.loads(row.value)) if row.value else (),
            }
            for row in _answers(desk, found)
            if (question := form.question(row.question))
        ],
    }
    return render_desk(request, desk, "survey/response", context, title=_name(desk, found), here="survey")


def _answers(desk: Desk, found: Response) -> list[Answer]:
    return queries.answers(found, viewer=desk.viewer)


@require_POST
@desk_page
def decide(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    """A new link, told in the page that follows and nowhere else; none any more; or answers opened again."""
    found = _found(desk, number, iso3)
    match request.POST.get("what"):
        case "link":
            token = actions.issue_link(response=found, **desk.acting)
            return _page(request, desk, found, link=address_of(token, states.working_language(found.state)))
        case "revoke":
            actions.revoke_links(response=found, **desk.acting)
        case "reopen":
            actions.reopen_answers(response=found, **desk.acting)
        case _:
            raise ValidationError(_("Say what is to be done."))
    return redirect("desk-response", desk.campaign.pk, number, iso3)


@require_http_methods(FORM)
@desk_page
def enter(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    """A paper form or an interview. What the State began to write by its link gives way, unseen."""
    found = _found(desk, number, iso3)
    opened = Opened(Link(response=found), may_write=True)
    form = EnterForm(desk=desk)
    sent = Sent()
    if request.method == "POST":
        form = EnterForm(request.POST, request.FILES, desk=desk)
        for section in opened.form.sections:
            part = filling.read(request, section, opened)
            sent.wishes.update(part.wishes)
            sent.wrong.update(part.wrong)
            sent.typed.update(part.typed)
        given = {key: each.value for key, each in sent.wishes.items()}
        consents = {key: each.consent for key, each in sent.wishes.items()}
        if form.is_valid() and not sent.wrong and form.save(found, given, consents):
            messages.success(request, _("The answers are entered and signed off."))
            return redirect("desk-response", desk.campaign.pk, number, iso3)
    context: dict[str, Any] = {
        "form": form,
        "round": found.round,
        "wrong": bool(sent.wrong),
        "sections": [
            {
                "title": filling.say(section.title),
                "asked": [
                    each
                    for each in filling.empty_items(opened.form, section, sent=sent)
                    if each.kind != Kind.FILE
                ],
            }
            for section in opened.form.sections
        ],
    }
    title = _("Enter answers: %(state)s") % {"state": _name(desk, found)}
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "survey/enter", context, title=title, here="survey", status=status)


@require_http_methods(FORM)
@desk_page
def infer(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    """From a public statement, say. It is marked so, and never counted as an answer."""
    found = _found(desk, number, iso3)
    asked = [
        (each.key, in_language(each.label, desk.language))
        for each in found.round.questionnaire.form.questions()
        if each.kind in (Kind.TEXT, Kind.CHOICE, Kind.NUMBER, Kind.DATE)
    ]
    form = InferForm(request.POST or None, desk=desk, questions=asked)
    if request.method == "POST" and form.is_valid() and form.save(found):
        return redirect("desk-response", desk.campaign.pk, number, iso3)
    explained = _("It is marked as inferred, and never counted as an answer.")
    return render_desk(
        request,
        desk,
        "survey/form",
        {"form": form, "submit": _("Save"), "explained": explained},
        title=_("Infer an answer: %(state)s") % {"state": _name(desk, found)},
        here="survey",
        status=400 if request.method == "POST" else 200,
    )


@require_safe
@desk_page
def scan(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    """The paper form; always to be saved, never shown in the page."""
    return to_save(*queries.scan(_found(desk, number, iso3), viewer=desk.viewer))


@require_safe
@desk_page
def answered_file(request: HttpRequest, desk: Desk, number: int, iso3: str, question: str) -> HttpResponse:
    return to_save(*queries.answered_file(_found(desk, number, iso3), question, viewer=desk.viewer))


def _found(desk: Desk, number: int, iso3: str) -> Response:
    survey = queries.get_round(desk.campaign, number, viewer=desk.viewer)
    return queries.get_response(survey, iso3, viewer=desk.viewer)


def _name(desk: Desk, found: Response) -> str:
    return states.state_names(desk.language, viewer=desk.viewer).get(found.state_id, found.state_id)
