"""Laws of States, where each State stands by them, and how far all have come."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accede.access.confidentiality import NotVisibleError
from accede.access.viewer import Viewer
from accede.legislation import checklist
from accede.legislation.checklist import Point
from accede.legislation.models import Finding, Law
from accede.legislation.queries.rows import FindingRow, LawRow, finding_row, law_row
from accede.record.models import State, Treaty
from accede.record.queries import states, status

UNKNOWN = "unknown"
# Where a State can stand, in the order of the columns; a law on one point alone leaves it where it was.
STANDINGS = (Law.Kind.DEDICATED, Law.Kind.EXISTING, Law.Kind.IN_PROGRESS, Law.Kind.NONE)
REGIONS = "regional-group"


@dataclass(frozen=True, slots=True)
class StateLaw:
    """Where a State stands by its laws, with the row that says so; None where nothing does."""

    iso3: str
    name: str
    shade: str
    region: str
    standing: str
    row: LawRow | None
    others: Sequence[LawRow]

    @property
    def label(self) -> str:
        return standing_label(self.standing)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A regional group with its States counted by where they stand."""

    key: str
    name: str
    counts: Sequence[tuple[str, int]]
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Where States stand, by region; `states` are those behind the counts."""

    regions: Sequence[RegionRow]
    total: RegionRow
    states: Sequence[StateLaw]


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of the checklist beside what was found on it."""

    point: Point
    finding: FindingRow | None


def standing_label(standing: str) -> str:
    return _("unknown") if standing == UNKNOWN else str(Law.Kind(standing).label)


def laws(
    treaty: Treaty, *, on: date, viewer: Viewer, language: str, state: State | None = None
) -> list[LawRow]:
    """What was told until that day, of all States or of one, the latest first."""
    names = states.state_names(language, viewer=viewer)
    told = Law.objects.filter(Q(day__isnull=True) | Q(day__lte=on), treaty=treaty)
    if state is not None:
        told = told.filter(state=state)
    rows = [law_row(row, names, on=on) for row in told.attributable_by(viewer).select_related("source")]
    return sorted(rows, key=lambda row: (row.day or date.min, row.pk), reverse=True)


def standing_of(rows: Iterable[LawRow]) -> LawRow | None:
    """The row by which one State stands. A dedicated law holds until it ends; else the latest that was told."""
    held = [row for row in rows if row.standing and row.law != Law.Kind.ONE_POINT]
    dedicated = [row for row in held if row.law == Law.Kind.DEDICATED]
    return next(iter(dedicated or held), None)


def progress(
    treaty: Treaty,
    *,
    on: date,
    viewer: Viewer,
    language: str,
    who: str = "party",
) -> Progress:
    """The States of one status (`all`: every State) by where they stand, region by region."""
    names = states.state_names(language, viewer=viewer)
    shades = status.statuses(treaty, on=on, viewer=viewer)
    regions = states.groups_of_kind(REGIONS, on=on, viewer=viewer)
    told: defaultdict[str, list[LawRow]] = defaultdict(list)
    for row in laws(treaty, on=on, viewer=viewer, language=language):
        told[row.iso3].append(row)
    found = []
    for iso3, name in names.items():
        shade = shades.get(iso3, "neither")
        if who != "all" and kind_of(shade) != who:
            continue
        by = standing_of(told[iso3])
        others = [row for row in told[iso3] if row is not by]
        found.append(
            StateLaw(iso3, name, shade, regions.get(iso3, ""), by.law if by else UNKNOWN, by, others)
        )
    groups = [(group.key, group.name) for group in states.groups(viewer=viewer, kind=REGIONS)]
    rows = [
        _region(key, name, [each for each in found if each.region == key])
        for key, name in [*groups, ("", _("In no regional group"))]
    ]
    return Progress([row for row in rows if row.total], _region("", _("All"), found), found)


def kind_of(shade: str) -> str:
    """Party, signatory or neither, of what a page calls a State's status."""
    return {"party-pending": "party", "former": "neither"}.get(shade, shade)


def _region(key: str, name: str, found: Sequence[StateLaw]) -> RegionRow:
    counted = Counter(each.standing for each in found)
    return RegionRow(key, name, [(each, counted[each]) for each in (*STANDINGS, UNKNOWN)], len(found))


def get_law(number: int, *, viewer: Viewer) -> Law:
    """The law of that number. Raises NotVisibleError, also where the viewer may not know whose it is."""
    law: Law | None = (
        Law.objects.filter(pk=number)
        .attributable_by(viewer)
        .select_related("state", "treaty", "source")
        .first()
    )
    if law is None:
        raise NotVisibleError(f"Law {number}")
    return law


def row_of(law: Law, *, on: date, viewer: Viewer, language: str) -> LawRow:
    return law_row(law, states.state_names(language, viewer=viewer), on=on)


def compared(law: Law, *, viewer: Viewer) -> list[PointRow]:
    """Each point of the checklist with what was found in the law."""
    rows = Finding.objects.filter(law=law).attributable_by(viewer).select_related("made_by")
    by_point = {row.point: finding_row(row, viewer) for row in rows}
    return [PointRow(each, by_point.get(each.key)) for each in checklist.points(law.treaty_id).values()]


def best_findings(law_numbers: Iterable[int], *, viewer: Viewer) -> dict[str, FindingRow]:
    """Point to the finding that says most for it, over several laws of one State."""
    order = {verdict: place for place, verdict in enumerate(Finding.Verdict)}
    rows = Finding.objects.filter(law__in=list(law_numbers)).attributable_by(viewer).select_related("made_by")
    found: dict[str, FindingRow] = {}
    for row in sorted(rows, key=lambda row: -order[Finding.Verdict(row.verdict)]):
        found[row.point] = finding_row(row, viewer)
    return found


def covered_by_point(treaty: Treaty, *, viewer: Viewer) -> Mapping[str, int]:
    """How many States have a law in which the point was found, whole or in part."""
    verdicts = (Finding.Verdict.COVERED, Finding.Verdict.PARTLY)
    rows = Finding.objects.filter(law__treaty=treaty, law__ended_day=None, verdict__in=verdicts)
    pairs = rows.attributable_by(viewer).values_list("point", "law__state").distinct()
    return Counter(point for point, _state in pairs.order_by())
