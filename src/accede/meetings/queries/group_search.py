"""Finding words in what working groups did: in what the viewer may see, opened and looked through in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign.models.wording import wording
from accede.evidence.queries.looking import Kind, Likely, Sought, all_occur, as_sought
from accede.meetings.models import (
    ActionItem,
    AgendaItem,
    GroupMember,
    Minute,
    Sitting,
    SittingPaper,
    WorkingGroup,
)
from accede.record.names import fold
from accede.record.queries import states


@dataclass(frozen=True, slots=True)
class GroupHit:
    """A record in which all the words occur. It stands on the page of its sitting or, where there is none, of its group."""

    group: int
    sitting: int | None
    title: str
    text: str
    day: date | None
    confidentiality: int


def find_groups(words: str, campaign: Campaign, *, viewer: Viewer) -> list[WorkingGroup]:
    """Groups with all the words in their names, in any language, or in what they are for."""
    sought = fold(words).split()
    return [
        each
        for each in WorkingGroup.objects.filter(campaign=campaign)
        if sought and all_occur(sought, fold(" ".join([*each.names.values(), *each.mandates.values()])))
    ]


def search_groups(
    words: str | Sought, campaign: Campaign, *, viewer: Viewer, language: str
) -> list[GroupHit]:
    sought = as_sought(words)
    if not sought.words:
        return []
    names = states.state_names(language, viewer=viewer)
    return [
        hit
        for hit, texts in _everything(sought, campaign, viewer, names)
        if sought.occur([hit.title, hit.text, *texts])
    ]


def _kind(model: Any, *texts: str, shown: tuple[str, ...]) -> Kind:
    return Kind(model=model, seen=partial(_seen, model), texts=texts, shown=shown)


def _seen(model: Any, viewer: Viewer, campaign: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.visible_to(viewer).filter(campaign=campaign)
    return rows


def _attributable(viewer: Viewer, campaign: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = Sitting.objects.attributable_by(viewer).filter(campaign=campaign)
    return rows


SITTINGS = Kind(
    model=Sitting,
    seen=_attributable,
    texts=("place", "others_present", "invitation", "group__names"),
    shown=("group_id", "day"),
)
MEMBERS = _kind(
    GroupMember, "name", "post", "organisation__name", shown=("group_id", "organisation_id", "held_from")
)
IN_A_SITTING = ("sitting_id", "sitting__group", "sitting__day")
AGENDA = _kind(AgendaItem, "title", shown=IN_A_SITTING)
PAPERS = _kind(SittingPaper, "title", "file_name", shown=IN_A_SITTING)
MINUTES = _kind(Minute, "text", shown=IN_A_SITTING)
ITEMS = _kind(
    ActionItem,
    *("what", "result", "person__name"),
    shown=(*IN_A_SITTING, "done_on", "due_on", "made_on"),
)


def _everything(
    sought: Sought, campaign: Campaign, viewer: Viewer, names: dict[str, str]
) -> Iterator[tuple[GroupHit, list[str]]]:
    def some(kind: Kind) -> Iterator[tuple[Any, Likely]]:
        for each in sought.some(kind, campaign.pk, viewer=viewer):
            yield each.record, each

    for sitting, likely in some(SITTINGS):
        texts = [sitting.place, sitting.others_present, wording(likely.leads["group__names"])]
        yield _hit(likely, sitting.group_id, sitting.pk, sitting.day, sitting.invitation), texts
    for member, likely in some(MEMBERS):
        organisation = likely.leads["organisation__name"]
        who = names.get(member.state_id or "", "") or (member.name if organisation is None else organisation)
        text = ", ".join(part for part in (who, member.post) if part)
        yield _hit(likely, member.group_id, None, member.held_from, text), []
    for item, likely in some(AGENDA):
        yield _at(likely, item.title), []
    for paper, likely in some(PAPERS):
        yield _at(likely, paper.title), [paper.file_name]
    for minute, likely in some(MINUTES):
        yield _at(likely, minute.text), []
    for step, likely in some(ITEMS):
        day = step.done_on or step.due_on or step.made_on
        yield _at(likely, step.what, day=day), [step.result, likely.leads["person__name"] or ""]


def _at(likely: Likely, text: str, *, day: date | None = None) -> GroupHit:
    leads = likely.leads
    return _hit(likely, leads["sitting__group"], likely.record.sitting_id, day or leads["sitting__day"], text)


def _hit(likely: Likely, group: int, sitting: int | None, day: date, text: str) -> GroupHit:
    return GroupHit(
        group=group,
        sitting=sitting,
        title=likely.called,
        text=text,
        day=day,
        confidentiality=likely.record.confidentiality,
    )
