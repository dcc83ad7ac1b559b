"""Finding words in what the viewer may see, in any language, with accents or without."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
from accede.record.models import StateName
from accede.record.names import fold
from accede.record.queries import states

# Below U+0530 stand the scripts that part words with blanks and begin them with what matters: Latin, Greek, Cyrillic.
_BLANKS_PART_WORDS = "\u0530"
_ARABIC_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record in which all the words occur. `row.kind` and `row.pk` lead to it; `treaty` is its treaty's key."""

    row: Row
    treaty: str
    title: str
    text: str


def search(words: str, *, viewer: Viewer, language: str) -> list[Hit]:
    """Every record that the viewer may see and in which all the words occur, the latest first.

    States are found by any of their names in any language, reasons and questions by theirs.
    """
    sought = fold(words).split()
    if not sought:
        return []
    names = states.state_names(language, viewer=viewer)
    found = [
        hit
        for hit, texts in _everything(viewer, names, all_names_of_states())
        if all_occur(sought, fold(" ".join(texts)))
    ]
    found.sort(key=lambda hit: (hit.row.day.isoformat() if hit.row.day else "", hit.row.pk), reverse=True)
    return found


def all_occur(sought: Iterable[str], text: str) -> bool:
    """Whether each folded word occurs in a folded text.

    A word of letters begins a word of the text; in scripts that do not part words it may stand anywhere.

    So it may in Arabic, whose article and prepositions are written onto a word; that of the word sought is left away.
    """
    padded = f" {text}"
    return all(
        (f" {word}" if word[0] < _BLANKS_PART_WORDS else _without_article(word)) in padded for word in sought
    )


def _without_article(word: str) -> str:
    bare = word.removeprefix(_ARABIC_ARTICLE)
    return bare if len(bare) > len(_ARABIC_ARTICLE) else word


def _everything(
    viewer: Viewer, names: Mapping[str, str], of_states: Mapping[str, str]
) -> Iterator[tuple[Hit, list[str]]]:
    """Each record as a hit, with the texts in which it may be found: what this viewer is told, and no more."""
    for o in Obstacle.objects.visible_to(viewer).prefetch_related("code", "source"):
        told = obstacle_row(o, viewer, names)
        texts = [told.own_words, *o.code.names.values(), told.code.key]
        yield _hit(told, o.treaty_id, told.code.name, texts, of_states)
    for p in Position.objects.visible_to(viewer).prefetch_related("source"):
        position = position_row(p, viewer, names)
        yield _hit(position, p.treaty_id, position.label, [position.own_words], of_states)
    for i in InterpretivePosition.objects.visible_to(viewer).prefetch_related("issue", "source"):
        reading = interpretive_row(i, viewer, names)
        texts = [reading.own_words, *i.issue.names.values()]
        yield _hit(reading, i.treaty_id, reading.issue.name, texts, of_states)
    for s in Statement.objects.visible_to(viewer).prefetch_related("source"):
        said = statement_row(s, viewer, names)
        yield _hit(said, s.treaty_id, said.label, [said.speaker, said.forum, said.quotation], of_states)
    yield from _incidents(viewer, names, of_states)
    for step in InterimStep.objects.prefetch_related("source"):
        taken = step_row(step, names, on=date.max)
        yield _hit(taken, step.treaty_id, taken.label, [], of_states)


def _incidents(
    viewer: Viewer, names: Mapping[str, str], of_states: Mapping[str, str]
) -> Iterator[tuple[Hit, list[str]]]:
    """Incidents, each with what was said of it: an assessment leads to its incident."""
    judged: defaultdict[int, list[str]] = defaultdict(list)
    for a in Assessment.objects.visible_to(viewer).prefetch_related("source"):
        told = assessment_row(a, viewer, names)
        judged[a.incident_id] += [told.by_whom, told.text, _(told.text) if told.text else "", told.label]
    for i in Incident.objects.visible_to(viewer):
        row = incident_row(i, viewer, names, ())
        texts = [row.actor, row.place, of_states.get(row.where, ""), *judged[i.pk]]
        yield _hit(row, i.treaty_id, row.label, texts, of_states)


def _hit(
    row: Row, treaty: str, title: str, texts: list[str], of_states: Mapping[str, str]
) -> tuple[Hit, list[str]]:
    shown = _(row.text) if row.text else ""
    found_in = [title, row.text, shown, row.origin, of_states.get(row.iso3, ""), *texts]
    return Hit(row, treaty, title, shown), found_in


def all_names_of_states() -> dict[str, str]:
    """ISO code to all names of the State, in all languages."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for iso3, text in StateName.objects.values_list("state_id", "text"):
        names[iso3].append(text)
    return {iso3: " ".join(texts) for iso3, texts in names.items()}
