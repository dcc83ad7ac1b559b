"""What a law must contain, model laws, and a draft law that is composed of clauses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.core.exceptions import ValidationError

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.api.desk.legislation import room
from accede.evidence.rules import insist_on_contributing
from accede.legislation import checklist, drafting, model_laws
from accede.legislation.checklist import Point
from accede.legislation.drafting import Choice, Draft
from accede.legislation.model_laws import ModelLaw, Rule
from accede.legislation.models import Law
from accede.legislation.queries import laws, qualifying
from accede.legislation.queries.laws import PointRow
from accede.legislation.queries.rows import FactRow, FindingRow, LawRow
from accede.record.models import Source, State, Treaty
from accede.record.queries import sources, states
from accede.reporting import making
from accede.reporting.handing_out import render
from accede.reporting.renderers import FORMS


@dataclass(frozen=True, slots=True)
class PointOut:
    """A point of the checklist, and in how many States a law was found to have it."""

    key: str
    name: str
    says: str
    group: str
    articles: Sequence[str]
    basis: str
    needed: str
    covered: int


@dataclass(frozen=True, slots=True)
class CountOut:
    """How many Parties had a dedicated law, as somebody published it."""

    dated: str
    laws: int
    parties: int
    source: Source | None


@dataclass(frozen=True, slots=True)
class LawOut:
    """A law beside the checklist."""

    law: LawRow
    points: Sequence[PointRow]


@dataclass(frozen=True, slots=True)
class OnPoint:
    """What says most for a point, over the laws of a State that stand."""

    point: Point
    finding: FindingRow | None


@dataclass(frozen=True, slots=True)
class ModelLawOut:
    """Somebody else's model law, by reference. `by_rule`: it is for States that qualify."""

    model: ModelLaw
    source: Source | None


@dataclass(frozen=True, slots=True)
class ModelLawsOut:
    """The rule by which the small-State model law is for a State, and the model laws that there are."""

    rule: Rule | None
    models: Sequence[ModelLawOut]


def points(treaty: Treaty, *, viewer: Viewer) -> list[PointOut]:
    """What a law must contain, by article."""
    covered = laws.covered_by_point(treaty, viewer=viewer)
    return [
        PointOut(
            key,
            each.name,
            each.says,
            each.group,
            each.articles,
            each.basis,
            each.needed,
            covered.get(key, 0),
        )
        for key, each in checklist.points(treaty.pk).items()
    ]


def counts(treaty: Treaty, *, viewer: Viewer) -> list[CountOut]:
    """The oldest first."""
    return [
        CountOut(each.dated, each.laws, each.parties, sources.known_source(each.source, viewer=viewer))
        for each in checklist.counts(treaty.pk)
    ]


def law(found: Law, *, on: date, viewer: Viewer, language: str) -> LawOut:
    """What is known of it, and what was found in it on each point."""
    return LawOut(
        laws.row_of(found, on=on, viewer=viewer, language=language), laws.compared(found, viewer=viewer)
    )


def findings(state: State, treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[OnPoint]:
    """Each point of the checklist."""
    rows = laws.laws(treaty, on=on, viewer=viewer, language=language, state=state)
    found = laws.best_findings([row.pk for row in rows if row.standing], viewer=viewer)
    return [OnPoint(each, found.get(key)) for key, each in checklist.points(treaty.pk).items()]


def facts(state: State, treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[FactRow]:
    """Every answer that stands, the latest first."""
    return qualifying.facts_of(state, treaty, on=on, viewer=viewer, language=language)


def models(treaty: Treaty, *, viewer: Viewer) -> ModelLawsOut:
    """By reference: whose they are, for which legal traditions."""
    return ModelLawsOut(
        model_laws.rule(treaty.pk),
        [
            ModelLawOut(each, sources.known_source(each.source, viewer=viewer))
            for each in model_laws.model_laws(treaty.pk)
        ],
    )


def choices(treaty: Treaty, *, viewer: Viewer) -> list[Choice]:
    """What whoever drafts a law decides, with what can be chosen; none for a treaty without clauses."""
    return list(drafting.choices(treaty.pk).values())


def draft(
    state: State,
    *,
    chosen: Mapping[str, str],
    language: Literal["en", "fr"] = "en",
    campaign: Campaign,
    treaty: Treaty,
    viewer: Viewer,
) -> Draft:
    """The sections that the choices make, what they leave out, and which points of the checklist stay unmet."""
    insist_on_contributing(viewer, campaign)
    try:
        return drafting.compose(
            treaty.pk, chosen, language=language, state=states.formal_name(state, language)
        )
    except drafting.DraftRefusedError as error:
        raise ValidationError({error.choice: str(error)} if error.choice else str(error)) from error


def draft_file(
    state: State,
    *,
    chosen: Mapping[str, str],
    language: Literal["en", "fr"] = "en",
    form: Literal["docx", "pdf", "html", "md"] = "docx",
    campaign: Campaign,
    treaty: Treaty,
    on: date,
    viewer: Viewer,
) -> tuple[str, bytes, str]:
    """The same draft as a document. It rests on nothing that is confidential, and is kept nowhere."""
    draft(state, chosen=chosen, language=language, campaign=campaign, treaty=treaty, viewer=viewer)
    made = making.make(
        making.Asked(kind="draft-law", state=state.pk, details={**chosen, "language": language}),
        campaign=campaign,
        author=viewer,
        confidentiality=Confidentiality.PUBLIC,
        language=language,
        on=on,
        draft=False,
    )
    return f"draft-law-{state.pk.lower()}.{form}", render(made.document, form), FORMS[form].media_type


room.several("/laws/checklist", points, summary="What a law must contain, by article")
room.several("/laws/counts", counts, summary="How many Parties had a law, as it was published")
room.one("/laws/{number}", law, of="found", summary="A law beside the checklist")
room.several("/states/{iso3}/findings", findings, summary="What was found in the laws of a State")
room.several("/states/{iso3}/facts", facts, summary="What is known of what qualifies a State")
room.one("/model-laws", models, summary="Model laws, and for whom the small-State one is")
room.several("/draft-law/choices", choices, summary="What whoever drafts a law decides")
room.look("/states/{iso3}/draft-law", draft, summary="A draft law of clauses by choices; nothing is kept")
room.look(
    "/states/{iso3}/draft-law/file",
    draft_file,
    media=[each.media_type for each in FORMS.values()],
    summary="The same as a document",
)
