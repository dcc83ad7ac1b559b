"""Reads of documents. Each takes the viewer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accede.access.confidentiality import WITHHELD, NotVisibleError, get_visible
from accede.access.models import Campaign, Person
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.reporting import plain_values, resting, rules
from accede.reporting.blocks import Document
from accede.reporting.changes import Changed, changes
from accede.reporting.models import Paper, Remark, ReviewRound, Version


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A document in a list."""

    pk: int
    title: str
    kind_label: str
    language: str
    audience_label: str
    made_by: str
    made_on: object
    issued_at: datetime | None
    confidentiality: int
    class_label: str


@dataclass(frozen=True, slots=True)
class Told:
    """A version of a paper, read: what it says, and what another said otherwise, by itself the one before."""

    paper: Paper
    version: Version
    document: Document
    changed: list[Changed]
    against: int | None
    versions: list[Version]

    @property
    def audience_label(self) -> str:
        return str(Confidentiality(self.paper.audience).label)


def papers(campaign: Campaign, *, viewer: Viewer) -> list[PaperRow]:
    """The latest first."""
    found = Paper.objects.visible_to(viewer).filter(campaign=campaign).select_related("made_by")
    return [
        PaperRow(
            pk=paper.pk,
            title=paper.title,
            kind_label=str(paper.get_kind_display()),
            language=paper.language,
            audience_label=str(Confidentiality(paper.audience).label),
            made_by=paper.made_by.name if paper.made_by else "",
            made_on=paper.made_on,
            issued_at=paper.issued_at,
            confidentiality=paper.confidentiality,
            class_label=str(paper.get_confidentiality_display()),
        )
        for paper in found
    ]


def get_paper(number: int, *, viewer: Viewer) -> Paper:
    """Raises NotVisibleError."""
    return get_visible(Paper, number, viewer=viewer)


def told(number: int, *, viewer: Viewer, version: int | None = None, against: int | None = None) -> Told:
    """The paper as it stands, or as that version had it, compared with the one before or with the one that is asked.

    Once it is issued, its drafts are for those who wrote it.
    """
    paper = get_paper(number, viewer=viewer)
    versions = list(Version.objects.visible_to(viewer).filter(paper=paper).order_by("-number"))
    if paper.is_issued and not viewer.coordinates(paper.campaign_id or ""):
        versions = versions[:1]
    chosen = next((each for each in versions if version in (None, each.number)), None)
    if chosen is None:
        raise NotVisibleError(f"version {version} of document {number}")
    if not _is_issued_text(paper, chosen, versions):
        resting.insist_on_open(chosen.rests, paper.audience)
    versions = [
        each for each in versions if each is chosen or not resting.is_confined(each.rests, paper.audience)
    ]
    document = plain_values.from_text(chosen.content)
    other = next((each for each in versions if against and each.number == against), None) or next(
        (each for each in versions if each.number < chosen.number), None
    )
    changed = changes(plain_values.from_text(other.content), document) if other else []
    return Told(paper, chosen, document, changed, other.number if other else None, versions)


def _is_issued_text(paper: Paper, version: Version, versions: list[Version]) -> bool:
    """What was issued stands, and is called back by `recall`; its drafts are confined as any."""
    return paper.is_issued and version.number == versions[0].number


def rounds(paper: Paper, *, viewer: Viewer) -> list[ReviewRound]:
    found = ReviewRound.objects.visible_to(viewer).filter(version__paper=paper)
    return [each for each in found.prefetch_related("reviewers") if rules.reviews(viewer, each)]


def rounds_for(campaign: Campaign, *, viewer: Viewer) -> list[tuple[ReviewRound, str]]:
    """Open rounds in which the viewer was named, each with the document's title."""
    found = ReviewRound.objects.visible_to(viewer).filter(
        campaign=campaign, closed_at=None, reviewers=viewer.person_id or 0
    )
    titles = {
        version.pk: WITHHELD
        if resting.is_confined(version.rests, version.paper.audience)
        else plain_values.from_text(version.content).title
        for version in Version.objects.unguarded(because="a round shows its version to those it names")
        .filter(pk__in=[each.version_id for each in found])
        .select_related("paper")
    }
    return [(each, titles[each.version_id]) for each in found]


def rounds_without(campaign: Campaign, _on: date, viewer: Viewer) -> Iterable[int]:
    """The numbers of open rounds in which the viewer was named and has said nothing yet."""
    named = ReviewRound.objects.visible_to(viewer).filter(
        campaign=campaign, closed_at=None, reviewers=viewer.person_id or 0
    )
    said = Remark.objects.unguarded(because="only whether the viewer's own is there").filter(
        by=viewer.person_id or 0
    )
    return named.exclude(pk__in=said.values("round")).values_list("pk", flat=True)


@dataclass(frozen=True, slots=True)
class Review:
    """A round with the document under review, and what was said of each paragraph."""

    round: ReviewRound
    document: Document
    remarks: list[Remark]
    by_place: dict[str, list[Remark]]


def review(number: int, *, viewer: Viewer) -> Review:
    """For whoever was named, and for those who run the campaign. Raises NotVisibleError."""
    found = get_visible(ReviewRound, number, viewer=viewer)
    if not rules.reviews(viewer, found):
        raise NotVisibleError(f"review round {number}")
    version = Version.objects.unguarded(because="a round shows its version to those it names").get(
        pk=found.version_id
    )
    resting.insist_on_open(version.rests, version.paper.audience)
    remarks = list(Remark.objects.visible_to(viewer).filter(round=found).select_related("by"))
    by_place: defaultdict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        by_place[remark.place].append(remark)
    return Review(found, plain_values.from_text(version.content), remarks, dict(by_place))


def get_remark(number: int, *, viewer: Viewer) -> Remark:
    """Raises NotVisibleError."""
    return get_visible(Remark, number, viewer=viewer)


def possible_reviewers(paper: Paper, people: list[Person]) -> list[Person]:
    """Of these people those other than whoever made it."""
    return [person for person in people if person.pk != paper.made_by_id]
