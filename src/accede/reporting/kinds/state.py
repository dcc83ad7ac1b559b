"""What documents tell of one State, section by section: standing, votes, reasons, steps, exchanges, contacts, peers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.evidence import queries as evidence
from accede.evidence.queries.rows import Row
from accede.law import terms
from accede.legislation.queries import laws, parliaments, proceedings
from accede.legislation.queries.proceedings import ProceedingRow
from accede.outreach import queries as outreach
from accede.outreach.queries.approaches import Proposal, proposal
from accede.outreach.queries.exchanges import Asked
from accede.outreach.queries.rows import ContactRow, ExchangeRow, FollowUpRow, PledgeRow
from accede.pictures import region_map, world_map
from accede.record.models import State, Vote
from accede.record.queries import states, status, votes
from accede.record.queries.status import StatusRow
from accede.reporting.blocks import Block, Items, Line, Paragraph, Picture, Run, Table, line
from accede.reporting.kinds.standing import capital, means
from accede.reporting.telling import Telling

MOST_VOTES, MOST_EXCHANGES, MOST_PEERS, MOST_NAMED = 6, 4, 6, 3
LONGEST = 320  # of what was said, in letters: the whole stands on the desk


class Numbered(Protocol):
    @property
    def pk(self) -> int: ...


AnyRow = TypeVar("AnyRow", bound=Numbered)


@dataclass(slots=True)
class About:
    """One State, and what is read once of it."""

    telling: Telling
    state: State
    row: StatusRow
    proposal: Proposal

    @property
    def name(self) -> str:
        return self.proposal.name


def about(telling: Telling, state: State, rows: Sequence[StatusRow]) -> About:
    return About(
        telling,
        state,
        next(row for row in rows if row.iso3 == state.pk),
        proposal(
            state, campaign=telling.campaign, on=telling.on, viewer=telling.readers, language=telling.language
        ),
    )


def seen(telling: Telling, read: Callable[[Viewer], Sequence[AnyRow]]) -> tuple[list[AnyRow], list[Line]]:
    """What the readers may see, and a place for each row that only the author sees."""
    theirs = list(read(telling.readers))
    hidden = {row.pk for row in read(telling.author)} - {row.pk for row in theirs}
    return theirs, telling.hold_back(len(hidden)) if hidden else []


# ---------------------------------------------------------------- the record
def standing(own: About) -> Iterator[Block]:
    telling, row = own.telling, own.row
    yield Paragraph(key="standing", text=telling.resting(_standing(own), telling.treaty.source))
    by = laws.standing_of(
        laws.laws(
            telling.treaty,
            state=own.state,
            on=telling.on,
            viewer=telling.readers,
            language=telling.language,
        )
    )
    if by is not None:
        told = telling.bracketed(by.label, telling.given(by.date_given)) if by.date_given else by.label
        yield Paragraph(
            key="national-law", text=telling.resting(telling.say("national_law", law=told), by.source)
        )
    others = [
        telling.dated(treaty)
        for treaty, each in status.standings_of_state(
            own.state, on=telling.on, viewer=telling.readers, language=telling.language
        )
        if treaty.pk != telling.treaty.pk and each.standing.status == terms.Status.PARTY
    ]
    if others:
        yield Paragraph(
            key="other-treaties", text=telling.say("other_treaties", treaties=telling.listed(others))
        )
    if own.proposal.road.now and row.standing.status != terms.Status.PARTY:
        yield Paragraph(key="stage", text=telling.say("stage", stage=own.proposal.road.now.name))


def parliament(own: About) -> Iterator[Block]:
    """What is near in its parliament, what is before it, and that an approval is no deposit."""
    telling, road = own.telling, own.proposal.road

    def before(viewer: Viewer) -> list[ProceedingRow]:
        rows = proceedings.proceedings(
            telling.campaign,
            states_asked=[own.state.pk],
            on=telling.on,
            viewer=viewer,
            language=telling.language,
        )
        return [row for row in rows if row.is_open]

    found = parliaments.parliament(
        own.state, on=telling.on, viewer=telling.readers, language=telling.language
    )
    items = [telling.resting(notice.text, notice.source) for notice in found.notices] if found else []
    if road.missing:
        items.append(
            telling.say(
                "parliament_missing",
                chambers=telling.listed(
                    telling.bracketed(stop.stage.name, telling.given(stop.date_given)) for stop in road.heard
                ),
                steps=telling.listed(stage.name for stage in road.missing),
            )
        )
    rows, hidden = seen(telling, before)
    items += [proceeding(telling, row) for row in rows] + hidden
    if items:
        yield Items(key="parliament", items=tuple(items))


def proceeding(telling: Telling, row: ProceedingRow) -> Line:
    """What it is, where it stands, and what comes next."""
    now = (
        telling.named("", telling.bracketed(row.now.stage.name, telling.given(row.now.date_given)))
        if row.now
        else ""
    )
    expected = ""
    if row.next_on:
        day = telling.day(row.next_on)
        expected = telling.semicolon + (telling.named(day, row.next_what) if row.next_what else day)
    told = line(Run(capital(row.title), bold=True), now, expected)
    return telling.resting(told, row.now.source if row.now else None)


def _standing(own: About) -> Line:
    telling, standing_ = own.telling, own.row.standing
    if standing_.status == terms.Status.PARTY and own.row.consent:
        begins = standing_.entry_into_force_date
        return telling.say(
            "standing_party",
            means=means(own.row.consent.kind),
            day=telling.given(own.row.consent.date_given or own.row.consent.action_date.isoformat()),
            in_force=telling.day(begins) if begins else "–",
        )
    if standing_.status == terms.Status.SIGNATORY and own.row.signature:
        signed = own.row.signature
        return telling.say(
            "standing_signatory", day=telling.given(signed.date_given or signed.action_date.isoformat())
        )
    if standing_.former_party and standing_.withdrawal_effective_date:
        return telling.say("standing_former", day=telling.day(standing_.withdrawal_effective_date))
    return telling.say("standing_neither")


def vote_table(own: About) -> Iterator[Block]:
    telling = own.telling
    cast = votes_on(own)[:MOST_VOTES]
    if not cast:
        yield Paragraph(key="votes", text=telling.say("no_votes"))
        return
    yield Table(
        key="votes",
        caption=telling.say("votes"),
        head=(telling.say("date"), telling.say("resolution"), telling.say("vote")),
        rows=tuple(
            (
                line(telling.day(vote.roll_call.vote_date) if vote.roll_call.vote_date else ""),
                line(vote.roll_call.resolution_id),
                telling.resting(str(Vote.Choice(vote.choice).label), vote.roll_call.source),
            )
            for vote in cast
        ),
        widths=(3, 3, 3),
    )


def votes_on(own: About) -> list[Vote]:
    """On the treaty's own resolution, the latest first."""
    cast = votes.votes_of_state(own.state, on=own.telling.on, viewer=own.telling.readers)
    return [vote for vote in cast if vote.roll_call.resolution.treaty_id == own.telling.treaty.pk]


