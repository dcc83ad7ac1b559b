"""Who sees what: by class, by owner, by how it may be used; and that nothing is read without saying for whom."""

import pytest
from django.db.models import Count, Exists, F, OuterRef, Subquery
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.access import cast
from tests.factories.evidence import ObstacleFactory
from tests.reading import treaty

from accede.access import actions, queries
from accede.access.confidentiality import NotVisibleError, NoViewerError, get_record, withhold
from accede.access.models import Campaign
from accede.access.roles import CLEARANCE, Attribution, Confidentiality, Role
from accede.access.viewer import PUBLIC, Viewer, audience
from accede.evidence.models import Obstacle
from accede.record.models import State

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SECRET = "The minister fears the neighbours."
EVERYBODY = ["public", *cast.CAST]
AT_MISSION_A = {"coordinator_a"}
PARTNERS = {"thematic_coordinator", "cmc_partner", "icrc_partner", "parliamentarians_partner"}
# Of a bilateral record of mission A: whom each class opens it to. Written down, not worked out.
OPENED_TO = {
    Confidentiality.PUBLIC: set(EVERYBODY),
    Confidentiality.PARTNERS: {"coordinator_a", "coordinator_b", "support_unit_officer"} | PARTNERS,
    Confidentiality.COORDINATORS_AND_ISU: {"coordinator_a", "coordinator_b", "support_unit_officer"},
    Confidentiality.COORDINATORS: {"coordinator_a", "coordinator_b"},
}


def record(confidentiality=Confidentiality.COORDINATORS_AND_ISU, owner=None, campaign="ccm", **more):
    return ObstacleFactory(
        treaty=treaty(),
        reading=SECRET,
        confidentiality=confidentiality,
        owner=owner or cast.mission_a(),
        campaign=Campaign.objects.get(pk=campaign),
        **more,
    )


def seen_by(viewer):
    return set(Obstacle.objects.visible_to(viewer).filter(reading__isnull=False).values_list("pk", flat=True))


@pytest.mark.parametrize("confidentiality", Confidentiality)
@pytest.mark.parametrize("name", EVERYBODY)
def test_a_class_opens_to_those_it_names_and_to_nobody_else(name, confidentiality):
    made = record(confidentiality)
    allowed = name in OPENED_TO[confidentiality]
    assert (made.pk in seen_by(cast.viewer(name))) is allowed
    assert made.is_visible_to(cast.viewer(name)) is allowed


@pytest.mark.parametrize("confidentiality", Confidentiality)
def test_civil_society_never_sees_bilateral_notes_whatever_the_table_of_roles_says(confidentiality):
    """The rule holds in reading too: a role that was put there past the program opens nothing."""
    person = cast.cmc_partner()
    for role in Role:
        person.roles_held.get_or_create(campaign_id="ccm", role=role, held_from="2024-01-01")
    made = record(confidentiality)
    assert made.is_visible_to(cast.viewer_of(person)) is (confidentiality <= Confidentiality.PARTNERS)
    assert cast.viewer_of(person).clearance("ccm") == Confidentiality.PARTNERS


def test_an_owner_sees_their_own_whatever_its_class():
    made = record(Confidentiality.COORDINATORS, owner=cast.icrc())
    assert made.is_visible_to(cast.viewer("icrc_partner"))
    assert not made.is_visible_to(cast.viewer("cmc_partner"))
    assert not made.is_visible_to(cast.viewer("support_unit_officer"))


@pytest.mark.parametrize("name", ["administrator", "nobody", "former_coordinator"])
def test_to_work_there_is_not_to_own_without_a_role_that_contributes(name):
    """The administrator is of the support unit, the others of mission A: that alone opens nothing."""
    for owner in (cast.support_unit(), cast.mission_a()):
        assert not record(Confidentiality.COORDINATORS, owner=owner).is_visible_to(cast.viewer(name))
    assert seen_by(cast.viewer(name)) == seen_by(PUBLIC)


def test_a_role_in_one_campaign_opens_nothing_in_another():
    Campaign.objects.create(key="apmbc", treaty_key="apmbc")
    made = record(Confidentiality.PARTNERS, campaign="apmbc")
    assert not [name for name in EVERYBODY if made.is_visible_to(cast.viewer(name))]


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_may_only_be_counted_is_shown_to_its_owner_alone(name):
    made = record(Confidentiality.PARTNERS, attribution=Attribution.AGGREGATE_ONLY)
    viewer = cast.viewer(name)
    assert made.is_visible_to(viewer) is (name in AT_MISSION_A)
    assert (made.pk in seen_by(viewer)) is (name in AT_MISSION_A)


@pytest.mark.parametrize("name", EVERYBODY)
def test_under_chatham_house_the_speaker_is_shown_to_the_owner_alone(name):
    made = record(Confidentiality.PARTNERS, attribution=Attribution.CHATHAM_HOUSE)
    viewer = cast.viewer(name)
    assert made.is_visible_to(viewer) is (name in OPENED_TO[Confidentiality.PARTNERS])
    assert made.speaker_is_shown_to(viewer) is (name in AT_MISSION_A)


