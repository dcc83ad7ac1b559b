"""The two working papers, on the reasons and on the norm, and the sheet of indicators."""

from collections.abc import Iterator, Sequence
from datetime import date

from accede.campaign.queries import plans
from accede.evidence import queries as evidence
from accede.evidence.queries.obstacles import ReasonsKnown
from accede.record.meetings.models import Meeting
from accede.record.queries import states
from accede.reporting.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Sources,
    Table,
    TitlePage,
    line,
    plain,
)
from accede.reporting.kinds import front as front_page
from accede.reporting.kinds import indicators, norm, survey
from accede.reporting.papers import Front
from accede.reporting.telling import Telling


def reasons(telling: Telling, *, meeting: Meeting, front: Front) -> Document:
    """Why States stay outside, as of the day: counts with the smallest cell respected, and what is public of each."""
    found = evidence.reasons_known(
        telling.treaty, on=telling.on, viewer=telling.readers, language=telling.language
    )
    title = telling.say("title_reasons", treaty=telling.treaty.title)
    blocks: list[Block] = [
        _front(telling, meeting, front, title),
        Heading(text=telling.say("introduction")),
        Paragraph(key="basis", numbered=True, text=telling.say("reasons_basis")),
        Heading(text=telling.say("what_is_known")),
        *_known(telling, found),
        Heading(text=telling.say("public_reasons")),
        *_by_state(telling, found),
        *survey.results(telling),
        *_recommended(telling, ("recommend_ask", "recommend_answer")),
        Sources(title=telling.say("sources")),
    ]
    return telling.document("working-paper", plain(title), blocks)


def _known(telling: Telling, found: ReasonsKnown) -> Iterator[Block]:
    rows = [row for own in found.states.values() for row in own]
    text = telling.say("reasons_known", outside=found.outside, known=indicators.number(telling, found.known))
    yield Paragraph(key="known", numbered=True, text=telling.resting(text, telling.treaty.source))
    counted = tuple(
        (
            telling.resting(code.name, *(row.source for row in rows if row.code == code)),
            line(indicators.number(telling, count)),
        )
        for code, count in found.by_code
    )
    yield Table(
        key="by-reason",
        caption=telling.say("by_reason", day=telling.day(telling.on)),
        head=(telling.say("reason"), telling.say("states_count")),
        rows=counted,
        widths=(8, 2),
    )
    yield Table(
        key="by-group",
        caption=telling.say("by_group"),
        head=(telling.say("group"), telling.say("states_count")),
        rows=tuple(
            (line(each.label), line(indicators.number(telling, each.count))) for each in found.by_region
        ),
        widths=(8, 2),
    )


def _by_state(telling: Telling, found: ReasonsKnown) -> Iterator[Block]:
    """Only what the readers may read one by one, and know of whom."""
    names = states.state_names(telling.language, viewer=telling.readers)
    items: list[Line] = []
    for iso3, rows in sorted(found.states.items(), key=lambda pair: list(names).index(pair[0])):
        told = telling.listed(
            telling.resting(
                line(row.code.name, f" ({telling.given(row.date_given)})" if row.date_given else ""),
                row.source,
            )
            for row in rows
        )
        items.append(line(telling.named(names[iso3], ""), told))
    if items:
        yield Items(key="by-state", lettered=True, items=tuple(items))
    else:
        yield Paragraph(key="by-state", numbered=True, text=telling.say("none"))


def strengthening(telling: Telling, *, meeting: Meeting, since: date, until: date, front: Front) -> Document:
    """What States did for the norm in a period, and what to ask of them."""
    title = telling.say("title_strengthening", treaty=telling.treaty.title)
    days = {"from": telling.day(since), "until": telling.day(until)}
    blocks: list[Block] = [
        _front(telling, meeting, front, title),
        Heading(text=telling.say("introduction")),
        Paragraph(key="intro", numbered=True, text=telling.say("norm_intro", **days)),
        Heading(text=telling.say("what_is_known")),
        *norm.sections(telling, since=since, until=until),
        *_recommended(telling, ("recommend_condemn", "recommend_vote", "recommend_steps")),
        Sources(title=telling.say("sources")),
    ]
    return telling.document("working-paper", plain(title), blocks)


def indicator_sheet(telling: Telling, *, since: date, until: date) -> Document:
    """Every figure of a period, for those who run the plan."""
    days = {"from": telling.day(since), "until": telling.day(until)}
    title = telling.say("title_indicators", treaty=telling.treaty.short_title, **days)
    plan = plans.plan_of_day(on=until, viewer=telling.author, campaign=telling.campaign)
    blocks: list[Block] = [
        TitlePage(title=title),
        indicators.table(telling, since=since, until=until, plan=plan),
        *(Paragraph(key="withheld", text=text) for text in telling.note_of_withheld()),
        Sources(title=telling.say("sources")),
    ]
    return telling.document("indicator-sheet", plain(title), blocks)


def _front(telling: Telling, meeting: Meeting, front: Front, title: Line) -> TitlePage:
    return front_page.title_page(
        telling, meeting, front, kind="", title=title, who=telling.say("coordinators")
    )


def _recommended(telling: Telling, keys: Sequence[str]) -> Iterator[Block]:
    yield Heading(text=telling.say("recommendations"))
    yield Items(key="recommendations", lettered=True, items=tuple(telling.say(key) for key in keys))
