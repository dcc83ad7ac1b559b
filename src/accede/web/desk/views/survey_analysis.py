"""What a survey came to, and its figures and answers as files: each as far as the class of the reader opens it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.pictures import bars
from accede.record.queries.nearest import NotOnRecordError
from accede.survey.analysis import files, gathering, queries
from accede.survey.analysis.queries import Analysis
from accede.survey.analysis.tables import Line, Named
from accede.survey.form.questions import in_language
from accede.web import words
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.public.downloads import as_download

ANSWER_FORMS = ("csv", "json", "xlsx", "spss.zip")


@require_safe
@desk_page
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The rounds of which this reader may ask."""
    context = {"rounds": gathering.rounds_told(desk.campaign, viewer=desk.viewer)}
    return render_desk(
        request, desk, "survey/analyses", context, title=_("What the survey came to"), here="survey"
    )


@require_safe
@desk_page
def analysis(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    survey = gathering.round_told(desk.campaign, number, viewer=desk.viewer)
    told = queries.analysis(survey, desk.treaty, on=desk.on, viewer=desk.viewer)
    reasons = told.reasons
    context: dict[str, Any] = {
        "survey": survey,
        "told": told,
        "asked": _or_dash(told, 0),
        "answered": _or_dash(told, 1),
        "label_asked": _("States asked in this round"),
        "label_answered": _("answered"),
        "columns": [wave.name for wave in told.waves],
        "response": [
            (_("By region"), _("Region"), _labelled(told.returned.regions, told.labels)),
            (
                _("By category"),
                _("Category"),
                _labelled(told.returned.categories, told.labels, prefix="category:"),
            ),
        ],
        "several": [_question(told, each, desk.language) for each in told.several if _told(each.lines)],
        "chosen": [_question(told, each, desk.language) for each in told.chosen if _told(each.lines)],
        "untold": [
            _text(each, desk.language) for each in (*told.several, *told.chosen) if not _told(each.lines)
        ],
        "crossed": _crossed(told, reasons, desk.language) if reasons and _told(reasons.lines) else [],
        "compared": [
            (
                _text(each, desk.language),
                _labelled(_told(told.compared[each.key]), told.answers_of(each, desk.language)),
            )
            for each in told.several
            if each.key in told.compared
        ],
        "picture": _picture(told, reasons, desk.language) if reasons else "",
        "quotations": queries.quotations(survey, viewer=desk.viewer, language=desk.language),
    }
    title = _("What it came to: %(name)s") % {"name": survey.name}
    return render_desk(request, desk, "survey/analysis", context, title=title, here="survey")


@require_safe
@desk_page
def figures_file(request: HttpRequest, desk: Desk, number: int, form: str) -> HttpResponse:
    """The figures of the page."""
    survey = gathering.round_told(desk.campaign, number, viewer=desk.viewer)
    told = queries.analysis(survey, desk.treaty, on=desk.on, viewer=desk.viewer)
    records = files.figure_records(told, language=desk.language)
    return as_download(records, files.FIGURES, form=form, name=f"survey-{number}-figures-{desk.on}")


@require_safe
@desk_page
def answers_file(request: HttpRequest, desk: Desk, number: int, form: str) -> HttpResponse:
    """The answers that this reader may read and know whose they are."""
    survey = gathering.round_told(desk.campaign, number, viewer=desk.viewer)
    if form not in ANSWER_FORMS:
        raise NotOnRecordError("format", form, ANSWER_FORMS)
    name = f"survey-{number}-answers-{desk.on}"
    if form == "spss.zip":
        body = files.spss_archive(survey, viewer=desk.viewer, language=desk.language)
        disposition = f'attachment; filename="{name}.{form}"'
        return HttpResponse(
            body, content_type="application/zip", headers={"Content-Disposition": disposition}
        )
    records, columns = files.answer_records(survey, viewer=desk.viewer, language=desk.language)
    return as_download(records, columns, form=form, name=name)


def _or_dash(told: Analysis, which: int) -> int | str:
    """Asked (0) or answered (1), in this round of all."""
    count = told.returned.total.counts[2 * told.waves.index(told.wave) + which]
    return "–" if count is None else count


def _labelled(lines: list[Line], labels: dict[str, str], *, prefix: str = "") -> list[tuple[str, Line]]:
    return [(labels.get(prefix + line.key, line.key), line) for line in lines]


def _told(lines: list[Line]) -> list[Line]:
    """Those that say something."""
    return [line for line in lines if any(line.counts)]


def _text(named: Named, language: str) -> str:
    """The question; of a matrix, its line."""
    own = next((row.label for row in named.question.rows if row.key == named.key), named.question.label)
    return in_language(own, language)


def _question(told: Analysis, named: Named, language: str) -> dict[str, Any]:
    return {
        "text": _text(named, language),
        "ranked": named.ranked,
        "lines": _labelled(_told(named.lines), told.answers_of(named, language)),
        "left_out": len(named.lines) - len(_told(named.lines)),
    }


def _crossed(told: Analysis, reasons: Named, language: str) -> list[dict[str, Any]]:
    """The reasons by region and by status; lines of which nothing is told are left out."""
    answers = told.answers_of(reasons, language)
    found = []
    for title, keys, lines in (
        (_("Reasons by region"), reasons.regions, reasons.by_region),
        (_("Reasons by status"), reasons.statuses, reasons.by_status),
    ):
        own = _told(lines)
        found.append(
            {
                "title": title,
                "columns": [told.labels.get(key, key) for key in keys],
                "lines": _labelled(own, answers),
            }
        )
    return found


def _picture(told: Analysis, reasons: Named, language: str) -> str:
    """The reasons that are told, as bars."""
    answers = told.answers_of(reasons, language)
    found = [
        bars.Bar(answers[line.key], {"signatory": line.counts[0]}) for line in reasons.lines if line.counts[0]
    ]
    if not found:
        return ""
    label = _("Reasons named, by the number of States")
    return mark_safe(  # noqa: S308 -- every word goes through svg.text
        bars.draw_bars(
            found,
            kinds={"signatory": _("States that named it")},
            label=label,
            description=pgettext("between parts of a sentence, with its space", "; ").join(
                f"{bar.label} – {bar.total}" for bar in found
            ),
            direction="rtl" if words.LANGUAGES[get_language() or "en"].direction == "rtl" else "ltr",
        )
    )
