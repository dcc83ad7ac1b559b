"""Writes: who may, what is refused, what the trail and the public pages learn of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from tests.access import cast
from tests.evidence.reading import AT, asked, campaign, state, told
from tests.factories.evidence import InterimStepFactory, ObstacleFactory
from tests.reading import treaty

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.access.models import AuditEntry
from accede.access.roles import Attribution, Confidentiality
from accede.evidence import actions, queries
from accede.evidence.models import (
    Assessment,
    Incident,
    InterimStep,
    InterpretiveIssue,
    InterpretivePosition,
    Obstacle,
    ObstacleCode,
    Position,
    Statement,
)
from accede.record.models import Edition
from accede.record.partial_dates import Firmness

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SECRET = "the Minister fears the neighbours"


def record(who="coordinator_a", **more):
    how = told() | {"reading": SECRET, "state": state("UGA"), "treaty": treaty()} | more
    how.setdefault("code", ObstacleCode.objects.get(pk="RIVAL"))
    return actions.record_obstacle(by=cast.viewer(who), at=AT, **how)


def everything(who, **how):
    """One row of each kind, by one act each."""
    by = {"by": cast.viewer(who), "at": AT}
    one = {"state": state("UGA"), "treaty": treaty(), "reading": SECRET} | by | told(**how)
    incident = actions.record_incident(kind=Incident.Kind.USE, place=SECRET, **one)
    of_incident = {key: value for key, value in one.items() if key not in ("state", "treaty")}
    return [
        record(who, **how),
        actions.record_position(kind=Position.Kind.ON_HOLD, **one),
        actions.record_statement(stance=Statement.Stance.OPPOSES, speaker=SECRET, forum=SECRET, **one),
        incident,
        actions.assess_incident(
            incident=incident, grade=Assessment.Grade.ALLEGED, by_whom=SECRET, **of_incident
        ),
        actions.record_condemnation(incident=incident, state=state("KEN"), **of_incident),
        actions.record_interpretive_position(
            issue=InterpretiveIssue.objects.get(pk="transit"), view=InterpretivePosition.View.NO, **one
        ),
    ]


def test_who_writes_down_owns_and_the_trail_tells_it():
    rows = everything("coordinator_a")
    for row in rows:
        entry = AuditEntry.objects.get(kind=f"evidence.{type(row).__name__}", object_key=str(row.pk))
        assert row.owner_id == cast.mission_a().pk
        assert entry.by_name == "Coordinator A"
        assert SECRET not in str(entry.changes)
        assert SECRET not in str(entry.changes.values())
    assert audit.first_break() is None


def test_no_text_lies_in_the_database_in_clear():
    for row in everything("coordinator_a"):
        table = f"evidence_{type(row).__name__.lower()}"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} WHERE id = %s", [row.pk])  # noqa: S608 -- our own table
            assert SECRET not in str(cursor.fetchone())


@pytest.mark.parametrize("who", ["observer", "administrator", "nobody", "former_coordinator", "public"])
def test_who_does_not_contribute_writes_nothing(who):
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowedError):
        record(who)
    assert AuditEntry.objects.count() == before


def test_partners_write_down_what_is_theirs():
    row = record("cmc_partner", confidentiality=Confidentiality.PARTNERS)
    assert row.owner_id == cast.cmc().pk


def test_what_is_confidential_leaves_public_pages_alone():
    before = Edition.objects.count()
    everything("coordinator_a")
    assert Edition.objects.count() == before


def test_what_is_public_renews_public_pages_without_telling_texts():
    before = Edition.objects.count()
    rows = everything("coordinator_a", confidentiality=Confidentiality.PUBLIC, source=treaty().source)
    assert Edition.objects.count() == before + len(rows)
    assert SECRET not in "".join(Edition.objects.values_list("what", flat=True))


def test_public_evidence_cites_a_source():
    with pytest.raises(ValidationError, match="cites a source"):
        record(confidentiality=Confidentiality.PUBLIC)
    with pytest.raises(ValidationError, match="where it comes from"):
        record(origin=" ")


def test_a_date_is_as_firm_as_it_is_written():
    assert record(date_given="2026-10").firmness == Firmness.MONTH
    assert record(date_given="2026-10").day == date(2026, 10, 31)
    assert record(date_given="2026").day == date(2026, 11, 24)  # no later than the day it was written down
    assert record(date_given="2026-10-02", firmness=Firmness.DAY_UNVERIFIED).firmness == "day-unverified"


@pytest.mark.parametrize("given", ["2026-12-01", "2027", "2026-13-01", "yesterday"])
def test_a_date_to_come_or_none_at_all_is_refused(given):
    with pytest.raises(ValidationError):
        record(date_given=given)


def test_a_reason_says_something_and_is_of_the_treatys_code_book():
    with pytest.raises(ValidationError, match="what the State said"):
        record(reading=" ", own_words="")
    clearance = ObstacleCode.objects.get(pk="CLEAR-10Y")
    with pytest.raises(ValidationError, match="code book"):
        record(treaty=treaty("att"), code=clearance)


def test_a_reason_gives_way_to_a_later_one_of_the_same_state():
    older, newer = record(date_given="2025"), record(date_given="2026-10")
    by = {"by": cast.viewer("coordinator_b"), "at": AT}
    actions.supersede_obstacle(obstacle=older, newer=newer, **by)
    rows = queries.obstacles_of(state("UGA"), treaty(), **asked(viewer=cast.viewer("coordinator_a")))
    assert [(row.pk, row.standing, row.superseded_by) for row in rows] == [
        (newer.pk, True, None),
        (older.pk, False, newer.pk),
    ]
    with pytest.raises(ValidationError, match="already"):
        actions.supersede_obstacle(obstacle=newer, newer=older, **by)
    with pytest.raises(ValidationError, match="already"):
        actions.supersede_obstacle(obstacle=newer, newer=newer, **by)
    with pytest.raises(ValidationError, match="earlier"):
        actions.supersede_obstacle(
            obstacle=record(date_given="2026-11"), newer=record(date_given="2024"), **by
        )
    with pytest.raises(ValidationError, match="same State"):
        actions.supersede_obstacle(obstacle=newer, newer=record(state=state("KEN")), **by)


def test_a_reason_is_withdrawn_from_a_day_on():
    row = record(date_given="2025-03")
    coordinator = cast.viewer("coordinator_a")
    with pytest.raises(ValidationError, match="after it was given"):
        actions.withdraw_obstacle(obstacle=row, date_given="2024", by=coordinator, at=AT)
    actions.withdraw_obstacle(obstacle=row, date_given="2026-02", by=coordinator, at=AT)

    def standing(on):
        (found,) = queries.obstacles_of(state("UGA"), treaty(), **asked(on, coordinator))
        return found.standing

    assert standing("2026-02-27")
    assert not standing("2026-02-28")
    entry = AuditEntry.objects.filter(act="withdraw obstacle").first()
    assert entry.changes["withdrawn_given"] == ["", "2026-02"]


def test_only_the_owner_and_those_who_run_the_campaign_end_a_reason():
    row = record("coordinator_a")
    for who in ("cmc_partner", "thematic_coordinator", "observer", "administrator", "nobody"):
        with pytest.raises(NotAllowedError):
            actions.withdraw_obstacle(obstacle=row, date_given="2026-10", by=cast.viewer(who), at=AT)
    secret = record("coordinator_a", confidentiality=Confidentiality.COORDINATORS)
    with pytest.raises(NotAllowedError):  # runs the campaign, and is not to see it
        actions.withdraw_obstacle(
            obstacle=secret, date_given="2026-10", by=cast.viewer("support_unit_officer"), at=AT
        )
    shipped = Obstacle.objects.visible_to(cast.viewer("public")).get(shipped_key="ken-2016-constitution")
    with pytest.raises(NotAllowedError):
        actions.withdraw_obstacle(
            obstacle=shipped, date_given="2026-10", by=cast.viewer("cmc_partner"), at=AT
        )
    actions.withdraw_obstacle(
        obstacle=shipped, date_given="2026-10", by=cast.viewer("support_unit_officer"), at=AT
    )


def test_nobody_learns_by_changing_it_who_spoke_under_the_chatham_house_rule():
    """The refusal "of the same State" would tell, one State after the other, whose reason it is."""
    row = record("coordinator_a", attribution=Attribution.CHATHAM_HOUSE, date_given="2025")
    other = cast.viewer("coordinator_b")
    own = record("coordinator_b", state=state("KEN"), date_given="2026")
    for older, newer in ((row, own), (own, row)):
        with pytest.raises(NotAllowedError):
            actions.supersede_obstacle(obstacle=older, newer=newer, by=other, at=AT)
    with pytest.raises(NotAllowedError):
        actions.withdraw_obstacle(obstacle=row, date_given="2026", by=other, at=AT)
    read = queries.get_obstacle(row.pk, **asked(viewer=other))
    assert (read.text, read.iso3, read.name, read.origin) == (SECRET, "", "", "")
    with pytest.raises(NotVisibleError):
        queries.get_obstacle(row.pk, **asked(viewer=cast.viewer("cmc_partner")))


def test_nobody_builds_upon_what_they_may_not_see():
    secret = everything("coordinator_a")[3]
    partner = cast.viewer("cmc_partner")
    with pytest.raises(NotAllowedError):
        actions.assess_incident(
            incident=secret, grade=Assessment.Grade.CONFIRMED, by_whom="us", by=partner, at=AT, **told()
        )
    with pytest.raises(NotAllowedError):
        actions.record_condemnation(incident=secret, speaker="us", reading="No.", by=partner, at=AT, **told())


def test_who_spoke_and_who_judged_is_said():
    one = told() | {"by": cast.viewer("coordinator_a"), "at": AT}
    with pytest.raises(ValidationError, match="who spoke"):
        actions.record_statement(treaty=treaty(), stance=Statement.Stance.SUPPORTS, reading="Yes.", **one)
    incident = actions.record_incident(treaty=treaty(), kind=Incident.Kind.TRANSFER, reading="Shells.", **one)
    with pytest.raises(ValidationError, match="who says so"):
        actions.assess_incident(incident=incident, grade=Assessment.Grade.DENIED, **one)


def test_an_incident_ends_after_it_began():
    with pytest.raises(ValidationError, match="after it began"):
        actions.record_incident(
            treaty=treaty(),
            kind=Incident.Kind.USE,
            reading="An attack.",
            ended_given="2024",
            by=cast.viewer("coordinator_a"),
            at=AT,
            **told(date_given="2025-06"),
        )


def test_an_interim_step_is_taken_and_revoked():
    by = {"by": cast.viewer("coordinator_a"), "at": AT}
    step = actions.record_interim_step(
        state=state("UGA"),
        treaty=treaty(),
        kind=InterimStep.Kind.MORATORIUM,
        summary="No exports until further notice.",
        source=treaty().source,
        date_given="2025",
        campaign=campaign(),
        **by,
    )
    actions.revoke_interim_step(step=step, date_given="2026-05-01", **by)
    actions.load_shipped_evidence()

    def held(on):
        steps = queries.interim_steps(treaty(), on=asked(on)["on"], viewer=cast.viewer("public"))
        return step.pk in {each.pk for each in steps}

    assert (held("2024-12-31"), held("2026-04-30"), held("2026-05-01")) == (False, True, False)
    assert list(AuditEntry.objects.filter(kind="evidence.InterimStep").values_list("act", flat=True)) == [
        "revoke interim step",
        "record interim step",
    ]


def test_a_shipped_step_that_was_revoked_here_stays_revoked():
    step = InterimStep.objects.get(shipped_key="sgp-2008-moratorium")
    actions.revoke_interim_step(step=step, date_given="2026-10", by=cast.viewer("coordinator_a"), at=AT)
    actions.load_shipped_evidence()
    step.refresh_from_db()
    assert step.revoked_date == date(2026, 10, 31)


def test_partners_revoke_no_step():
    step = InterimStepFactory(treaty=treaty(), state_id="KEN")
    with pytest.raises(NotAllowedError):
        actions.revoke_interim_step(step=step, date_given="2026-10", by=cast.viewer("cmc_partner"), at=AT)


def test_aggregate_only_is_read_by_its_owner_alone():
    row = record("coordinator_a", attribution=Attribution.AGGREGATE_ONLY)
    ObstacleFactory(treaty=treaty(), state_id="UGA", reading="said in public")

    def read(who):
        return {
            each.pk for each in queries.obstacles_of(state("UGA"), treaty(), **asked(viewer=cast.viewer(who)))
        }

    assert row.pk in read("coordinator_a")
    assert read("coordinator_b")
    assert row.pk not in read("coordinator_b")
