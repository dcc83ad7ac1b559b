"""A new edition of the shipped record does not lose what was brought in."""

import pytest
from tests.access import cast
from tests.record.imports.bringing import NOW, apply, export, no_progress, undo
from tests.record.readers.reading import HERE
from tests.web.desk_addresses.imports import file_on_desk

from accede import kept
from accede.evidence import actions as evidence_actions
from accede.evidence.models import InterimStep
from accede.record import actions
from accede.record.imports import batches
from accede.record.models import Contradiction, ImportBatch, StateName, StatusNote
from accede.record.queries import uploads as queries
from accede.record.uploads import actions as uploads
from accede.record.uploads import settling_actions

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def load_edition():
    """As the start of the program does it where the shipped files have changed."""
    actions.load_shipped_record(progress=no_progress)
    evidence_actions.load_shipped_evidence()
    batches.take_up_again(progress=no_progress)


def test_imports_are_taken_up_again():
    apply("mtdsg", as_of="2026-11-20")
    apply("undl-csv")
    apply("table", HERE / "table/steps.csv", treaty="ccm", source="monitor: Cluster Munition Monitor")
    before, notes, steps = export(), StatusNote.objects.count(), InterimStep.objects.count()
    load_edition()
    assert export() == before
    assert (StatusNote.objects.count(), InterimStep.objects.count()) == (notes, steps)
    assert set(ImportBatch.objects.values_list("state", flat=True)) == {"applied"}


def test_import_can_be_undone_after_an_edition():
    before = export()
    batch = apply("mtdsg").batch
    load_edition()
    undo(batch)
    assert export() == before


def test_undone_import_is_not_taken_up():
    before = export()
    undo(apply("mtdsg").batch)
    load_edition()
    assert export() == before


def test_alias_is_still_known_after_an_edition(table):
    path = table("state,kind,date", "Brasilia Republic,accession,2026-11-09")
    apply("table", path, treaty="ccm", aliases={"Brasilia Republic": "BRA"})
    before = export()
    load_edition()
    assert export() == before


def test_import_whose_file_is_lost_is_set_aside_and_says_why():
    before = export()
    batch = apply("mtdsg").batch
    kept.drop(batches.KIND, batch.file_hash)
    load_edition()
    batch.refresh_from_db()
    assert (batch.state, batch.why) == ("set-aside", "There is no such file.")
    assert export() == before


def test_what_people_decided_on_the_page_holds_after_an_edition(table):
    """An alias that was clicked, of a file that was never applied; and the reason that settled a contradiction."""
    by, upload = cast.viewer_of(cast.coordinator_a()), file_on_desk()
    uploads.add_alias(upload, name="Nowhereland", iso3="TUV", by=by, at=NOW)
    apply("mtdsg")
    path = table("state,kind,date", "Brazil,accession,2026-11-08")
    apply("table", path, treaty="ccm", source="press: Eye Radio")
    settling_actions.settle(Contradiction.objects.get(), reason="The depositary knows.", by=by, at=NOW)

    load_edition()
    assert StateName.objects.filter(text="Nowhereland", state="TUV").exists()
    assert queries.disputes(viewer=by, language="en").paginator.count == 0
    settled = queries.disputes(viewer=by, language="en", settled=True)
    assert [row.settlement.reason for row in settled] == ["The depositary knows."]
