"""Parliaments, chambers and elections of a file beside those that stand."""

from collections.abc import Mapping
from datetime import date

from accede.legislation.models import Chamber, Election, Parliament, Told
from accede.legislation.queries.parliaments import standing
from accede.record.imports.matching import Names
from accede.record.imports.plan import Plan, Request, What
from accede.record.models import ImportBatch, Source, State
from accede.record.readers.reading import ChamberRow, ElectionRow, ParliamentRow, Reading
from accede.told import marked as _

# Another edition of the shipped record has nothing to do with parliaments.
STAYS = True
KINDS: tuple[type[Told], ...] = (Parliament, Chamber, Election)


class ParliamentsPlan(Plan):
    """What would be written: a row for each code of which something else is told."""

    def __init__(self, request: Request, source: Source) -> None:
        super().__init__(request, source)
        self.writes: dict[type[Told], list[Told]] = {kind: [] for kind in KINDS}

    def write(self, batch: ImportBatch) -> None:
        for kind, rows in self.writes.items():
            for row in rows:
                row.batch = batch
            kind._default_manager.bulk_create(rows, batch_size=500)  # noqa: SLF001 -- of whichever kind


def plan(reading: Reading, request: Request, source: Source, names: Names) -> ParliamentsPlan:
    """Compare the file with what stands, code by code. What a file does not tell of is left as it is."""
    made = ParliamentsPlan(request, source)
    by_iso2 = dict(State.objects.values_list("iso2", "iso3"))
    known: dict[type[Told], Mapping[str, Told]] = {kind: standing(kind) for kind in KINDS}
    seen: set[str] = set()
    for row in reading.rows:
        assert isinstance(row, ParliamentRow | ChamberRow | ElectionRow)  # noqa: S101 -- what the reader gives
        told = _told(row)
        about = f"{told._meta.verbose_name} {row.code}"  # noqa: SLF001 -- Django's documented name for it
        if row.code in seen:
            made.refuse(row.line, about, _("it stands in the file twice"), in_file=row.code)
            continue
        # A two-letter code that is no State's is looked for among the names.
        iso3 = by_iso2.get(row.participant.name) or made.match(names, row.participant, row.line, about).iso3
        if not iso3:
            continue
        seen.add(row.code)
        told.state_id, told.source = iso3, source
        ours = known[type(told)].get(row.code)
        if ours is not None and _said(ours) == _said(told):
            made.find(What.UNCHANGED, iso3, about)
            continue
        made.writes[type(told)].append(told)
        what = What.NEW if ours is None else What.CHANGED
        on_record = _in_words(ours) if ours else ""
        made.find(what, iso3, about, on_record=on_record, in_file=_in_words(told), line=row.line)
    return made


def _told(row: ParliamentRow | ChamberRow | ElectionRow) -> Told:
    match row:
        case ParliamentRow():
            return Parliament(code=row.code, names=dict(row.names), structure=row.structure)
        case ChamberRow():
            return Chamber(
                code=row.code,
                names=dict(row.names),
                kind=row.kind,
                members=row.members,
                suspended=row.suspended,
            )
        case ElectionRow():
            return Election(
                code=row.code,
                chamber_code=row.chamber,
                held_on=date.fromisoformat(row.held_on) if row.held_on else None,
                next_on=date.fromisoformat(row.next_on) if row.next_on else None,
                scope=row.scope,
            )


def _said(told: Told) -> dict[str, object]:
    """All that a row says, but for where it comes from."""
    own = {"id", "source", "batch"}
    fields = [field for field in told._meta.concrete_fields if field.name not in own]  # noqa: SLF001
    return {field.name: getattr(told, field.attname) for field in fields}


def _in_words(told: Told) -> str:
    match told:
        case Parliament():
            return f"{told.names.get('en', '')} ({told.structure})".strip()
        case Chamber():
            members = "" if told.members is None else f", {told.members} members"
            return f"{told.names.get('en', '')} ({told.kind}{members}{', suspended' if told.suspended else ''})".strip()
        case Election():
            following = f"; next expected {told.next_on}" if told.next_on else ""
            return f"{told.held_on or ''}{following}"
    return ""


def stands_on(_batch: ImportBatch) -> str:
    """Nothing does: what a later import told stands by itself."""
    return ""


def undo(batch: ImportBatch) -> None:
    """Take out what the batch told; what was told before it stands again."""
    for kind in KINDS:
        kind._default_manager.filter(batch=batch).delete()  # noqa: SLF001 -- of whichever kind
