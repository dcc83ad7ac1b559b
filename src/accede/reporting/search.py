"""Finding words in everything that the reader may see: what each room finds, as one list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.evidence import queries as said
from accede.evidence.queries.looking import Sought, as_sought
from accede.evidence.queries.search import Hit
from accede.legislation.queries import search as at_home
from accede.legislation.queries import told as in_parliament
from accede.meetings.models import Event, WorkingGroup
from accede.meetings.queries import events
from accede.meetings.queries.group_search import GroupHit, find_groups, search_groups
from accede.outreach.queries.search import SomebodyHere, WorkHit, find_meetings, find_people, search_work
from accede.record.meetings.models import Meeting
from accede.record.models import Treaty
from accede.record.queries import states
from accede.toolkit import queries as toolkit


@dataclass(frozen=True, slots=True)
class Found:
    """A record in which the words occur, wherever it comes from. `kind` and `number` lead to it."""

    kind: str
    number: int
    iso3: str
    name: str
    title: str
    text: str
    day: date | None
    date_given: str
    firmness: str
    confidentiality: int
    class_label: str

    @property
    def is_public(self) -> bool:
        return self.confidentiality == Confidentiality.PUBLIC


@dataclass(frozen=True, slots=True)
class Named:
    """What is called so: States by ISO code and name, meetings, groups, people of the desk."""

    states: Sequence[tuple[str, str]]
    meetings: Sequence[Meeting]
    groups: Sequence[WorkingGroup]
    people: Sequence[SomebodyHere]


def named(words: str, campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> Named:
    """States by any of their names, meetings, groups and people."""
    names = states.state_names(language, viewer=viewer)
    called = states.find_states(words, viewer=viewer) if words else []
    return Named(
        states=[(iso3, names[iso3]) for iso3 in called],
        meetings=find_meetings(words, on=on, viewer=viewer),
        groups=find_groups(words, campaign, viewer=viewer),
        people=find_people(words, on=on, viewer=viewer),
    )


def written_down(
    words: str | Sought, campaign: Campaign, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> list[Found]:
    """Records of the campaign and its treaty that the reader may see and in which all the words occur, newest first.

    Of each kind those of a part are looked through: the newest, where words alone are given (`Sought`).
    """
    sought = as_sought(words)
    if not sought.words:
        return []
    classes = {each.value: str(each.label) for each in Confidentiality}
    # What the people here did comes first: of that most is opened for a first answer.
    work = search_work(sought, campaign, viewer=viewer, language=language)
    found = [
        _held(event, text, classes) for event, text in events.found_by(sought, campaign.pk, viewer=viewer)
    ]
    sat = search_groups(sought, campaign, viewer=viewer, language=language)
    found += [_done(hit, _sat(hit), classes) for hit in sat]
    laws = at_home.search(sought, viewer=viewer, language=language, treaty=treaty.pk)
    laws += in_parliament.search(sought, campaign, viewer=viewer, language=language)
    evidence = said.search(sought, viewer=viewer, language=language, treaty=treaty.pk)
    given = toolkit.search(sought, campaign, on=on, viewer=viewer, language=language)
    found += [_said(hit, classes) for hit in (*laws, *evidence)]
    found += [_done(hit, _did(hit), classes) for hit in given]
    found += [_done(hit, _did(hit), classes) for hit in work]
    return sorted(found, key=lambda each: each.day or date.min, reverse=True)


Classes = Mapping[int, str]  # to what each is called


class Where(NamedTuple):
    """On whose page what was found stands, and of which State it is."""

    kind: str
    number: int
    iso3: str = ""
    name: str = ""


def _said(hit: Hit, classes: Classes) -> Found:
    row = hit.row
    return Found(
        kind=row.kind,
        number=row.pk,
        iso3=row.iso3,
        name=row.name,
        title=hit.title,
        text=hit.text,
        day=row.day,
        date_given=row.date_given,
        firmness=row.firmness,
        confidentiality=row.confidentiality,
        class_label=classes[row.confidentiality],
    )


def _held(event: Event, text: str, classes: Classes) -> Found:
    return Found(
        kind="event",
        number=event.pk,
        iso3="",
        name=str(event.get_kind_display()),
        title=event.title,
        text=text,
        day=event.day,
        date_given=event.day.isoformat() if event.day else "",
        firmness="",
        confidentiality=event.confidentiality,
        class_label=classes[event.confidentiality],
    )


def _sat(hit: GroupHit) -> Where:
    """It stands on the page of its sitting or, where there is none, of its group; and is of no State."""
    return Where("sitting", hit.sitting) if hit.sitting else Where("workinggroup", hit.group)


def _did(hit: WorkHit | toolkit.Hit) -> Where:
    return Where(hit.kind, hit.pk, hit.iso3, hit.name)


def _done(hit: WorkHit | GroupHit | toolkit.Hit, where: Where, classes: Classes) -> Found:
    return Found(
        kind=where.kind,
        number=where.number,
        iso3=where.iso3,
        name=where.name,
        title=hit.title,
        text=hit.text,
        day=hit.day,
        date_given=hit.day.isoformat() if hit.day else "",
        firmness="",
        confidentiality=hit.confidentiality,
        class_label=classes[hit.confidentiality],
    )
