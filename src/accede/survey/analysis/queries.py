"""The analysis of a round for a viewer: tables, in words, and what may be quoted."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.record.measures import REGIONS
from accede.record.models import Group, Treaty
from accede.record.queries import states
from accede.survey.analysis import gathering, tables
from accede.survey.analysis.tables import NOWHERE, Named, Returned, Wave
from accede.survey.form.questions import Consent, Kind, in_language
from accede.survey.models import Answer, Round
from accede.targeting.categories import categories


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a State wrote, for readers to whom it consented that they read it and know whose it is."""

    iso3: str
    name: str
    question: str
    text: str
    consent: str

    @property
    def may_be_quoted(self) -> bool:
        return self.consent == Consent.ATTRIBUTABLE


@dataclass(frozen=True, slots=True)
class Analysis:
    """What readers of the viewer's class are told of a round, beside the rounds that it stands with."""

    waves: list[Wave]
    wave: Wave
    reader: int
    labels: dict[str, str]  # of regions, categories, statuses
    returned: Returned
    several: list[Named]
    chosen: list[Named]
    compared: dict[str, list[tables.Line]]  # question to a line of each answer, with one figure for each wave

    @property
    def reasons(self) -> Named | None:
        return next((each for each in self.several if each.question.becomes == "reasons"), None)

    @property
    def runs(self) -> bool:
        return self.reader >= tables.RUNS

    def answers_of(self, named: Named, language: str) -> dict[str, str]:
        """The words of each answer to a question."""
        choices = self.wave.form.choices_of(named.question)
        return {choice.key: in_language(choice.label, language) for choice in choices}


def analysis(survey: Round, treaty: Treaty, *, on: date, viewer: Viewer) -> Analysis:
    """What this viewer is told. Ask `gathering.round_told` for the round: that decides who may ask at all."""
    waves = gathering.waves(survey, treaty, on=on)
    reader = int(viewer.clearance(survey.campaign_id))
    wave = next(each for each in waves if each.pk == survey.pk)
    several = tables.several(wave, reader)
    return Analysis(
        waves=waves,
        wave=wave,
        reader=reader,
        labels=_labels(),
        returned=tables.returned(waves, reader),
        several=several,
        chosen=list(tables.chosen(wave, reader)),
        compared={each.key: _compared(each, waves, wave, reader) for each in several}
        if len(waves) > 1
        else {},
    )


def _compared(named: Named, waves: list[Wave], wave: Wave, reader: int) -> list[tables.Line]:
    """The same answers in each wave that asked for them."""
    columns: list[dict[str, int | None]] = []
    for each in waves:
        question = each.form.question(named.key)
        same = question is not None and question.kind in (Kind.RANKED, Kind.SEVERAL)
        told = named if each is wave else tables.named(each, question, reader) if question and same else None
        columns.append({line.key: line.counts[0] for line in told.lines} if told else {})
    return [tables.Line(line.key, tuple(column.get(line.key) for column in columns)) for line in named.lines]


def _labels() -> dict[str, str]:
    statuses = {
        "signatory": _("Signatory"),
        "neither": _("Neither"),
        "former": _("Former Party"),
        "party": _("Party"),
        "party-pending": _("Party, not yet in force"),
    }
    groups = {group.pk: group.name for group in Group.objects.filter(kind=REGIONS)}
    return (
        {NOWHERE: _("none")}
        | statuses
        | groups
        | {f"category:{key}": each.name for key, each in categories().items()}
        | {f"category:{NOWHERE}": _("in no category")}
    )


@dataclass(frozen=True, slots=True)
class Readable:
    """An answer that the viewer may read and know whose it is."""

    iso3: str
    question: str
    value: Any
    consent: str


def readable(survey: Round, *, viewer: Viewer) -> list[Readable]:
    """Signed answers, none that was inferred, and none that may only be counted."""
    rows = (
        Answer.objects.attributable_by(viewer)
        .filter(response__round=survey, response__signed_at__isnull=False, inferred=False)
        .order_by("response__state_id", "pk")
        .values_list("response__state_id", "question", "value", "consent")
    )
    return [
        Readable(iso3, question, json.loads(value), consent)
        for iso3, question, value, consent in rows
        if value
    ]


def quotations(survey: Round, *, viewer: Viewer, language: str) -> list[Quotation]:
    """What was written in words, as far as the viewer may read it and know whose it is."""
    questions = {each.key: each for each in survey.questionnaire.form.questions() if each.kind == Kind.TEXT}
    names = states.state_names(language, viewer=viewer)
    return [
        Quotation(
            row.iso3,
            names[row.iso3],
            in_language(questions[row.question].label, language),
            str(row.value),
            row.consent,
        )
        for row in readable(survey, viewer=viewer)
        if row.question in questions
    ]
