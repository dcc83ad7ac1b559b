"""Tables and lists of where States stand, which several documents show."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from accede.law import terms
from accede.record.queries import states, status
from accede.record.queries.status import Change, StatusRow
from accede.reporting.blocks import Line, Paragraph, Run, Table, line, plain
from accede.reporting.telling import Telling
from accede.targeting.evidence import MEANS

REGIONAL = "regional-group"
SHADES = {"party": "party", "party-pending": "party", "signatory": "signatory", "former": "former"}


def rows_on(telling: Telling, on: date) -> list[StatusRow]:
    return status.status_table(telling.treaty, on=on, viewer=telling.readers, language=telling.language)


def means(kind: str) -> str:
    """What an act is called, in the language in force."""
    return MEANS[terms.ActionKind(kind)]()


def by_region(telling: Telling, rows: Sequence[StatusRow], *, on: date, key: str) -> Table:
    """Parties, signatories and others of each regional group, and all of them."""
    viewer = telling.readers
    group_of = states.groups_of_kind(REGIONAL, on=on, viewer=viewer)
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counted[group_of.get(row.iso3, ""), str(row.standing.status)] += 1
    names = {group.pk: group.name for group in states.groups(viewer=viewer, kind=REGIONAL)}
    if any(group not in names for group, _status in counted):
        names[""] = telling.word("in_no_group")
    statuses = [str(each) for each in terms.Status]
    numbers = {group: [counted[group, each] for each in statuses] for group in names}
    table = [(names[group], *own, sum(own)) for group, own in numbers.items()]
    sums = [sum(own[place] for own in numbers.values()) for place in range(len(statuses))]
    return Table(
        key=key,
        caption=telling.resting(telling.say("by_region", until=telling.day(on)), telling.treaty.source),
        head=tuple(telling.say(word) for word in ("group", "parties", "signatories", "neithers", "total")),
        rows=(
            *(tuple(line(str(cell)) for cell in row) for row in table),
            tuple(line(Run(str(cell), bold=True)) for cell in (telling.word("total"), *sums, sum(sums))),
        ),
        widths=(5, 2, 2, 3, 2),
    )


def by_status(telling: Telling, rows: Sequence[StatusRow]) -> list[Paragraph | Table]:
    """Every State once: Parties with their acts, then signatories, then the others by name."""
    parties = [row for row in rows if row.standing.status == terms.Status.PARTY]
    signatories = [row for row in rows if row.standing.status == terms.Status.SIGNATORY]
    others = [row for row in rows if row.standing.status == terms.Status.NEITHER]
    head = tuple(telling.say(word) for word in ("state", "action", "date", "enters_into_force"))
    return [
        Table(
            key="status-parties",
            caption=telling.resting(telling.counted("parties", len(parties)), telling.treaty.source),
            head=head,
            rows=tuple(_party(telling, row) for row in parties),
            widths=(5, 3, 4, 4),
        ),
        Table(
            key="status-signatories",
            caption=telling.resting(telling.counted("signatories", len(signatories)), telling.treaty.source),
            head=(head[0], head[2]),
            rows=tuple((line(row.name), line(_signed(telling, row))) for row in signatories),
            widths=(5, 3),
        ),
        Paragraph(
            key="status-neither", text=line(Run(plain(telling.counted("neithers", len(others))), bold=True))
        ),
        Paragraph(
            key="status-neither-names",
            text=telling.resting(
                line(telling.listed(row.name for row in others), telling.full_stop), telling.treaty.source
            ),
        ),
    ]


def changes_table(
    telling: Telling, found: Sequence[Change], names: dict[str, str], *, caption: Line
) -> Table:
    """What changed, the earliest first."""
    return Table(
        key="changes",
        caption=telling.resting(caption, telling.treaty.source),
        head=tuple(telling.say(word) for word in ("date", "state", "change")),
        rows=tuple(
            (
                line(telling.day(change.on)),
                line(names[change.iso3]),
                telling.resting(
                    capital(change_in_words(telling, change)),
                    change.action.source if change.action else None,
                ),
            )
            for change in reversed(found)
        ),
        widths=(4, 4, 6),
    )


def capital(text: str) -> str:
    """As a cell of a table begins."""
    return text[:1].upper() + text[1:]


def change_in_words(telling: Telling, change: Change) -> str:
    if change.action is None or change.action.kind == terms.ActionKind.WITHDRAWAL:
        known = {"party": "enters_into_force", "former": "former"}
        return telling.word(known[change.became]) if change.became in known else telling.word("neither")
    return means(change.action.kind)


def _party(telling: Telling, row: StatusRow) -> tuple[Line, ...]:
    standing, consent = row.standing, row.consent
    given = telling.given(consent.date_given or consent.action_date.isoformat()) if consent else ""
    begins = standing.entry_into_force_date
    return (
        line(row.name),
        line(capital(means(standing.consent_means)) if standing.consent_means else ""),
        line(given),
        line(telling.day(begins) if begins else ""),
    )


def _signed(telling: Telling, row: StatusRow) -> str:
    signature = row.signature
    return telling.given(signature.date_given or signature.action_date.isoformat()) if signature else ""
