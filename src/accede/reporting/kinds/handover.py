"""The handover dossier: all that a successor needs, of everything that the readers may see."""

from collections.abc import Iterator

from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.campaign.models import Plan
from accede.campaign.queries import overview, plans
from accede.campaign.work import LIMITED
from accede.law import terms
from accede.legislation.queries import proceedings
from accede.legislation.queries.help import HelpRow, help_requests
from accede.legislation.queries.proceedings import ProceedingRow
from accede.meetings.queries.action_items import ActionRow, action_items
from accede.outreach import queries as outreach
from accede.outreach.queries.pathways import table as roads
from accede.outreach.queries.rows import ContactRow, ExchangeRow, FollowUpRow, PledgeRow
from accede.record import days
from accede.record.queries import states
from accede.reporting import queries
from accede.reporting.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Run,
    Sources,
    Table,
    TitlePage,
    line,
    plain,
)
from accede.reporting.kinds import materials
from accede.reporting.kinds import standing as tables
from accede.reporting.kinds import state as sections
from accede.reporting.telling import Telling


def build(telling: Telling) -> Document:
    title = telling.say("handover_title", treaty=telling.treaty.short_title)
    readers = str(telling.confidentiality.label)
    blocks: list[Block] = [
        TitlePage(
            title=title, place_and_dates=telling.say("as_of", day=telling.day(telling.on), readers=readers)
        ),
        *_open(telling),
        *_plan(telling),
        *_per_state(telling),
        *materials.held(telling),
        *_parliaments(telling),
        *_contacts(telling),
        *_documents(telling),
        *(Paragraph(key="withheld", text=text) for text in telling.note_of_withheld()),
        Sources(title=telling.say("sources")),
    ]
    return telling.document("handover", plain(title), blocks)


def _open(telling: Telling) -> Iterator[Block]:
    """What is to be done and what was promised, by when it is due."""

    def follow_ups(viewer: Viewer) -> list[FollowUpRow]:
        return outreach.follow_ups(telling.campaign, on=telling.on, viewer=viewer, language=telling.language)

    def pledges(viewer: Viewer) -> list[PledgeRow]:
        return outreach.pledges(telling.campaign, on=telling.on, viewer=viewer, language=telling.language)

    yield Heading(text=telling.say("open_matters"), numbered=False)
    steps, hidden = sections.seen(telling, follow_ups)
    promises, hidden_promises = sections.seen(telling, pledges)
    items = [
        line(
            _of(telling, row.name),
            telling.say(
                "next_step", what=row.text, who=row.assignee_name, when=sections.when(telling, row.due_on)
            ),
        )
        for row in steps
    ]
    items += [
        line(
            _of(telling, row.name),
            telling.say(
                "promise", side=row.side_label, what=row.text, when=sections.when(telling, row.due_on)
            ),
        )
        for row in promises
    ]
    items += [*hidden, *hidden_promises, *_of_groups(telling), *_help_asked(telling)]
    if items:
        yield Items(key="open", items=tuple(items))
    else:
        yield Paragraph(key="open", text=telling.say("nothing_next"))


def _of_groups(telling: Telling) -> Iterator[Line]:
    """Action items of working groups."""

    def read(viewer: Viewer) -> list[ActionRow]:
        return action_items(telling.campaign, on=telling.on, viewer=viewer, language=telling.language)

    found, hidden = sections.seen(telling, read)
    for row in found:
        when = sections.when(telling, row.due_on)
        yield line(
            _of(telling, row.group), telling.say("next_step", what=row.what, who=row.who or "–", when=when)
        )
    yield from hidden


def _help_asked(telling: Telling) -> Iterator[Line]:
    """Requests for help with national law that are not settled."""

    def read(viewer: Viewer) -> list[HelpRow]:
        found = help_requests(telling.treaty, on=telling.on, viewer=viewer, language=telling.language)
        return [row for row in found if row.standing in ("open", "in-hand")]

    found, hidden = sections.seen(telling, read)
    for row in found:
        asked = telling.bracketed(row.label, row.text) if row.text else row.label
        yield line(_of(telling, row.name), telling.say("help_asked", what=asked, who=row.answered_by or "–"))
    yield from hidden


def _of(telling: Telling, name: str) -> Line:
    return line(telling.name_of(name)) if name else ()


def _plan(telling: Telling) -> Iterator[Block]:
    yield Heading(text=telling.say("plan"), numbered=False)
    plan = plans.plan_of_day(on=telling.on, viewer=telling.author, campaign=telling.campaign)
    if plan is None:
        yield Paragraph(key="plan", text=telling.say("no_plan"))
        return
    rows = [
        (
            line(days.stretch(row.line.starts, row.line.ends, telling.language)),
            line(row.line.title),
            line(str(row.state.label)),
        )
        for row in overview.timeline(plan, on=telling.on, viewer=telling.author)
    ]
    yield Table(
        key="plan",
        caption=line(plan.title),
        head=(telling.say("date"), telling.say("plan_line"), telling.say("state_word")),
        rows=tuple(rows),
        widths=(7, 9, 2),
    )
    yield from _activities(telling, plan)


