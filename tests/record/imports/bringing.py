"""Bringing files in as the command does, on one made-up day."""

from datetime import UTC, date, datetime

from tests.record.readers.reading import FIXTURES

from accede.access.viewer import PUBLIC
from accede.record import tables
from accede.record.imports import batches
from accede.record.imports.plan import Request, What
from accede.record.queries import status, treaties, votes
from accede.record.readers.formats import FORMATS

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
BY = "a tester"


def no_progress(*_told):
    pass


def request(key, path=None, **options):
    path = path or FIXTURES[key]
    return Request(
        format=FORMATS[key], path=path, file_name=path.name, on=options.pop("on", TODAY), **options
    )


def preview(key, path=None, **options):
    return batches.preview(request(key, path, **options), by=BY, progress=no_progress)


def apply(key, path=None, **options):
    return batches.apply(request(key, path, **options), by=BY, at=NOW, progress=no_progress)


def undo(batch):
    return batches.undo(batch.pk, by=BY, at=NOW)


def counts(outcome):
    """The six counts, without those that are 0."""
    return {name: number for name, number in tables.import_counts(outcome.plan.counts).items() if number}


def found(outcome, what):
    """The preview's lines of one kind: State, what it is about, on record, in the file."""
    return [
        (line.iso3, line.about, line.on_record, line.in_file)
        for line in outcome.plan.findings
        if line.what == What(what)
    ]


def export():
    """What the commands give of the treaties that these tests touch: an undone import leaves it as it was."""
    tables_of = {}
    for key in ("ccm", "apmbc", "tpnw"):
        treaty = treaties.get_treaty(key, viewer=PUBLIC)
        rows = status.status_table(treaty, on=TODAY, viewer=PUBLIC, language="en")
        table = votes.vote_table(treaty, on=TODAY, viewer=PUBLIC, language="en")
        spans = status.history(treaty, viewer=PUBLIC)
        tables_of[treaty.key] = (
            treaty.as_of,
            tables.status_records(rows),
            tables.vote_records(table),
            sorted((span.state_id, span.status, span.from_date) for span in spans),
        )
    return tables_of
