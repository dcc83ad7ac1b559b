"""Texts that go with a treaty's status: declarations, territorial applications, footnotes, actors outside the 197."""

from collections.abc import Sequence

from accede.record.imports.matching import Names
from accede.record.imports.plan import Plan, What
from accede.record.models import Source, StatusNote, Treaty
from accede.record.readers.reading import ActionRow, NoteRow, Participant

_LONGEST_NAME, _LONGEST_KIND = 200, 300


def of_outsider(row: ActionRow, treaty: Treaty, source: Source) -> StatusNote:
    """An act of a past State or an organisation, kept as it stands in the table."""
    dates = f"{row.date_given} effective {row.effective_given}" if row.effective_given else row.date_given
    return StatusNote(
        treaty=treaty,
        participant=row.participant.name[:_LONGEST_NAME],
        kind=row.kind,
        text=dates,
        source=source,
    )


def unknown(
    made: Plan, outsiders: Sequence[StatusNote], rows: Sequence[NoteRow], treaty: Treaty | None, names: Names
) -> list[StatusNote]:
    """Those of the file's texts, and of the outsiders' acts, that are not on record yet."""
    if treaty is None:
        return []
    found = [*(_note(row, treaty, made.source, names) for row in rows), *outsiders]
    known = set(StatusNote.objects.filter(treaty=treaty).values_list("kind", "participant", "text"))
    new = []
    for note in found:
        key = note.kind, note.participant, note.text
        if key not in known:
            known.add(key)
            new.append(note)
            about = f"{treaty.key} {note.kind}"
            made.find(
                What.NOTE,
                note.state_id or "",
                about,
                in_file=f"{note.participant}: {note.text}"[:_LONGEST_NAME],
            )
    return new


def _note(row: NoteRow, treaty: Treaty, source: Source, names: Names) -> StatusNote:
    match = names.find(Participant(row.participant))
    return StatusNote(
        treaty=treaty,
        state_id=match.iso3 or None,
        participant=row.participant[:_LONGEST_NAME],
        kind=row.kind[:_LONGEST_KIND],
        text=row.text,
        source=source,
    )
