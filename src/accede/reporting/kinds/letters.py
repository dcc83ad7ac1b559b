"""Notes verbales and letters over a list of States, each in the language that the State works in, as one printable file."""

import dataclasses
from collections.abc import Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.law import terms
from accede.record.models import State, Treaty
from accede.record.queries import states, status
from accede.record.queries.status import StatusRow
from accede.reporting import wording
from accede.reporting.blocks import Block, Document, Line, Paragraph, Part, Run, line, plain
from accede.reporting.kinds import standing as tables
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.telling import Telling
from accede.targeting import queries as targeting

KINDS = ("note-verbale", "letter")


def recipients(treaty: Treaty, *, asked: str, category: str, on: date, author: Viewer) -> list[State]:
    """By ISO codes or names, put apart by commas; else all of a target category."""
    if asked.strip():
        return [_state(each.strip(), author) for each in asked.split(",") if each.strip()]
    if category:
        found = targeting.targets(treaty, on=on, viewer=author, language="en", keys=[category])
        return [states.get_state(row.iso3, viewer=author) for row in found]
    raise ReportRefusedError(_("Say to whom: States put apart by commas, or a target category."))


def _state(asked: str, author: Viewer) -> State:
    found = states.find_states(asked, viewer=author)
    return states.get_state(found[0] if len(found) == 1 else asked, viewer=author)


def build(telling: Telling, *, kind: str, to: Sequence[State], sender: str) -> Document:
    """A part for each recipient. The public record alone is in them: they leave the house."""
    if not to:
        raise ReportRefusedError(_("Nobody is on this list today, so there is nothing to write."))
    parts = []
    rows: dict[str, dict[str, StatusRow]] = {}
    for state in to:
        language = states.working_language(state)
        with translation.override(language):
            own = dataclasses.replace(telling, language=language)
            if language not in rows:
                rows[language] = {row.iso3: row for row in tables.rows_on(own, own.on)}
            letter = _letter(own, kind, state, rows[language][state.pk], sender)
            parts.append(Part(language, tuple(letter), to=state.pk))
    title = telling.say(f"title_{kind}", treaty=telling.treaty.short_title)
    return telling.bound(kind, plain(title), parts)


def subject(kind: str, treaty: Treaty, language: str) -> str:
    """What such a letter is called in a language, as the subject of a message."""
    with translation.override(language):
        phrase = wording.phrases("letters")[f"title_{kind}"][language]
        return plain(wording.fill(phrase, treaty=treaty.short_title))


def _letter(telling: Telling, kind: str, state: State, row: StatusRow, sender: str) -> list[Block]:
    name = states.formal_name(state, telling.language)
    treaty = telling.treaty.title
    who = sender or plain(wording.fill(telling.word("sender"), treaty=treaty))
    note = kind == "note-verbale"
    blocks: list[Block] = []
    if note:
        blocks.append(
            Paragraph(text=line(Run(telling.word("note_heading"), bold=True)), align="center", key="heading")
        )
    opening = telling.say(
        "note_opening" if note else "letter_opening",
        sender=tables.capital(who) if note else who,
        state=telling.of(name),
        treaty=treaty,
    )
    blocks += [
        Paragraph(key="to", text=telling.say("to_mission", state=telling.of(name))),
        Paragraph(key="day", text=line(telling.day(telling.on)), align="end"),
        Paragraph(key="opening", text=opening),
        Paragraph(key="body", text=_body(telling, row)),
        Paragraph(key="offer", text=telling.say("body_offer")),
        Paragraph(
            key="closing",
            text=telling.say("note_closing", sender=tables.capital(who))
            if note
            else telling.say("letter_closing"),
        ),
    ]
    if not note:
        blocks.append(Paragraph(key="sender", text=line(tables.capital(who)), align="end"))
    return blocks


def _body(telling: Telling, row: StatusRow) -> Line:
    joined = status.counts(telling.treaty, on=telling.on, viewer=telling.readers).joined
    parties = telling.dated(telling.treaty, str(joined))
    depositary = telling.depositary
    if row.standing.status == terms.Status.PARTY:
        return telling.say("body_party", parties=parties)
    if row.standing.status == terms.Status.SIGNATORY and row.signature:
        day = telling.given(row.signature.date_given or row.signature.action_date.isoformat())
        return telling.say("body_signatory", day=day, parties=parties, depositary=depositary)
    return telling.say("body_neither", parties=parties, depositary=depositary)
