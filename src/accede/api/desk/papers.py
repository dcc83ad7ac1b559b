"""Documents: reports, papers and dossiers that the desk fills; their drafts, versions and reviews, and as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Literal

from django.utils.text import slugify

from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer
from accede.api import asked
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.api.problems import RefusedError
from accede.reporting import actions, bundle_actions, mailing, making, recall, rules
from accede.reporting import queries as papers
from accede.reporting.blocks import Document
from accede.reporting.changes import Changed
from accede.reporting.handing_out import render
from accede.reporting.models import Bundle, Paper
from accede.reporting.renderers import FORMS

room = Room("Documents")
OF_BUNDLES = {"pdf": "application/pdf", "zip": "application/zip"}


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What was confined. `number` where the reader may see it."""

    kind: str
    number: int | None


@dataclass(frozen=True, slots=True)
class RecallOut:
    """An issued document to be called back: on account of what, and who is known to have it."""

    document: int
    title: str
    issued_at: datetime | None
    records: Sequence[RestsOn]
    received: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReviewOut:
    """A round in which the reader was named, or that the reader may close."""

    number: int
    title: str
    opened_at: datetime
    due_on: date | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionOut:
    """A version, by the number by which it is asked for."""

    number: int
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOut:
    """A version of a document, read, and what another said otherwise, by itself the one before."""

    paper: int
    title: str
    kind: str
    language: str
    audience: int
    issued_at: datetime | None
    version: int
    document: Document
    changed: list[Changed]
    against: int | None
    versions: list[VersionOut]


@dataclass(frozen=True, slots=True)
class RemarkOut:
    """A comment on a paragraph, by its key, or on the whole; `settled` is empty, taken or not-taken."""

    number: int
    place: str
    text: str
    suggestion: str
    by: Person | None
    made_at: datetime
    settled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTold:
    """A round with what is asked in it, the document under review, and what was said of it, in time."""

    number: int
    note: str
    opened_at: datetime
    due_on: date | None
    closed_at: datetime | None
    document: Document
    remarks: list[RemarkOut]


def document(
    number: int, *, version: int | None = None, against: int | None = None, viewer: Viewer
) -> DocumentOut:
    """As it stands, or as that version had it. Once it is issued, its drafts are for those who wrote it."""
    told = papers.told(number, viewer=viewer, version=version, against=against)
    return DocumentOut(
        paper=told.paper.pk,
        title=told.paper.title,
        kind=told.paper.kind,
        language=told.paper.language,
        audience=int(told.paper.audience),
        issued_at=told.paper.issued_at,
        version=told.version.number,
        document=told.document,
        changed=told.changed,
        against=told.against,
        versions=[VersionOut(each.number, each.made_at) for each in told.versions],
    )


def review(number: int, *, viewer: Viewer) -> ReviewTold:
    """For whoever was named, and for those who run the campaign."""
    told = papers.review(number, viewer=viewer)
    return ReviewTold(
        number=told.round.pk,
        note=told.round.note,
        opened_at=told.round.opened_at,
        due_on=told.round.due_on,
        closed_at=told.round.closed_at,
        document=told.document,
        remarks=[
            RemarkOut(
                each.pk, each.place, each.text, each.suggestion, each.by, each.made_at, str(each.settled)
            )
            for each in told.remarks
        ],
    )


def as_file(
    number: int,
    *,
    form: Literal["docx", "pdf", "html", "md"] = "docx",
    version: int | None = None,
    viewer: Viewer,
) -> tuple[str, bytes, str]:
    """As it stands, or as that version had it."""
    told = papers.told(number, viewer=viewer, version=version)
    name = slugify(told.paper.title) or f"{told.paper.kind}-{told.paper.pk}"
    return f"{name[:80]}.{form}", render(told.document, form), FORMS[form].media_type


def recalls(campaign: Campaign, *, viewer: Viewer) -> list[RecallOut]:
    """The newest first."""
    rules.insist_on_writing(viewer, campaign)
    return [
        RecallOut(
            row.paper.pk,
            row.paper.title,
            row.paper.issued_at,
            [RestsOn(kind, record.pk if record else None) for kind, record in row.records],
            row.received,
        )
        for row in recall.recalls(campaign, viewer=viewer)
    ]


def settle_recall(*, paper: Paper, by: Viewer, at: datetime) -> None:
    """It was called back, or its readers were told. Who said so is in the trail."""
    recall.settle(paper=paper, by=by, at=at)


