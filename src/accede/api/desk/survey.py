"""The survey: its rounds, who answered, and what its figures say as far as they may be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.core.exceptions import ValidationError

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.files.inspection import File
from accede.record.models import Treaty
from accede.record.queries import states
from accede.survey import actions, rules
from accede.survey import queries as survey
from accede.survey.analysis import files, gathering
from accede.survey.analysis import queries as analysis
from accede.survey.analysis.queries import Analysis, Quotation, Readable
from accede.survey.form import incoming, questions, reading, shipped, xlsform
from accede.survey.form.faults import FormError
from accede.survey.form.questions import Translation
from accede.survey.models import Questionnaire, Round

running = Room("Survey", guard=rules.insist_on_running)
room = Room("What the survey came to")
taken.find_by(
    Round, taken.Number, lambda seat, number: survey.get_round(seat.campaign, number, viewer=seat.viewer)
)
taken.find_by(
    Questionnaire,
    taken.Number,
    lambda seat, number: survey.get_questionnaire(seat.campaign, number, viewer=seat.viewer),
)

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
}


@dataclass(frozen=True, slots=True)
class QuestionnaireOut:
    """A version of a questionnaire: all that it asks, by its languages, and what each language still lacks."""

    number: int
    key: str
    version: int
    form: dict[str, Any]
    translations: Sequence[Translation]


@dataclass(frozen=True, slots=True)
class ReminderOut:
    """That a State is to be reminded, for which time, and from when on."""

    iso3: str
    number: int
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StateOfRound:
    """How far a State is in a round; not what it answers."""

    iso3: str
    name: str
    how_far: survey.HowFar
    response: int
    answered: bool
    begun: bool
    has_link: bool
    opened: bool
    signed_at: datetime | None
    means: str
    reminders: int


@dataclass(frozen=True, slots=True)
class RoundOut:
    """A round as it is set."""

    number: int
    name: str
    questionnaire: int
    opened_on: date | None
    closes_on: date
    closed_on: date | None
    follows: int | None
    activity: int | None
    remind_every: int
    remind_most: int


def questionnaire(found: Questionnaire, *, viewer: Viewer) -> QuestionnaireOut:
    """As it is kept: a version never changes."""
    form = found.form
    told = questions.to_data(form)
    return QuestionnaireOut(found.pk, found.key, found.version, told, questions.translations(form))


def questionnaire_file(
    found: Questionnaire, *, form: Literal["xlsx", "yaml"] = "xlsx", viewer: Viewer
) -> tuple[str, bytes, str]:
    """As XLSForm for Kobo and ODK, or as YAML."""
    content = (
        xlsform.write(found.form, version=found.version)
        if form == "xlsx"
        else reading.write_yaml(found.form).encode()
    )
    return f"{found.key}-{found.version}.{form}", content, FORMS[form]


def keep_questionnaire(*, file: File, campaign: Campaign, by: Viewer, at: datetime) -> Questionnaire:
    """As XLSForm or YAML, taken whole or not at all: a new version, or the one that there is where nothing changed."""
    try:
        form = incoming.read(file.content)
    except FormError as error:
        raise ValidationError({"file": [str(each) for each in error.faults]}) from error
    return actions.keep_questionnaire(campaign=campaign, form=form, by=by, at=at)


def take_shipped(*, campaign: Campaign, by: Viewer, at: datetime) -> Questionnaire:
    """It becomes one of the campaign's."""
    return actions.keep_questionnaire(campaign=campaign, form=shipped.questionnaire(), by=by, at=at)


def one_round(found: Round, *, viewer: Viewer) -> RoundOut:
    """Its days, what it follows, and how often States are reminded."""
    return RoundOut(
        found.pk,
        found.name,
        found.questionnaire_id,
        found.opened_on,
        found.closes_on,
        found.closed_on,
        found.previous_id,
        found.activity_id,
        found.remind_every,
        found.remind_most,
    )


def reminders(found: Round, *, viewer: Viewer) -> list[ReminderOut]:
    """The first due first; only of those who were invited by mail and have not answered."""
    return [ReminderOut(each.response.state_id, each.number, each.due_at) for each in actions.to_come(found)]


def states_of(
    found: Round, *, who: survey.HowFar | None = None, viewer: Viewer, language: str
) -> list[StateOfRound]:
    """Each State of the round, or those that are so far, by name."""
    names = states.state_names(language, viewer=viewer)
    rows = [
        StateOfRound(
            iso3=each.response.state_id,
            name=names.get(each.response.state_id, each.response.state_id),
            how_far=each.how_far,
            response=each.response.pk,
            answered=each.answered,
            begun=each.begun,
            has_link=each.has_link,
            opened=each.opened,
            signed_at=each.response.signed_at,
            means=each.response.means,
            reminders=each.response.reminders,
        )
        for each in survey.standing(found, viewer=viewer)
        if who in (None, each.how_far)
    ]
    return sorted(rows, key=lambda row: row.name)


