"""The target lists on days for which they are known from elsewhere, by ISO code."""

import pytest
from tests.reading import day, parties, targets, treaty, vote_table

from accede.access.viewer import PUBLIC
from accede.record.queries.nearest import NotOnRecordError
from accede.targeting import queries as targeting
from accede.targeting.categories import categories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CATEGORIES = ["signatory", "apmbc-party", "ccw-apii-party", "ccw-pv-party", "voted-yes", "declared-support"]

SIGNATORIES = set("AGO CAF COD CYP DJI HTI IDN JAM KEN LBR TZA UGA".split())
APMBC_NON_SIGNATORIES = set(
    "ARG BGD BHS BLR BRA BRB BRN BTN DMA DZA ERI ETH GAB GNQ GRC JOR KHM KIR KWT MHL "
    "MYS OMN PNG QAT ROU SDN SLB SRB SUR THA TJK TKM TLS TON TUR TUV UKR VEN YEM ZWE".split()
)
CCW_APII = set(
    "ARG BGD BLR BRA CHN CYP EST FIN GAB GEO GRC IND ISR JAM JOR KHM KOR KWT LBR LTU LVA "
    "MAR PAK POL ROU RUS SRB TJK TKM TUR UKR USA VEN".split()
)
CCW_PV = CCW_APII - set("GRC ISR JOR KHM MAR SRB TUR VEN".split()) | {"ARE", "QAT", "SAU"}
VOTED_YES_2019 = (
    set(
        "AZE BGD BHS BRB BRN BTN DZA ERI ETH FSM GAB JOR KAZ KGZ KIR LBY MHL MNG MYS SDN SGP "
        "SLB SUR THA TLS TUV YEM".split()
    )
    | {"LTU"}
    | SIGNATORIES - {"CYP"}
)


@pytest.mark.parametrize(
    ("category", "expected", "number"),
    [
        ("signatory", SIGNATORIES, 12),
        ("apmbc-party", SIGNATORIES | APMBC_NON_SIGNATORIES, 52),
        ("ccw-apii-party", CCW_APII, 33),
        ("ccw-pv-party", CCW_PV, 28),
    ],
)
def test_list_on_1_march_2026(category, expected, number):
    assert len(expected) == number
    assert set(targets(category)) == expected


def test_voted_yes_in_2019_and_still_outside():
    assert len(VOTED_YES_2019) == 39
    assert set(targets("voted-yes", vote_on="A/RES/74/62")) == VOTED_YES_2019


def test_voted_yes_from_2015_to_2019_every_time_and_still_outside():
    steady = targets("voted-yes", vote_on="A/RES/74/62", always=True)
    assert len(steady) == 29
    assert {choice for row in steady.values() for _call, choice in row.evidence[0].votes} == {"yes"}
    assert set(steady) < VOTED_YES_2019


def test_abstained_from_2015_to_2019_every_time():
    table = vote_table(on="2019-12-31")
    abstained = {row.iso3 for row in table.rows if row.choices == ["abstain"] * 5}
    assert len(abstained) == 35
    assert "CYP" in abstained
    assert not abstained & parties(on="2026-03-01")


def test_without_a_resolution_the_latest_vote_decides_and_absence_is_none():
    rows = targets("voted-yes")
    for row in rows.values():
        cast = [choice for _call, choice in row.evidence[0].votes if choice != "absent"]
        assert cast[-1] == "yes", row.iso3


def test_declared_support_says_what_was_declared():
    rows = targets("declared-support")
    assert {"ARG", "COD", "CYP"} <= set(rows)
    assert all(row.evidence[0].fact and row.evidence[0].source.publisher for row in rows.values())


def test_all_categories_together_are_those_one_by_one():
    together = {(iso3, key) for iso3, row in targets().items() for key in row.categories}
    assert together == {(iso3, key) for key in CATEGORIES for iso3 in targets(key)}


def test_two_categories_are_joined():
    assert set(targets("signatory", "ccw-apii-party")) == SIGNATORIES | CCW_APII


@pytest.mark.parametrize("on", ["2008-12-03", "2010-08-01", "2017-08-01", "2025-03-06", "2026-03-01"])
def test_target_is_never_a_party(on):
    assert not set(targets(on=on)) & parties(on=on)


def test_former_party_is_a_target_and_says_so():
    lithuania = targets("ccw-apii-party", on="2025-03-06")["LTU"]
    assert (lithuania.status, lithuania.former_party) == ("neither", True)


def test_evidence_of_the_ccw_family_is_stale():
    by_category = {item.category: item for item in targets()["IND"].evidence}
    assert by_category["ccw-apii-party"].stale
    assert by_category["ccw-apii-party"].source.read


@pytest.mark.parametrize("on", ["0001-01-01", "1997-12-03", "2008-05-29"])
def test_before_adoption_there_is_nobody_to_approach(on):
    assert targets(on=on) == {}


def test_list_is_made_for_any_treaty():
    rows = targeting.targets(
        treaty("ctbt"), on=day("2026-03-01"), viewer=PUBLIC, language="fr", keys=["signatory"]
    )
    assert {row.status for row in rows} == {"signatory"}
    assert {row.evidence[0].fact for row in rows} == {"signature"}


def test_party_to_the_treaty_itself_is_no_category_of_it():
    assert (
        targeting.targets(
            treaty("apmbc"), on=day("2026-03-01"), viewer=PUBLIC, language="en", keys=["apmbc-party"]
        )
        == []
    )


def test_categories_are_the_work_plans_in_six_languages():
    assert list(categories()) == CATEGORIES
    for category in categories().values():
        assert set(category.names) == {"ar", "zh", "en", "fr", "ru", "es"}


def test_unknown_category_names_the_nearest():
    with pytest.raises(NotOnRecordError) as refusal:
        targets("voted")
    assert refusal.value.nearest == ["voted-yes"]
