"""One State in a round of the survey: what of its answers the reader may know, and answers that came in other ways."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.api.desk.survey import running
from accede.files.inspection import File
from accede.record.models import State
from accede.survey import actions
from accede.survey import queries as survey_queries
from accede.survey.actions.answers import File as Scan
from accede.survey.form import answering
from accede.survey.form.questions import Consent, Kind, Question, Questionnaire, in_language
from accede.survey.models import Answer, Response, Round

# Of what is chosen more than once, and of a table, what JSON has to be.
MANY = {Kind.SEVERAL: list, Kind.RANKED: list, Kind.MATRIX: dict}
UNTYPED = frozenset({Kind.STATEMENT, Kind.FILE})


@dataclass(frozen=True, slots=True)
class AnswerOut:
    """An answer that the reader may read. What is `inferred` is none of the State's own, and rests on its `basis`."""

    question: str
    label: str
    value: Any
    consent: str
    inferred: bool
    basis: str
    is_file: bool


@dataclass(frozen=True, slots=True)
class LinkOut:
    """A link that opens something: to all answers, or to a section that was passed on. What it is, nobody is told."""

    section: str
    made_at: datetime
    opened_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseOut:
    """How far a State is, and what of its answers the reader may read: none before it signed them off."""

    iso3: str
    means: str
    signed_at: datetime | None
    signed_by: str
    received_on: date | None
    invited_at: datetime | None
    reminded_at: datetime | None
    reminders: int
    links: Sequence[LinkOut]
    scan: bool
    answers: Sequence[AnswerOut]


def _response(survey: Round, state: State, viewer: Viewer) -> Response:
    return survey_queries.get_response(survey, state.pk, viewer=viewer)


def response(survey: Round, state: State, *, viewer: Viewer, language: str) -> ResponseOut:
    """What may only be counted is read by nobody."""
    found = _response(survey, state, viewer)
    form = survey.questionnaire.form
    links = survey_queries.open_links(found, viewer=viewer)
    return ResponseOut(
        iso3=found.state_id,
        means=found.means,
        signed_at=found.signed_at,
        signed_by=found.signed_by if found.is_visible_to(viewer) else "",
        received_on=found.received_on,
        invited_at=found.invited_at,
        reminded_at=found.reminded_at,
        reminders=found.reminders,
        links=[LinkOut(each.section, each.made_at, each.opened_at) for each in links],
        scan=survey_queries.may_open_scan(found, viewer=viewer),
        answers=[
            _answer(row, question, language)
            for row in survey_queries.answers(found, viewer=viewer)
            if (question := form.question(row.question))
        ],
    )


def _answer(row: Answer, question: Question, language: str) -> AnswerOut:
    value = json.loads(row.value) if row.value else None
    is_file = question.kind == Kind.FILE and bool(row.value) and not row.inferred
    label = in_language(question.label, language)
    return AnswerOut(row.question, label, value, row.consent, row.inferred, row.basis, is_file)


def scan(survey: Round, state: State, *, viewer: Viewer) -> tuple[str, bytes]:
    """It holds all answers, and opens to whoever may read each of them."""
    return survey_queries.scan(_response(survey, state, viewer), viewer=viewer)


def answered_file(survey: Round, state: State, question: str, *, viewer: Viewer) -> tuple[str, bytes]:
    """A file that the State sent as its answer."""
    return survey_queries.answered_file(_response(survey, state, viewer), question, viewer=viewer)


def enter(
    *,
    survey: Round,
    state: State,
    means: Literal["paper", "interview"],
    told_by: str,
    received_on: date,
    given: Mapping[str, Any],
    consents: Mapping[str, Consent] | None = None,
    scan: File | None = None,
    by: Viewer,
    at: datetime,
) -> Response:
    """By the key of each question what was answered, as the questionnaire has it; signed off at once."""
    found = _response(survey, state, by)
    form = survey.questionnaire.form
    values = {key: _cleaned(form, key, value) for key, value in given.items()}
    for key in consents or ():
        _question(form, key)
    actions.enter_response(
        response=found,
        means=Response.Means(means),
        told_by=told_by,
        received_on=received_on,
        given=values,
        consents=consents or {},
        scan=_looked_into(scan) if scan else None,
        by=by,
        at=at,
    )
    return found


def infer(
    *, survey: Round, state: State, question: str, value: Any, basis: str, by: Viewer, at: datetime
) -> Answer:
    """From a public statement, say. It is marked so, and never counted as an answer."""
    form = survey.questionnaire.form
    if _question(form, question).kind == Kind.CONSENT:
        raise ValidationError({"question": "Nobody consents for another."})
    told = _cleaned(form, question, value)
    if told is None:
        raise ValidationError({"value": _("Say what is inferred.")})
    found = _response(survey, state, by)
    return actions.infer_answer(response=found, question=question, value=told, basis=basis, by=by, at=at)


def reopen(*, survey: Round, state: State, by: Viewer, at: datetime) -> Response:
    """Nobody reads them, and none is evidence, until the State signs them off anew. Not in a round that is closed."""
    found = _response(survey, state, by)
    actions.reopen_answers(response=found, by=by, at=at)
    return found


def revoke_links(*, survey: Round, state: State, by: Viewer, at: datetime) -> Response:
    """Those to parts that were passed on among them. What was saved is kept."""
    found = _response(survey, state, by)
    actions.revoke_links(response=found, by=by, at=at)
    return found


def _question(form: Questionnaire, key: str) -> Question:
    question = form.question(key)
    if question is None or question.kind in UNTYPED:
        raise ValidationError({"given": f"The questionnaire asks no such thing: {key[:60]}"})
    return question


def _cleaned(form: Questionnaire, key: str, value: Any) -> Any:
    """As whoever enters it on a page would have it cleaned."""
    question = _question(form, key)
    if value is not None and not isinstance(value, MANY.get(question.kind, str | int | float)):
        raise ValidationError({key: str(answering.Wrong.NOT_OFFERED)})
    if isinstance(value, int | float):  # as somebody would type it: none is not the same as nought
        value = str(value)
    try:
        json.dumps(value, ensure_ascii=False).encode()  # half a sign is in no text
        return answering.answer(form, question, value)
    except answering.WrongAnswerError as error:
        raise ValidationError({key: str(error.why)}) from error
    except UnicodeEncodeError as error:
        raise ValidationError({key: str(answering.Wrong.NOT_OFFERED)}) from error


def _looked_into(scan: File) -> Scan:
    try:
        answering.insist_on_file(scan.name, scan.content)
    except answering.WrongAnswerError as error:
        raise ValidationError({"scan": str(error.why)}) from error
    return Scan(scan.name[-120:], scan.content)


OF_ONE = "/survey/rounds/{number}/states/{iso3}"
running.one(OF_ONE, response, of="survey", summary="How far a State is, and what it answered")
running.file(f"{OF_ONE}/scan", scan, of="survey", summary="The scan of its paper form")
running.file(f"{OF_ONE}/files/{{question}}", answered_file, of="survey", summary="A file that it sent")
running.write(
    "POST", f"{OF_ONE}/answers", enter, of="survey", summary="Enter answers from paper or an interview"
)
running.write(
    "POST", f"{OF_ONE}/inferred", infer, of="survey", summary="What it would answer, by what it said"
)
running.write("POST", f"{OF_ONE}/reopen", reopen, of="survey", summary="Open its answers again")
running.write(
    "DELETE", f"{OF_ONE}/links", revoke_links, of="survey", summary="Its links open nothing any more"
)
