"""Hand-outs: who was given what, when and by whom; and who holds a version that is no longer the newest."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from accede.access.confidentiality import Confidential, NotVisibleError, get_visible, known_among
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.campaign.entries import Asking, Key
from accede.evidence.queries.rows import Row
from accede.record.meetings.models import Meeting
from accede.record.partial_dates import Firmness
from accede.record.queries import states
from accede.toolkit.models import HandOut, MaterialVersion
from accede.toolkit.queries.rows import Names, VersionRow, age_key, version_row

PAGE = 50
EXCHANGE = "exchange"  # as access.confidentiality calls the record of another room
# What of a version is encrypted, and not read where it is only asked which is the newest.
NOT_OPENED = ("label", "url", "file_name", "file_key")
# And what of its material stands in no row of a hand-out.
NOT_TOLD = ("publisher", "about", "terms")
Newest = dict[tuple[int, str], MaterialVersion]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOutRow(Row):
    """A hand-out. `text` is the note; `version` is None where what was given is not for this viewer to know.

    `exchange` is the number of the exchange in which it was, where this viewer may know that.
    `newer` is the newest version in the same language, where that is another one.
    """

    owner: str
    material: int | None
    title: str
    shipped_material: bool
    version: VersionRow | None
    newer: VersionRow | None
    meeting: Meeting | None
    exchange: int | None
    activity: str
    by_whom: str
    who: str
    who_withheld: bool
    speaker_withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which hand-outs are asked for; what is empty asks for all."""

    states: Collection[str] = ()
    material: int | None = None
    meeting: str = ""
    exchange: int | None = None
    activity: int | None = None
    since: date | None = None
    until: date | None = None


def hand_outs(
    campaign: Campaign, asked: Asked, *, page: int | str = 1, on: date, viewer: Viewer, language: str
) -> Page[Any]:
    """A page of hand-outs until that day, the latest first; its `object_list` holds HandOutRow."""
    chosen: Page[Any] = Paginator(_chosen(campaign, asked, on, viewer), PAGE).get_page(page)
    names = states.state_names(language, viewer=viewer)
    chosen.object_list = hand_out_rows(chosen.object_list, viewer, names, on=on)
    return chosen


def all_hand_outs(
    campaign: Campaign, asked: Asked, *, on: date, viewer: Viewer, language: str
) -> list[HandOutRow]:
    """Every one of them: of one State, one meeting, one exchange."""
    names = states.state_names(language, viewer=viewer)
    return hand_out_rows(_chosen(campaign, asked, on, viewer), viewer, names, on=on)


def get_hand_out(number: int, *, viewer: Viewer) -> HandOut:
    """The hand-out itself, for the actions. Raises NotVisibleError."""
    return get_visible(HandOut, number, viewer=viewer)


def hand_out(number: int, *, on: date, viewer: Viewer, language: str) -> HandOutRow:
    """Raises NotVisibleError."""
    names = states.state_names(language, viewer=viewer)
    rows = hand_out_rows(HandOut.objects.visible_to(viewer).filter(pk=number), viewer, names, on=on)
    if not rows:
        raise NotVisibleError(f"HandOut {number}")
    return rows[0]


