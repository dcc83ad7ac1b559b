"""Finding words in what the viewer may see, in any language, with accents or without."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

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
from accede.evidence.queries.looking import Sought, as_sought
from accede.evidence.queries.rows import (
    Row,
    assessment_row,
    incident_row,
    interpretive_row,
    obstacle_row,
    position_row,
    statement_row,
    step_row,
)
from accede.record.queries import states

# The columns that are looked through before a record is read.
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
    names, of = states.state_names(language, viewer=viewer), {"treaty": treaty} if treaty else {}
    found = [
        hit for hit, texts in _everything(sought, viewer, names, of) if sought.occur(texts, iso3=hit.row.iso3)
    ]
    found.sort(key=lambda hit: (hit.row.day.isoformat() if hit.row.day else "", hit.row.pk), reverse=True)
    return found


def _everything(
    sought: Sought, viewer: Viewer, names: Mapping[str, str], of: dict[str, str]
) -> Iterator[tuple[Hit, list[str]]]:
    """Each record as a hit, with the texts in which it may be found: what this viewer is told, and no more."""
    obstacles = Obstacle.objects.visible_to(viewer).filter(**of)
    for o in sought.some(obstacles.prefetch_related("code", "source"), *OWN, "code_id", "code__names"):
        told = obstacle_row(o, viewer, names)
        texts = [told.own_words, *o.code.names.values(), told.code.key]
        yield _hit(told, o.treaty_id, told.code.name, texts)
    positions = Position.objects.visible_to(viewer).filter(**of)
    for p in sought.some(positions.prefetch_related("source"), *OWN, "kind"):
        position = position_row(p, viewer, names)
        yield _hit(position, p.treaty_id, position.label, [position.own_words])
    readings = InterpretivePosition.objects.visible_to(viewer).filter(**of)
    for i in sought.some(readings.prefetch_related("issue", "source"), *OWN, "issue__names"):
        reading = interpretive_row(i, viewer, names)
        texts = [reading.own_words, *i.issue.names.values()]
        yield _hit(reading, i.treaty_id, reading.issue.name, texts)
    statements = Statement.objects.visible_to(viewer).filter(**of)
    for s in sought.some(statements.prefetch_related("source"), *SPOKEN, "stance"):
        said = statement_row(s, viewer, names)
        yield _hit(said, s.treaty_id, said.label, [said.speaker, said.forum, said.quotation])
    yield from _incidents(sought, viewer, names, of)
    for step in sought.some(InterimStep.objects.filter(**of).prefetch_related("source")):
        taken = step_row(step, names, on=date.max)
        yield _hit(taken, step.treaty_id, taken.label, [])


def _incidents(
    sought: Sought, viewer: Viewer, names: Mapping[str, str], of: dict[str, str]
) -> Iterator[tuple[Hit, list[str]]]:
    """Incidents, each with what was said of it: an assessment leads to its incident."""
    said = Assessment.objects.visible_to(viewer)

    def also(numbers: list[int]) -> Iterator[tuple[int, *tuple[str, ...]]]:
        told = said.filter(incident__in=numbers).values_list("incident_id", "by_whom", "reading", "grade")
        grades = {key: str(label) for key, label in Assessment.Grade.choices}
        for number, by_whom, text, grade in told:
            yield number, by_whom, text, _(text) if text else "", grades.get(grade, "")

    incidents = Incident.objects.visible_to(viewer).filter(**of)
    where = {"where_id": sought.names}
    found = sought.some(incidents, "actor", "place", "reading", "kind", "where_id", told=where, also=also)
    judged: defaultdict[int, list[str]] = defaultdict(list)
    assessments = said.filter(incident__in=[each.pk for each in found])
    for a in assessments.prefetch_related("source"):
        told = assessment_row(a, viewer, names)
        judged[a.incident_id] += [told.by_whom, told.text, _(told.text) if told.text else "", told.label]
    for i in found:
        row = incident_row(i, viewer, names, ())
        texts = [row.actor, row.place, sought.names.get(row.where, ""), *judged[i.pk]]
        yield _hit(row, i.treaty_id, row.label, texts)


def _hit(row: Row, treaty: str, title: str, texts: list[str]) -> tuple[Hit, list[str]]:
    shown = _(row.text) if row.text and row.shipped else row.text
    return Hit(row, treaty, title, shown), [title, row.text, shown, row.origin, *texts]
