"""Laws of States: what ships, what people write down, where a State stands, and laws beside the checklist."""

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.evidence.reading import AT, asked, campaign, state, told
from tests.reading import treaty

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.access.roles import Confidentiality
from accede.access.viewer import PUBLIC
from accede.legislation import actions, checklist
from accede.legislation.models import Finding, Law
from accede.legislation.queries import laws

pytestmark = pytest.mark.django_db
LANGUAGES = {"ar", "zh", "en", "fr", "ru", "es"}


def coordinator():
    return cast.viewer("coordinator_a")


def shipped(key):
    return Law.objects.visible_to(PUBLIC).get(shipped_key=key)


def law(iso3="KIR", kind=Law.Kind.IN_PROGRESS, by=None, **more):
    given = {"name": "Cluster Munitions Bill", "date_given": "2026-03"} | more
    return actions.record_law(
        state=state(iso3), treaty=treaty(), kind=kind, by=by or coordinator(), at=AT, **(told() | given)
    )


def stands(iso3, viewer=None, **when):
    row = laws.standing_of(
        laws.laws(treaty(), state=state(iso3), **asked(viewer=viewer or coordinator(), **when))
    )
    return row.law if row else laws.UNKNOWN


def test_the_checklist_is_whole_in_six_languages_and_says_on_what_it_rests():
    points = checklist.points("ccm")
    asked_for = """use transfer assistance joint-operations transit foreign-stockpiles investment penal-sanctions
        extraterritoriality legal-persons destruction clearance victim-assistance transparency regulations"""
    assert set(points) >= set(asked_for.split())
    for point in points.values():
        assert set(point.names) == set(point.sayings) == LANGUAGES, point.key
        assert point.articles
        assert point.basis in checklist.BASES
        assert point.group in checklist.GROUPS
        assert point.needed in checklist.NEEDED
    assert points["use"].basis == "text"
    assert points["transit"].basis == points["investment"].basis == "interpretation"
    assert not checklist.points("att")
    assert [(each.laws, each.parties) for each in checklist.counts("ccm")][-1] == (31, 110)


def test_what_ships_cites_its_source_and_leaves_the_rest_unknown():
    assert stands("IRL", PUBLIC) == "dedicated"
    assert stands("KEN", PUBLIC) == "existing"
    assert stands("NLD", PUBLIC) == stands("KIR", PUBLIC) == "unknown"  # a law on one point decides nothing
    assert all(row.source and row.shipped for row in laws.laws(treaty(), **asked()))
    assert stands("IRL", PUBLIC, on="2007-12-31") == "unknown"


def test_a_dedicated_law_holds_until_it_ends_else_the_latest_counts():
    law(kind=Law.Kind.NONE, name="", date_given="2020")
    assert stands("KIR") == "none"
    law()
    assert stands("KIR") == "in-progress"
    passed = law(kind=Law.Kind.DEDICATED, date_given="2026-05")
    law(kind=Law.Kind.IN_PROGRESS, date_given="2026-08")  # to amend it
    assert stands("KIR") == "dedicated"
    actions.end_law(law=passed, date_given="2026-10", by=coordinator(), at=AT)
    assert stands("KIR") == "in-progress"
    assert stands("KIR", on="2026-09-01") == "dedicated"
    with pytest.raises(ValidationError, match="before it began"):
        actions.end_law(law=passed, date_given="2025", by=coordinator(), at=AT)


def test_what_is_told_in_confidence_counts_only_for_those_who_may_see_it():
    law()
    assert stands("KIR") == "in-progress"
    partner = cast.viewer("cmc_partner")
    assert stands("KIR", partner) == "unknown"
    number = Law.objects.visible_to(coordinator()).get(state="KIR").pk
    with pytest.raises(NotVisibleError):
        laws.get_law(number, viewer=partner)


def test_counts_of_regions_are_the_states_behind_them():
    found = laws.progress(treaty(), **asked())
    counted = dict(found.total.counts)
    assert found.total.total == len(found.states) == 112 == sum(counted.values())
    assert {each.iso3 for each in found.states if each.standing == "dedicated"} == {
        "IRL",
        "BGR",
        "MUS",
        "TGO",
    }
    assert sum(row.total for row in found.regions) == 112
    assert laws.progress(treaty(), who="signatory", **asked()).total.total == 12
    assert laws.progress(treaty(), who="all", **asked()).total.total == 197


def test_people_compare_and_leave_the_passage():
    irish = shipped("irl-2008")
    with pytest.raises(ValidationError, match="Quote the passage"):
        compare(irish, "penal-sanctions", Finding.Verdict.COVERED)
    with pytest.raises(ValidationError, match="no such point"):
        compare(irish, "parking", Finding.Verdict.MISSING)
    made = compare(irish, "penal-sanctions", Finding.Verdict.COVERED, place="s. 1", passage="A person who …")
    assert made.confidentiality == irish.confidentiality
    rows = {each.point.key: each.finding for each in laws.compared(irish, viewer=coordinator())}
    assert rows["penal-sanctions"].passage == "A person who …"
    assert rows["investment"].shipped
    assert rows["transit"] is None
    # What ships on a point gives way to what somebody on the desk found, and another edition leaves that alone.
    compare(irish, "investment", Finding.Verdict.COVERED, place="s. 12")
    actions.load_shipped_legislation()
    again = {each.point.key: each.finding for each in laws.compared(irish, viewer=PUBLIC)}
    assert (again["investment"].place, again["investment"].shipped) == ("s. 12", False)
    assert laws.covered_by_point(treaty(), viewer=PUBLIC)["investment"] == 2
    other = cast.viewer("cmc_partner")
    with pytest.raises(ValidationError, match="Somebody else"):
        compare(irish, "investment", Finding.Verdict.UNCLEAR, by=other)
    with pytest.raises(NotAllowedError):
        compare(irish, "use", Finding.Verdict.UNCLEAR, by=cast.viewer("observer"))
    with pytest.raises(ValidationError, match="nothing to compare"):
        compare(law(kind=Law.Kind.NONE, name=""), "use", Finding.Verdict.MISSING)


def compare(of, point, verdict, by=None, **more):
    return actions.compare_law(
        law=of, point=point, verdict=verdict, campaign=campaign(), by=by or coordinator(), at=AT, **more
    )


def test_refused_with_a_reason():
    with pytest.raises(ValidationError, match="Name the law"):
        law(name="")
    with pytest.raises(ValidationError, match="still to come"):
        law(date_given="2027")
    with pytest.raises(ValidationError, match="cites a source"):
        law(confidentiality=Confidentiality.PUBLIC)
