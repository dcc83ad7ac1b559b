"""The progress report to a Meeting of States Parties: its part on universalization, for a period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accede.campaign.models import ActionPlan
from accede.campaign.queries import plans
from accede.evidence import queries as evidence
from accede.law import terms
from accede.meetings.queries.held import held as held_by
from accede.outreach.queries import Asked, exchanges
from accede.record import days
from accede.record.meetings.models import Meeting
from accede.record.models import Source, TreatyAction
from accede.record.queries import meetings as meeting_queries
from accede.record.queries import states, status
from accede.record.queries.status import Change
from accede.reporting.blocks import (
    Annex,
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Sources,
    plain,
)
from accede.reporting.kinds import charts, indicators, materials, norm, standing
from accede.reporting.kinds import front as front_page
from accede.reporting.papers import Front
from accede.reporting.telling import Telling

MOST_REASONS = 8
GENERAL = Source.Rank.GENERAL_KNOWLEDGE


@dataclass(slots=True)
class _Asking:
    """The period, with what is read once and told in several places."""

    telling: Telling
    meeting: Meeting
    since: date
    until: date
    names: dict[str, str]
    changes: Sequence[Change]
    action_plan: ActionPlan | None


def build(telling: Telling, *, meeting: Meeting, since: date, until: date, front: Front) -> Document:
    """Both days are part of the period."""
    viewer = telling.readers
    asking = _Asking(
        telling,
        meeting,
        since,
        until,
        states.state_names(telling.language, viewer=viewer),
        status.changes(telling.treaty, after=since - timedelta(days=1), until=until, viewer=viewer),
        next(iter(_action_plans(telling, meeting.begins.year)), None),
    )
    title = (
        telling.say("title", plan=asking.action_plan.title, treaty=telling.treaty.title)
        if asking.action_plan
        else telling.say("title_without_plan", treaty=telling.treaty.title)
    )
    who = telling.say("president")
    rows = standing.rows_on(telling, until)
    blocks: list[Block] = [
        front_page.title_page(telling, meeting, front, kind="progress", title=title, who=who),
        *_introduction(asking),
        Heading(text=telling.say("summary")),
        *_universalization(asking),
        *norm.sections(telling, since=since, until=until),
        *_outreach(asking),
        *_progress(asking),
        *_challenges(asking),
        *_questions(telling),
        *(Paragraph(key="withheld", text=text) for text in telling.note_of_withheld()),
        Annex(title=telling.say("annex_status", until=telling.day(until))),
        charts.world(telling, rows, until=until),
        *standing.by_status(telling, rows),
        Annex(title=telling.say("annex_changes", **_period(asking))),
        *_changes(asking),
        Sources(title=telling.say("sources")),
    ]
    return telling.document("progress", plain(title), blocks)


def _period(asking: _Asking) -> dict[str, str]:
    return {"from": asking.telling.day(asking.since), "until": asking.telling.day(asking.until)}


def _introduction(asking: _Asking) -> Iterator[Block]:
    telling = asking.telling
    yield Heading(text=telling.say("introduction"))
    period = telling.say(
        "period", **_period(asking), treaty=telling.treaty.title, meeting=asking.meeting.name
    )
    yield Paragraph(key="period", numbered=True, text=period)
    yield Paragraph(key="basis", numbered=True, text=telling.say("basis"))


# ---------------------------------------------------------------- universalization
def _universalization(asking: _Asking) -> Iterator[Block]:
    telling, viewer = asking.telling, asking.telling.readers
    yield Heading(text=telling.say("universalization"), level=2)
    now = status.counts(telling.treaty, on=asking.until, viewer=viewer)
    before = status.counts(telling.treaty, on=asking.since - timedelta(days=1), viewer=viewer)
    told = telling.say(
        "standing",
        until=telling.day(asking.until),
        parties=now.joined,
        in_force=now.in_force,
        signatories=now.signatories,
        neither=now.neither,
        before=before.joined,
    )
    yield Paragraph(key="standing", numbered=True, text=telling.resting(told, telling.treaty.source))
    yield from _joined(asking)
    yield from _other_acts(asking)
    rows = standing.rows_on(telling, asking.until)
    yield standing.by_region(telling, rows, on=asking.until, key="by-region")
    if asking.until > telling.treaty.adopted_date:
        yield charts.adherence(telling, until=asking.until)
    yield charts.by_region(telling, rows, until=asking.until)


def _acts(asking: _Asking, kinds: frozenset[str]) -> list[TreatyAction]:
    """The acts of those kinds in the period, the earliest first."""
    found = status.current_actions(asking.telling.treaty, viewer=asking.telling.readers)
    return list(
        found.filter(kind__in=kinds, action_date__gte=asking.since, action_date__lte=asking.until).order_by(
            "action_date", "state"
        )
    )


def _joined(asking: _Asking) -> Iterator[Block]:
    """Only acts by which a State became a Party: a second consent of a Party changes nothing."""
    telling = asking.telling
    became = {(change.iso3, change.on) for change in asking.changes if change.became.startswith("party")}
    acts = [
        act
        for act in _acts(asking, frozenset(terms.CONSENT_KINDS))
        if (act.state_id, act.action_date) in became
    ]
    if not acts:
        text = telling.resting(telling.say("nobody_joined"), telling.treaty.source)
        yield Paragraph(key="joined", numbered=True, text=text)
        return
    yield Paragraph(key="joined", numbered=True, text=telling.say("joined"))
    items = []
    for act in acts:
        rows = standing.rows_on(telling, act.action_date)
        begins = next(row.standing.entry_into_force_date for row in rows if row.iso3 == act.state_id)
        text = telling.say(
            "joined_one",
            state=asking.names[act.state_id],
            means=standing.means(act.kind),
            day=telling.given(act.date_given or act.action_date.isoformat()),
            total=sum(row.standing.status == terms.Status.PARTY for row in rows),
            in_force=telling.day(begins) if begins else "–",
        )
        items.append(telling.resting(text, act.source))
    yield Items(key="joined-states", lettered=True, items=tuple(items))


def _other_acts(asking: _Asking) -> Iterator[Block]:
    telling = asking.telling
    begun = [
        telling.say("state_on", state=asking.names[change.iso3], day=telling.day(change.on))
        for change in reversed(asking.changes)
        if change.became == "party"
    ]
    if begun:
        text = telling.say("into_force", states=telling.listed(begun))
        yield Paragraph(key="into-force", numbered=True, text=telling.resting(text, telling.treaty.source))
    signed = _acts(asking, frozenset({terms.ActionKind.SIGNATURE}))
    if signed:
        listed = [
            telling.resting(
                telling.say("state_on", state=asking.names[act.state_id], day=telling.day(act.action_date)),
                act.source,
            )
            for act in signed
        ]
        yield Paragraph(
            key="signed", numbered=True, text=telling.say("signed", states=telling.listed(listed))
        )
    left = list(_withdrawals(asking))
    text = telling.say("left", states=telling.listed(left)) if left else telling.say("nobody_left")
    yield Paragraph(key="left", numbered=True, text=telling.resting(text, telling.treaty.source))


def _withdrawals(asking: _Asking) -> Iterator[Line]:
    """Notices given in the period, and those given before that took effect in it."""
    telling = asking.telling
    for row in standing.rows_on(telling, asking.until):
        notice, effect = row.standing.withdrawal_notice_date, row.standing.withdrawal_effective_date
        if notice is None or effect is None or not row.withdrawal:
            continue
        if asking.since <= notice or asking.since <= effect <= asking.until:
            text = telling.say(
                "notice_on", state=row.name, day=telling.day(notice), effect=telling.day(effect)
            )
            yield telling.resting(text, telling.treaty.source)


# ---------------------------------------------------------------- meetings and exchanges
def _outreach(asking: _Asking) -> Iterator[Block]:
    telling, viewer = asking.telling, asking.telling.readers
    held = [
        each
        for each in meeting_queries.meetings(on=asking.until, viewer=viewer)
        if each.treaty_id == telling.treaty.pk and asking.since <= each.begins and each.ends <= asking.until
    ]
    own = exchanges(
        telling.campaign,
        Asked(since=asking.since, until=asking.until),
        on=asking.until,
        viewer=viewer,
        language=telling.language,
    )
    given = materials.of_period(telling, since=asking.since, until=asking.until)
    events = held_by(
        telling.campaign.pk, since=asking.since, until=asking.until, viewer=viewer, but_for=["sitting"]
    )
    of_events = {each.meeting for each in events}  # a workshop is told once, as what it was
    held = [each for each in held if each.pk not in of_events]
    if not held and not own.paginator.count and not given and not events:
        return
    yield Heading(text=telling.say("outreach"), level=2)
    if held:
        yield Paragraph(key="meetings", numbered=True, text=telling.say("meetings"))
        items = tuple(
            telling.resting(
                telling.say(
                    "state_on", state=each.name, day=days.stretch(each.begins, each.ends, telling.language)
                ),
                each.source,
            )
            for each in sorted(held, key=lambda each: each.begins)
        )
        yield Items(key="meetings-held", lettered=True, items=items)
    if events:
        came = {iso3 for each in events for iso3 in each.came}
        yield Paragraph(
            key="events", numbered=True, text=telling.say("events", count=len(events), states=len(came))
        )
        items = tuple(telling.say("state_on", state=each.name, day=telling.day(each.day)) for each in events)
        yield Items(key="events-held", lettered=True, items=items)
    if own.paginator.count:
        met = {row.iso3 for row in own.object_list if row.iso3}
        text = telling.say("exchanges", count=own.paginator.count, states=len(met))
        yield Paragraph(key="exchanges", numbered=True, text=text)
    if given:
        states_given = len({row.iso3 for row in given})
        text = telling.say("materials", count=len(given), states=states_given)
        yield Paragraph(key="materials", numbered=True, text=text)


# ---------------------------------------------------------------- indicators, challenges, questions
def _progress(asking: _Asking) -> Iterator[Block]:
    telling = asking.telling
    yield Heading(text=telling.say("progress"))
    if asking.action_plan and (numbers := list(asking.action_plan.actions.all())):
        actions = [telling.say("action_number", number=each.number) for each in numbers]
        text = telling.say("actions", plan=asking.action_plan.title, actions=telling.listed(actions))
    else:
        text = telling.say("measured")
    yield Paragraph(key="actions", numbered=True, text=text)
    plan = next(
        (
            each
            for each in plans.plans(viewer=telling.author, campaign=telling.campaign)
            if each.meeting_id == asking.meeting.pk
        ),
        None,
    )
    yield indicators.table(telling, since=asking.since, until=asking.until, plan=plan)


def _action_plans(telling: Telling, year: int) -> list[ActionPlan]:
    """Those of the States Parties that ran in that year."""
    known = plans.action_plans(telling.campaign, viewer=telling.author)
    return [each for each in known if each.from_year <= year <= each.until_year]


def _challenges(asking: _Asking) -> Iterator[Block]:
    telling = asking.telling
    found = evidence.reasons_known(
        telling.treaty, on=asking.until, viewer=telling.readers, language=telling.language
    )
    yield Heading(text=telling.say("challenges"))
    rows = [row for own in found.states.values() for row in own]
    known = indicators.number(telling, found.known)
    text = telling.say("reasons_known", outside=found.outside, known=known)
    yield Paragraph(key="reasons", numbered=True, text=text)
    items = tuple(
        telling.resting(
            telling.say(
                "reason_count",
                reason=telling.resting(code.name, *(row.source for row in rows if row.code == code)),
                count=indicators.number(telling, count),
            )
        )
        for code, count in found.by_code[:MOST_REASONS]
    )
    if items:
        yield Items(key="reasons-given", lettered=True, items=items)
    unverified = sum(
        all(row.source and row.source.rank == GENERAL for row in own) for own in found.states.values()
    )
    if unverified:
        text = telling.say("reasons_unverified", count=unverified)
        yield Paragraph(key="reasons-unverified", numbered=True, text=text)
    if found.known is not None and found.known < found.outside:
        text = telling.say("reasons_unknown", count=found.outside - found.known)
        yield Paragraph(key="reasons-unknown", numbered=True, text=text)


def _questions(telling: Telling) -> Iterator[Block]:
    yield Heading(text=telling.say("questions"))
    for key in ("question_signatories", "question_reasons", "question_steps"):
        yield Paragraph(key=key, numbered=True, text=telling.say(key))


def _changes(asking: _Asking) -> Iterator[Block]:
    telling = asking.telling
    if not asking.changes:
        yield Paragraph(key="no-changes", text=telling.say("no_changes"))
        return
    caption = telling.say("annex_changes", **_period(asking))
    yield standing.changes_table(telling, asking.changes, asking.names, caption=caption)
