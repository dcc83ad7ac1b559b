"""Figures that a work plan can use: what a measure is, and those of the record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from accede.access.viewer import Viewer
from accede.record import units
from accede.record.models import Group, Treaty, Vote
from accede.record.queries import states, status, votes
from accede.record.queries.meetings import meetings

REGIONS = "regional-group"

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of which treaty, for which campaign's desk, from and until a day (both included), for whom."""

    treaty: Treaty
    campaign: str
    since: date
    until: date
    viewer: Viewer
    language: str
    # All the days of which anything is asked for: what is told of a part can be read once, of the whole.
    whole: tuple[date, date] | None = None
    # What was read for other measures of the same treaty, viewer and language. Nobody changes what is kept here.
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, query: Callable[..., Found], **more: str) -> Found:
        """What a query tells of the treaty as of the last day, read once for all measures that want it."""
        return self.keep(
            (query, self.until, *sorted(more.items())),
            lambda: query(self.treaty, on=self.until, viewer=self.viewer, language=self.language, **more),
        )

    @property
    def first(self) -> date:
        """The first day of the whole."""
        return min(self.since, self.whole[0]) if self.whole else self.since

    @property
    def last(self) -> date:
        return max(self.until, self.whole[1]) if self.whole else self.until

    def standings(self) -> dict[str, str]:
        """What `status.statuses` tells of the last day."""
        return self.keep(
            (status.statuses, self.until),
            lambda: status.statuses(self.treaty, on=self.until, viewer=self.viewer),
        )

    def names(self) -> dict[str, str]:
        """ISO code to name, of every State."""
        return self.keep(states.state_names, lambda: states.state_names(self.language, viewer=self.viewer))

    def keep(self, key: Any, read: Callable[[], Found]) -> Found:
        """What is kept under the key, read where nothing is."""
        if key not in self.kept:
            self.kept[key] = read()
        found: Found = self.kept[key]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One of the things that a figure counts. `sign` is -1 where it takes away; `kind` is what it is divided by."""

    name: str
    iso3: str = ""
    day: date | None = None
    about: str = ""
    kind: str = ""
    sign: int = 1


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number, and what it counts. None: it cannot be told.

    `limited`: of confidential work this viewer sees a part at most, so the number is no figure of the whole.
    `one_by_one` and `has_confined` read what `counted` and `confined` tell: a page of figures asks for neither.
    """

    value: float | None
    one_by_one: Callable[[], Iterable[Counted]] = tuple
    limited: bool = False
    has_confined: Callable[[], bool] = bool

    @cached_property
    def counted(self) -> tuple[Counted, ...]:
        """What the number counts, one by one, as far as the viewer may see it."""
        return tuple(self.one_by_one())

    @cached_property
    def confined(self) -> bool:
        """Whether among it is what may only be counted; parts below the smallest cell are left out."""
        return self.has_confined()


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure for a period. Where it is a state of affairs it stands as of the period's last day."""

    key: str
    name: str
    unit: str
    read: Callable[[Asked], Figure]
    how: str

    @property
    def label(self) -> str:
        return gettext(self.name)

    @property
    def unit_label(self) -> str:
        """By itself, as in a choice or the head of a column."""
        return gettext(self.unit)

    def unit_after(self, value: float | Decimal) -> str:
        """In the form that this number asks for."""
        return units.after(value, self.unit)

    def in_per_cent(self, value: float | Decimal) -> float | None:
        return units.in_per_cent(value, self.unit)

    @property
    def how_label(self) -> str:
        return gettext(self.how)

    def value(
        self, treaty: Treaty, since: date, until: date, viewer: Viewer, campaign: str = ""
    ) -> float | None:
        """The number alone."""
        asked = Asked(
            treaty=treaty, campaign=campaign, since=since, until=until, viewer=viewer, language="en"
        )
        return self.read(asked).value


def of_states(codes: Iterable[str], names: Mapping[str, str], *, about: str = "") -> tuple[Counted, ...]:
    return tuple(Counted(name=names[iso3], iso3=iso3, about=about) for iso3 in sorted(codes) if iso3 in names)


def by_region(iso3s: Iterable[str]) -> dict[str, set[str]]:
    """The name of each regional group to those of the States that are in it."""
    wanted = set(iso3s)
    found: dict[str, set[str]] = {}
    for group in Group.objects.filter(kind=REGIONS).prefetch_related("memberships"):
        members = {each.state_id for each in group.memberships.all() if each.until_date is None}
        found[group.name] = members & wanted
    return found


@dataclass(frozen=True, slots=True)
class Crossing:
    """A State that came to be bound, or ceased to be."""

    day: date
    iso3: str
    joined: bool


def crossings(treaty: Treaty, *, since: date, until: date, viewer: Viewer) -> list[Crossing]:
    """Who joined and who left in the period, in order. Joining counts from the deposit, leaving from its effect."""
    before = since - timedelta(days=1)
    standing = status.statuses(treaty, on=before, viewer=viewer)
    found = []
    for change in reversed(status.changes(treaty, after=before, until=until, viewer=viewer)):
        was = standing.get(change.iso3, "neither").startswith("party")
        now = change.became.startswith("party")
        if was != now:
            found.append(Crossing(change.on, change.iso3, joined=now))
        standing[change.iso3] = change.became
    return sorted(found, key=lambda each: each.day)