def held(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[HandOutRow]:
    """What each State holds of each material in each language, which is what it was given last: by State and title."""
    numbers = [number for number, _version in _latest(campaign, on, viewer).values()]
    names = states.state_names(language, viewer=viewer)
    order = {iso3: place for place, iso3 in enumerate(names)}
    rows = hand_out_rows(_of_states(numbers, viewer), viewer, names, on=on)
    return sorted(rows, key=lambda row: (order.get(row.iso3, 0), row.title, row.pk))


def outdated(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[HandOutRow]:
    """What States hold of which there is a newer version in the same language. What is up to date is not opened."""
    names = states.state_names(language, viewer=viewer)
    return _in_order(_outdated(campaign, names, on, viewer), names, on, viewer)


def outdated_paged(
    campaign: Campaign, *, page: int | str = 1, on: date, viewer: Viewer, language: str
) -> Page[Any]:
    """The same, a page of them: what stands on the others is not opened either."""
    names = states.state_names(language, viewer=viewer)
    chosen: Page[Any] = Paginator(_outdated(campaign, names, on, viewer), PAGE).get_page(page)
    chosen.object_list = _in_order(list(chosen.object_list), names, on, viewer)
    return chosen


def _outdated(campaign: Campaign, names: Names, on: date, viewer: Viewer) -> list[int]:
    """The numbers of those hand-outs, by State and title."""
    latest = _latest(campaign, on, viewer)
    materials = {material for _iso3, material, _spoken in latest}
    seen = MaterialVersion.objects.visible_to(viewer).filter(material__in=materials)
    unread = (*NOT_OPENED, *(f"material__{each}" for each in NOT_TOLD))
    versions = sorted(seen.select_related("material").defer(*unread), key=age_key)
    newest = {
        (each.material_id, each.language): each
        for each in versions
        if not each.withdrawn_on and not each.material.withdrawn_on and (each.day is None or each.day <= on)
    }
    titles = {
        each.pk: each.material.title
        for each in versions
        if each.material.is_visible_to(viewer) and _is_older(each, newest)
    }
    order = {iso3: place for place, iso3 in enumerate(names)}
    found = [
        (order[iso3], titles[version], number)
        for (iso3, _material, _spoken), (number, version) in latest.items()
        if version in titles and iso3 in order
    ]
    return [number for _place, _title, number in sorted(found)]


def _is_older(version: MaterialVersion, newest: Newest) -> bool:
    latest = newest.get((version.material_id, version.language))
    return latest is not None and age_key(latest) > age_key(version)


def _in_order(numbers: Sequence[int], names: Names, on: date, viewer: Viewer) -> list[HandOutRow]:
    rows = {row.pk: row for row in hand_out_rows(_of_states(numbers, viewer), viewer, names, on=on)}
    return [rows[number] for number in numbers if number in rows]


def _of_states(numbers: Iterable[int], viewer: Viewer) -> Any:
    return HandOut.objects.attributable_by(viewer).filter(pk__in=list(numbers))


def _latest(campaign: Campaign, on: date, viewer: Viewer) -> dict[tuple[str, int, str], tuple[int, int]]:
    """Of each State, material and language the number of the hand-out and of its version that was given last."""
    given = _chosen(campaign, Asked(), on, viewer, attributable=True).order_by("handed_on", "pk")
    return {
        (iso3, material, spoken): (number, version)
        for number, version, iso3, material, spoken in given.values_list(
            "pk", "version_id", "state_id", "version__material_id", "version__language"
        )
    }


def hand_out_rows(found: Any, viewer: Viewer, names: Names, *, on: date) -> list[HandOutRow]:
    """Of a set of hand-outs for which it is told who asks, in its order."""
    told = found.select_related("owner", "version__material", "meeting", "activity", "person")
    rows = list(told.defer("version__file_key", *(f"version__material__{each}" for each in NOT_TOLD)))
    newest = _newest({row.version.material_id for row in rows}, viewer, on)
    exchanges = known_among(EXCHANGE, {row.exchange for row in rows if row.exchange}, viewer=viewer)
    return [_row(row, viewer, names, newest, exchanges) for row in rows]


def _newest(materials: Iterable[int], viewer: Viewer, on: date) -> Newest:
    """Of each material and language the newest version that is offered, as far as the viewer may see."""
    seen = MaterialVersion.objects.visible_to(viewer).filter(
        material__in=list(materials), withdrawn_on__isnull=True, material__withdrawn_on__isnull=True
    )
    found = sorted(seen.exclude(day__gt=on), key=age_key)
    return {(each.material_id, each.language): each for each in found}


def _row(
    row: HandOut,
    viewer: Viewer,
    names: Names,
    newest: Newest,
    exchanges: set[int],
) -> HandOutRow:
    shown, who_shown = row.speaker_is_shown_to(viewer), row.who_is_shown_to(viewer)
    version = row.version
    known = version.is_visible_to(viewer) and version.material.is_visible_to(viewer)
    latest = newest.get((version.material_id, version.language))
    is_newer = known and _is_older(version, newest)
    return HandOutRow(
        kind=str(row._meta.model_name),  # noqa: SLF001 -- Django's documented name for it
        pk=row.pk,
        iso3=row.state_id if shown else "",
        name=names.get(row.state_id, "") if shown else "",
        date_given=row.handed_on.isoformat(),
        firmness=Firmness.DAY,
        day=row.handed_on,
        text=row.note,
        confidentiality=row.confidentiality,
        attribution=row.attribution,
        owner=row.owner.name if row.owner else "",
        material=version.material_id if known else None,
        title=version.material.title if known else "",
        shipped_material=version.material.shipped_key is not None,
        version=version_row(version, newest=not is_newer) if known else None,
        newer=version_row(latest, newest=True) if is_newer and latest else None,
        meeting=row.meeting if shown else None,
        exchange=row.exchange if shown and row.exchange in exchanges else None,
        activity=row.activity.title if row.activity else "",
        by_whom=row.person.name if shown else "",
        who=row.who if who_shown else "",
        who_withheld=bool(row.who) and not who_shown,
        speaker_withheld=not shown,
    )


def _chosen(campaign: Campaign, asked: Asked, on: date, viewer: Viewer, *, attributable: bool = False) -> Any:
    """A list by State, meeting or exchange leaves out those of which the viewer may not know the State."""
    found = HandOut.objects.filter(
        campaign=campaign, taken_back=False, handed_on__lte=min(asked.until or on, on)
    )
    by_place = attributable or asked.states or asked.meeting or asked.exchange
    found = found.attributable_by(viewer) if by_place else found.visible_to(viewer)
    if asked.states:
        found = found.filter(state__in=asked.states)
    if asked.material:
        seen = MaterialVersion.objects.visible_to(viewer).filter(material=asked.material)
        found = found.filter(version__in=seen)
    if asked.meeting:
        found = found.filter(meeting=asked.meeting)
    if asked.exchange:
        known = known_among(EXCHANGE, [asked.exchange], viewer=viewer)
        found = found.filter(exchange__in=known)
    if asked.activity:
        found = found.filter(activity=asked.activity)
    if asked.since:
        found = found.filter(handed_on__gte=asked.since)
    return found


def told_of(exchange: Confidential, at: Confidentiality) -> list[HandOut]:
    """Hand-outs that name the exchange: confined along with it; opened with it where they were of its class."""
    rows = HandOut.objects.unguarded(because="only their class changes").filter(exchange=exchange.pk)
    return [
        each for each in rows if at > each.confidentiality or each.confidentiality == exchange.confidentiality
    ]


def entry_keys(asking: Asking) -> list[Key]:
    """Which hand-outs stand in a State's list of everything."""
    given = asking.mine(HandOut).filter(taken_back=False, handed_on__lte=asking.on)
    return list(given.order_by().values_list("handed_on", "pk"))


def entries(asking: Asking, numbers: Iterable[int]) -> list[HandOutRow]:
    found = asking.mine(HandOut).filter(pk__in=list(numbers))
    return hand_out_rows(found, asking.viewer, asking.names, on=asking.on)
