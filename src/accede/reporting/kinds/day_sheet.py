"""The day sheet of a meeting: whom of the target States to meet there, and what to say to each."""

from accede.evidence.queries.rows import ObstacleRow
from accede.outreach.queries.planner import InTheRoom, planner
from accede.record.meetings.models import Meeting
from accede.record.models import Vote
from accede.record.queries import votes
from accede.reporting.blocks import (
    Block,
    Document,
    Heading,
    Line,
    Paragraph,
    Run,
    Sources,
    Table,
    TitlePage,
    line,
    plain,
)
from accede.reporting.kinds import front
from accede.reporting.kinds import state as sections
from accede.reporting.telling import Telling
from accede.targeting import queries as targeting


def build(telling: Telling, *, meeting: Meeting) -> Document:
    found = planner(
        meeting, telling.campaign, on=telling.on, viewer=telling.readers, language=telling.language
    )
    title = telling.say("day_sheet_title", meeting=meeting.name)
    blocks: list[Block] = [
        TitlePage(title=title, place_and_dates=front.place_and_dates(telling, meeting)),
        Heading(text=telling.say("who_to_meet"), numbered=False),
    ]
    rows = [_row(telling, row) for row in found.rows] or _targets(telling)
    if rows:
        head = ("state", "status_word", "attends", "last_vote", "to_say")
        blocks.append(
            Table(
                key="to-meet",
                caption=telling.say("who_to_meet"),
                head=tuple(telling.say(key) for key in head),
                rows=tuple(_with_votes(telling, rows)),
                widths=(4, 3, 3, 2, 7),
            )
        )
    else:
        blocks.append(Paragraph(key="to-meet", text=telling.say("nobody_to_meet")))
    blocks += [
        *(Paragraph(key="withheld", text=text) for text in telling.note_of_withheld()),
        Sources(title=telling.say("sources")),
    ]
    return telling.document("day-sheet", plain(title), blocks)


Row = tuple[str, str, str, Line, Line]  # ISO code, name, status, whether it attends, what to say


def _row(telling: Telling, row: InTheRoom) -> Row:
    attends = telling.say("attends_known" if row.attends else "attends_unknown")
    if row.met_here:
        attends = line(attends, telling.semicolon, telling.say("met_here", count=len(row.met_here)))
    offers = [each.name for each in row.suggested.offers[: sections.MOST_NAMED]]
    standing = [each for each in row.obstacles if each.standing]
    return row.iso3, row.name, row.status, attends, _to_say(telling, standing, offers)


def _to_say(telling: Telling, obstacles: list[ObstacleRow], offers: list[str]) -> Line:
    reasons = telling.listed(
        telling.resting(each.code.name, each.source) for each in obstacles[: sections.MOST_NAMED]
    )
    return line(reasons, ". " if reasons and offers else "", telling.listed(offers))


def _targets(telling: Telling) -> list[Row]:
    """Where nobody knows who comes: every target State."""
    unknown = telling.say("attends_unknown")
    found = targeting.targets(
        telling.treaty, on=telling.on, viewer=telling.readers, language=telling.language
    )
    return [(row.iso3, row.name, row.status, unknown, ()) for row in found]


def _with_votes(telling: Telling, rows: list[Row]) -> list[tuple[Line, ...]]:
    table = votes.vote_table(telling.treaty, on=telling.on, viewer=telling.readers, language=telling.language)
    last = {}
    for row in table.rows:
        cast = [(call, choice) for call, choice in zip(table.roll_calls, row.choices, strict=True) if choice]
        if cast:
            last[row.iso3] = cast[-1]
    found: list[tuple[Line, ...]] = []
    for iso3, name, status_, attends, to_say in rows:
        vote: Line = ()
        if iso3 in last:
            call, choice = last[iso3]
            vote = telling.resting(str(Vote.Choice(choice).label), call.source)
        found.append(
            (
                line(Run(name, bold=True)),
                telling.say(status_ if status_ == "signatory" else "neither"),
                attends,
                vote,
                to_say,
            )
        )
    return found
