"""Letters to the presiding officers of parliaments: by post, each in the language that the State works in."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import translation

from accede.access.roles import Confidentiality
from accede.access.viewer import audience
from accede.law import terms
from accede.legislation.models import Office, Proceeding, Seat
from accede.legislation.queries import parliaments, proceedings
from accede.outreach.queries import pathways
from accede.outreach.queries.pathways import Road
from accede.record.models import State
from accede.record.queries import states, status
from accede.record.queries.status import StatusRow
from accede.reporting.blocks import Block, Document, Line, Paragraph, Part, line, plain
from accede.reporting.kinds import standing as tables
from accede.reporting.telling import Telling

KIND = "parliament-letter"


@dataclass(frozen=True, slots=True)
class Addressee:
    """A chamber, or the parliament as a whole, with the post that presides over it where it is on record."""

    iso3: str
    chamber: str
    name: str
    office: Office | None

    @property
    def key(self) -> str:
        """What a letter's part is kept under."""
        return f"{self.iso3}-{self.chamber}" if self.chamber else self.iso3

    @property
    def form(self) -> str:
        """How it is addressed. Where no post is on record: speaker of a house, president of a senate."""
        if self.office:
            return self.office.form
        return Office.Form.PRESIDENT if self.chamber == Seat.UPPER else Office.Form.SPEAKER


def addressees(telling: Telling, state: State) -> list[Addressee]:
    """The posts on record; where there is none, each chamber; where none is known, the parliament."""
    own = parliaments.parliament(state, on=telling.on, viewer=telling.readers, language=telling.language)
    chambers = list(own.chambers) if own else []
    found = [each for each in chambers if each.office] or [each for each in chambers if each.kind]
    return [Addressee(state.pk, each.kind, each.name, each.office) for each in found] or [
        Addressee(state.pk, "", "", None)
    ]


def build(telling: Telling, *, to: Sequence[State], sender: str) -> Document:
    """A part for each post. What is public alone is in them, whoever drafts them: they leave the house."""
    telling = dataclasses.replace(telling, confidentiality=Confidentiality.PUBLIC)
    parts = []
    for state in to:
        language = states.working_language(state)
        with translation.override(language):
            own = dataclasses.replace(telling, language=language)
            row = status.status_row(own.treaty, state, on=own.on, viewer=own.readers, language=language)
            parts += [
                Part(language, tuple(_letter(own, state, row, each, sender)), to=each.key)
                for each in addressees(own, state)
            ]
    title = telling.say(f"title_{KIND}", treaty=telling.treaty.short_title)
    return telling.bound(KIND, plain(title), parts)


def _letter(telling: Telling, state: State, row: StatusRow, to: Addressee, sender: str) -> Iterator[Block]:
    name = states.formal_name(state, telling.language)
    who = sender or plain(telling.say("sender", treaty=telling.treaty.title))
    short = states.state_names(telling.language, viewer=telling.readers)[state.pk]
    for number, text in enumerate(_address(telling, to, short)):
        yield Paragraph(key=f"to-{number}", text=text)
    yield Paragraph(key="day", text=line(telling.day(telling.on)), align="end")
    own = to.office.salutation if to.office else ""
    yield Paragraph(key="salutation", text=line(own) if own else telling.say(f"salutation_{to.form}"))
    yield Paragraph(
        key="opening",
        text=telling.say(
            "parliament_opening", sender=who, treaty=telling.treaty.title, state=telling.of(name)
        ),
    )
    for key, text in _body(telling, state, row):
        yield Paragraph(key=key, text=text)
    yield Paragraph(key="offer", text=telling.say("body_offer"))
    yield Paragraph(key="closing", text=telling.say("parliament_closing"))
    yield Paragraph(key="sender", text=line(tables.capital(who)), align="end")


def _address(telling: Telling, to: Addressee, short: str) -> Iterator[Line]:
    """The post as it is entered, after who holds it; without one, the chamber or the parliament."""
    if to.office:
        if to.office.holder:
            yield line(to.office.holder)
        yield line(to.office.post)
        yield line(short)
    elif to.chamber:
        yield telling.say("to_presiding_officer", chamber=to.name)
        yield line(short)
    else:
        yield telling.say("to_parliament", state=telling.of(short))


def _body(telling: Telling, state: State, row: StatusRow) -> Iterator[tuple[str, Line]]:
    joined = status.counts(telling.treaty, on=telling.on, viewer=telling.readers).joined
    parties = telling.dated(telling.treaty, str(joined))
    if row.standing.status == terms.Status.PARTY:
        yield "body", telling.say("parliament_party", parties=parties)
        return
    road = pathways.pathway(
        state, campaign=telling.campaign, on=telling.on, viewer=telling.readers, language=telling.language
    )
    if road.has_parliament:
        yield "body", _approved(telling, road)
        yield "ask", telling.say("parliament_ask")
        return
    if row.standing.status == terms.Status.SIGNATORY and row.signature:
        day = telling.given(row.signature.date_given or row.signature.action_date.isoformat())
        yield (
            "body",
            telling.say("parliament_signatory", day=day, parties=parties, depositary=telling.depositary),
        )
    else:
        yield "body", telling.say("parliament_neither", parties=parties, depositary=telling.depositary)
    if road.missing:
        yield "approved", _approved(telling, road)
    yield from _bill(telling, state)


def _approved(telling: Telling, road: Road) -> Line:
    return telling.say(
        "parliament_approved",
        chambers=telling.listed(
            telling.bracketed(stop.stage.name, telling.given(stop.date_given)) for stop in road.heard
        ),
        depositary=telling.depositary,
        steps=telling.listed(stage.name for stage in road.missing),
    )


def _bill(telling: Telling, state: State) -> Iterator[tuple[str, Line]]:
    """A bill of which anyone may know."""
    readers = audience(Confidentiality.PUBLIC, campaign=telling.campaign.pk)
    found = proceedings.proceedings(
        telling.campaign,
        states_asked=[state.pk],
        on=telling.on,
        viewer=readers,
        language=telling.language,
    )
    for row in found:
        if row.what == Proceeding.Kind.RATIFICATION and row.is_open and row.now:
            day = telling.given(row.now.date_given)
            yield "bill", telling.say("parliament_bill", stage=row.now.stage.name, day=day)
            return