# ---------------------------------------------------------------- evidence
def reasons(own: About) -> Iterator[Block]:
    telling = own.telling
    found, hidden = seen(
        telling,
        lambda viewer: [
            *evidence.obstacles_of(
                own.state, telling.treaty, on=telling.on, viewer=viewer, language=telling.language
            ),
        ],
    )
    stances, hidden_stances = seen(
        telling,
        lambda viewer: [
            *evidence.positions_of(
                own.state, telling.treaty, on=telling.on, viewer=viewer, language=telling.language
            )[-1:]
        ],
    )
    items = [_told(telling, row, str(row.label)) for row in stances]
    items += [_told(telling, row, row.code.name) for row in found if row.standing]
    items += [*hidden_stances, *hidden]
    if items:
        yield Items(key="reasons", items=tuple(items))
    else:
        yield Paragraph(key="reasons", text=telling.say("no_reasons"))


def steps(own: About) -> Iterator[Block]:
    telling = own.telling
    found = [
        step
        for step in evidence.steps_of_state(own.state, on=telling.on, viewer=telling.readers)
        if step.treaty_id == telling.treaty.pk
        and (step.revoked_date is None or step.revoked_date > telling.on)
    ]
    if not found:
        yield Paragraph(key="steps", text=telling.say("no_steps"))
        return
    items = tuple(
        telling.resting(
            line(
                Run(step.get_kind_display(), bold=True),
                f" {telling.given(step.date_given)} – {_(step.summary) if step.shipped_key else step.summary}",
            ),
            step.source,
        )
        for step in found
    )
    yield Items(key="steps", items=items)


def _told(telling: Telling, row: Row, title: str) -> Line:
    """A reason or position: what it is, when it was given, and our reading of it."""
    when = f" ({telling.given(row.date_given)})" if row.date_given else ""
    text = _(row.text) if row.shipped and row.text else row.text
    told = line(Run(capital(title), bold=True), when, f": {shortened(text)}" if text else "")
    return telling.resting(told, row.source)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


# ---------------------------------------------------------------- the work
def exchanges(own: About) -> Iterator[Block]:
    telling = own.telling

    def read(viewer: Viewer) -> list[ExchangeRow]:
        page = outreach.exchanges(
            telling.campaign,
            Asked(states=[own.state.pk]),
            on=telling.on,
            viewer=viewer,
            language=telling.language,
        )
        return list(page.object_list)

    found, hidden = seen(telling, read)
    items = [_exchange(telling, row) for row in found[:MOST_EXCHANGES]] + hidden
    if items:
        yield Items(key="exchanges", items=tuple(items))
    else:
        yield Paragraph(key="exchanges", text=telling.say("no_exchanges"))


