"""Finding words in what working groups did: in what the viewer may see, opened and looked through in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.queries.looking import Sought, all_occur, as_sought
from accede.meetings.models import (
    ActionItem,
    AgendaItem,
    GroupMember,
    Minute,
    Sitting,
    SittingPaper,
    WorkingGroup,
)
from accede.meetings.models.working_groups import InAPart
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
    class_label: str


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


def _everything(
    sought: Sought, campaign: Campaign, viewer: Viewer, names: dict[str, str]
) -> Iterator[tuple[GroupHit, list[str]]]:
    of = {"campaign": campaign}
    sittings = Sitting.objects.attributable_by(viewer).filter(**of).select_related("group")
    for sitting in sought.some(sittings, "place", "others_present", "invitation", "group__names"):
        texts = [sitting.place, sitting.others_present, sitting.group.name]
        yield _hit(sitting, sitting.group_id, sitting.pk, sitting.day, sitting.invitation), texts
    members = GroupMember.objects.visible_to(viewer).filter(**of).select_related("organisation")
    for member in sought.some(members, "name", "post", "organisation__name"):
        who = names.get(member.state_id or "", "") or (
            member.organisation.name if member.organisation else member.name
        )
        text = ", ".join(part for part in (who, member.post) if part)
        yield _hit(member, member.group_id, None, member.held_from, text), []
    agenda = AgendaItem.objects.visible_to(viewer).filter(**of).select_related("sitting")
    for item in sought.some(agenda, "title"):
        yield _hit(item, item.sitting.group_id, item.sitting_id, item.sitting.day, item.title), []
    papers = SittingPaper.objects.visible_to(viewer).filter(**of).select_related("sitting").defer("content")
    for paper in sought.some(papers, "title", "file_name"):
        yield (
            _hit(paper, paper.sitting.group_id, paper.sitting_id, paper.sitting.day, paper.title),
            [paper.file_name],
        )
    minutes = Minute.objects.visible_to(viewer).filter(**of).select_related("sitting")
    for minute in sought.some(minutes, "text"):
        yield _hit(minute, minute.sitting.group_id, minute.sitting_id, minute.sitting.day, minute.text), []
    items = ActionItem.objects.visible_to(viewer).filter(**of).select_related("sitting", "person")
    for step in sought.some(items, "what", "result", "person__name"):
        texts = [step.result, step.person.name if step.person else ""]
        day = step.done_on or step.due_on or step.made_on
        yield _hit(step, step.sitting.group_id, step.sitting_id, day, step.what), texts


def _hit(row: InAPart, group: int, sitting: int | None, day: date, text: str) -> GroupHit:
    return GroupHit(
        group=group,
        sitting=sitting,
        title=str(row._meta.verbose_name),  # noqa: SLF001 -- Django's documented name for it
        text=text,
        day=day,
        confidentiality=row.confidentiality,
        class_label=str(row.get_confidentiality_display()),
    )
