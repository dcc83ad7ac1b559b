"""Finding words in what the viewer may see, in any language, with accents or without."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accede.access.roles import Attribution
from accede.access.viewer import Viewer
from accede.evidence.models import (
    Assessment,
    Incident,
    InterimStep,
    InterpretivePosition,
    Obstacle,
    Position,
    Statement,
)
from accede.evidence.our_words import told_again
from accede.evidence.queries.looking import Beside, Kind, Likely, Sought, as_sought
from accede.evidence.queries.rows import Row, plain_row, plain_step
from accede.record.models import in_reader_language
from accede.record.queries import states

DATED = ("date_given", "firmness", "day", "treaty_id")
RIGHTS = ("campaign_id", "owner_id", "confidentiality", "attribution")
OWN = ("own_words", "reading", "origin")
SPOKEN = ("speaker", "forum", "quotation", "reading", "origin")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record in which all the words occur. `row.kind` and `row.pk` lead to it; `treaty` is its treaty's key."""

    row: Row
    treaty: str
    title: str
    text: str


def search(words: str | Sought, *, viewer: Viewer, language: str, treaty: str = "") -> list[Hit]:
    """Records that the viewer may see and in which all the words occur, the latest first; all, or those of a treaty.

    States are found by any of their names in any language, reasons and questions by theirs.
    """
    sought = as_sought(words)
    if not sought.words:
        return []
    names = states.state_names(language, viewer=viewer)
    found = [
        hit
        for hit, texts in _everything(sought, viewer, names, treaty)
        if sought.occur(texts, iso3=hit.row.iso3)
    ]
    found.sort(key=lambda hit: (hit.row.day.isoformat() if hit.row.day else "", hit.row.pk), reverse=True)
    return found


def _of(treaty: str) -> dict[str, str]:
    return {"treaty": treaty} if treaty else {}


def _kind(model: Any, *texts: str, shown: tuple[str, ...] = DATED, beside: tuple[Beside, ...] = ()) -> Kind:
    def seen(viewer: Viewer, treaty: str) -> QuerySet[Any]:
        rows: QuerySet[Any] = model.objects.visible_to(viewer).filter(**_of(treaty))
        return rows

    return Kind(model=model, seen=seen, texts=texts, shown=shown, beside=beside)


def _said_of(incidents: QuerySet[Any], viewer: Viewer, _treaty: str) -> QuerySet[Any]:
    said: QuerySet[Any] = Assessment.objects.visible_to(viewer).filter(incident__in=incidents)
    return said.values_list("incident_id", "by_whom", "reading", "grade", *RIGHTS)


def _judged(viewer: Viewer, by_whom: str, reading: str, grade: str, *rights: Any) -> list[str]:
    told, shown = told_again(reading), by_whom
    if rights[-1] != Attribution.OPEN:
        judge = Assessment(**dict(zip(RIGHTS, rights, strict=True)))
        shown = by_whom if judge.speaker_is_shown_to(viewer) else ""
    return [shown, told, _(told) if told else "", str(Assessment.Grade(grade).label)]


OBSTACLES = _kind(Obstacle, *OWN, "code_id", "code__names")
POSITIONS = _kind(Position, *OWN, "kind")
READINGS = _kind(InterpretivePosition, *OWN, "issue__names")
STATEMENTS = _kind(Statement, *SPOKEN, "stance")
INCIDENTS = _kind(
    Incident,
    *("actor", "place", "reading", "kind", "where_id"),
    beside=(Beside(model=Assessment, ask=_said_of, texts=_judged),),
)
STEPS = Kind(
    model=InterimStep,
    seen=lambda _viewer, treaty: InterimStep.objects.filter(**_of(treaty)),
    texts=("summary", "kind"),
    shown=("date_given", "taken_date", "treaty_id"),
)


def _everything(
    sought: Sought, viewer: Viewer, names: Mapping[str, str], treaty: str
) -> Iterator[tuple[Hit, list[str]]]:
    """Each record as a hit, with the texts in which it may be found: what this viewer is told, and no more."""

    def some(kind: Kind, **more: Any) -> Iterator[tuple[Likely, Any, Row]]:
        for each in sought.some(kind, treaty, viewer=viewer, **more):
            yield each, each.record, plain_row(each.record, viewer, names)

    for each, obstacle, row in some(OBSTACLES):
        called = each.leads["code__names"]
        texts = [obstacle.own_words, *called.values(), obstacle.code_id]
        yield _hit(row, obstacle, in_reader_language(called), texts)
    for _each, position, row in some(POSITIONS):
        yield _hit(row, position, position.get_kind_display(), [position.own_words])
    for each, reading, row in some(READINGS):
        called = each.leads["issue__names"]
        yield _hit(row, reading, in_reader_language(called), [reading.own_words, *called.values()])
    for _each, statement, row in some(STATEMENTS):
        # The forum of a bilateral meeting names the other side.
        by_whom = [statement.speaker, statement.forum] if statement.speaker_is_shown_to(viewer) else []
        yield _hit(row, statement, statement.get_stance_display(), [*by_whom, statement.quotation])
    for each, incident, said in some(INCIDENTS, told={"where_id": sought.names}):
        # Of whom it is said is the content; who said it is told by what stands beside.
        row = replace(said, iso3=incident.state_id or "", name=names.get(incident.state_id or "", ""))
        where = sought.names.get(incident.where_id or "", "")
        texts = [incident.actor, incident.place, where, *each.beside]
        yield _hit(row, incident, incident.get_kind_display(), texts)
    for each in sought.some(STEPS, treaty, viewer=viewer):
        step = each.record
        yield _hit(plain_step(step, names), step, step.get_kind_display(), [])


def _hit(row: Row, record: Any, title: str, texts: Iterable[str]) -> tuple[Hit, list[str]]:
    shown = _(row.text) if row.text and row.shipped else row.text
    return Hit(row, record.treaty_id, title, shown), [title, row.text, shown, row.origin, *texts]