def put_in_outbox(*, paper: Paper, on: date, by: Viewer, at: datetime) -> None:
    """One message for each letter, to its State's contact point; all wait until somebody lets them go."""
    mailing.put_in_outbox(paper=paper, on=on, by=by, at=at)


def reviews(campaign: Campaign, *, viewer: Viewer) -> list[ReviewOut]:
    """Those that are open."""
    return [
        ReviewOut(each.pk, title, each.opened_at, each.due_on, each.closed_at)
        for each, title in papers.rounds_for(campaign, viewer=viewer)
    ]


def reviews_of(found: Paper, *, viewer: Viewer) -> list[ReviewOut]:
    """Those that the reader may read."""
    return [
        ReviewOut(each.pk, found.title, each.opened_at, each.due_on, each.closed_at)
        for each in papers.rounds(found, viewer=viewer)
    ]


def bundle(found: Bundle, *, viewer: Viewer) -> bundle_actions.BundleRow:
    """Whether it is made yet."""
    told = bundle_actions.get_bundle(found.pk, viewer=viewer)
    assert told.campaign is not None  # noqa: S101 -- a bundle is always of a campaign
    rows = bundle_actions.bundles(told.campaign, viewer=viewer)
    return next(row for row in rows if row.pk == told.pk)


def bundle_file(found: Bundle, *, viewer: Viewer) -> tuple[str, bytes, str]:
    """One PDF, or the documents in a ZIP."""
    told = bundle_actions.get_bundle(found.pk, viewer=viewer)
    if told.made_at is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, "It is not made yet", "Ask again in a while.")
    name = slugify(told.title)[:80] or f"bundle-{told.pk}"
    return f"{name}.{told.suffix}", bundle_actions.file_of(told), OF_BUNDLES[told.suffix]


room.several("/documents", papers.papers, summary="Documents, the latest first")
room.write(
    "POST",
    "/documents",
    actions.draft_paper,
    kinds={"kind": taken.among(making.KINDS), "language": asked.Language},
    summary="Have a document filled",
)
room.one(
    "/documents/{number}",
    document,
    asks=("version", "against"),
    summary="A document, with what changed in it",
)
room.file(
    "/documents/{number}/file",
    as_file,
    asks=("form", "version"),
    media=[each.media_type for each in FORMS.values()],
    summary="A document as a file",
)
room.write(
    "POST", "/documents/{number}/refresh", actions.refresh_paper, of="paper", summary="Fill the draft anew"
)
room.write("POST", "/documents/{number}/issue", actions.issue_paper, of="paper", summary="Issue it")
room.write(
    "POST",
    "/documents/{number}/outbox",
    put_in_outbox,
    of="paper",
    but=("on",),
    summary="Put its letters into the outbox, where they wait",
)
room.several("/recalls", recalls, summary="Issued documents to be called back, and who is known to have them")
room.write("POST", "/documents/{number}/recall", settle_recall, of="paper", summary="It was called back")
room.write(
    "POST", "/documents/{number}/reviews", actions.open_round, of="paper", summary="Share it for review"
)
room.several("/documents/{number}/reviews", reviews_of, of="found", summary="Its reviews")
room.several("/reviews", reviews, summary="Open reviews in which the reader was named")
room.one("/reviews/{number}", review, summary="A review and its remarks")
room.write("POST", "/reviews/{number}/close", actions.close_round, of="found", summary="Close the review")
room.write("POST", "/reviews/{number}/remarks", actions.comment, of="found", summary="Remark on a passage")
room.write("POST", "/remarks/{number}/settle", actions.settle, of="remark", summary="What became of a remark")
room.several("/bundles", bundle_actions.bundles, summary="Dossiers and languages that are made together")
room.write("POST", "/bundles", bundle_actions.ask_for_dossiers, summary="Have dossiers of many States made")
room.write(
    "POST",
    "/documents/{number}/languages",
    bundle_actions.ask_for_languages,
    of="paper",
    but=("on",),
    kinds={"form": Bundle.Form},
    summary="Have it made in six languages",
)
room.one("/bundles/{number}", bundle, of="found", summary="Whether a bundle is made")
room.file(
    "/bundles/{number}/file",
    bundle_file,
    of="found",
    media=OF_BUNDLES.values(),
    summary="What was made, as one file",
)
