"""What the rules propose for States, from what one viewer may know of them. Queries do not grow with the States."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.models import Obstacle, ObstacleCode
from accede.evidence.queries.obstacles import standing_on
from accede.evidence.queries.rows import ObstacleRow, obstacle_row
from accede.law import terms
from accede.outreach import approach_rules
from accede.outreach.approach_rules import Option, Rule
from accede.outreach.queries import pathways
from accede.outreach.queries.pathways import Road
from accede.record.models import Group, Source
from accede.record.queries import states, treaties
from accede.record.queries import status as standings
from accede.record.queries.status import StatusRow
from accede.targeting.queries import Target


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact that made a rule hold. `kind` and `pk` lead to its record, where it has one of its own."""

    words: str
    date_given: str = ""
    source: Source | None = None
    kind: str = ""
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """The rule that proposes, and the facts on which it does."""

    rule: str
    why: str
    grounds: Sequence[Ground]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to offer, or somebody who may speak, with every rule that proposes it."""

    key: str
    name: str
    because: Sequence[Because]


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules look at, of one State."""

    iso3: str
    status: str
    obstacles: Sequence[ObstacleRow]
    road: Road | None
    groups: Sequence[Group]
    target: Target | None


@dataclass(frozen=True, slots=True)
class Suggested:
    offers: Sequence[Suggestion]
    speakers: Sequence[Suggestion]


def obstacles_standing(
    campaign: Campaign, *, on: date, viewer: Viewer, language: str, only: Collection[str] | None = None
) -> dict[str, list[ObstacleRow]]:
    """ISO code to the reasons that stand that day and whose State the viewer may know, the weightiest first."""
    names = states.state_names(language, viewer=viewer)
    asked = Obstacle.objects.filter(treaty=campaign.treaty_key).filter(
        Q(campaign=None) | Q(campaign=campaign)
    )
    if only is not None:
        asked = asked.filter(state__in=only)
    rows = standing_on(asked, on, viewer).attributable_by(viewer).select_related("code", "source")
    found: defaultdict[str, list[ObstacleRow]] = defaultdict(list)
    for row in rows:
        found[row.state_id].append(obstacle_row(row, viewer, names))
    for own in found.values():
        own.sort(key=lambda row: (row.rank or 99, -(row.day or date.min).toordinal()))
    return dict(found)


def known_of(
    campaign: Campaign,
    targets: Mapping[str, Target],
    *,
    iso3s: Collection[str],
    on: date,
    viewer: Viewer,
    language: str,
    rows: Sequence[StatusRow] | None = None,
) -> dict[str, Known]:
    """Of each of these States what the rules look at. `targets` holds those of them that are on a list.

    `rows` are theirs of the status table, of whoever has read it already.
    """
    obstacles = obstacles_standing(campaign, on=on, viewer=viewer, language=language, only=iso3s)
    if rows is None:
        treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
        table = standings.status_table(treaty, on=on, viewer=viewer, language=language)
        rows = [row for row in table if row.iso3 in iso3s]
    begun = pathways.roads_begun(campaign, rows, on=on, viewer=viewer)
    roads = {road.iso3: road for road in begun}
    shades = standings.statuses_by_treaty([campaign.treaty_key], on=on, viewer=viewer)[campaign.treaty_key]
    groups = {group.key: group for group in states.groups(viewer=viewer)}
    own = states.groups_by_state(on=on, viewer=viewer)
    return {
        iso3: Known(
            iso3,
            status_of(shades.get(iso3, "")),
            obstacles.get(iso3, []),
            roads.get(iso3),
            [groups[key] for key in own[iso3]],
            targets.get(iso3),
        )
        for iso3 in iso3s
    }


def suggest(known: Known, *, treaty_key: str) -> Suggested:
    """What the rules propose: what most of them propose comes first, then in the order of the file."""
    offers: defaultdict[str, list[Because]] = defaultdict(list)
    speakers: defaultdict[str, list[Because]] = defaultdict(list)
    if known.status == terms.Status.PARTY:
        return Suggested([], [])  # it has joined
    for rule in approach_rules.rules():
        grounds = _grounds(rule, known) if rule.is_for(treaty_key) else []
        if grounds:
            because = Because(rule.key, rule.why, grounds)
            for key in rule.offers:
                offers[key].append(because)
            for key in rule.speakers:
                speakers[key].append(because)
    return Suggested(
        _in_order(approach_rules.offers(), offers), _in_order(approach_rules.speakers(), speakers)
    )


def _in_order(options: Mapping[str, Option], because: Mapping[str, list[Because]]) -> list[Suggestion]:
    found = [Suggestion(key, option.name, because[key]) for key, option in options.items() if key in because]
    return sorted(found, key=lambda suggestion: -len(suggestion.because))


def status_of(shade: str) -> str:
    """The status behind a shade; a former Party counts as neither."""
    if shade.startswith("party"):
        return terms.Status.PARTY
    return terms.Status.SIGNATORY if shade == "signatory" else terms.Status.NEITHER


def _grounds(rule: Rule, known: Known) -> list[Ground]:
    """The facts that make the rule hold; none where one of the conditions that it names does not."""
    evidence = known.target.evidence if known.target else []
    conditions = [
        (rule.unknown, [] if _reasons(known) else [Ground(_("No reason is on record."))]),
        (rule.obstacles, [_obstacle(row) for row in known.obstacles if row.code.pk in rule.obstacles]),
        (rule.stages, _stage(known.road, rule.stages)),
        (rule.groups, [Ground(group.name) for group in known.groups if group.pk in rule.groups]),
        (
            rule.categories,
            [
                Ground(item.fact, item.date_given, item.source)
                for item in evidence
                if item.category in rule.categories
            ],
        ),
        (rule.status, [_standing(known)] if known.status == rule.status else []),
    ]
    named = [facts for condition, facts in conditions if condition]
    return [fact for facts in named for fact in facts] if all(named) else []


def _reasons(known: Known) -> list[ObstacleRow]:
    """Silence is filed among the reasons, and is none."""
    return [row for row in known.obstacles if row.code.group != ObstacleCode.Group.SILENCE]


def _obstacle(row: ObstacleRow) -> Ground:
    return Ground(row.code.name, row.date_given, row.source, row.kind, row.pk)


def _stage(road: Road | None, wanted: Collection[str]) -> list[Ground]:
    if road is None or road.now is None or road.now.key not in wanted:
        return []
    step = road.steps[0]
    return [Ground(step.stage.name, step.date_given, step.source, step.kind if step.pk else "", step.pk)]


def _standing(known: Known) -> Ground:
    """The status, with the date and source of the signature where the target list tells them."""
    if known.status != terms.Status.SIGNATORY:
        return Ground(_("neither signatory nor Party"))
    evidence = known.target.evidence if known.target else []
    signed = next((item for item in evidence if item.category == "signatory"), None)
    return Ground(_("signatory"), signed.date_given, signed.source) if signed else Ground(_("signatory"))
