"""Which States the small-State model law is for: yes, no, or unknown with what is missing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Literal

from django.db.models import Q

from accede.access.confidentiality import NotVisibleError
from accede.access.viewer import Viewer
from accede.evidence import queries as said
from accede.evidence.models import Incident
from accede.evidence.queries.rows import IncidentRow
from accede.legislation import model_laws
from accede.legislation.models import QualifyingFact
from accede.legislation.queries.rows import FactRow, fact_row
from accede.record.models import Group, State, Treaty
from accede.record.queries import states, status

Question = QualifyingFact.Question
QUALIFIES, NOT, UNKNOWN = "qualifies", "not", "unknown"


@dataclass(frozen=True, slots=True)
class Ground:
    """An answer and what it rests on: a fact, membership of a group, or use on the State's territory."""

    question: str
    label: str
    answer: bool | None
    wanted: bool
    day: date | None
    years: int | None
    old: bool
    fact: FactRow | None = None
    group: Group | None = None
    incident: IncidentRow | None = None

    @property
    def is_met(self) -> bool:
        return self.answer is self.wanted


@dataclass(frozen=True, slots=True)
class Qualified:
    """Whether the model law is for a State, with the ground for each answer."""

    iso3: str
    name: str
    shade: str
    grounds: Sequence[Ground]

    @property
    def standing(self) -> str:
        """One answer that speaks against it is enough; otherwise all must be known."""
        if any(ground.answer is not None and not ground.is_met for ground in self.grounds):
            return NOT
        return QUALIFIES if all(ground.is_met for ground in self.grounds) else UNKNOWN

    @property
    def missing(self) -> Sequence[Ground]:
        return [ground for ground in self.grounds if ground.answer is None]

    @property
    def to_confirm(self) -> Sequence[Ground]:
        return [ground for ground in self.grounds if ground.old]


def qualified(
    treaty: Treaty,
    *,
    state: State | None = None,
    who: Literal["outside", "all"] = "all",
    on: date,
    viewer: Viewer,
    language: str,
) -> list[Qualified]:
    """Every State, those not party, or one, in the order of the language. Empty where the treaty has no such rule."""
    rule = model_laws.rule(treaty.pk)
    if rule is None:
        return []
    names = states.state_names(language, viewer=viewer)
    shades = status.statuses(treaty, on=on, viewer=viewer)
    facts = _facts(treaty, on=on, viewer=viewer, names=names, state=state)
    small = {group.pk: group for group in states.groups(viewer=viewer) if group.pk in rule.small}
    members = {key: states.members(key, on=on, viewer=viewer) for key in small}
    used = _used(treaty, on=on, viewer=viewer, language=language, where=state.pk if state else "")
    asked = [state.pk] if state is not None else list(names)
    if who == "outside":
        asked = [iso3 for iso3 in asked if shades.get(iso3, "neither") in status.OUTSIDE]
    found = []
    for iso3 in asked:
        grounds = []
        for question, wanted in rule.asks.items():
            fact = facts.get((iso3, question))
            group = (
                next((small[key] for key in small if iso3 in members[key]), None)
                if question == Question.SMALL and fact is None
                else None
            )
            incident = used.get(iso3) if question == Question.CONTAMINATION else None
            if incident and fact and (fact.day or date.min) > (incident.day or date.min):
                incident = None  # what was said later speaks of the ground as it then was
            answer: bool | None
            if incident:
                answer, day = True, incident.day
            elif fact:
                answer, day = fact.answer, fact.day
            else:
                answer, day = (True if group else None), None
            years = None if day is None else _years(day, on)
            grounds.append(
                Ground(
                    question=question,
                    label=str(Question(question).label),
                    answer=answer,
                    wanted=wanted,
                    day=day,
                    years=years,
                    old=years is not None and years >= rule.confirm_after_years,
                    fact=None if incident else fact,
                    group=group,
                    incident=incident,
                )
            )
        found.append(Qualified(iso3, names[iso3], shades.get(iso3, "neither"), grounds))
    return found


def facts_of(state: State, treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[FactRow]:
    """Every answer for the State that stands on the day, the latest first."""
    names = states.state_names(language, viewer=viewer)
    return [fact_row(row, names) for row in _standing(treaty, on=on, viewer=viewer).filter(state=state)][::-1]


def get_fact(number: int, *, viewer: Viewer) -> QualifyingFact:
    fact: QualifyingFact | None = QualifyingFact.objects.filter(pk=number).attributable_by(viewer).first()
    if fact is None:
        raise NotVisibleError(f"QualifyingFact {number}")
    return fact


def _facts(
    treaty: Treaty, *, on: date, viewer: Viewer, names: Mapping[str, str], state: State | None
) -> dict[tuple[str, str], FactRow]:
    """The latest that stands of each State and question."""
    rows = _standing(treaty, on=on, viewer=viewer)
    if state is not None:
        rows = rows.filter(state=state)
    return {(row.state_id, row.question): fact_row(row, names) for row in rows}


def _standing(treaty: Treaty, *, on: date, viewer: Viewer) -> Any:
    rows = QualifyingFact.objects.filter(Q(day__isnull=True) | Q(day__lte=on), treaty=treaty)
    rows = rows.exclude(withdrawn_day__lte=on).attributable_by(viewer).select_related("source")
    return rows.order_by("day", "pk")


def _used(treaty: Treaty, *, on: date, viewer: Viewer, language: str, where: str) -> dict[str, IncidentRow]:
    """State on whose territory a use is documented to the latest such incident: where they fell, remnants lie."""
    found: defaultdict[str, list[IncidentRow]] = defaultdict(list)
    for row in said.incidents(
        treaty, on=on, viewer=viewer, language=language, kind=Incident.Kind.USE, where=where
    ):
        if row.where and row.documented:
            found[row.where].append(row)
    return {iso3: max(rows, key=lambda row: row.day or date.min) for iso3, rows in found.items()}


def _years(day: date, on: date) -> int:
    """Whole years since."""
    return on.year - day.year - ((on.month, on.day) < (day.month, day.day))


def missing_by_question(found: Sequence[Qualified]) -> dict[str, int]:
    """Of how many States that are unknown each answer is missing."""
    missing = chain.from_iterable(each.missing for each in found if each.standing == UNKNOWN)
    counted: defaultdict[str, int] = defaultdict(int)
    for ground in missing:
        counted[ground.label] += 1
    return dict(counted)
