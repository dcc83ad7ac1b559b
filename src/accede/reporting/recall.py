"""Issued documents that rest on what was confined since: listed for whoever has to call them back."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accede.access import audit
from accede.access.confidentiality import Confidential, confidential_models
from accede.access.models import Campaign
from accede.access.roles import Attribution
from accede.access.viewer import Viewer
from accede.outbox.confining import hold_back
from accede.outbox.models import Message
from accede.reporting import resting, rules
from accede.reporting.models import Paper, Recall, ReviewRound, Version

CLOCKWORK = Viewer(name="accede")
WHY = "each is looked through for one number, and none is shown"


def confined(record: Confidential, at: datetime) -> None:
    """The record was made stricter: list each issued document that rests on it and whose readers may not see it now."""
    stricter = Version.objects.unguarded(because=WHY).filter(paper__issued_at__isnull=False)
    if record.attribution == Attribution.OPEN:
        stricter = stricter.filter(paper__audience__lt=record.confidentiality)
    # Of each paper the last version is what was issued.
    found: dict[int, resting.Rests] = dict(stricter.order_by("paper", "number").values_list("paper", "rests"))
    label = record._meta.label  # noqa: SLF001 -- Django's documented name for it
    for paper, rests in found.items():
        if resting.holds(rests, record):
            row, is_new = Recall.objects.get_or_create(
                paper_id=paper, kind=label, number=record.pk, settled_at=None, defaults={"at": at}
            )
            if is_new:
                hold_back(row.paper, at)
                audit.write(act="list for recall", of=row, by=CLOCKWORK, at=at)


@dataclass(frozen=True, slots=True)
class Row:
    """A document to be called back: on account of which records, and who is known to have it."""

    paper: Paper
    recalls: list[Recall]
    records: list[tuple[str, Confidential | None]]
    received: list[str]


def recalls(campaign: Campaign, *, viewer: Viewer, issued_by: int | None = None) -> list[Row]:
    """What is to be called back, the newest first. Of a record, what the viewer may see now."""
    papers = Paper.objects.visible_to(viewer).filter(campaign=campaign)
    if issued_by is not None:
        papers = papers.filter(issued_by=issued_by)
    rows = Recall.objects.filter(settled_at__isnull=True, paper__in=papers.values("pk"))
    by_paper: defaultdict[int, list[Recall]] = defaultdict(list)
    for row in rows:
        by_paper[row.paper_id].append(row)
    if not by_paper:  # as on most days: nothing further is asked
        return []
    shown = {paper.pk: paper for paper in papers.filter(pk__in=list(by_paper)).select_related("issued_by")}
    known = _records([each for found in by_paper.values() for each in found], viewer)
    received = _received(list(by_paper), viewer)
    return [
        Row(shown[number], found, [known[each.kind, each.number] for each in found], received.get(number, []))
        for number, found in by_paper.items()
    ]


def _records(found: list[Recall], viewer: Viewer) -> dict[tuple[str, int], tuple[str, Confidential | None]]:
    models = {model._meta.label: model for model in confidential_models().values()}  # noqa: SLF001
    told: dict[tuple[str, int], tuple[str, Confidential | None]] = {}
    for label in {each.kind for each in found}:
        model = models[label]
        numbers = [each.number for each in found if each.kind == label]
        seen = {row.pk: row for row in model.objects.visible_to(viewer).filter(pk__in=numbers)}
        for number in numbers:
            told[label, number] = (str(model._meta.verbose_name), seen.get(number))  # noqa: SLF001
    return told


def _received(papers: list[int], viewer: Viewer) -> dict[int, list[str]]:
    """To whom it went from here: by the outbox, and in a review round. Who saved or printed it, nobody knows."""
    told: defaultdict[int, list[str]] = defaultdict(list)
    sent = Message.objects.visible_to(viewer).filter(
        about_kind="paper", about_number__in=papers, state=Message.State.SENT
    )
    for message in sent.only("about_number", "to_name", "to_address"):
        told[message.about_number].append(message.to_name or message.to_address)
    rounds = ReviewRound.objects.visible_to(viewer).filter(version__paper__in=papers)
    for each in rounds.select_related("version").prefetch_related("reviewers"):
        told[each.version.paper_id].extend(person.name for person in each.reviewers.all())
    return {number: sorted(set(names)) for number, names in told.items()}


def is_open(paper: Paper) -> bool:
    """Whether it is to be called back. Whoever has the paper may see it."""
    return Recall.objects.filter(paper=paper, settled_at__isnull=True).exists()


@transaction.atomic
def settle(*, paper: Paper, by: Viewer, at: datetime) -> int:
    """It was called back, or its readers were told. Raises NotAllowedError."""
    rules.insist_on_changing(by, paper)
    found = list(Recall.objects.select_for_update().filter(paper=paper, settled_at__isnull=True))
    for row in found:
        before = audit.values(row)
        row.settled_at, row.settled_by_id = at, by.person_id
        row.save(update_fields=["settled_at", "settled_by"])
        audit.write(act="settle recall", of=row, by=by, at=at, before=before)
    return len(found)
