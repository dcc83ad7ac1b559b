"""A new edition of the shipped record does not lose what was brought in."""

import pytest
from tests.record.imports.bringing import apply, export, no_progress, undo
from tests.record.readers.reading import HERE

from accede.evidence import actions as evidence_actions
from accede.evidence.models import InterimStep
from accede.record import actions
from accede.record.imports import batches
from accede.record.models import ImportBatch, StatusNote

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
    batches.kept_file(batch.file_hash).unlink()
    load_edition()
    batch.refresh_from_db()
    assert (batch.state, batch.why) == ("set-aside", "There is no such file.")
    assert export() == before
