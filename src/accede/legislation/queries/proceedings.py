"""Bills, motions, questions, hearings, champions and pledges, as far as one viewer may know of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import pgettext

from accede.access.confidentiality import Confidential, get_visible
from accede.access.models import Campaign, Organisation
from accede.access.roles import Confidentiality, OrganisationKind
from accede.access.viewer import Viewer
from accede.legislation.models import Champion, ParliamentaryPledge, Proceeding, ProceedingStep
from accede.legislation.stages import Stage, stages, stages_of
from accede.record.models import Source
from accede.record.queries import states


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAState:
    """What a row says of where it belongs and who may see it. `kind` and `pk` lead back to the record."""

    kind: str
    pk: int
    iso3: str
    name: str
    confidentiality: int

    @property
    def class_label(self) -> str:
        return str(Confidentiality(self.confidentiality).label)

    @property
    def is_public(self) -> bool:
        return self.confidentiality == Confidentiality.PUBLIC


@dataclass(frozen=True, slots=True)
class Step:
    """That a proceeding came to a stage."""

    pk: int
    stage: Stage
    date_given: str
    day: date
    evidence: str
    source: Source | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingRow(OfAState):
    """A matter before parliament. `steps` are the latest first; `is_open`: nothing has ended it."""

    what: str
    label: str
    chamber: str
    title: str
    number: str
    mover: str
    text: str
    steps: Sequence[Step]
    next_on: date | None
    next_what: str
    is_late: bool

    @property
    def now(self) -> Step | None:
        return self.steps[0] if self.steps else None

    @property
    def is_open(self) -> bool:
        return self.now is None or not self.now.stage.end


@dataclass(frozen=True, slots=True, kw_only=True)
class ChampionRow(OfAState):
    person: str
    post: str
    chamber: str
    network: str
    email: str
    consented_on: date
    consented_to: str
    consent_how: str
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParliamentaryPledgeRow(OfAState):
    """`who` is empty where it was a champion who is deleted, or whom the viewer may not see."""

    who: str
    text: str
    made_on: date
    due_on: date | None
    source: Source | None
    standing: str
    label: str
    settled_on: date | None
    outcome: str
    is_open: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class Network:
    """An organisation of parliamentarians, with how many champions and open pledges of it the viewer may see."""

    pk: int
    name: str
    champions: int
    pledges: int


def proceedings(
    campaign: Campaign,
    *,
    states_asked: Collection[str] | None = None,
    on: date,
    viewer: Viewer,
    language: str,
) -> list[ProceedingRow]:
    """Those that are open first, by their next date; then the others, the latest first."""
    found = Proceeding.objects.attributable_by(viewer).filter(campaign=campaign)
    if states_asked is not None:
        found = found.filter(state__in=states_asked)
    rows = _rows(list(found), on=on, viewer=viewer, names=states.state_names(language, viewer=viewer))
    rows.sort(key=lambda row: row.now.day if row.now else date.min, reverse=True)
    rows.sort(key=lambda row: (not row.is_open, row.next_on or date.max))
    return rows


def get_proceeding_row(number: int, *, on: date, viewer: Viewer, language: str) -> ProceedingRow:
    """One of them, with all its steps. Raises NotVisibleError."""
    found = get_proceeding(number, viewer=viewer)
    (row,) = _rows([found], on=on, viewer=viewer, names=states.state_names(language, viewer=viewer))
    return row


def coming(
    campaign: Campaign, *, until: date, on: date, viewer: Viewer, language: str
) -> list[ProceedingRow]:
    """Open proceedings with a next date until that day, the most pressing first."""
    found = Proceeding.objects.attributable_by(viewer).filter(campaign=campaign, next_on__lte=until)
    rows = _rows(list(found), on=on, viewer=viewer, names=states.state_names(language, viewer=viewer))
    return sorted((row for row in rows if row.is_open), key=lambda row: (row.next_on or date.max, row.pk))


def get_proceeding(number: int, *, viewer: Viewer) -> Proceeding:
    """For the actions. Raises NotVisibleError."""
    return get_visible(Proceeding, number, viewer=viewer)


def next_stage(proceeding: Proceeding, *, viewer: Viewer) -> str:
    """The key of the stage that usually follows on the one that was reached last; empty after the last."""
    found = ProceedingStep.objects.attributable_by(viewer).filter(proceeding=proceeding, taken_back=False)
    last = found.order_by("-day", "-pk").first()
    known = stages()
    rank = known[last.stage].rank if last and last.stage in known else 0
    return next((each.key for each in stages_of(proceeding.kind) if each.rank > rank), "")


def get_step(number: int, *, viewer: Viewer) -> ProceedingStep:
    return get_visible(ProceedingStep, number, viewer=viewer)


def get_champion(number: int, *, viewer: Viewer) -> Champion:
    return get_visible(Champion, number, viewer=viewer)


def get_parliamentary_pledge(number: int, *, viewer: Viewer) -> ParliamentaryPledge:
    return get_visible(ParliamentaryPledge, number, viewer=viewer)


def _rows(
    found: Sequence[Proceeding], *, on: date, viewer: Viewer, names: Mapping[str, str]
) -> list[ProceedingRow]:
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    known = stages()
    told = ProceedingStep.objects.attributable_by(viewer).filter(
        proceeding__in=[row.pk for row in found], taken_back=False, day__lte=on
    )
    for step in told.select_related("source", "by").order_by("-day", "-pk"):
        if step.stage in known:  # a stage may ship no more
            steps[step.proceeding_id].append(
                Step(
                    step.pk,
                    known[step.stage],
                    step.date_given,
                    step.day,
                    step.evidence,
                    step.source,
                    step.by.name if step.by else "",
                )
            )
    return [
        ProceedingRow(
            **_of(row, names),
            what=row.kind,
            label=str(row.get_kind_display()),
            chamber=str(row.get_chamber_display()) if row.chamber else "",
            title=row.name,
            number=row.number,
            mover=row.mover,
            text=row.text,
            steps=steps[row.pk],
            next_on=row.next_on,
            next_what=row.next_what,
            is_late=row.next_on is not None and row.next_on < on,
        )
        for row in found
    ]


def champions(
    campaign: Campaign, *, states_asked: Collection[str] | None = None, viewer: Viewer, language: str
) -> list[ChampionRow]:
    found = Champion.objects.attributable_by(viewer).filter(campaign=campaign)
    if states_asked is not None:
        found = found.filter(state__in=states_asked)
    names = states.state_names(language, viewer=viewer)
    rows = [
        ChampionRow(
            **_of(row, names),
            person=row.name,
            post=row.post,
            chamber=str(row.get_chamber_display()) if row.chamber else "",
            network=row.network.name if row.network else "",
            email=row.email,
            consented_on=row.consented_on,
            consented_to=row.consented_to,
            consent_how=row.consent_how,
            recorded_by=row.recorded_by.name if row.recorded_by else "",
        )
        for row in found.select_related("network", "recorded_by")
    ]
    return sorted(rows, key=lambda row: (row.name, row.person))


def parliamentary_pledges(
    campaign: Campaign,
    *,
    states_asked: Collection[str] | None = None,
    on: date,
    viewer: Viewer,
    language: str,
) -> list[ParliamentaryPledgeRow]:
    """The open ones first, by when they are due."""
    found = ParliamentaryPledge.objects.attributable_by(viewer).filter(campaign=campaign, made_on__lte=on)
    if states_asked is not None:
        found = found.filter(state__in=states_asked)
    seen = {row.pk: row.name for row in Champion.objects.visible_to(viewer).filter(campaign=campaign)}
    names = states.state_names(language, viewer=viewer)
    rows = [pledge_row(row, seen, names, on=on) for row in found.select_related("network", "source")]
    return sorted(rows, key=lambda row: (not row.is_open, row.due_on or date.max, row.made_on))


def pledge_row(
    row: ParliamentaryPledge, seen: Mapping[int, str], names: Mapping[str, str], *, on: date
) -> ParliamentaryPledgeRow:
    who = [
        seen.get(row.champion_id or 0, ""),
        row.network.name if row.network else "",
        row.by_whom,
    ]
    return ParliamentaryPledgeRow(
        **_of(row, names),
        who=pgettext("between parts of a note", ", ").join(each for each in who if each),
        text=row.text,
        made_on=row.made_on,
        due_on=row.due_on,
        source=row.source,
        standing=row.standing,
        label=str(row.get_standing_display()),
        settled_on=row.settled_on,
        outcome=row.outcome,
        is_open=row.is_open,
        overdue=row.is_overdue(on),
    )


def networks(campaign: Campaign, *, viewer: Viewer) -> list[Network]:
    """The organisations of parliamentarians on this desk, such as the IPU or PGA."""
    champions_of, pledges_of = (
        model.objects.attributable_by(viewer).filter(campaign=campaign).values_list("network_id", flat=True)
        for model in (Champion, ParliamentaryPledge)
    )
    kept, made = list(champions_of), list(pledges_of)
    return [
        Network(row.pk, row.name, kept.count(row.pk), made.count(row.pk))
        for row in Organisation.objects.filter(kind=OrganisationKind.PARLIAMENTARIANS)
    ]


def networks_to_choose(*, viewer: Viewer) -> dict[int, Organisation]:
    return {row.pk: row for row in Organisation.objects.filter(kind=OrganisationKind.PARLIAMENTARIANS)}


def champions_to_choose(campaign: Campaign, iso3: str, *, viewer: Viewer) -> dict[int, Champion]:
    found: Iterable[Champion] = Champion.objects.attributable_by(viewer).filter(campaign=campaign, state=iso3)
    return {row.pk: row for row in found}


def _of(row: Confidential, names: Mapping[str, str]) -> dict[str, Any]:
    iso3 = str(getattr(row, "state_id", ""))
    return {
        "kind": str(row._meta.model_name),  # noqa: SLF001 -- Django's documented name for it
        "pk": row.pk,
        "iso3": iso3,
        "name": names.get(iso3, ""),
        "confidentiality": row.confidentiality,
    }
