"""Obstacles from a table: public, with a source, and taken out again as a whole."""

import pytest
from tests.access import cast
from tests.evidence.reading import asked, state
from tests.factories.evidence import ObstacleFactory
from tests.reading import treaty
from tests.record.imports.bringing import NOW, apply, counts, no_progress, preview, undo

from accede.access.encryption import keys
from accede.access.roles import Confidentiality
from accede.access.viewer import PUBLIC
from accede.evidence import actions, queries
from accede.evidence.models import Obstacle
from accede.record import actions as record_actions
from accede.record.imports import batches
from accede.record.models import Edition

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADINGS = "state,reason,date,reading,own words,rank,grade,withdrawn,source"


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.NOTE_KEYS = keys()  # those with which the shipped texts were written
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def table(tmp_path):
    def written(*rows, headings=HEADINGS):
        path = tmp_path / "reasons.csv"
        path.write_text("".join(f"{row}\n" for row in (headings, *rows)), encoding="utf-8")
        return path

    return written


def brought(path, **more):
    return apply("table", path, **({"treaty": "ccm", "source": "monitor: Cluster Munition Monitor"} | more))


def refusals(path):
    outcome = preview("table", path, treaty="ccm")
    return list(outcome.plan.refused.values())


def test_obstacles_are_brought_in_and_taken_out(table):
    path = table(
        "Uganda,PROC,2025-03,The bill waits,waiting its turn,1,stated,,",
        "Tanzania,sec-sit,2024,The border is tense,,,inferred,2025-06,untc-ccm",
    )
    before = Edition.objects.count()
    batch = brought(path).batch
    (uganda,) = queries.obstacles_of(state("UGA"), treaty(), **asked())
    assert (uganda.code.key, uganda.text, uganda.own_words, uganda.rank, uganda.firmness) == (
        *("PROC", "The bill waits", "waiting its turn", 1, "month"),
    )
    assert (uganda.confidentiality, uganda.source.publisher) == (
        Confidentiality.PUBLIC,
        "Cluster Munition Monitor",
    )
    (tanzania,) = queries.obstacles_of(state("TZA"), treaty(), **asked())
    assert (tanzania.grade, tanzania.standing, tanzania.source.key) == ("inferred", False, "untc-ccm")
    assert Edition.objects.count() == before + 1
    assert counts(brought(path)) == {"unchanged": 2}
    undo(batch)
    assert queries.obstacles_of(state("UGA"), treaty(), **asked()) == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Uganda,NO-SUCH,2025,Reading,,,,,", "not a reason of the code book"),
        ("Uganda,PROC,2025,,,,,,", "neither a reading nor"),
        ("Uganda,PROC,2025,Reading,,first,,,", "not a rank"),
        ("Uganda,PROC,2025,Reading,,0,,,", "not a rank"),
        ("Uganda,PROC,2025,Reading,,,certain,,", "not one of stated, inferred"),
        ("Uganda,PROC,2027,Reading,,,,,", "still to come"),
        ("Uganda,PROC,2025,Reading,,,,2027,", "still to come"),
        ("Uganda,PROC,2025,Reading,,,,,no-such", "no source"),
        ("Ugandaland,PROC,2025,Reading,,,,,", "Uganda"),
        ("Kenya,PROC,2016-09,In other words,,,,,", "in other words"),
    ],
)
def test_a_row_that_cannot_be_taken_is_stopped_and_says_why(table, row, why):
    (refused,) = refusals(table(row))
    assert why in refused


def test_the_treaty_may_stand_in_the_row(table):
    path = table("Uganda,att,PROC,2025,Reading", headings="state,treaty,reason,date,reading")
    brought(path, treaty="")
    assert len(queries.obstacles_of(state("UGA"), treaty("att"), **asked())) == 1
    path = table("Uganda,,PROC,2025,Reading", headings="state,treaty,reason,date,reading")
    assert list(preview("table", path).plan.refused.values()) == ["no treaty is named; say --treaty KEY"]
    path = table("Uganda,att,CLEAR-10Y,2025,Reading", headings="state,treaty,reason,date,reading")
    assert "code book of att" in next(iter(preview("table", path).plan.refused.values()))


def test_confidential_rows_are_not_compared_with(table):
    """That something was heard in confidence does not show in a preview."""
    ObstacleFactory(
        treaty=treaty(),
        state_id="UGA",
        date_given="2025",
        reading="heard in confidence",
        campaign_id="ccm",
        owner=cast.mission_a(),
        confidentiality=Confidentiality.COORDINATORS,
    )
    assert counts(preview("table", table("Uganda,PROC,2025,Reading,,,,,"), treaty="ccm")) == {"new": 1}


def test_what_was_brought_in_stays_over_another_edition(table):
    path = table("Uganda,PROC,2025-03,The bill waits,,,,,")
    batch = brought(path).batch
    before = Obstacle.objects.visible_to(PUBLIC).get(state="UGA")
    record_actions.load_shipped_record(progress=no_progress)
    actions.load_shipped_evidence()
    batches.take_up_again(progress=no_progress)
    batch.refresh_from_db()
    assert (batch.state, batch.new) == ("applied", 1)
    assert Obstacle.objects.visible_to(PUBLIC).get(state="UGA").pk == before.pk
    undo(batch)
    assert not Obstacle.objects.visible_to(PUBLIC).filter(state="UGA").exists()


def test_what_something_gave_way_to_is_not_taken_out(table):
    batch = brought(table("Uganda,PROC,2025-03,The bill waits,,,,,")).batch
    newer = Obstacle.objects.visible_to(PUBLIC).get(state="UGA")
    older = ObstacleFactory(treaty=treaty(), state_id="UGA", superseded_by=newer)
    with pytest.raises(batches.ImportStandsError, match="obstacle of UGA"):
        batches.undo(batch.pk, by="tests", at=NOW)
    older.superseded_by = None
    older.save()
    undo(batch)
