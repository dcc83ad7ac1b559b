"""The history of one State's reasons reads as a story."""

from datetime import date

import pytest
from tests.access import cast
from tests.evidence.reading import AT, asked, state, told
from tests.factories.evidence import ObstacleFactory
from tests.factories.record import TreatyFactory
from tests.reading import treaty

from accede.access.roles import Attribution, Confidentiality
from accede.evidence import actions, queries
from accede.evidence.models import Obstacle, ObstacleCode

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def story_of(iso3, **how):
    return queries.story(state(iso3), how.pop("towards", None) or treaty(), **asked(**how))


def test_cyprus_2011_to_2021():
    """Pledge, bill, hold, the price of destruction, Türkiye, the security situation; what gave way to what."""
    story = story_of("CYP")
    told_in_order = [
        (
            entry.row.date_given[:4],
            entry.kind,
            getattr(entry.row, "position", "") or getattr(entry.row, "code", entry).key,
        )
        for entry in story
        if entry.kind != "interimstep"
    ]
    assert told_in_order == [
        ("2011", "position", "supports-joining"),
        ("2011", "position", "process-under-way"),
        ("2013", "position", "on-hold"),
        ("2014", "obstacle", "COST-DEST"),
        ("2015", "position", "process-under-way"),
        ("2015", "obstacle", "RIVAL"),
        ("2016", "obstacle", "SEC-SIT"),
        ("2018", "position", "on-hold"),
        ("2018", "obstacle", "SEC-SIT"),
        ("2020", "obstacle", "SEC-SIT"),
        ("2021", "position", "on-hold"),
        ("2021", "obstacle", "SEC-SIT"),
    ]
    cost = next(entry for entry in story if entry.kind == "obstacle")
    assert "International Monetary Fund" in cost.row.text
    assert (cost.standing, cost.superseded_by.date_given) == (False, "2015-05")
    standing = {
        (entry.title, entry.row.date_given)
        for entry in story
        if entry.standing and entry.kind != "interimstep"
    }
    assert standing == {
        ("Neighbour or rival outside", "2015-05"),
        ("Unresolved security situation", "2021-11"),
        ("on hold", "2021-11"),
    }
    latest = story[-1]
    assert latest.row.own_words == "abnormal security situation"
    assert [row.date_given for row in latest.supersedes] == ["2020-11"]
    assert latest.row.source.key == "monitor-cyprus-2022"


def test_story_is_told_as_of_its_day():
    """At the end of 2014 the price of destruction stood; what came later is not in the story."""
    story = story_of("CYP", on="2014-12-31")
    assert story[-1].row.date_given == "2014-04"
    assert story[-1].standing
    assert story[-1].superseded_by is None


def test_cyprus_destroyed_its_stocks_before_it_repeated_its_condition():
    kinds = [(entry.kind, entry.row.date_given) for entry in story_of("CYP")]
    assert kinds.index(("interimstep", "2019")) < kinds.index(("obstacle", "2020-11"))


def test_what_took_a_reasons_place_in_confidence_is_not_told():
    """Who may not see the newer reason sees the older one stand, and no hole in the story."""
    coordinator = cast.viewer("coordinator_a")
    older = Obstacle.objects.visible_to(coordinator).get(shipped_key="ken-2016-constitution")
    newer = actions.record_obstacle(
        state=state("KEN"),
        treaty=treaty(),
        code=ObstacleCode.objects.get(pk="PRIORITY"),
        own_words="Other files come first this year",
        by=coordinator,
        at=AT,
        **told(date_given="2026-11-02"),
    )
    actions.supersede_obstacle(obstacle=older, newer=newer, by=coordinator, at=AT)

    def entry(name):
        story = story_of("KEN", viewer=cast.viewer(name))
        return next(each for each in story if each.row.pk == older.pk and each.kind == "obstacle")

    assert entry("coordinator_a").superseded_by.own_words == "Other files come first this year"
    for name in ("public", "cmc_partner", "observer", "administrator", "nobody"):
        assert entry(name).standing
        assert entry(name).superseded_by is None
        assert "Other files" not in str(story_of("KEN", viewer=cast.viewer(name)))


def test_undated_reasons_come_last():
    towards = TreatyFactory()
    ObstacleFactory(treaty=towards, day=None, reading="undated")
    ObstacleFactory(treaty=towards, day=date(2020, 1, 1), reading="dated")
    assert [entry.row.text for entry in story_of("KEN", towards=towards)] == ["dated", "undated"]


def test_a_reason_under_the_chatham_house_rule_is_in_no_states_story():
    """It may be used, but not as this State's: only its owner has it in the story."""
    office = cast.mission_a()
    ObstacleFactory(
        treaty=treaty(),
        state_id="UGA",
        reading="Uganda's cabinet is split",
        origin="lunch",
        source=None,
        campaign_id="ccm",
        owner=office,
        confidentiality=Confidentiality.PARTNERS,
        attribution=Attribution.CHATHAM_HOUSE,
    )
    assert len(story_of("UGA", viewer=cast.viewer("coordinator_a"))) == 1
    assert story_of("UGA", viewer=cast.viewer("coordinator_b")) == []
    (used,) = queries.unattributed(treaty(), **asked(viewer=cast.viewer("coordinator_b")))
    assert (used.text, used.iso3, used.name, used.origin) == ("Uganda's cabinet is split", "", "", "")
    assert queries.unattributed(treaty(), **asked()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_story_takes_as_many_queries_however_long(rows, django_assert_num_queries):
    towards = TreatyFactory()
    ObstacleFactory.create_batch(rows, treaty=towards)
    kenya = state("KEN")
    with django_assert_num_queries(6):
        queries.story(kenya, towards, **asked())