def test_small_counts_are_left_out_and_never_just_one():
    for iso3, number in (("KEN", 6), ("UGA", 7), ("LKA", 2), ("MNG", 8)):
        for _one in range(number):
            record(state_id=iso3, attribution=Attribution.AGGREGATE_ONLY)
    counted = Obstacle.objects.filter(owner=cast.mission_a()).count_by(
        "state_id", viewer=cast.viewer("coordinator_b")
    )
    assert counted == {"KEN": None, "UGA": 7, "LKA": None, "MNG": 8}


def test_what_can_be_read_does_not_make_a_count_of_the_rest():
    """Six that can be read and two that cannot: eight would tell of the two. So would a total less what is shown."""
    for iso3, read, unread in (("KEN", 6, 2), ("UGA", 6, 9), ("LKA", 7, 0), ("MNG", 1, 6)):
        for number in range(read + unread):
            only_counted = Attribution.AGGREGATE_ONLY if number < unread else Attribution.OPEN
            record(state_id=iso3, attribution=only_counted)
    rows, viewer = Obstacle.objects.filter(owner=cast.mission_a()), cast.viewer("coordinator_b")
    assert rows.count_by("state_id", viewer=viewer) == {"KEN": None, "UGA": 15, "LKA": 7, "MNG": None}
    assert rows.filter(state_id="KEN").count_by("campaign_id", viewer=viewer) == {"ccm": None}
    few = rows.filter(state_id__in=["KEN", "LKA"])
    assert few.count_by("state_id", viewer=viewer) == {"KEN": None, "LKA": None}
    assert rows.count_by("state_id", viewer=cast.viewer("coordinator_a"))["KEN"] == 8


def test_nobody_counts_what_their_class_does_not_open():
    for _one in range(9):
        record(Confidentiality.COORDINATORS, attribution=Attribution.AGGREGATE_ONLY)
    own = Obstacle.objects.filter(owner=cast.mission_a())
    assert own.count_by("state_id", viewer=cast.viewer("coordinator_b")) == {"KEN": 9}
    assert own.count_by("state_id", viewer=cast.viewer("support_unit_officer")) == {}


ROLES = st.frozensets(st.sampled_from(Role))


def test_both_forms_of_the_rule_agree_for_whoever_may_come():
    """Lists are read by the one, a record at hand by the other: a difference would be a leak, or a riddle."""
    Campaign.objects.create(key="apmbc", treaty_key="apmbc")
    owners = [cast.mission_a(), cast.support_unit(), cast.cmc()]
    rows = [
        record(confidentiality, owner=owner, campaign=campaign, attribution=attribution)
        for confidentiality in Confidentiality
        for owner in owners
        for campaign in ("ccm", "apmbc")
        for attribution in Attribution
    ]
    keys = [row.pk for row in rows]
    offices = st.sampled_from([None, 0, *(each.pk for each in owners)])

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(["ccm", "apmbc"]), ROLES.filter(bool)), offices)
    def agree(roles, office):
        viewer = Viewer(
            name="whoever",
            organisation_id=office,
            roles=roles,
            clearances={key: max(CLEARANCE[role] for role in held) for key, held in roles.items()},
        )
        listed = set(Obstacle.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))
        assert listed == {row.pk for row in rows if row.is_visible_to(viewer)}

    agree()


READINGS = {
    "iterate": list,
    "iterator": lambda rows: list(rows.iterator()),
    "count": lambda rows: rows.count(),
    "length": len,
    "truth": bool,
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(Obstacle(pk=1)),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "earliest": lambda rows: rows.earliest("day"),
    "get": lambda rows: rows.get(pk=1),
    "index": lambda rows: rows[0],
    "slice": lambda rows: list(rows[:2]),
    "in_bulk": lambda rows: rows.in_bulk(),
    "values": lambda rows: list(rows.values("state_id")),
    "values_list": lambda rows: list(rows.values_list("reading", flat=True)),
    "dates": lambda rows: list(rows.dates("day", "year")),
    "aggregate": lambda rows: rows.aggregate(number=Count("pk")),
    "annotate": lambda rows: list(rows.annotate(one=F("pk"))),
    "distinct": lambda rows: list(rows.values("state").distinct()),
    "filter": lambda rows: list(rows.filter(state_id="KEN")),
    "exclude": lambda rows: list(rows.exclude(state_id="KEN")),
    "update": lambda rows: rows.update(rank=1),
    "delete": lambda rows: rows.delete(),
    "in another": lambda rows: list(State.objects.filter(pk__in=rows.values("state_id"))),
    "exists in another": lambda rows: list(State.objects.filter(Exists(rows.filter(state=OuterRef("pk"))))),
    "related": lambda _rows: list(State.objects.get(pk="KEN").obstacles.all()),
    "related count": lambda _rows: State.objects.get(pk="KEN").obstacles.count(),
    "prefetch": lambda _rows: list(State.objects.filter(pk="KEN").prefetch_related("obstacles")),
    "raw": lambda rows: list(rows.raw("SELECT * FROM evidence_obstacle")),
    "union": lambda rows: list(Obstacle.objects.visible_to(PUBLIC).union(rows)),
    "difference": lambda rows: list(Obstacle.objects.visible_to(PUBLIC).difference(rows)),
    "and": lambda rows: list(Obstacle.objects.visible_to(PUBLIC) & rows),
    "subquery": lambda rows: list(State.objects.annotate(one=Subquery(rows.values("pk")[:1]))),
    "its SQL": lambda rows: str(rows.query),
    "or": lambda rows: list(Obstacle.objects.visible_to(PUBLIC) | rows),
    "or the other way": lambda rows: list(rows | Obstacle.objects.visible_to(PUBLIC)),
}


