"""Finding words in laws, in what was found in them, and in what is known of who needs one."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.evidence.queries.looking import Beside, Kind, Sought, as_sought
from accede.evidence.queries.rows import Row
from accede.evidence.queries.search import DATED, Hit
from accede.legislation.models import Finding, HelpRequest, Law, QualifyingFact
from accede.legislation.queries.rows import told_but_for_source
from accede.record.queries import states


def _seen(model: Any, viewer: Viewer, treaty: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.attributable_by(viewer)
    return rows.filter(treaty=treaty) if treaty else rows


def _found_in(laws: QuerySet[Any], viewer: Viewer, _treaty: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = Finding.objects.attributable_by(viewer).filter(law__in=laws)
    return rows.values_list("law_id", "place", "passage", "reading")


def _kind(model: Any, *texts: str, beside: tuple[Beside, ...] = ()) -> Kind:
    return Kind(model=model, seen=partial(_seen, model), texts=texts, shown=DATED, beside=beside)


FINDINGS = Beside(model=Finding, ask=_found_in, texts=lambda _viewer, *texts: texts)
LAWS = _kind(Law, "name", "reading", "origin", "kind", beside=(FINDINGS,))
FACTS = _kind(QualifyingFact, "reading", "origin", "question")
REQUESTS = _kind(HelpRequest, "reading", "origin", "need", "answered_by", "outcome")


def search(words: str | Sought, *, viewer: Viewer, language: str, treaty: str = "") -> list[Hit]:
    """What the viewer may see and in which all the words occur, of a treaty if one is given. A finding leads to its law."""
    sought = as_sought(words)
    if not sought.words:
        return []
    names = states.state_names(language, viewer=viewer)
    hits = []
    for record, label, title, texts in _everything(sought, viewer, treaty):
        row = Row(**told_but_for_source(record, names))
        shown = _(row.text) if row.shipped and row.text else row.text
        if sought.occur([label, row.text, shown, row.origin, *texts], iso3=row.iso3):
            hits.append(Hit(row, record.treaty_id, title or label, shown))
    return hits


def _everything(sought: Sought, viewer: Viewer, treaty: str) -> Iterator[tuple[Any, str, str, list[str]]]:
    """Each record with what it is, how it is called, and the texts in which it may be found besides its own."""
    for each in sought.some(LAWS, treaty, viewer=viewer):
        law = each.record
        yield law, law.get_kind_display(), law.name, [law.name, *each.beside]
    for each in sought.some(FACTS, treaty, viewer=viewer):
        yield each.record, each.record.get_question_display(), "", []
    for each in sought.some(REQUESTS, treaty, viewer=viewer):
        asked = each.record
        yield asked, asked.get_need_display(), "", [asked.answered_by, asked.outcome]
