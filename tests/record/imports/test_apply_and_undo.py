"""Applied whole or not at all, and taken back without a trace."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.reading import parties
from tests.record.imports.bringing import BY, NOW, apply, counts, export, undo
from tests.record.readers.reading import FIXTURES, HERE

from accede import kept
from accede.evidence.models import InterimStep
from accede.record import checks
from accede.record.imports import batches, votes
from accede.record.models import Edition, ImportBatch, RollCall, Source, StatusNote, TreatyAction, Vote
from accede.record.queries.nearest import NotOnRecordError

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def batch_of(key, path=None, **options):
    return apply(key, path, **options).batch


def test_applied_status_file_moves_the_status():
    batch_of("mtdsg", as_of="2026-11-20")
    assert {"AGO", "BRA"} <= parties(on="2026-12-01")
    assert "BRA" not in parties(on="2026-11-08")


def test_correction_is_appended_to_what_it_corrects():
    batch = batch_of("mtdsg")
    action = batch.actions.get(state="MUS")
    assert (action.action_date, action.corrects.action_date) == (date(2015, 10, 5), date(2015, 10, 1))
    assert (action.firmness, action.recorded_date) == ("day", NOW.date())


def test_batch_tells_what_it_was():
    batch = batch_of("mtdsg")
    assert (batch.format, batch.treaty_key, batch.file_name, batch.state) == (
        "mtdsg",
        "ccm",
        "ccm.xml",
        "applied",
    )
    assert (batch.new, batch.changed, batch.unchanged, batch.refused) == (2, 1, 10, 1)
    assert (batch.applied_at, batch.applied_by) == (NOW, BY)
    source = Source.objects.get(pk=batch.source_key)
    assert (source.rank, source.symbol, source.read) == (Source.Rank.DEPOSITARY, "XXVI-6", "2026-12-01")


def test_file_is_kept_by_its_hash():
    batch = batch_of("mtdsg")
    assert kept.read(batches.KIND, batch.file_hash) == FIXTURES["mtdsg"].read_bytes()


def test_texts_and_outsiders_are_kept_as_notes():
    batch_of("mtdsg")
    kept = set(StatusNote.objects.values_list("state_id", "participant", "kind"))
    assert {
        ("VAT", "Holy See", "declaration or reservation"),
        ("DNK", "Denmark", "territorial application"),
        (None, "European Union", "approval"),
    } <= kept


def test_as_of_moves_forward_only():
    batch_of("mtdsg", as_of="2026-11-20")
    assert export()["ccm"][0] == "2026-11-20"
    batch_of("untc-html", treaty="ccm", as_of="2026-10-01")
    assert export()["ccm"][0] == "2026-11-20"


def test_saved_page_brings_its_own_day():
    batch_of("untc-html")
    assert export()["ccm"][0] == "2026-11-20"


def test_edition_changes_with_each_import():
    number = Edition.objects.count()
    batch = batch_of("mtdsg")
    undo(batch)
    assert Edition.objects.count() == number + 2


@pytest.mark.parametrize("key", ["mtdsg", "untc-html", "undl-csv", "undl-marcxml", "unoda", "table"])
def test_undone_import_leaves_the_record_as_it_was(key):
    before, sources = export(), set(Source.objects.values_list("pk", flat=True))
    rows = TreatyAction.objects.count(), RollCall.objects.count(), Vote.objects.count()
    options = {"treaty": "ccm"} if key in ("unoda", "table") else {}
    batch = batch_of(key, **options)
    assert export() != before or batch.subject == "votes"
    undo(batch)
    assert export() == before
    assert set(Source.objects.values_list("pk", flat=True)) == sources
    assert (TreatyAction.objects.count(), RollCall.objects.count(), Vote.objects.count()) == rows
    assert not StatusNote.objects.exists()


def test_undone_import_stays_listed():
    batch = undo(batch_of("mtdsg"))
    assert (batch.state, batch.undone_at, batch.undone_by) == ("undone", NOW, BY)


def test_import_can_be_undone_once():
    batch = undo(batch_of("mtdsg"))
    with pytest.raises(batches.ImportStandsError, match="nothing to undo"):
        undo(batch)


def test_import_that_was_never_made_cannot_be_undone():
    with pytest.raises(NotOnRecordError):
        batches.undo(99, by=BY, at=NOW)


def test_import_on_which_another_stands_is_undone_after_it(table):
    first = batch_of("mtdsg")
    path = table("state,kind,date", "Angola,ratification,2026-10-13")
    second = batch_of("table", path, treaty="ccm", source="depositary: Treaty Section")
    with pytest.raises(batches.ImportStandsError, match=rf"import {second.pk} \(table.csv\) stands on it"):
        undo(first)
    undo(second)
    undo(first)


def test_imports_of_two_treaties_do_not_stand_on_each_other(table):
    first = batch_of("mtdsg")
    batch_of("table", table("state,kind,date,treaty", "Brazil,accession,2026-11-09,tpnw"))
    assert undo(first).state == "undone"


def test_votes_filled_into_a_known_roll_call_are_taken_out_again(table):
    call = RollCall.objects.get(resolution="A/RES/80/52", body="plenary")
    path = table("state,resolution,date,vote", f"France,A/RES/80/52,{call.vote_date},yes")
    batch = batch_of("table", path, source="un: Journal")
    assert list(call.votes.values_list("state_id", "choice")) == [("FRA", "yes")]
    undo(batch)
    assert not call.votes.exists()


def test_vote_corrected_by_as_strong_a_source_comes_back(table):
    path = table("state,resolution,date,vote", "Zimbabwe,A/RES/71/45,2016-12-05,abstain")
    vote = Vote.objects.get(roll_call__resolution="A/RES/71/45", state="ZWE")
    batch = batch_of("table", path, source="un: Journal")
    assert (counts(apply("table", path, source="un: Journal")), vote.choice) == ({"unchanged": 1}, "no")
    vote.refresh_from_db()
    assert vote.choice == "abstain"
    undo(batch)
    vote.refresh_from_db()
    assert vote.choice == "no"


def test_queries_do_not_grow_with_changed_votes(table):
    """A corrected vote and an added one take as many queries as four of them, in and out."""

    def asked(*rows):
        path = table(
            "state,resolution,date,vote",
            *(f"{state},{symbol},{day},{choice}" for state, symbol, day, choice in rows),
        )
        with CaptureQueriesContext(connection) as queries:
            undo(batch_of("table", path, source="un: Journal"))
        return len(queries)

    day = RollCall.objects.get(resolution="A/RES/80/52", body="plenary").vote_date
    before = export()
    rows = [("Zimbabwe", "A/RES/71/45", "2016-12-05", "abstain"), ("France", "A/RES/80/52", day, "yes")]
    more = [("Poland", "A/RES/71/45", "2016-12-05", "no"), ("Chad", "A/RES/80/52", day, "yes")]
    assert asked(*rows) == asked(*rows, *more)
    assert export() == before


def test_record_with_history_passes_its_checks():
    batch_of("undl-csv")
    assert [problem for problem in checks.problems(on=NOW.date()) if problem.rule != "published counts"] == []


def test_interim_steps_are_brought_in_and_taken_out():
    number = InterimStep.objects.count()
    batch = batch_of(
        "table", HERE / "table/steps.csv", treaty="ccm", source="monitor: Cluster Munition Monitor"
    )
    steps = batch.interim_steps.order_by("state")
    assert [(step.state_id, step.kind, step.date_given, step.verified) for step in steps] == [
        ("BRA", "voluntary-report", "2026-05-04", True),
        ("VNM", "moratorium", "2026-05", True),
    ]
    assert counts(apply("table", HERE / "table/steps.csv", treaty="ccm")) == {"unchanged": 2}
    undo(batch)
    assert InterimStep.objects.count() == number


def test_import_that_fails_while_writing_leaves_nothing(monkeypatch, data_folder):
    before = export()

    def full(*_arguments, **_more):
        raise OSError("the disk is full")

    monkeypatch.setattr("accede.record.actions.rebuild_spans", full)
    with pytest.raises(OSError, match="the disk is full"):
        apply("mtdsg")
    monkeypatch.undo()
    assert export() == before
    assert not ImportBatch.objects.exists()


def test_what_the_depositary_adds_is_on_the_page_of_the_state_until_it_is_taken_back(client):
    batch = apply("mtdsg", aliases={"Nowhereland": "NIU"}).batch
    page = client.get("/en/states/dnk/").content.decode()
    assert "territorial application" in page
    assert "Not to apply to the Faroe Islands." in page
    assert "Not to apply to the Faroe Islands." not in client.get("/en/states/nor/").content.decode()

    undo(batch)

    assert "Declarations and notes" not in client.get("/en/states/dnk/").content.decode()


def _foreign_keys():
    with connection.cursor() as cursor:
        held = connection.introspection.get_constraints(cursor, "record_vote").values()
    return sorted((tuple(each["columns"]), each["foreign_key"]) for each in held if each["foreign_key"])


def test_votes_that_are_checked_together_are_checked(monkeypatch):
    """From some number of roll-calls on PostgreSQL holds the foreign keys against all rows together."""
    monkeypatch.setattr(votes, "_MANY", 1)
    before = _foreign_keys()

    batch_of("undl-csv")

    assert _foreign_keys() == before != []
    with pytest.raises(IntegrityError):
        _insert_a_vote_of_no_roll_call()


@transaction.atomic
def _insert_a_vote_of_no_roll_call():
    votes.insert_votes([(10**9, "FRA", "yes")], many=True)
    connection.check_constraints()  # SQLite would wait until the end
