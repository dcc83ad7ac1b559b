"""What is before parliaments, for lists of everything: a State's timeline, and finding words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet

from accede.access.confidentiality import Confidential
from accede.access.viewer import Viewer
from accede.campaign.entries import Asking, Key
from accede.evidence.queries.looking import Beside, Kind, Sought, as_sought
from accede.evidence.queries.rows import Row
from accede.evidence.queries.search import Hit
from accede.legislation.models import Champion, ParliamentaryPledge, Proceeding, ProceedingStep
from accede.legislation.stages import stages
from accede.record.queries import states


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry(Row):
    """That something came to a stage in parliament; `text` is how that is known."""

    label: str
    title: str
    proceeding: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeEntry(Row):
    """What was promised in parliament, as `text`."""

    label: str


def step_keys(asking: Asking) -> list[Key]:
    return list(_steps(asking).order_by().values_list("day", "pk"))


def steps(asking: Asking, numbers: Iterable[int]) -> Iterator[StepEntry]:
    found = _steps(asking).filter(pk__in=list(numbers)).select_related("source")
    rows = list(found)
    titles = {row.pk: row.name for row in _proceedings(asking, rows)}
    for row in rows:
        yield StepEntry(
            **_of(row, asking.state.pk, asking.names),
            date_given=row.date_given,
            day=row.day,
            text=row.evidence,
            source=row.source,
            label=stages()[row.stage].name if row.stage in stages() else row.stage,
            title=titles[row.proceeding_id],
            proceeding=row.proceeding_id,
        )


def _steps(asking: Asking) -> Any:
    """Whoever sees a step sees its proceeding: both are of one class."""
    return ProceedingStep.objects.attributable_by(asking.viewer).filter(
        campaign=asking.campaign,
        proceeding__state=asking.state,
        taken_back=False,
        day__lte=asking.on,
        proceeding__in=asking.mine(Proceeding).values("pk"),
    )


def _proceedings(asking: Asking, rows: Iterable[ProceedingStep]) -> Any:
    return asking.mine(Proceeding).filter(pk__in={row.proceeding_id for row in rows})


def pledge_keys(asking: Asking) -> list[Key]:
    found = asking.mine(ParliamentaryPledge).filter(made_on__lte=asking.on)
    return list(found.order_by().values_list("made_on", "pk"))


def pledges(asking: Asking, numbers: Iterable[int]) -> Iterator[PledgeEntry]:
    found = asking.mine(ParliamentaryPledge).filter(pk__in=list(numbers))
    for row in found.select_related("source"):
        yield _pledge(row, asking.names)


def _seen(model: Any, viewer: Viewer, campaign: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.attributable_by(viewer).filter(campaign=campaign)
    return rows


def _came_to(proceedings: QuerySet[Any], viewer: Viewer, campaign: str) -> QuerySet[Any]:
    steps = _seen(ProceedingStep, viewer, campaign).filter(taken_back=False, proceeding__in=proceedings)
    return steps.values_list("proceeding_id", "evidence", "stage")


def _stage(_viewer: Viewer, evidence: str, stage: str) -> list[str]:
    return [evidence, *(stages()[stage].names.values() if stage in stages() else ())]


PROCEEDINGS = Kind(
    model=Proceeding,
    seen=partial(_seen, Proceeding),
    texts=("name", "number", "mover", "text", "next_what", "kind"),
    shown=("next_on",),
    beside=(Beside(model=ProceedingStep, ask=_came_to, texts=_stage),),
)
CHAMPIONS = Kind(
    model=Champion,
    seen=partial(_seen, Champion),
    texts=("name", "post", "email", "consented_to", "consent_how", "network__name"),
    shown=("consented_on",),
)
PLEDGES = Kind(
    model=ParliamentaryPledge,
    seen=partial(_seen, ParliamentaryPledge),
    texts=("text", "by_whom", "outcome"),
    shown=("made_on",),
)


def search(words: str | Sought, campaign: Any, *, viewer: Viewer, language: str) -> list[Hit]:
    """Proceedings, champions and pledges that the viewer may see and in which all the words occur."""
    sought = as_sought(words)
    if not sought.words:
        return []
    names = states.state_names(language, viewer=viewer)
    found: list[tuple[Row, str, list[str]]] = []
    for likely in sought.some(PROCEEDINGS, campaign.pk, viewer=viewer):
        each = likely.record
        row = _plain(each, names, text=each.text, day=each.next_on)
        texts = [each.number, each.mover, each.next_what, *likely.beside]
        found.append((row, each.name, [str(each.get_kind_display()), *texts]))
    for likely in sought.some(CHAMPIONS, campaign.pk, viewer=viewer):
        each = likely.record
        row = _plain(each, names, text=each.post, day=each.consented_on)
        network = likely.leads["network__name"] or ""
        found.append((row, each.name, [each.email, each.consented_to, each.consent_how, network]))
    for likely in sought.some(PLEDGES, campaign.pk, viewer=viewer):
        each = likely.record
        row = _plain(each, names, text=each.text, day=each.made_on)
        title = str(each._meta.verbose_name)  # noqa: SLF001 -- Django's documented name for it
        found.append((row, title, [each.by_whom, each.outcome]))
    return [
        Hit(row, campaign.treaty_key, title, row.text)
        for row, title, texts in found
        if sought.occur([title, row.text, *texts], iso3=row.iso3)
    ]


def _pledge(row: ParliamentaryPledge, names: Mapping[str, str]) -> PledgeEntry:
    return PledgeEntry(
        **_of(row, row.state_id, names),
        date_given=row.made_on.isoformat(),
        day=row.made_on,
        text=row.text,
        source=row.source,
        label=str(row.get_standing_display()),
    )


def _plain(row: Any, names: Mapping[str, str], *, text: str, day: date | None) -> Row:
    given = day.isoformat() if day else ""
    return Row(**_of(row, row.state_id, names), date_given=given, day=day, text=text)


def _of(row: Confidential, iso3: str, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": str(row._meta.model_name),  # noqa: SLF001 -- Django's documented name for it
        "pk": row.pk,
        "iso3": iso3,
        "name": names.get(iso3, ""),
        "firmness": "",
        "confidentiality": row.confidentiality,
        "attribution": row.attribution,
    }