def rounds_told(campaign: Campaign, *, viewer: Viewer) -> list[RoundOut]:
    """For others than those who run them, once they are closed."""
    return [one_round(each, viewer=viewer) for each in gathering.rounds_told(campaign, viewer=viewer)]


def analysed(campaign: Campaign, number: int, *, treaty: Treaty, on: date, viewer: Viewer) -> Analysis:
    """Small cells are withheld, and what would tell them."""
    found = gathering.round_told(campaign, number, viewer=viewer)
    return analysis.analysis(found, treaty, on=on, viewer=viewer)


def figures(
    campaign: Campaign, number: int, *, treaty: Treaty, on: date, viewer: Viewer, language: str
) -> list[dict[str, Any]]:
    """A row for each figure; what is not told has no count."""
    told = analysed(campaign, number, treaty=treaty, on=on, viewer=viewer)
    return files.figure_records(told, language=language)


def readable(campaign: Campaign, number: int, *, viewer: Viewer) -> list[Readable]:
    """Those of which the reader may know whose they are."""
    return analysis.readable(gathering.round_told(campaign, number, viewer=viewer), viewer=viewer)


def table(campaign: Campaign, number: int, *, viewer: Viewer, language: str) -> list[dict[str, Any]]:
    """A row for each State, a column for each question or choice, as statistics programs take it."""
    found = gathering.round_told(campaign, number, viewer=viewer)
    return files.answer_records(found, viewer=viewer, language=language)[0]


def spss(campaign: Campaign, number: int, *, viewer: Viewer, language: str) -> tuple[str, bytes, str]:
    """The table as CSV, with the syntax by which SPSS and PSPP read it."""
    found = gathering.round_told(campaign, number, viewer=viewer)
    content = files.spss_archive(found, viewer=viewer, language=language)
    return f"survey-{number}-answers.spss.zip", content, "application/zip"


def quotations(campaign: Campaign, number: int, *, viewer: Viewer, language: str) -> list[Quotation]:
    """As the State consented."""
    found = gathering.round_told(campaign, number, viewer=viewer)
    return analysis.quotations(found, viewer=viewer, language=language)


running.write(
    "POST",
    "/survey/questionnaires/shipped",
    take_shipped,
    summary="Take the one that travels with the program",
)
running.several("/survey/rounds", survey.rounds_counted, summary="Rounds of the survey, in numbers")
running.write("POST", "/survey/rounds", actions.prepare_round, summary="Prepare a round")
running.several("/survey/questionnaires", survey.questionnaires, row=dict[str, Any], summary="Questionnaires")
running.several(
    "/survey/rounds/{number}/states", states_of, of="found", summary="Who was asked, who answered"
)
running.write("POST", "/survey/rounds/{number}/open", actions.open_round, of="survey", summary="Open it")
running.write(
    "POST", "/survey/rounds/{number}/extend", actions.extend_round, of="survey", summary="Let it close later"
)
running.write("POST", "/survey/rounds/{number}/close", actions.close_round, of="survey", summary="Close it")
running.write("POST", "/survey/rounds/{number}/again", actions.recirculate, of="survey", summary="Ask again")
running.one("/survey/rounds/{number}", one_round, of="found", summary="A round")
running.several(
    "/survey/rounds/{number}/reminders", reminders, of="found", summary="Whom it reminds next, and when"
)
running.write(
    "PUT",
    "/survey/rounds/{number}/reminders",
    actions.set_reminders,
    of="survey",
    summary="How often States are reminded, and how many times",
)
running.one(
    "/survey/questionnaires/{number}", questionnaire, of="found", summary="A questionnaire, with all it asks"
)
running.file(
    "/survey/questionnaires/{number}/file",
    questionnaire_file,
    of="found",
    asks=("form",),
    media=FORMS.values(),
    summary="A questionnaire as XLSForm or YAML",
)
running.write(
    "POST", "/survey/questionnaires", keep_questionnaire, summary="Bring a questionnaire in: XLSForm or YAML"
)
room.several("/survey/analyses", rounds_told, summary="Rounds of which the reader may ask what they came to")
room.one("/survey/rounds/{number}/analysis", analysed, summary="What it came to, with small cells withheld")
room.several(
    "/survey/rounds/{number}/figures", figures, row=dict[str, Any], summary="The same, a row for each figure"
)
room.several("/survey/rounds/{number}/answers", readable, summary="Answers that the reader may read")
room.several(
    "/survey/rounds/{number}/table", table, row=dict[str, Any], summary="The same, a row for each State"
)
room.file(
    "/survey/rounds/{number}/spss", spss, media=("application/zip",), summary="The same, for SPSS and PSPP"
)
room.several("/survey/rounds/{number}/quotations", quotations, summary="What may be quoted")
room.several("/survey/help", survey.help_needed, summary="Help that States asked for in their answers")
