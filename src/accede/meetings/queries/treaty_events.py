"""Treaty events: what is highlighted, who might act, and what the depositary's record says of what was announced."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accede.access.confidentiality import get_visible
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.law import terms
from accede.meetings.models import Expected, Highlight
from accede.record.meetings.models import Meeting
from accede.record.models import Treaty, TreatyAction
from accede.record.queries import states, status

# A depositary may date a deposit some days before the event at which it is announced, and no earlier.
BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Highlighted:
    """The treaties, as far as they are on record, and the names of others; whether ours is among them."""

    treaties: Sequence[Treaty]
    others: Sequence[str]
    ours: bool
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRow:
    """A State that might act. `confirmed` is what the depositary's record holds; without it nothing was deposited."""

    pk: int
    iso3: str
    name: str
    shade: str
    act: str
    act_label: str
    invited_on: date | None
    invited: str
    instrument_on: date | None
    powers: str
    powers_label: str
    appointment_on: date | None
    note: str
    announced_on: date | None
    confirmed: TreatyAction | None
    confidentiality: int
    kind: str = "expected"

    @property
    def class_label(self) -> str:
        return str(Confidentiality(self.confidentiality).label)

    @property
    def awaits_the_depositary(self) -> bool:
        return self.announced_on is not None and self.confirmed is None


def highlighted(meeting: Meeting, treaty: Treaty, *, viewer: Viewer) -> Highlighted:
    """What the Treaty Section highlights there, as far as it is on record."""
    rows = list(Highlight.objects.filter(meeting=meeting).select_related("treaty"))
    found = [row.treaty for row in rows if row.treaty]
    return Highlighted(
        treaties=sorted(found, key=lambda each: each.order),
        others=sorted(row.name for row in rows if row.treaty is None),
        ours=treaty in found,
        is_known=bool(rows),
    )


def expected(
    meeting: Meeting, campaign: str, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> list[ExpectedRow]:
    """Those that the viewer may see and know the State of: what is announced first, then by name."""
    names = states.state_names(language, viewer=viewer)
    rows = list(Expected.objects.attributable_by(viewer).filter(meeting=meeting, campaign=campaign))
    shades = status.statuses(treaty, on=on, viewer=viewer)
    acted = _acted(treaty, {row.state_id for row in rows}, viewer=viewer)
    made = [_row(row, names, shades, acted.get((row.state_id, row.act), []), meeting) for row in rows]
    return sorted(made, key=lambda row: (row.announced_on is None, row.name))


def get_expected(number: int, *, viewer: Viewer) -> Expected:
    """The row itself, for the actions. Raises NotVisibleError."""
    return get_visible(Expected, number, viewer=viewer)


def _acted(treaty: Treaty, iso3s: set[str], *, viewer: Viewer) -> dict[tuple[str, str], list[TreatyAction]]:
    found: defaultdict[tuple[str, str], list[TreatyAction]] = defaultdict(list)
    for action in status.current_actions(treaty, viewer=viewer).filter(state__in=iso3s):
        if action.kind in terms.CONSENT_KINDS:
            found[action.state_id, Expected.Act.CONSENT].append(action)
        if action.kind in (terms.ActionKind.SIGNATURE, terms.ActionKind.DEFINITIVE_SIGNATURE):
            found[action.state_id, Expected.Act.SIGNATURE].append(action)
    return dict(found)


def _row(
    row: Expected,
    names: dict[str, str],
    shades: dict[str, str],
    acted: Sequence[TreatyAction],
    meeting: Meeting,
) -> ExpectedRow:
    first, last = (row.announced_on or meeting.begins) - BEFORE, meeting.ends
    confirmed = next((each for each in acted if first <= each.action_date <= last), None)
    return ExpectedRow(
        pk=row.pk,
        iso3=row.state_id,
        name=names[row.state_id],
        shade=shades.get(row.state_id, "neither"),
        act=row.act,
        act_label=str(row.get_act_display()),
        invited_on=row.invited_on,
        invited=row.invited,
        instrument_on=row.instrument_on,
        powers=row.powers,
        powers_label=str(row.get_powers_display()),
        appointment_on=row.appointment_on,
        note=row.note,
        announced_on=row.announced_on,
        confirmed=confirmed,
        confidentiality=row.confidentiality,
    )
