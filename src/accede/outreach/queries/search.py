"""Finding words in the work with States: in what the viewer may see, opened and looked through in memory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Exists, OuterRef, Q

from accede.access import queries as access
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.narrowing import may_be_among, may_hold
from accede.access.viewer import Viewer
from accede.evidence.queries.looking import Sought, all_occur, as_sought
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
    class_label: str


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


def _everything(
    sought: Sought, campaign: Campaign, viewer: Viewer, names: Mapping[str, str]
) -> Iterator[Found]:
    """Each record as a hit, with the texts in which it may be found."""
    told, some, of = _Teller(viewer, names), sought.some, {"campaign": campaign}
    exchanges = Exchange.objects.visible_to(viewer).filter(**of)
    had = exchanges.select_related("meeting").prefetch_related("our_people")
    for each in some(had, "said", "who", "assessment", "place", "meeting__names", also=_our_people):
        yield _exchange(each, told)
    for each in some(Pledge.objects.visible_to(viewer).filter(**of), "text", "outcome"):
        yield told.hit(each, each.settled_on or each.due_on or each.made_on, each.text), [each.outcome]
    steps = FollowUp.objects.visible_to(viewer).filter(**of).select_related("assignee")
    for each in some(steps, "what", "result", "assignee__name"):
        texts = [each.result, each.assignee.name]
        yield told.hit(each, each.done_on or each.due_on or each.made_on, each.what), texts
    seen = Contact.objects.visible_to(viewer)
    contacts = seen.filter(~Exists(seen.filter(pk=OuterRef("merged_into"))), **of)
    for each in some(contacts, "name", "post", "email", "note", "place"):
        who = ", ".join(part for part in (each.name, each.post) if part)
        yield told.hit(each, each.valid_from, who), [each.email, each.note, each.get_place_display()]
    for each in some(Approach.objects.visible_to(viewer).filter(**of), "text"):
        yield told.hit(each, each.edited_on, each.text), ()
    planned = PlannedMeeting.objects.visible_to(viewer).filter(**of).select_related("meeting", "person")
    for each in some(planned, "note", "person__name", "meeting__names"):
        day = each.at.date() if each.at else each.meeting.begins
        whom = each.person.name if each.person else ""
        yield told.hit(each, day, each.note), [whom, *each.meeting.names.values()]
    handed_over = Handover.objects.visible_to(viewer).filter(**of).select_related("from_person", "to_person")
    for each in some(handed_over, "note", "from_person__name", "to_person__name"):
        yield told.hit(each, each.on, each.note), [each.from_person.name, each.to_person.name]
    stages = catalogue.stages()
    # What ships is of the treaty, and of no campaign.
    moves = Move.objects.visible_to(viewer).filter(treaty=campaign.treaty_key, taken_back=False)
    called = {key: " ".join([stage.name, *stage.names.values()]) for key, stage in stages.items()}
    for each in some(moves.filter(Q(campaign=None) | Q(**of)), "evidence", "stage", told={"stage": called}):
        stage = stages.get(each.stage)
        texts = [each.evidence, *(stage.names.values() if stage else ())]
        yield told.hit(each, each.day, stage.name if stage else each.evidence), texts


def _our_people(numbers: list[int]) -> Iterable[tuple[int, str]]:
    took_part = Exchange.our_people.through.objects.filter(exchange__in=numbers)
    return took_part.values_list("exchange_id", "person__name")


def _exchange(row: Exchange, told: "_Teller") -> Found:
    viewer = told.viewer
    texts = [row.said, *(person.name for person in row.our_people.all())]
    if row.speaker_is_shown_to(viewer):
        texts.append(row.place)
        texts += row.meeting.names.values() if row.meeting else ()
    if row.who_is_shown_to(viewer):
        texts.append(row.who)
    if row.assessment_is_shown_to(viewer):
        texts.append(row.assessment)
    return told.hit(row, row.held_on, row.said), texts


@dataclass(frozen=True, slots=True)
class _Teller:
    viewer: Viewer
    names: Mapping[str, str]

    def hit(self, row: Confidential, day: date | None, text: str) -> WorkHit:
        iso3 = getattr(row, "state_id", None) or ""
        shown = row.speaker_is_shown_to(self.viewer)
        return WorkHit(
            kind=str(row._meta.model_name),  # noqa: SLF001 -- Django's documented name for it
            pk=row.pk,
            title=str(row._meta.verbose_name),  # noqa: SLF001
            text=text,
            iso3=iso3 if shown else "",
            name=self.names.get(iso3, "") if shown else "",
            day=day,
            confidentiality=row.confidentiality,
            class_label=str(row.get_confidentiality_display()),
        )
