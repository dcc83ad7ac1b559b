"""One State in a round: its link, what of its answers the reader may know, and answers that came in other ways."""

import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
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
from accede.web.desk.views.survey_confirm import ask, is_sure
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
    asked = None if is_sure(request) else _before(request, desk, found)
    if asked:
        return asked
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


def _before(request: HttpRequest, desk: Desk, found: Response) -> HttpResponse | None:
    """What closes a link on somebody who may be writing, or takes answers back, is asked once more."""
    name = _name(desk, found)
    links = queries.open_links(found, viewer=desk.viewer)
    match request.POST.get("what"):
        case "link" if links:
            title, submit = _("A new link for %(state)s") % {"state": name}, _("Make a new link")
            explained = _(
                "The link that the State has now, and what was passed on by it, open nothing any more from then on, also "
                "for somebody who is writing just now. What was saved is kept."
            )
        case "revoke" if links:
            title, submit = _("Revoke the links of %(state)s") % {"state": name}, _("Revoke its links")
            explained = _(
                "None of its links opens anything any more, those to parts that were passed on among them, also for "
                "somebody who is writing just now. What was saved is kept; a new link opens it again."
            )
        case "reopen":
            title = _("Open the answers of %(state)s again") % {"state": name}
            submit = _("Open the answers again")
            explained = _(
                "Nobody on the desk reads them from then on, they are not counted, and the evidence that they became is "
                "taken back, until the State signs them off anew by its link."
            )
        case _:
            return None
    back = reverse("desk-response", args=[desk.campaign.pk, found.round_id, found.state_id.lower()])
    return ask(
        request,
        desk,
        found.round,
        title=title,
        explained=explained,
        submit=submit,
        back=back,
        facts=[(_("Links that open"), len(links))],
    )


@require_http_methods(FORM)
@desk_page
def enter(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    """A paper form or an interview. What the State began to write by its link gives way, unseen."""
    found = _found(desk, number, iso3)
    if request.method != "POST" and (found.signed_at or found.round.closed_on):
        messages.error(request, _no_more(found))
        return redirect("desk-response", desk.campaign.pk, number, iso3)
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


def _no_more(found: Response) -> str:
    """Why nothing is entered any more."""
    if found.signed_at:
        return _("These answers were signed off already. Nothing was changed.")
    return _(
        "This round is closed and its figures are told: it takes no more answers, and none is changed. "
        "Put the questionnaire to these States in a round that follows it."
    )


@require_http_methods(FORM)
@desk_page
def infer(request: HttpRequest, desk: Desk, number: int, iso3: str) -> HttpResponse:
    """From a public statement, say. It is marked so, and never counted as an answer."""
    found = _found(desk, number, iso3)
    opened = Opened(Link(response=found), may_write=True)
    offered = {
        each.key: each
        for each in opened.form.questions()
        if each.kind not in (Kind.STATEMENT, Kind.CONSENT, Kind.FILE)
    }
    context: dict[str, Any] = {"round": found.round, "iso3": iso3.lower(), "name": _name(desk, found)}
    question = offered.get((request.POST or request.GET).get("question", ""))
    if question is None:
        context["sections"] = [
            {
                "title": filling.say(section.title),
                "asked": [
                    (key, filling.say(each.label))
                    for key, each in offered.items()
                    if each in section.questions
                ],
            }
            for section in opened.form.sections
        ]
    else:
        form = InferForm(request.POST or None, desk=desk)
        alone = replace(opened.form.section_of(question.key), questions=(question,))
        sent = filling.read(request, alone, opened) if request.method == "POST" else Sent()
        wish = sent.wishes.get(question.key)
        if request.method == "POST" and wish and wish.value is None:
            sent.wrong[question.key] = _("Say what is inferred.")
        if form.is_valid() and wish and not sent.wrong and form.save(found, question.key, wish.value):
            return redirect("desk-response", desk.campaign.pk, number, iso3)
        (item,) = filling.empty_items(opened.form, alone, sent=sent)
        context |= {"form": form, "item": replace(item, consents=(), required=False)}
    title = _("Infer an answer: %(state)s") % {"state": _name(desk, found)}
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "survey/infer", context, title=title, here="survey", status=status)


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
