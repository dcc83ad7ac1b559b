"""The approach to one State: what the rules propose, with their grounds, and what people made of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.models import Obstacle, ObstacleCode
from accede.evidence.queries.rows import ObstacleRow
from accede.law import terms
from accede.outreach import approach_rules
from accede.outreach.approach_rules import Option
from accede.outreach.models import Approach
from accede.outreach.queries import pathways, suggestions
from accede.outreach.queries.pathways import Road
from accede.outreach.queries.suggestions import Known, Suggested, Suggestion
from accede.record.meetings.models import Attendance, Meeting
from accede.record.models import Group, State, Treaty
from accede.record.queries import meetings, states, status, treaties
from accede.record.queries.status import StatusRow
from accede.targeting import queries as targeting
from accede.targeting.queries import Target

SUBREGION = "subregion"
MOST_VENUES = 40


@dataclass(frozen=True, slots=True)
class Peer:
    """A Party that can speak from its own experience. `ties` say what it has in common with the State."""

    iso3: str
    name: str
    date_given: str
    joined: date
    ties: Sequence[str]


@dataclass(frozen=True, slots=True)
class Venue:
    """A meeting to come. `attends` is None where nothing is known of who attends."""

    meeting: Meeting
    attends: bool | None


@dataclass(frozen=True, slots=True)
class GroupDone:
    """How many of a group of the State have joined, and who did, the latest first."""

    key: str
    name: str
    kind: str
    size: int
    joined: Sequence[Peer]


@dataclass(frozen=True, slots=True)
class ApproachRow:
    """What people wrote. Options that they took up are named as the rules' file now names them."""

    pk: int
    text: str
    offers: Sequence[Option]
    speakers: Sequence[Option]
    edited_by: str
    edited_on: date
    confidentiality: int
    class_label: str
    kind: str = "approach"


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that bears on how to approach the State. What is on record of it and hidden from the viewer is not in it."""

    iso3: str
    name: str
    status: str
    road: Road
    obstacles: Sequence[ObstacleRow]
    offers: Sequence[Suggestion]
    speakers: Sequence[Suggestion]
    peers: Sequence[Peer]
    venues: Sequence[Venue]
    groups: Sequence[GroupDone]
    approach: ApproachRow | None


def proposal(state: State, *, campaign: Campaign, on: date, viewer: Viewer, language: str) -> Proposal:
    """What stands in the way, what to offer, who should speak, where next, and what peers did."""
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
    target = targeting.target(treaty, state, on=on, viewer=viewer, language=language)
    table = status.status_table(treaty, on=on, viewer=viewer, language=language)
    rows = {row.iso3: row for row in table}
    known = suggestions.known_of(
        campaign,
        {state.pk: target} if target else {},
        iso3s=[state.pk],
        on=on,
        viewer=viewer,
        language=language,
        rows=[rows[state.pk]],
    )[state.pk]
    suggested = suggestions.suggest(known, treaty_key=treaty.key)
    members = {group.pk: states.members(group.pk, on=on, viewer=viewer) for group in known.groups}
    return Proposal(
        iso3=state.pk,
        name=rows[state.pk].name,
        status=known.status,
        road=pathways.pathway(state, campaign=campaign, on=on, viewer=viewer, language=language),
        obstacles=known.obstacles,
        offers=suggested.offers,
        speakers=suggested.speakers,
        peers=_peers(known, members=members, rows=rows, treaty=treaty, on=on, viewer=viewer),
        venues=venues(state.pk, treaty, on=on, viewer=viewer),
        groups=[_done(group, members[group.pk] - {state.pk}, rows) for group in known.groups],
        approach=approach(state, campaign=campaign, on=on, viewer=viewer),
    )


def approach(state: State, *, campaign: Campaign, on: date, viewer: Viewer) -> ApproachRow | None:
    """What people wrote of how to approach the State, if anything that the viewer may see."""
    found = (
        Approach.objects.filter(campaign=campaign, state=state)
        .attributable_by(viewer)
        .select_related("edited_by")
        .first()
    )
    return approach_row(found) if found else None


def in_brief(
    state: State,
    *,
    campaign: Campaign,
    target: Target | None,
    road: Road,
    reasons: Sequence[ObstacleRow],
    on: date,
    viewer: Viewer,
) -> Suggested:
    """What the rules propose for the State, to whoever has read its target row, its road and its reasons already."""
    known = Known(
        state.pk,
        suggestions.status_of(road.shade),
        reasons,
        road,
        states.groups_of(state, on=on, viewer=viewer),
        target,
    )
    return suggestions.suggest(known, treaty_key=campaign.treaty_key)


def approach_row(row: Approach) -> ApproachRow:
    return ApproachRow(
        pk=row.pk,
        text=row.text,
        offers=[approach_rules.offers()[key] for key in row.offers if key in approach_rules.offers()],
        speakers=[approach_rules.speakers()[key] for key in row.speakers if key in approach_rules.speakers()],
        edited_by=row.edited_by.name if row.edited_by else "",
        edited_on=row.edited_on,
        confidentiality=row.confidentiality,
        class_label=str(row.get_confidentiality_display()),
    )


def venues(iso3: str, treaty: Treaty, *, on: date, viewer: Viewer) -> list[Venue]:
    """Where the State can be met next: meetings to come that it attends, then those of which that is not known.

    Of these the next, as many as somebody looks through; the calendar has the others.
    """
    coming = meetings.meetings(on=on, viewer=viewer, when="coming")
    known = Attendance.objects.filter(meeting=OuterRef("pk"))
    unknown = coming.filter(Q(treaty=None) | Q(treaty=treaty), ~Exists(known))
    return [
        *attending(iso3, on=on, viewer=viewer),
        *(Venue(each, None) for each in unknown.defer("treaty__rules")[:MOST_VENUES]),
    ]


def attending(iso3: str, *, on: date, viewer: Viewer) -> list[Venue]:
    """Of these the meetings on whose list the State is."""
    return [Venue(each, True) for each in meetings.meetings_of_state(iso3, on=on, viewer=viewer)]


def _peers(
    known: Known,
    *,
    members: Mapping[str, set[str]],
    rows: Mapping[str, StatusRow],
    treaty: Treaty,
    on: date,
    viewer: Viewer,
) -> list[Peer]:
    """Parties of the same subregion, or that once gave the same reason, the most recent to join first."""
    ties: defaultdict[str, list[str]] = defaultdict(list)
    for group in known.groups:
        if group.kind == SUBREGION:
            for iso3 in members[group.pk]:
                ties[iso3].append(group.name)
    codes = {row.code.pk: row.code for row in known.obstacles if row.code.group != ObstacleCode.Group.SILENCE}
    same = Obstacle.objects.filter(treaty=treaty, code__in=codes, state__in=_parties(rows))
    before = same.exclude(day__gt=on).attributable_by(viewer).order_by("code__order")
    for iso3, code in before.values_list("state_id", "code_id").distinct():
        tie = _("gave the same reason: %(reason)s") % {"reason": codes[code].name}
        ties[iso3].append(tie)
    found = [
        _peer(rows[iso3], own) for iso3, own in ties.items() if iso3 != known.iso3 and _is_party(rows[iso3])
    ]
    return sorted(found, key=lambda peer: (-peer.joined.toordinal(), peer.iso3))


def _done(group: Group, others: set[str], rows: Mapping[str, StatusRow]) -> GroupDone:
    joined = [_peer(rows[iso3], [group.name]) for iso3 in others if _is_party(rows[iso3])]
    joined.sort(key=lambda peer: (-peer.joined.toordinal(), peer.iso3))
    return GroupDone(group.pk, group.name, group.kind, len(others) + 1, joined)


def _peer(row: StatusRow, ties: Sequence[str]) -> Peer:
    assert row.consent is not None  # noqa: S101 -- a Party has consented
    given = row.consent.date_given or row.consent.action_date.isoformat()
    return Peer(row.iso3, row.name, given, row.consent.action_date, ties)


def _parties(rows: Mapping[str, StatusRow]) -> list[str]:
    return [iso3 for iso3, row in rows.items() if _is_party(row)]


def _is_party(row: StatusRow) -> bool:
    return row.standing.status == terms.Status.PARTY and row.consent is not None
