"""What is taken along: a copy of the answers, and an empty form to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.access.confidentiality import NotVisibleError
from accede.record.queries import states
from accede.reporting import handing_out, renderers
from accede.reporting.blocks import Document, Heading, Paragraph, Part, Run, TitlePage, line
from accede.reporting.renderers.pdf import UnprintableError
from accede.survey.form.questions import Consent, Kind
from accede.survey.queries import Opened, own_file
from accede.web.answering import filling, views, words
from accede.web.answering.filling import say
from accede.web.answering.opening import by_link, page, refusal
from accede.web.files import to_save
from accede.web.templatetags.accede import moment


def answers(found: Opened) -> list[dict[str, Any]]:
    """Section by section what is asked, with what was answered and how it may be used."""
    told = []
    for section in views.sections(found):
        rows = []
        for question in section.questions:
            if not (question.is_asked and found.asked[question.key]):
                continue
            row = found.rows.get(question.key)
            consent = row.consent if row and row.value and question.kind != "consent" else ""
            rows.append(
                {
                    "label": say(question.label),
                    "lines": filling.display(found.form, question, found.values.get(question.key)),
                    "file": question.key if question.kind == Kind.FILE and row and row.value else "",
                    "use": str(words.CONSENTS[Consent(consent)]) if consent else "",
                }
            )
        told.append({"title": say(section.title), "rows": rows})
    return told


@require_safe
@by_link
def copy(request: HttpRequest, found: Opened, token: str) -> HttpResponse:
    context = _context(found, token) | {"sections": answers(found), "saved": request.GET.get("saved", "")}
    title = _("Copy of the answers") if found.response.signed_at else _("The answers so far")
    return page(request, "copy", context, title)


@require_safe
@by_link
def file(request: HttpRequest, found: Opened, token: str, question: str) -> HttpResponse:
    """A file that was sent as an answer."""
    try:
        return to_save(*own_file(found, question))
    except NotVisibleError:
        return refusal(
            request,
            _("There is no such file"),
            _("No file was sent as an answer to this, or it was taken back."),
            status=404,
            back=reverse("answer", args=[token]),
        )


@require_safe
@by_link
def blank(request: HttpRequest, found: Opened, token: str) -> HttpResponse:
    """All questions, on paper; those that are asked only in some case say that they may not apply."""
    sections = [
        {
            "title": say(section.title),
            "conditional": bool(section.relevant),
            "items": [
                (item, bool(question.relevant))
                for item, question in zip(
                    filling.empty_items(found.form, section), section.questions, strict=True
                )
            ],
        }
        for section in found.form.sections
        if not found.section or section.key == found.section
    ]
    context = _context(found, token) | {"sections": sections, "intro": say(found.form.intro)}
    return page(request, "blank", context, say(found.form.title))


@require_safe
@by_link
def download(request: HttpRequest, found: Opened, token: str, form: str) -> HttpResponse:
    """The copy as a document of its own."""
    if form not in ("pdf", "docx"):
        return refusal(
            request,
            _("There is no such file"),
            _("The copy is there as PDF and as DOCX."),
            status=404,
            back=reverse("answer-copy", args=[token]),
        )
    try:
        content = handing_out.render(_document(found), form)
    except UnprintableError:
        return refusal(
            request,
            _("This cannot be made as PDF"),
            _("Take it as DOCX, or print the page."),
            status=422,
            back=reverse("answer-copy", args=[token]),
        )
    response = HttpResponse(content, content_type=renderers.FORMS[form].media_type)
    response["Content-Disposition"] = (
        f'attachment; filename="answers-{found.response.state_id.lower()}.{form}"'
    )
    return response


def _document(found: Opened) -> Document:
    language = get_language() or "en"
    title = say(found.form.title)
    blocks: list[Any] = [
        TitlePage(
            title=line(title),
            place_and_dates=line(_signed(found)),
            submitted_by=line(capfirst(states.formal_name(found.response.state, language))),
        )
    ]
    colon = pgettext("between a name and what is said of it", ": ")
    for section in answers(found):
        blocks.append(Heading(text=line(section["title"]), numbered=False))
        for row in section["rows"]:
            blocks.append(Paragraph(text=line(Run(row["label"], bold=True))))
            blocks.extend(
                Paragraph(text=line(each))
                for answer in row["lines"] or (_("not answered"),)
                for each in answer.splitlines()
            )
            if row["use"]:
                blocks.append(Paragraph(text=line(f"{_('How it may be used')}{colon}{row['use']}")))
    return Document(
        kind="survey-copy", title=title, language=language, parts=(Part(language, tuple(blocks)),)
    )


def _signed(found: Opened, *, name: str = "") -> str:
    signed = found.response.signed_at
    if signed is None:
        return _("Not signed off yet. As of %(moment)s.") % {"moment": moment(timezone.now())}
    return _("Signed off by %(name)s, %(moment)s.") % {
        "name": name or found.response.signed_by,
        "moment": moment(signed),
    }


def _context(found: Opened, token: str) -> dict[str, Any]:
    context = views.common(found, token)
    return {**context, "signed": _signed(found, name=context["signer"])}