@pytest.mark.parametrize("way", READINGS)
def test_no_way_of_reading_goes_without_a_viewer(way):
    record()
    with pytest.raises(NoViewerError, match="visible_to"):
        READINGS[way](Obstacle.objects.all())


def test_once_told_for_whom_every_step_further_stays_so():
    made = record()
    for viewer, found in ((cast.viewer("coordinator_b"), [made.pk]), (cast.viewer("cmc_partner"), [])):
        rows = Obstacle.objects.filter(pk=made.pk).visible_to(viewer)
        assert list(rows.order_by("pk").select_related("state").values_list("pk", flat=True)) == found
        assert rows.count() == len(found)
        assert [state.pk for state in State.objects.filter(pk__in=rows.values("state"))] == ["KEN"] * len(
            found
        )


def test_the_rule_inside_another_question_stays_about_its_own_rows():
    made = record()
    b, cmc = cast.viewer("coordinator_b"), cast.viewer("cmc_partner")
    for outer, inner, found in ((b, b, [made.pk]), (b, cmc, []), (cmc, b, [])):
        rows, inside = (
            Obstacle.objects.visible_to(outer).filter(pk=made.pk),
            Obstacle.objects.visible_to(inner),
        )
        for asked in (rows.filter(pk__in=inside), rows.filter(Exists(inside.filter(pk=OuterRef("pk"))))):
            assert list(asked.values_list("pk", flat=True)) == found
        states = State.objects.filter(obstacles__in=inside.filter(pk=made.pk)).distinct()
        assert [state.pk for state in states] == ["KEN"] * (inner is b)


def test_a_record_that_is_not_ones_to_see_is_as_one_that_is_not_there():
    made = record()
    with pytest.raises(NotVisibleError) as hidden:
        get_record("obstacle", made.pk, viewer=cast.viewer("cmc_partner"))
    with pytest.raises(NotVisibleError) as absent:
        get_record("obstacle", 999_999, viewer=cast.viewer("cmc_partner"))
    assert str(hidden.value).replace(str(made.pk), "") == str(absent.value).replace("999999", "")
    with pytest.raises(NotVisibleError):
        get_record("person", 1, viewer=cast.viewer("coordinator_a"))


@pytest.mark.parametrize("confidentiality", Confidentiality)
def test_a_document_withholds_what_its_readers_may_not_see(confidentiality):
    made = record(Confidentiality.COORDINATORS_AND_ISU)
    drafted_for = audience(confidentiality, campaign="ccm")
    shown = withhold(made, made.reading, audience=drafted_for)
    assert shown == (SECRET if confidentiality >= Confidentiality.COORDINATORS_AND_ISU else "[withheld]")


def test_who_can_see_this_names_those_and_only_those():
    for somebody in cast.CAST.values():
        somebody()
    made, on = record(Confidentiality.COORDINATORS), "2026-03-01"
    readers = queries.who_can_see(made, on=on, viewer=cast.viewer("coordinator_a"))
    assert [(each.person.name, each.owns) for each in readers] == [
        ("Coordinator A", True),
        ("Coordinator B", False),
    ]
    assert queries.who_can_see(made, on=on, viewer=cast.viewer("cmc_partner")) == []


def test_what_was_done_to_a_record_is_read_by_those_who_read_the_record(at):
    made = record(Confidentiality.COORDINATORS)
    actions.release(
        record=made,
        to=Confidentiality.COORDINATORS_AND_ISU,
        reason="They have to prepare.",
        by=cast.viewer("coordinator_a"),
        at=at,
    )
    assert len(queries.audit_of(made, viewer=cast.viewer("support_unit_officer"))) == 1
    assert len(queries.audit_of(made, viewer=cast.viewer("cmc_partner"))) == 0
    assert len(queries.releases_of(made, viewer=cast.viewer("cmc_partner"))) == 0
