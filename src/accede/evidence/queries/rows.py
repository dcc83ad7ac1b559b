"""What the reads give: rows of what one viewer may read, cut loose from the database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from accede.access.confidentiality import Confidential
from accede.access.encryption import encrypted_fields
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer
from accede.evidence.models import (
    Assessment,
    Incident,
    InterimStep,
    InterpretiveIssue,
    InterpretivePosition,
    Obstacle,
    ObstacleCode,
    Position,
    Statement,
)
from accede.evidence.our_words import told_again
from accede.record.models import Source

Names = Mapping[str, str]  # ISO code to short name, as states.state_names gives them


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record. `kind` and `pk` lead back to it, as access.confidentiality.get_record takes them.

    `iso3` is empty where no State is meant, or where this viewer is not to be told which.
    `text` is our reading: of a shipped row it is a message of the catalogues, to be shown through `translated`.
    """

    kind: str
    pk: int
    iso3: str
    name: str
    date_given: str
    firmness: str
    day: date | None
    text: str
    source: Source | None = None
    origin: str = ""
    confidentiality: int = Confidentiality.PUBLIC
    attribution: str = Attribution.OPEN
    shipped: bool = False

    @property
    def is_public(self) -> bool:
        return self.confidentiality == Confidentiality.PUBLIC

    @property
    def class_label(self) -> str:
        return str(Confidentiality(self.confidentiality).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleRow(Row):
    """A reason. `standing`: neither withdrawn nor, as far as the viewer may know, replaced on the day."""

    code: ObstacleCode
    rank: int | None
    own_words: str
    language: str
    grade: str
    grade_label: str
    withdrawn_given: str
    standing: bool = True
    superseded_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow(Row):
    """A position. `standing`: the State's latest on the day."""

    position: str
    label: str
    own_words: str
    language: str
    standing: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpretiveRow(Row):
    issue: InterpretiveIssue
    view: str
    label: str
    own_words: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow(Row):
    speaker: str
    forum: str
    stance: str
    label: str
    incident: int | None
    quotation: str
    language: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRow(Row):
    """Who judged an incident how. `iso3` is the State that says so, where one does."""

    grade: str
    label: str
    by_whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow(Row):
    """An incident with what was said of it, oldest first. `iso3` is the State of which it is said."""

    incident: str
    label: str
    actor: str
    where: str  # ISO code
    where_name: str
    place: str
    ended_given: str
    assessments: tuple[AssessmentRow, ...] = ()

    @property
    def grades(self) -> frozenset[str]:
        return frozenset(each.grade for each in self.assessments)

    @property
    def documented(self) -> str:
        """The firmest that anybody says for it; empty where it is alleged at most."""
        return next((grade for grade in reversed(Assessment.DOCUMENTED) if grade in self.grades), "")

    @property
    def denied_by_its_state(self) -> bool:
        """Whether the State of which it is said denies it, and has not admitted it since."""
        own = [each.grade for each in self.assessments if each.iso3 and each.iso3 == self.iso3]
        answers = [grade for grade in own if grade in (Assessment.Grade.DENIED, Assessment.Grade.ADMITTED)]
        return answers[-1:] == [Assessment.Grade.DENIED]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow(Row):
    step: str
    label: str
    verified: bool
    revoked: date | None
    standing: bool = True


def without_texts(rows: Any) -> list[Any]:
    """The records, for what tells none of their texts: none is opened."""
    texts = encrypted_fields(rows.model)
    found = list(rows.defer(*texts))
    for row in found:
        for name in texts:
            setattr(row, name, "")
    return found


def obstacle_row(
    row: Obstacle,
    viewer: Viewer,
    names: Names,
    *,
    standing: bool = True,
    superseded_by: int | None = None,
) -> ObstacleRow:
    return ObstacleRow(
        **_told(row, row.state_id, viewer, names),
        code=row.code,
        rank=row.rank,
        own_words=row.own_words,
        language=row.language,
        grade=row.grade,
        grade_label=row.get_grade_display(),
        withdrawn_given=row.withdrawn_given,
        standing=standing,
        superseded_by=superseded_by,
    )


def position_row(row: Position, viewer: Viewer, names: Names) -> PositionRow:
    return PositionRow(
        **_told(row, row.state_id, viewer, names),
        position=row.kind,
        label=row.get_kind_display(),
        own_words=row.own_words,
        language=row.language,
    )


def interpretive_row(row: InterpretivePosition, viewer: Viewer, names: Names) -> InterpretiveRow:
    return InterpretiveRow(
        **_told(row, row.state_id, viewer, names),
        issue=row.issue,
        view=row.view,
        label=row.get_view_display(),
        own_words=row.own_words,
        language=row.language,
    )


def statement_row(row: Statement, viewer: Viewer, names: Names) -> StatementRow:
    open_ = row.speaker_is_shown_to(viewer)
    return StatementRow(
        **_told(row, row.state_id, viewer, names),
        speaker=row.speaker if open_ else "",
        forum=row.forum if open_ else "",  # of a bilateral meeting it names the other side
        stance=row.stance,
        label=row.get_stance_display(),
        incident=row.incident_id,
        quotation=row.quotation,
        language=row.language,
        url=row.url if open_ else "",  # a link leads to the speaker
    )


def assessment_row(row: Assessment, viewer: Viewer, names: Names) -> AssessmentRow:
    return AssessmentRow(
        **_told(row, row.by_state_id, viewer, names),
        grade=row.grade,
        label=row.get_grade_display(),
        by_whom=row.by_whom if row.speaker_is_shown_to(viewer) else "",
    )


def incident_row(
    row: Incident, viewer: Viewer, names: Names, assessments: tuple[AssessmentRow, ...]
) -> IncidentRow:
    return IncidentRow(
        # Of whom it is said is the content; who said it is told by the assessments.
        **_told(row, row.state_id, viewer, names) | _state(row.state_id, names),
        incident=row.kind,
        label=row.get_kind_display(),
        actor=row.actor,
        where=row.where_id or "",
        where_name=names.get(row.where_id or "", ""),
        place=row.place,
        ended_given=row.ended_given,
        assessments=assessments,
    )


def step_row(step: InterimStep, names: Names, *, on: date) -> StepRow:
    return StepRow(
        **_step_told(step, names),
        source=step.source,
        step=step.kind,
        label=step.get_kind_display(),
        verified=step.verified,
        revoked=step.revoked_date,
        standing=step.revoked_date is None or step.revoked_date > on,
    )


def plain_step(step: InterimStep, names: Names) -> Row:
    """Without its source, and whether it still stands."""
    return Row(**_step_told(step, names))


def _step_told(step: InterimStep, names: Names) -> dict[str, Any]:
    return {
        "kind": "interimstep",
        "pk": step.pk,
        "iso3": step.state_id,
        "name": names[step.state_id],
        "date_given": step.date_given,
        "firmness": "",
        "day": step.taken_date,
        "text": step.summary,
        "shipped": step.shipped_key is not None,
    }


def plain_row(row: Any, viewer: Viewer, names: Names) -> Row:
    """What every record tells, without its source."""
    return Row(**_told(row, row.state_id, viewer, names, with_source=False))


def _told(
    row: Any, iso3: str | None, viewer: Viewer, names: Names, *, with_source: bool = True
) -> dict[str, Any]:
    assert isinstance(row, Confidential)  # noqa: S101 -- what the callers hand over
    open_ = row.speaker_is_shown_to(viewer)
    return {
        "kind": row._meta.model_name,  # noqa: SLF001 -- Django's documented name for it
        "pk": row.pk,
        **_state(iso3 if open_ else None, names),
        "date_given": row.date_given,  # type: ignore[attr-defined]
        "firmness": row.firmness,  # type: ignore[attr-defined]
        "day": row.day,  # type: ignore[attr-defined]
        "text": told_again(row.reading),  # type: ignore[attr-defined]
        "source": getattr(row, "source", None) if open_ and with_source else None,
        "origin": told_again(getattr(row, "origin", "")) if open_ else "",
        "confidentiality": row.confidentiality,
        "attribution": row.attribution,
        "shipped": row.shipped_key is not None,  # type: ignore[attr-defined]
    }


def _state(iso3: str | None, names: Names) -> dict[str, str]:
    return {"iso3": iso3 or "", "name": names.get(iso3 or "", "")}


def ended(row: PositionRow) -> PositionRow:
    """The same position, no longer the State's latest."""
    return replace(row, standing=False)
