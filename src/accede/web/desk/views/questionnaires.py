"""Questionnaires: brought in, looked at in each language, taken out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.survey import actions, queries, rules
from accede.survey.form import reading, shipped, xlsform
from accede.survey.form.faults import Fault
from accede.survey.form.questions import LANGUAGES, Question, Questionnaire, in_language, translations
from accede.told import said
from accede.web.desk.conditions import in_words
from accede.web.desk.forms.survey import QuestionnaireForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.words import LANGUAGES as LANGUAGE_NAMES
from accede.web.words import QUESTION_KINDS

FORM = ["GET", "HEAD", "POST"]
FILES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml; charset=utf-8",
}


@require_http_methods(FORM)
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A file, taken whole or not at all; what is wrong with it stands by sheet, row and column."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    form, faults = QuestionnaireForm(), list[Fault]()
    if request.method == "POST":
        form = QuestionnaireForm(request.POST, request.FILES)
        if form.is_valid() and form.keep(desk):
            messages.success(request, _("Version %(number)s of it is kept.") % {"number": form.made.version})
            return redirect("desk-questionnaire", desk.campaign.pk, form.made.pk)
        faults = form.faults
    return render_desk(
        request,
        desk,
        "survey/new_questionnaire",
        {"form": form, "faults": [(said(each.where, _), said(each.words, _)) for each in faults]},
        title=_("Bring a questionnaire in"),
        here="survey",
        status=400 if request.method == "POST" else 200,
    )


@require_POST
@desk_page
def take_shipped(_request: HttpRequest, desk: Desk) -> HttpResponse:
    """The questionnaire that travels with the program becomes one of the campaign's."""
    row = actions.keep_questionnaire(campaign=desk.campaign, form=shipped.questionnaire(), **desk.acting)
    return redirect("desk-questionnaire", desk.campaign.pk, row.pk)


@require_safe
@desk_page
def preview(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """As a State sees it, in the language that is asked for; beside it what each language still lacks."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    row = queries.get_questionnaire(desk.campaign, number, viewer=desk.viewer)
    asked = request.GET.get("language", desk.language)
    language = asked if asked in LANGUAGES else "en"
    form = row.form
    states = translations(form)
    context = {
        "row": row,
        "form": form,
        "shown_in": language,
        "translations": [(each, LANGUAGE_NAMES[each.language].own_name) for each in states],
        "missing": next(each.missing for each in states if each.language == language),
        "tabs": [
            {"label": LANGUAGE_NAMES[each].own_name, "url": f"?language={each}", "current": each == language}
            for each in LANGUAGES
        ],
        "title": in_language(form.title, language),
        "intro": in_language(form.intro, language),
        "sections": [
            {
                "title": in_language(section.title, language),
                "asked": in_words(form, section.relevant, desk.language),
                "shows": section.shows,
                "questions": [_shown(form, each, language, desk.language) for each in section.questions],
            }
            for section in form.sections
        ],
    }
    return render_desk(
        request, desk, "survey/questionnaire", context, title=in_language(form.title, language), here="survey"
    )


def _shown(form: Questionnaire, question: Question, language: str, reader: str) -> dict[str, Any]:
    return {
        "key": question.key,
        "kind": QUESTION_KINDS[question.kind],
        "label": in_language(question.label, language),
        "hint": in_language(question.hint, language),
        "required": question.required,
        "asked": in_words(form, question.relevant, reader),
        "choices": [in_language(each.label, language) for each in form.choices_of(question)],
        "rows": [in_language(each.label, language) for each in question.rows],
    }


@require_safe
@desk_page
def export(_request: HttpRequest, desk: Desk, number: int, form: str) -> HttpResponse:
    """As XLSForm for Kobo and ODK, or as YAML."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    row = queries.get_questionnaire(desk.campaign, number, viewer=desk.viewer)
    if form not in FILES:
        raise Http404
    content = (
        xlsform.write(row.form, version=row.version)
        if form == "xlsx"
        else reading.write_yaml(row.form).encode()
    )
    response = HttpResponse(content, content_type=FILES[form])
    response["Content-Disposition"] = f'attachment; filename="{row.key}-{row.version}.{form}"'
    return response
