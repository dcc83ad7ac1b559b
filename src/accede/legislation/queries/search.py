"""Finding words in laws, in what was found in them, and in what is known of who needs one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.evidence.queries.looking import Sought, as_sought
from accede.evidence.queries.search import Hit
from accede.legislation.models import Finding, HelpRequest, Law, QualifyingFact
from accede.legislation.queries.help import HelpRow, help_row
from accede.legislation.queries.rows import FactRow, LawRow, fact_row, law_row
from accede.record.queries import states


def search(words: str | Sought, *, viewer: Viewer, language: str, treaty: str = "") -> list[Hit]:
    """What the viewer may see and in which all the words occur, of a treaty if one is given. A finding leads to its law."""
    sought = as_sought(words)
    if not sought.words:
        return []
    names, of = states.state_names(language, viewer=viewer), {"treaty": treaty} if treaty else {}

    def found_in(numbers: Iterable[int]) -> Iterable[tuple[Any, ...]]:
        told = Finding.objects.attributable_by(viewer).filter(law__in=numbers)
        return told.values_list("law_id", "place", "passage", "reading")

    laws = sought.some(
        Law.objects.attributable_by(viewer).filter(**of).select_related("source"),
        *("name", "reading", "origin", "kind"),
        also=found_in,
    )
    findings: defaultdict[int, list[str]] = defaultdict(list)
    for number, *passages in found_in([law.pk for law in laws]):
        findings[number] += passages
    facts = QualifyingFact.objects.attributable_by(viewer).filter(**of).select_related("source")
    rows: list[tuple[LawRow | FactRow | HelpRow, str, list[str]]] = [
        (law_row(law, names), law.treaty_id, [law.name, *findings[law.pk]]) for law in laws
    ]
    rows += [
        (fact_row(fact, names), fact.treaty_id, [])
        for fact in sought.some(facts, "reading", "origin", "question")
    ]
    requests = HelpRequest.objects.attributable_by(viewer).filter(**of).select_related("source")
    rows += [
        (help_row(asked, names), asked.treaty_id, [asked.answered_by, asked.outcome])
        for asked in sought.some(requests, "reading", "origin", "need", "answered_by", "outcome")
    ]
    hits = []
    for row, key, texts in rows:
        shown = _(row.text) if row.shipped and row.text else row.text
        if sought.occur([row.label, row.text, shown, row.origin, *texts], iso3=row.iso3):
            title = row.law_name or row.label if isinstance(row, LawRow) else row.label
            hits.append(Hit(row, key, title, shown))
    return hits