def _activities(telling: Telling, plan: Plan) -> Iterator[Block]:
    """Who looks after what of the plan, and how far it is; of one told by bilateral work, for those who run the campaign."""
    rows = overview.activities(plan, on=telling.on, viewer=telling.author)
    closed = LIMITED if telling.confidentiality < Confidentiality.COORDINATORS_AND_ISU else frozenset()
    if not rows:
        return
    yield Table(
        key="activities",
        caption=telling.say("activities"),
        head=(telling.say("activity"), telling.say("date"), telling.say("owner"), telling.say("state_word")),
        rows=tuple(
            (
                line(row.activity.title),
                line(f"{telling.day(row.activity.starts)} – {telling.day(row.activity.ends)}"),
                line(row.activity.owner.name if row.activity.owner else "–"),
                line("–" if row.activity.counts in closed else str(row.state.label)),
            )
            for row in rows
        ),
        widths=(7, 4, 3, 3),
    )


def _per_state(telling: Telling) -> Iterator[Block]:
    """Each State not party that is on its road, or with which something was said: where it stands, and the last of it."""
    rows = {row.iso3: row for row in tables.rows_on(telling, telling.on)}
    latest: dict[str, ExchangeRow] = {}
    page = outreach.exchanges(
        telling.campaign, outreach.Asked(), on=telling.on, viewer=telling.readers, language=telling.language
    )
    for number in page.paginator.page_range:
        found = outreach.exchanges(
            telling.campaign,
            outreach.Asked(),
            page=number,
            on=telling.on,
            viewer=telling.readers,
            language=telling.language,
        )
        for each in found.object_list:
            if each.iso3:
                latest.setdefault(each.iso3, each)
    begun = {
        road.iso3: road
        for road in roads(telling.campaign, on=telling.on, viewer=telling.readers, language=telling.language)
    }
    yield Heading(text=telling.say("per_state"), numbered=False)
    told = []
    for iso3, name in states.state_names(telling.language, viewer=telling.readers).items():
        row = rows[iso3]
        if row.standing.status == terms.Status.PARTY or (iso3 not in begun and iso3 not in latest):
            continue
        road, last = begun.get(iso3), latest.get(iso3)
        told.append(
            (
                line(Run(name, bold=True)),
                telling.say("signatory" if row.standing.status == terms.Status.SIGNATORY else "neither"),
                line(road.now.name if road and road.now else ""),
                _last(telling, last) if last else (),
            )
        )
    yield Table(
        key="per-state",
        caption=telling.resting(telling.say("per_state"), telling.treaty.source),
        head=(
            telling.say("state"),
            telling.say("status_word"),
            telling.say("state_word"),
            telling.say("exchanges"),
        ),
        rows=tuple(told),
        widths=(3, 3, 3, 8),
    )


def _last(telling: Telling, row: ExchangeRow) -> Line:
    day = telling.day(row.day) if row.day else ""
    return line(Run(f"{day} ", bold=True), sections.shortened(row.text))


def _parliaments(telling: Telling) -> Iterator[Block]:
    """What is before parliaments, by its next date."""

    def read(viewer: Viewer) -> list[ProceedingRow]:
        rows = proceedings.proceedings(
            telling.campaign, on=telling.on, viewer=viewer, language=telling.language
        )
        return [row for row in rows if row.is_open]

    found, hidden = sections.seen(telling, read)
    items = [line(_of(telling, row.name), sections.proceeding(telling, row)) for row in found] + hidden
    if items:
        yield Heading(text=telling.say("parliament"), numbered=False)
        yield Items(key="parliaments", items=tuple(items))


def _contacts(telling: Telling) -> Iterator[Block]:
    def read(viewer: Viewer) -> list[ContactRow]:
        found = outreach.contacts(telling.campaign, on=telling.on, viewer=viewer, language=telling.language)
        return [row for row in found if row.current]

    found, hidden = sections.seen(telling, read)
    yield Heading(text=telling.say("contacts"), numbered=False)
    items = [line(_of(telling, row.name), sections.contact(telling, row)) for row in found] + hidden
    if items:
        yield Items(key="contacts", items=tuple(items))
    else:
        yield Paragraph(key="contacts", text=telling.say("none"))


def _documents(telling: Telling) -> Iterator[Block]:
    """What was issued, the latest first."""
    yield Heading(text=telling.say("documents"), numbered=False)
    issued = [row for row in queries.papers(telling.campaign, viewer=telling.readers) if row.issued_at]
    if issued:
        items = tuple(
            line(Run(row.title, bold=True), f" ({row.kind_label}, {telling.day(row.issued_at.date())})")
            for row in issued
            if row.issued_at
        )
        yield Items(key="documents", items=items)
    else:
        yield Paragraph(key="documents", text=telling.say("none"))
