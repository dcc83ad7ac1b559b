"""Writes of documents: drafting, refreshing, issuing, and reviewing. Each is one transaction with its audit entry in it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accede.access import actions as access
from accede.access import audit
from accede.access.models import Campaign, Person
from accede.access.queries import viewer_of
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.reporting import asking, making, plain_values, rules
from accede.reporting.making import Asked, Made
from accede.reporting.models import Paper, Remark, ReviewRound, Version
from accede.webhooks.events import News, announce
from accede.webhooks.models import Kind


@transaction.atomic
def draft_paper(
    *,
    asked: Asked,
    campaign: Campaign,
    audience: Confidentiality,
    language: str,
    on: date,
    by: Viewer,
    at: datetime,
) -> Paper:
    """Fill a new document. Raises what `making.make` raises, and NotAllowedError."""
    owner = rules.insist_on_writing(by, campaign)
    made = _make(asked, campaign, audience, language, on=on, by=by, draft=True)
    paper = Paper(
        campaign=campaign,
        owner_id=owner,
        # A draft is for those who write it, however wide its readers will be.
        confidentiality=min(max(audience, Confidentiality.COORDINATORS_AND_ISU), by.clearance(campaign.pk)),
        kind=asked.kind,
        language=language,
        audience=audience,
        title=made.document.title,
        asked=asking.to_text(asked),
        made_on=on,
        made_by_id=by.person_id,
    )
    paper.full_clean()
    paper.save()
    _keep(paper, made, number=1, at=at)
    audit.write(act="draft document", of=paper, by=by, at=at)
    return paper


@transaction.atomic
def refresh_paper(*, paper: Paper, on: date, by: Viewer, at: datetime) -> Version:
    """Fill the draft anew. The same content makes no new version."""
    rules.insist_on_changing(by, paper)
    _insist_on_draft(paper)
    made = _make_again(paper, on=on, by=by, draft=True)
    last = latest(paper)
    if last and last.content == plain_values.to_text(made.document):
        if last.rests != made.rests:  # it says the same, and says it of what its readers may see
            last.rests = made.rests
            last.save(update_fields=["rests"])
        return last
    before = audit.values(paper)
    paper.title = made.document.title
    paper.save()
    version = _keep(paper, made, number=(last.number if last else 0) + 1, at=at)
    audit.write(act="refresh document", of=paper, by=by, at=at, before=before)
    return version


@transaction.atomic
def issue_paper(*, paper: Paper, reason: str, on: date, by: Viewer, at: datetime) -> Paper:
    """From now on it stands still, with its digest, and its readers may see it: that is a release, with a reason."""
    rules.insist_on_changing(by, paper)
    _insist_on_draft(paper)
    made = _make_again(paper, on=on, by=by, draft=False)
    last = latest(paper)
    _keep(paper, made, number=(last.number if last else 0) + 1, at=at)
    before = audit.values(paper)
    paper.issued_at, paper.issued_by_id = at, by.person_id
    paper.digest, paper.title = plain_values.digest(made.document), made.document.title
    paper.save()
    audit.write(act="issue document", of=paper, by=by, at=at, before=before)
    if paper.audience < paper.confidentiality:
        access.release(record=paper, to=Confidentiality(paper.audience), reason=reason, by=by, at=at)
    # Neither its title nor for whom it is: whoever may read it finds both there.
    told = {"campaign": paper.campaign_id, "number": paper.pk, "kind": paper.kind}
    announce([News(Kind.DOCUMENT, told, campaign=paper.campaign_id or "")], at=at)
    return paper


@transaction.atomic
def note_made(
    *, kind: str, language: str, audience: Confidentiality, campaign: Campaign, by: Viewer, at: datetime
) -> None:
    """Write down what kind of file left the desk by command, and for whom. What was in it stands nowhere."""
    audit.write(
        act="make document by command",
        of=campaign,
        by=by,
        at=at,
        before=audit.values(campaign),
        told={"kind": kind, "language": language, "audience": audience.name.lower()},
    )


@transaction.atomic
def open_round(
    *,
    paper: Paper,
    reviewers: Sequence[Person],
    note: str = "",
    due_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> ReviewRound:
    """Share the latest version with these people. Each of them may see what its readers may see."""
    rules.insist_on_changing(by, paper)
    _insist_on_draft(paper)
    version = latest(paper)
    if version is None or not reviewers:
        raise ValidationError({"reviewers": _("Choose at least one reviewer.")})
    found = ReviewRound(
        campaign_id=paper.campaign_id,
        owner_id=paper.owner_id,
        confidentiality=max(paper.audience, Confidentiality.PARTNERS),
        version=version,
        note=note.strip(),
        due_on=due_on,
        opened_at=at,
    )
    found.full_clean()
    for person in reviewers:
        if not found.is_visible_to(viewer_of(person, on=at.date())):
            raise ValidationError(
                {"reviewers": _("%(name)s may not see what these readers may see.") % {"name": person.name}}
            )
    found.save()
    found.reviewers.set(reviewers)
    audit.write(act="open review", of=found, by=by, at=at)
    return found


@transaction.atomic
def close_round(*, found: ReviewRound, by: Viewer, at: datetime) -> None:
    rules.insist_on_changing(by, found.version.paper)
    before = audit.values(found)
    found.closed_at = at
    found.save()
    audit.write(act="close review", of=found, by=by, at=at, before=before)


@transaction.atomic
def comment(
    *, found: ReviewRound, place: str, text: str, suggestion: str = "", by: Viewer, at: datetime
) -> Remark:
    """Say something of a paragraph, or of the whole."""
    if not rules.reviews(by, found):
        raise access.NotAllowedError(_("Only those with whom it was shared comment on it."))
    if found.closed_at:
        raise ValidationError(_("This review round is closed."))
    remark = Remark(
        campaign_id=found.campaign_id,
        owner_id=found.owner_id,
        confidentiality=found.confidentiality,
        round=found,
        place=place,
        text=text.strip(),
        suggestion=suggestion.strip(),
        by_id=by.person_id,
        made_at=at,
    )
    remark.full_clean()
    remark.save()
    audit.write(act="comment", of=remark, by=by, at=at)
    return remark


@transaction.atomic
def settle(*, remark: Remark, settled: Remark.Settled, by: Viewer, at: datetime) -> None:
    rules.insist_on_changing(by, remark.round.version.paper)
    before = audit.values(remark)
    remark.settled, remark.settled_by_id = settled, by.person_id
    remark.full_clean()
    remark.save()
    audit.write(act="settle comment", of=remark, by=by, at=at, before=before)


def latest(paper: Paper) -> Version | None:
    found: Version | None = (
        paper.versions.unguarded(because="the paper was shown to whoever writes it")
        .order_by("-number")
        .first()
    )
    return found


def _insist_on_draft(paper: Paper) -> None:
    if paper.is_issued:
        raise ValidationError(_("This document was issued: it stands still. Draft another."))


def _make_again(paper: Paper, *, on: date, by: Viewer, draft: bool) -> Made:
    assert paper.campaign is not None  # noqa: S101 -- a paper is always of a campaign
    return _make(
        asking.from_text(paper.asked),
        paper.campaign,
        Confidentiality(paper.audience),
        paper.language,
        on=on,
        by=by,
        draft=draft,
    )


def _make(
    asked: Asked,
    campaign: Campaign,
    audience: Confidentiality,
    language: str,
    *,
    on: date,
    by: Viewer,
    draft: bool,
) -> Made:
    with translation.override(language):
        return making.make(
            asked,
            campaign=campaign,
            author=by,
            confidentiality=audience,
            language=language,
            on=on,
            draft=draft,
        )


def _keep(paper: Paper, made: Made, *, number: int, at: datetime) -> Version:
    version = Version(
        campaign_id=paper.campaign_id,
        owner_id=paper.owner_id,
        confidentiality=paper.confidentiality,
        paper=paper,
        number=number,
        content=plain_values.to_text(made.document),
        withheld=made.withheld,
        rests=made.rests,
        made_at=at,
    )
    version.full_clean(
        validate_constraints=False
    )  # the database holds them; asking it here would need a viewer
    version.save()
    return version