def _exchange(telling: Telling, row: ExchangeRow) -> Line:
    where = row.meeting.name if row.meeting else row.place
    head = ", ".join(
        part for part in (telling.day(row.day) if row.day else "", row.level_label, where) if part
    )
    return line(Run(head, bold=True), f": {shortened(row.text)}" if row.text else "")


def open_matters(own: About) -> Iterator[Block]:
    telling = own.telling
    asked = [own.state.pk]

    def follow_ups(viewer: Viewer) -> list[FollowUpRow]:
        return outreach.follow_ups(
            telling.campaign, states_asked=asked, on=telling.on, viewer=viewer, language=telling.language
        )

    def pledges(viewer: Viewer) -> list[PledgeRow]:
        return outreach.pledges(
            telling.campaign, states_asked=asked, on=telling.on, viewer=viewer, language=telling.language
        )

    next_steps, hidden = seen(telling, follow_ups)
    promises, hidden_promises = seen(telling, pledges)
    items = [
        telling.say(
            "next_step", what=shortened(row.text), who=row.assignee_name, when=when(telling, row.due_on)
        )
        for row in next_steps
    ]
    items += [
        telling.say("promise", side=row.side_label, what=shortened(row.text), when=when(telling, row.due_on))
        for row in promises
    ]
    items += [*hidden, *hidden_promises]
    if items:
        yield Items(key="open", items=tuple(items))
    else:
        yield Paragraph(key="open", text=telling.say("nothing_next"))


def when(telling: Telling, due: date | None) -> Line:
    return telling.say("due", day=telling.day(due)) if due else telling.say("undated")


def contacts(own: About) -> Iterator[Block]:
    telling = own.telling

    def read(viewer: Viewer) -> list[ContactRow]:
        found = outreach.contacts(
            telling.campaign, [own.state.pk], on=telling.on, viewer=viewer, language=telling.language
        )
        return [row for row in found if row.current]

    found, hidden = seen(telling, read)
    points = outreach.contact_points(
        telling.campaign, [own.state.pk], on=telling.on, viewer=telling.readers, language=telling.language
    )
    items = [contact(telling, row) for row in found] + hidden
    for point in points[0].missing if points and not hidden else ():
        items.append(telling.say("nobody", place=capital(str(point.label))))
    if items:
        yield Items(key="contacts", items=tuple(items))


def contact(telling: Telling, row: ContactRow) -> Line:
    told = ", ".join(part for part in (row.person, row.post, row.email, row.phone) if part)
    return line(telling.name_of(capital(row.place_label)), told)


# ---------------------------------------------------------------- how to approach it
def approach(own: About) -> Iterator[Block]:
    telling, found = own.telling, own.proposal
    if found.offers:
        names = telling.listed(each.name for each in found.offers[:MOST_NAMED])
        yield Paragraph(key="offers", text=telling.say("offers", offers=names))
    if found.speakers:
        names = telling.listed(each.name for each in found.speakers[:MOST_NAMED])
        yield Paragraph(key="speakers", text=telling.say("speakers", speakers=names))
    if found.peers:
        names = telling.listed(
            telling.bracketed(peer.name, peer.joined.year) for peer in found.peers[:MOST_PEERS]
        )
        yield Paragraph(key="peers", text=telling.say("peers", peers=names))


def peers_map(own: About, rows: Sequence[StatusRow]) -> Iterator[Block]:
    """Its subregion, as it stands towards the treaty."""
    telling = own.telling
    groups = states.groups_of_kind("subregion", on=telling.on, viewer=telling.readers)
    group = groups.get(own.state.pk, "")
    around = [iso3 for iso3, key in groups.items() if key == group and iso3 != own.state.pk]
    shades = {row.iso3: row.shade for row in rows}
    if own.state.pk not in world_map.world().states:
        return
    told: dict[str, list[str]] = {"party": [], "signatory": [], "other": []}
    for row in rows:
        if row.iso3 in around:
            kind = "party" if row.shade.startswith("party") else row.shade
            told[kind if kind in told else "other"].append(row.name)
    named = {key: telling.listed(names) or telling.say("nobody_of_them") for key, names in told.items()}
    alt = telling.say(
        "map_alt",
        state=own.name,
        parties=named["party"],
        signatories=named["signatory"],
        others=named["other"],
    )
    words = "".join(run.text for run in alt)
    caption = telling.say("map", state=own.name, day=telling.day(telling.on))
    svg = region_map.draw_region(
        shades, centre=own.state.pk, around=around, label=own.name, description=words
    )
    yield Picture(
        svg=svg,
        alt=words,
        caption=telling.resting(
            line(caption, ". ", telling.say("legend"), ". ", telling.say("boundaries")), telling.treaty.source
        ),
    )
