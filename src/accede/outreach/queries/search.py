"""Finding words in the work with States: in what the viewer may see, opened and looked through in memory."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accede.access import queries as access
from accede.access.models import Campaign
from accede.access.narrowing import may_be_among, may_hold
from accede.access.viewer import Viewer
from accede.evidence.queries.looking import Beside, Kind, Likely, Sought, all_occur, as_sought
from accede.outreach import stages as catalogue
from accede.outreach.models import (
    Approach,
    Contact,
    Exchange,
    FollowUp,
    Handover,
    Move,
    PlannedMeeting,
    Pledge,
)
from accede.record.meetings.models import Meeting
from accede.record.names import fold
from accede.record.queries import meetings, states

MOST_NAMED = 50  # of meetings and of people so many are named; more words find the others

Found = tuple["WorkHit", Iterable[str]]


@dataclass(frozen=True, slots=True)
class WorkHit:
    """A record of the work with States in which all the words occur. `kind` and `pk` lead to it.

    `iso3` and `name` are empty where no State is meant, or the viewer is not to be told which.
    """

    kind: str
    pk: int
    title: str
    text: str
    iso3: str
    name: str
    day: date | None
    confidentiality: int


@dataclass(frozen=True, slots=True)
class SomebodyHere:
    """Somebody of the desk, found by name, post or organisation."""

    pk: int
    name: str
    post: str


def search_work(words: str | Sought, campaign: Campaign, *, viewer: Viewer, language: str) -> list[WorkHit]:
    """Records of the campaign's work that the viewer may see and in which all the words occur, the latest first.

    Of an exchange each part is searched that the viewer may read: who finds a word could have read it there.
    """
    sought = as_sought(words)
    if not sought.words:
        return []
    names = states.state_names(language, viewer=viewer)
    found = [
        hit
        for hit, texts in _everything(sought, campaign, viewer, names)
        if sought.occur([hit.title, hit.text, *texts], iso3=hit.iso3)
    ]
    found.sort(key=lambda hit: (hit.day or date.min, hit.kind, hit.pk), reverse=True)
    return found


def find_meetings(words: str, *, on: date, viewer: Viewer) -> list[Meeting]:
    """Meetings with all the words in their names, in any language, their place or kind. They are public.

    As many as somebody can look through, the latest.
    """
    sought = fold(words).split()
    if not sought:
        return []
    kinds = {key: fold(str(label)) for key, label in Meeting.Kind.choices}
    may = meetings.meetings(on=on, viewer=viewer)
    for word in sought:
        of_kind = Q(kind__in=[key for key, label in kinds.items() if all_occur([word], label)])
        may = may.filter(of_kind | may_be_among("names", word) | may_hold("place", word))
    found = (
        key
        for key, names, place, kind in may.values_list("pk", "names", "place", "kind")
        if all_occur(sought, f"{fold(' '.join([*names.values(), place]))} {kinds.get(kind, '')}")
    )
    chosen = list(islice(found, MOST_NAMED))
    return list(meetings.meetings(on=on, viewer=viewer).filter(pk__in=chosen)) if chosen else []


def find_people(words: str, *, on: date, viewer: Viewer) -> list[SomebodyHere]:
    """People of the desk, as many as somebody can look through: whoever holds a role may know who is here."""
    sought = fold(words).split()
    found = (
        SomebodyHere(number, name, posts)
        for number, name, posts in access.called_so(sought, on=on, viewer=viewer)
        if all_occur(sought, fold(f"{name} {posts}"))
    )
    return list(islice(found, MOST_NAMED))


def _kind(model: Any, *texts: str, shown: tuple[str, ...] = (), beside: tuple[Beside, ...] = ()) -> Kind:
    return Kind(model=model, seen=partial(_seen, model), texts=texts, shown=shown, beside=beside)


def _seen(model: Any, viewer: Viewer, campaign: str, _treaty: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.visible_to(viewer).filter(campaign=campaign)
    return rows


def _not_merged(viewer: Viewer, campaign: str, treaty: str) -> QuerySet[Any]:
    merged = Contact.objects.visible_to(viewer).filter(pk=OuterRef("merged_into"))
    return _seen(Contact, viewer, campaign, treaty).filter(~Exists(merged))


def _standing(viewer: Viewer, campaign: str, treaty: str) -> QuerySet[Any]:
    """What ships is of the treaty, and of no campaign."""
    moves: QuerySet[Any] = Move.objects.visible_to(viewer).filter(treaty=treaty, taken_back=False)
    return moves.filter(Q(campaign=None) | Q(campaign=campaign))


def _took_part(exchanges: QuerySet[Any], _viewer: Viewer, *_about: Hashable) -> QuerySet[Any]:
    rows = Exchange.our_people.through.objects.filter(exchange__in=exchanges)
    return rows.values_list("exchange_id", "person__name")


OUR_PEOPLE = Beside(
    model=Exchange.our_people.through, ask=_took_part, texts=lambda _viewer, *names: list(names)
)
EXCHANGES = _kind(
    Exchange,
    *("said", "who", "assessment", "place", "meeting__names"),
    shown=("held_on",),
    beside=(OUR_PEOPLE,),
)
PLEDGES = _kind(Pledge, "text", "outcome", shown=("settled_on", "due_on", "made_on"))
STEPS = _kind(FollowUp, "what", "result", "assignee__name", shown=("done_on", "due_on", "made_on"))
CONTACTS = Kind(
    model=Contact,
    seen=_not_merged,
    texts=("name", "post", "email", "note", "place"),
    shown=("valid_from",),
)
APPROACHES = _kind(Approach, "text", shown=("edited_on",))
PLANNED = _kind(PlannedMeeting, "note", "person__name", "meeting__names", shown=("at", "meeting__begins"))
HANDOVERS = _kind(Handover, "note", "from_person__name", "to_person__name", shown=("on",))
MOVES = Kind(model=Move, seen=_standing, texts=("evidence", "stage"), shown=("day",))


def _everything(
    sought: Sought, campaign: Campaign, viewer: Viewer, names: Mapping[str, str]
) -> Iterator[Found]:
    """Each record as a hit, with the texts in which it may be found."""
    told, some = _Teller(viewer, names), partial(_some, sought, campaign, viewer)
    for exchange, likely in some(EXCHANGES):
        yield _exchange(exchange, likely, told)
    for row, likely in some(PLEDGES):
        yield told.hit(likely, row.settled_on or row.due_on or row.made_on, row.text), [row.outcome]
    for row, likely in some(STEPS):
        day = row.done_on or row.due_on or row.made_on
        yield told.hit(likely, day, row.what), [row.result, likely.leads["assignee__name"]]
    for row, likely in some(CONTACTS):
        who = ", ".join(part for part in (row.name, row.post) if part)
        yield told.hit(likely, row.valid_from, who), [row.email, row.note, row.get_place_display()]
    for row, likely in some(APPROACHES):
        yield told.hit(likely, row.edited_on, row.text), ()
    for row, likely in some(PLANNED):
        yield _planned(row, likely, told)
    for row, likely in some(HANDOVERS):
        people = [likely.leads["from_person__name"], likely.leads["to_person__name"]]
        yield told.hit(likely, row.on, row.note), people
    stages = catalogue.stages()
    called = {key: " ".join([stage.name, *stage.names.values()]) for key, stage in stages.items()}
    for row, likely in some(MOVES, told={"stage": called}):
        yield _move(likely, stages.get(row.stage), told)


def _some(
    sought: Sought, campaign: Campaign, viewer: Viewer, kind: Kind, **more: Any
) -> Iterator[tuple[Any, Likely]]:
    for each in sought.some(kind, campaign.pk, campaign.treaty_key, viewer=viewer, **more):
        yield each.record, each


def _planned(row: PlannedMeeting, likely: Likely, told: "_Teller") -> Found:
    day = row.at.date() if row.at else likely.leads["meeting__begins"]
    whom = likely.leads["person__name"] or ""
    return told.hit(likely, day, row.note), [whom, *likely.leads["meeting__names"].values()]


def _move(likely: Likely, stage: catalogue.Stage | None, told: "_Teller") -> Found:
    row = likely.record
    if stage is None:
        return told.hit(likely, row.day, row.evidence), [row.evidence]
    return told.hit(likely, row.day, stage.name), [row.evidence, *stage.names.values()]


def _exchange(row: Exchange, likely: Likely, told: "_Teller") -> Found:
    hit, texts = told.hit(likely, row.held_on, row.said), [row.said, *likely.beside]
    if hit.iso3:  # who spoke is shown, and with it what may tell of that
        texts += [row.place, *(likely.leads["meeting__names"] or {}).values()]
        texts += [row.who] if row.who_is_shown_to(told.viewer) else []
        texts += [row.assessment] if row.assessment_is_shown_to(told.viewer) else []
    return hit, texts


@dataclass(frozen=True, slots=True)
class _Teller:
    viewer: Viewer
    names: Mapping[str, str]

    def hit(self, likely: Likely, day: date | None, text: str) -> WorkHit:
        row = likely.record
        iso3 = getattr(row, "state_id", None) or ""
        shown = row.speaker_is_shown_to(self.viewer)
        return WorkHit(
            kind=str(row._meta.model_name),  # noqa: SLF001 -- Django's documented name for it
            pk=row.pk,
            title=likely.called,
            text=text,
            iso3=iso3 if shown else "",
            name=self.names.get(iso3, "") if shown else "",
            day=day,
            confidentiality=row.confidentiality,
        )
