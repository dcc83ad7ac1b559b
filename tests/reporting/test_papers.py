"""Documents that are kept: drafted, refreshed, issued, reviewed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.access import cast
from tests.factories.outreach import ExchangeFactory

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign, Release
from accede.access.roles import Confidentiality
from accede.reporting import actions, plain_values, queries
from accede.reporting.making import Asked
from accede.reporting.models import Remark

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SAID = "The bill waits for the committee."


@pytest.fixture
def coordinator():
    return cast.viewer_of(cast.coordinator_a())


@pytest.fixture
def partner():
    return cast.viewer_of(cast.CAST["cmc_partner"]())


def draft(by, audience=Confidentiality.PARTNERS, kind="dossier"):
    return actions.draft_paper(
        asked=Asked(kind=kind, state="KEN"),
        campaign=Campaign.objects.get(pk="ccm"),
        audience=audience,
        language="en",
        on=timezone.localdate(),
        by=by,
        at=timezone.now(),
    )


def say(text):
    return ExchangeFactory(owner=cast.mission_a(), said=text, held_on=date(2026, 2, 1))


def refresh(paper, by):
    return actions.refresh_paper(paper=paper, on=timezone.localdate(), by=by, at=timezone.now())


def issue(paper, by, reason="Submitted to the Meeting"):
    return actions.issue_paper(paper=paper, reason=reason, on=timezone.localdate(), by=by, at=timezone.now())


def test_a_draft_refreshes_from_the_record_and_shows_what_changed(coordinator):
    paper = draft(coordinator, audience=Confidentiality.COORDINATORS)
    say(SAID)
    refresh(paper, coordinator)
    told = queries.told(paper.pk, viewer=coordinator)
    assert told.version.number == 2
    assert any(SAID in line for change in told.changed for line in change.after)


def test_a_draft_of_which_nothing_changed_makes_no_new_version(coordinator):
    paper = draft(coordinator)
    assert refresh(paper, coordinator).number == 1


def test_a_draft_is_for_those_who_run_the_campaign(coordinator, partner):
    paper = draft(coordinator, audience=Confidentiality.PUBLIC)
    assert paper.confidentiality == Confidentiality.COORDINATORS_AND_ISU
    with pytest.raises(NotVisibleError):
        queries.told(paper.pk, viewer=partner)
    with pytest.raises(NotAllowedError):
        draft(partner)


def test_the_author_sees_how_much_is_withheld_before_issuing(coordinator):
    say(SAID)
    told = queries.told(draft(coordinator).pk, viewer=coordinator)
    assert told.version.withheld == 1
    assert "[withheld]" in plain_values.to_text(told.document)
    assert SAID not in plain_values.to_text(told.document)


def test_an_issued_document_stands_still_with_its_digest_and_a_recorded_release(coordinator, partner):
    say(SAID)
    paper = issue(draft(coordinator), coordinator)
    told = queries.told(paper.pk, viewer=partner)
    assert paper.digest == plain_values.digest(told.document)
    assert "[withheld]" not in plain_values.to_text(told.document)
    assert told.document.cited
    assert len(told.versions) == 1  # the drafts are not for its readers
    release = Release.objects.get(kind="reporting.Paper", object_key=str(paper.pk))
    assert (release.to_class, release.reason) == (Confidentiality.PARTNERS, "Submitted to the Meeting")
    with pytest.raises(ValidationError, match="stands still"):
        refresh(paper, coordinator)


def test_an_issue_without_a_reason_changes_nothing(coordinator):
    paper = draft(coordinator)
    with pytest.raises(ValidationError, match="reason"):
        issue(paper, coordinator, reason=" ")
    paper.refresh_from_db()
    assert not paper.is_issued
    assert not Release.objects.exists()


def test_a_review_is_for_those_who_are_named(coordinator, partner):
    other = cast.viewer_of(cast.CAST["icrc_partner"]())
    found = actions.open_round(
        paper=draft(coordinator),
        reviewers=[cast.CAST["cmc_partner"]()],
        note="Mind the figures",
        by=coordinator,
        at=timezone.now(),
    )
    review = queries.review(found.pk, viewer=partner)
    assert "Kenya" in review.document.title
    assert [each.pk for each, _title in queries.rounds_for(found.campaign, viewer=partner)] == [found.pk]
    with pytest.raises(NotVisibleError):
        queries.review(found.pk, viewer=other)
    with pytest.raises(NotAllowedError):
        actions.comment(found=found, place="", text="x", by=other, at=timezone.now())


def test_a_reviewer_who_may_not_see_what_the_readers_see_is_refused(coordinator):
    paper = draft(coordinator, audience=Confidentiality.COORDINATORS)
    with pytest.raises(ValidationError, match="may not see"):
        actions.open_round(
            paper=paper, reviewers=[cast.CAST["cmc_partner"]()], by=coordinator, at=timezone.now()
        )


def test_comments_are_settled_and_none_are_made_in_a_closed_round(coordinator, partner):
    found = actions.open_round(
        paper=draft(coordinator),
        reviewers=[cast.CAST["cmc_partner"]()],
        by=coordinator,
        at=timezone.now(),
    )
    remark = actions.comment(
        found=found,
        place="standing",
        text="Say when",
        suggestion="It signed in 2008.",
        by=partner,
        at=timezone.now(),
    )
    actions.settle(remark=remark, settled=Remark.Settled.TAKEN, by=coordinator, at=timezone.now())
    review = queries.review(found.pk, viewer=coordinator)
    assert review.by_place["standing"][0].settled == "taken"
    with pytest.raises(NotAllowedError):
        actions.settle(remark=remark, settled=Remark.Settled.NOT_TAKEN, by=partner, at=timezone.now())
    actions.close_round(found=found, by=coordinator, at=timezone.now())
    with pytest.raises(ValidationError, match="closed"):
        actions.comment(found=found, place="", text="late", by=partner, at=timezone.now())


def test_what_is_kept_of_a_draft_is_encrypted(coordinator):
    from django.db import connection  # noqa: PLC0415 -- past the models, as whoever takes the file would read

    draft(coordinator)
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, asked FROM reporting_paper")
        assert not any("KEN" in column or "Kenya" in column for row in cursor for column in row)
        cursor.execute("SELECT content FROM reporting_version")
        assert not any("Kenya" in column for row in cursor for column in row)


def test_the_handover_dossier_lists_what_was_issued(coordinator):
    issue(draft(coordinator), coordinator)
    draft(coordinator, kind="talking-points")
    paper = draft(coordinator, kind="handover", audience=Confidentiality.COORDINATORS)
    told = plain_values.to_text(queries.told(paper.pk, viewer=coordinator).document)
    assert "Kenya and the Convention on Cluster Munitions" in told
    assert "Talking points: Kenya" not in told


def test_any_two_versions_are_compared(coordinator):
    paper = draft(coordinator, audience=Confidentiality.COORDINATORS)
    for text in (SAID, "The committee met."):
        say(text)
        refresh(paper, coordinator)

    def added(**asked):
        told = queries.told(paper.pk, viewer=coordinator, **asked)
        return told.against, "\n".join(line for change in told.changed for line in change.after)

    against, new = added()
    assert against == 2
    assert SAID not in new
    against, new = added(version=3, against=1)
    assert against == 1
    assert SAID in new
    assert added(version=1)[0] is None
