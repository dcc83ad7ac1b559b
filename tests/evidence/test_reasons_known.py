"""For how many States it is known why they stand outside."""

from datetime import date

import pytest
from tests.access import cast
from tests.evidence.reading import asked
from tests.factories.evidence import ObstacleFactory
from tests.factories.record import TreatyActionFactory, TreatyFactory
from tests.reading import treaty

from accede.access.roles import Attribution, Confidentiality
from accede.evidence import queries

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AFRICANS = ["AGO", "CAF", "COD", "DJI", "KEN", "LBR", "TZA", "UGA"]


def known(towards, **how):
    return queries.reasons_known(towards, **asked(**how))


def by_code(found):
    return {code.key: count for code, count in found.by_code}


def by_region(found):
    return {region.key: region.count for region in found.by_region}


def confide(towards, iso3, **more):
    return ObstacleFactory(
        treaty=towards,
        state_id=iso3,
        campaign_id="ccm",
        owner=cast.mission_a(),
        **{"confidentiality": Confidentiality.COORDINATORS_AND_ISU} | more,
    )


def test_shipped_reasons():
    found = known(treaty(), on="2026-03-01")
    assert (found.outside, found.known) == (85, len(found.states))
    assert found.outside == len(found.states) + len(found.unknown)
    assert by_code(found)["SEC-SIT"] == 5
    assert {row.code.key for row in found.states["CYP"]} == {"RIVAL", "SEC-SIT"}


def test_states_are_counted_and_not_what_they_said():
    towards = TreatyFactory()
    for code in ("PROC", "PROC", "CAPACITY"):
        ObstacleFactory(treaty=towards, state_id="KEN", code_id=code)
    ObstacleFactory(treaty=towards, state_id="UGA", code_id="PROC")
    found = known(towards)
    assert found.known == 2
    assert by_code(found) == {"PROC": 2, "CAPACITY": 1}
    assert by_region(found)["african"] == 2


def test_silence_is_no_reason():
    towards = TreatyFactory()
    ObstacleFactory(treaty=towards, state_id="TON", code_id="SILENT")
    found = known(towards)
    assert (found.known, by_code(found), "TON" in found.unknown) == (0, {"SILENT": 1}, True)


def test_reasons_of_parties_do_not_count():
    towards = TreatyFactory()
    ObstacleFactory(treaty=towards, state_id="KEN")
    TreatyActionFactory(treaty=towards, state_id="KEN", kind="accession", action_date=date(2021, 1, 1))
    from accede.record.actions import rebuild_spans  # noqa: PLC0415 -- only here are there actions

    rebuild_spans(treaty=towards)
    assert known(towards, on="2020-12-31").known == 1
    assert known(towards, on="2021-01-01").known == 0


def test_what_was_given_up_or_replaced_does_not_count():
    towards = TreatyFactory()
    newer = ObstacleFactory(treaty=towards, state_id="KEN", code_id="PRIORITY", day=date(2022, 1, 1))
    ObstacleFactory(treaty=towards, state_id="KEN", code_id="PROC", superseded_by=newer)
    ObstacleFactory(treaty=towards, state_id="UGA", withdrawn_given="2023", withdrawn_day=date(2023, 12, 31))
    assert by_code(known(towards, on="2021-12-31")) == {"PROC": 2}
    assert by_code(known(towards, on="2022-01-01")) == {"PRIORITY": 1, "PROC": 1}
    assert by_code(known(towards)) == {"PRIORITY": 1}


def test_confidential_reasons_count_for_those_who_may_see_them():
    towards = TreatyFactory()
    ObstacleFactory(treaty=towards, state_id="KEN")
    confide(towards, "UGA")
    counts = {who: known(towards, viewer=cast.viewer(who)).known for who in cast.CAST}
    assert {who for who, count in counts.items() if count == 2} == {
        "coordinator_a",
        "coordinator_b",
        "support_unit_officer",
    }
    assert set(counts.values()) == {1, 2}
    assert "UGA" in known(towards).unknown


def test_small_cells_are_left_out_where_something_may_only_be_counted():
    """With twelve signatories a region and a reason together would name a State."""
    towards = TreatyFactory()
    for iso3 in AFRICANS[:6]:
        confide(towards, iso3, code_id="PROC", attribution=Attribution.AGGREGATE_ONLY)
    confide(towards, "IDN", code_id="RIVAL", attribution=Attribution.AGGREGATE_ONLY)
    officer = known(towards, viewer=cast.viewer("support_unit_officer"))
    assert by_code(officer) == {"PROC": None, "RIVAL": None}  # one alone would follow from the total
    assert officer.known == 7
    assert officer.states == {}
    assert known(towards).by_code == []


def test_cells_of_five_are_told():
    towards = TreatyFactory()
    for iso3 in AFRICANS[:6]:
        confide(towards, iso3, code_id="PROC", attribution=Attribution.AGGREGATE_ONLY)
    assert by_code(known(towards, viewer=cast.viewer("support_unit_officer"))) == {"PROC": 6}


def test_who_spoke_under_the_chatham_house_rule_is_in_no_region():
    towards = TreatyFactory()
    confide(towards, "UGA", attribution=Attribution.CHATHAM_HOUSE)
    found = known(towards, viewer=cast.viewer("coordinator_b"))
    assert (found.known, by_region(found)["african"], found.states) == (1, 0, {})


@pytest.mark.parametrize("rows", [1, 3])
def test_counting_takes_as_many_queries_however_much_was_said(rows, django_assert_num_queries):
    towards = TreatyFactory()
    for iso3 in AFRICANS[:rows]:
        ObstacleFactory(treaty=towards, state_id=iso3)
    with django_assert_num_queries(10):
        known(towards)
