"""Finding words in laws, in what was found in them, and in what is known of who needs one."""

from collections import defaultdict

from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.evidence.queries.search import Hit, all_names_of_states, all_occur
from accede.legislation.models import Finding, HelpRequest, Law, QualifyingFact
from accede.legislation.queries.help import HelpRow, help_row
from accede.legislation.queries.rows import FactRow, LawRow, fact_row, law_row
from accede.record.names import fold
from accede.record.queries import states


def search(words: str, *, viewer: Viewer, language: str) -> list[Hit]:
    """What the viewer may see and in which all the words occur. A finding leads to its law."""
    sought = fold(words).split()
    if not sought:
        return []
    names = states.state_names(language, viewer=viewer)
    of_states = all_names_of_states()
    findings: defaultdict[int, list[str]] = defaultdict(list)
    for found in Finding.objects.attributable_by(viewer):
        findings[found.law_id] += [found.place, found.passage, found.reading]
    laws = Law.objects.attributable_by(viewer).select_related("source")
    facts = QualifyingFact.objects.attributable_by(viewer).select_related("source")
    rows: list[tuple[LawRow | FactRow | HelpRow, str, list[str]]] = [
        (law_row(law, names), law.treaty_id, [law.name, *findings[law.pk]]) for law in laws
    ]
    rows += [(fact_row(fact, names), fact.treaty_id, []) for fact in facts]
    requests = HelpRequest.objects.attributable_by(viewer).select_related("source")
    rows += [
        (help_row(asked, names), asked.treaty_id, [asked.answered_by, asked.outcome]) for asked in requests
    ]
    hits = []
    for row, treaty, texts in rows:
        shown = _(row.text) if row.shipped and row.text else row.text
        found_in = [row.label, row.text, shown, row.origin, of_states.get(row.iso3, ""), *texts]
        if all_occur(sought, fold(" ".join(found_in))):
            title = row.law_name or row.label if isinstance(row, LawRow) else row.label
            hits.append(Hit(row, treaty, title, shown))
    return hits