def _counted(asked: Asked, found: Iterable[Crossing]) -> tuple[Counted, ...]:
    names = asked.names()
    return tuple(
        Counted(
            name=names[each.iso3],
            iso3=each.iso3,
            day=each.day,
            about=gettext("joined") if each.joined else gettext("left"),
            sign=1 if each.joined else -1,
        )
        for each in found
    )


def _in(asked: Asked) -> list[Crossing]:
    """Each stands on a day of its own, so that those of a part are among those of the whole."""
    found = asked.keep(
        (crossings, asked.first, asked.last),
        lambda: crossings(asked.treaty, since=asked.first, until=asked.last, viewer=asked.viewer),
    )
    return [each for each in found if asked.since <= each.day <= asked.until]


def _new_parties(asked: Asked) -> Figure:
    joined = [each for each in _in(asked) if each.joined]
    return Figure(value=len(joined), one_by_one=lambda: _counted(asked, joined))


def _left(asked: Asked) -> Figure:
    left = [each for each in _in(asked) if not each.joined]
    return Figure(value=len(left), one_by_one=lambda: _counted(asked, left))


def _net_parties(asked: Asked) -> Figure:
    found = _in(asked)
    value = sum(1 if each.joined else -1 for each in found)
    return Figure(value=value, one_by_one=lambda: _counted(asked, found))


def _standing(*shades: str) -> Callable[[Asked], Figure]:
    def read(asked: Asked) -> Figure:
        found = [iso3 for iso3, shade in asked.standings().items() if shade in shades]
        return Figure(value=len(found), one_by_one=lambda: of_states(found, asked.names()))

    return read


def _yes_votes(asked: Asked) -> Figure:
    """Of the latest roll-call until the period's last day, whether or not it is known who voted how."""
    calls = [
        call
        for call in asked.keep(
            (votes.roll_calls, asked.last),
            lambda: votes.roll_calls(asked.treaty, on=asked.last, viewer=asked.viewer),
        )
        if call.vote_date and asked.since <= call.vote_date <= asked.until
    ]
    if not calls:
        return Figure(value=None)
    latest = max(calls, key=lambda call: (call.vote_date or date.min, call.pk))
    said_yes = latest.votes.filter(choice=Vote.Choice.YES).values_list("state_id", flat=True)
    return Figure(
        value=latest.yes_total,
        one_by_one=lambda: of_states(said_yes, asked.names(), about=str(latest.resolution_id)),
    )


def _held(asked: Asked) -> list[Any]:
    """The meetings of the period, each with how many States attended, the latest first."""
    found: list[Any] = asked.keep(
        (meetings, asked.first, asked.last),
        lambda: list(
            meetings(on=asked.last, viewer=asked.viewer, when="past")
            .filter(treaty=asked.treaty, begins__gte=asked.first)
            .select_related(None)
        ),
    )
    return [each for each in found if each.begins >= asked.since and each.ends < asked.until]


def _meetings_held(asked: Asked) -> Figure:
    held = _held(asked)
    return Figure(
        value=len(held), one_by_one=lambda: [Counted(name=each.name, day=each.begins) for each in held]
    )


def _attendance(asked: Asked) -> Figure:
    """None where no list of attendance is on record: that is not the same as nobody."""
    came = sum(each.attending for each in _held(asked))
    return Figure(value=came or None, one_by_one=lambda: _who_came(asked))


def _who_came(asked: Asked) -> Iterator[Counted]:
    names, held = asked.names(), _held(asked)
    prefetch_related_objects(held, "attendances")
    for each in held:
        for row in each.attendances.all():
            yield Counted(name=names[row.state_id], iso3=row.state_id, day=each.begins, about=each.name)


_PARTIES, _STATES, _VOTES, _MEETINGS = _("Parties"), _("States"), _("votes"), _("meetings")

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "new-parties",
            _("New Parties"),
            _PARTIES,
            _new_parties,
            _("States that deposited an instrument by which they consent to be bound, since the day."),
        ),
        Measure(
            "net-parties",
            _("Net Parties"),
            _PARTIES,
            _net_parties,
            _("New Parties less those whose withdrawal took effect, since the day."),
        ),
        Measure(
            "parties-left",
            _("Parties that left"),
            _PARTIES,
            _left,
            _("States whose withdrawal took effect since the day."),
        ),
        Measure(
            "parties",
            _("Parties"),
            _PARTIES,
            _standing("party", "party-pending"),
            _("States that have joined, in force for them or not yet, on the day."),
        ),
        Measure(
            "signatories",
            _("Signatories"),
            _STATES,
            _standing("signatory"),
            _("States that signed and are not Parties, on the day."),
        ),
        Measure(
            "yes-votes",
            _("Votes in favour"),
            _VOTES,
            _yes_votes,
            _("In the latest roll-call of the period on the treaty’s resolution."),
        ),
        Measure(
            "meetings-held",
            _("Meetings held"),
            _MEETINGS,
            _meetings_held,
            _("Meetings under the treaty that are on record, over by the day."),
        ),
        Measure(
            "attendance",
            _("Attendance at meetings"),
            _STATES,
            _attendance,
            _("States on the attendance lists of those meetings; nothing where no list is on record."),
        ),
    )
}
