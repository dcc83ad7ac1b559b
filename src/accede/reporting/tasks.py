"""Documents that take longer than an answer, made in the background."""

import base64
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils import timezone, translation
from django_tasks import TaskContext, task

from accede.access.models import Campaign
from accede.access.queries import viewer_of
from accede.access.roles import Confidentiality
from accede.background import progress
from accede.record.queries.nearest import NotOnRecordError
from accede.reporting import asking, making, resting
from accede.reporting.blocks import Cited, Document, Part, Sources
from accede.reporting.handing_out import render
from accede.reporting.models import Bundle
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.wording import WordingError

REFUSALS = (ReportRefusedError, NotOnRecordError, WordingError)


@task(takes_context=True)
def make_bundle(context: TaskContext, number: int) -> str:
    """Fill all documents of a bundle and keep its file; gives the reason where it cannot be made."""
    tell = progress.teller(context)
    bundle = Bundle.objects.unguarded(because="whoever asked for it was allowed to").get(pk=number)
    if bundle.made_at or bundle.campaign is None or bundle.asked_by is None:
        return ""
    try:
        content = _file(bundle, bundle.campaign, tell)
    except REFUSALS as error:
        return str(error)
    with transaction.atomic():
        bundle.content, bundle.made_at = base64.b64encode(content).decode("ascii"), timezone.now()
        bundle.save(update_fields=["content", "made_at", "withheld", "rests"])
    return ""


def _file(bundle: Bundle, campaign: Campaign, tell: progress.Tell) -> bytes:
    made = _documents(bundle, campaign)
    if bundle.form == Bundle.Form.ONE_PDF:
        documents = []
        for place, (_name, document) in enumerate(made):
            tell("documents", place, bundle.count)
            documents.append(document)
        tell("binding", 0, 0)
        return render(bound(documents, bundle.title), "pdf")
    form = "pdf" if bundle.form == Bundle.Form.ZIP_OF_PDF else "docx"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as together:
        for place, (name, document) in enumerate(made):
            tell("documents", place, bundle.count)
            together.writestr(f"{name}.{form}", render(document, form))
    return held.getvalue()


def _documents(bundle: Bundle, campaign: Campaign) -> Iterator[tuple[str, Document]]:
    """One after the other, each with the name of its file; whoever takes one lets the one before go."""
    assert bundle.asked_by is not None  # noqa: S101 -- asked before
    author = viewer_of(bundle.asked_by, on=bundle.asked_on)
    audience = Confidentiality(bundle.audience)
    for text in bundle.asked.split("\n"):
        asked = asking.from_text(text)
        for language in bundle.languages.split():
            with translation.override(language):
                made = making.make(
                    asked,
                    campaign=campaign,
                    author=author,
                    confidentiality=audience,
                    language=language,
                    on=bundle.asked_on,
                    # For readers who see less than their author they are drafts, until each is issued.
                    draft=audience < author.clearance(campaign.pk),
                )
            bundle.withheld += made.withheld
            resting.add(bundle.rests, made.rests)
            yield "-".join(filter(None, (asked.state or asked.kind, language))), made.document


def bound(documents: list[Document], title: str) -> Document:
    """All as one, with one list of sources at its end."""
    cited: dict[str, Cited] = {each.key: each for document in documents for each in document.cited}
    lists = [block for document in documents for block in document.blocks if isinstance(block, Sources)]
    parts = [
        Part(part.language, tuple(block for block in part.blocks if not isinstance(block, Sources)))
        for document in documents
        for part in document.parts
    ]
    if lists:
        parts.append(Part(documents[0].language, (lists[0],)))
    return replace(documents[0], title=title, parts=tuple(parts), cited=tuple(cited.values()))
