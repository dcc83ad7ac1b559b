"""A file that was tampered with is brought in whole or not at all, and leaves no trace when it is undone."""

import pytest
from hypothesis import HealthCheck, given, settings
from tests.record.imports.bringing import apply, export, undo
from tests.record.readers.reading import FIXTURES
from tests.record.readers.test_mutations import mutations

from accede.record.models import ImportBatch, TreatyAction, Vote
from accede.record.queries.nearest import NotOnRecordError
from accede.record.readers.reading import FileRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def rows():
    return TreatyAction.objects.count(), Vote.objects.count()


@pytest.mark.parametrize("key", FIXTURES)
def test_mutated_file_is_applied_whole_or_not_at_all(key, tmp_path):
    path, before, numbers = tmp_path / "file", export(), rows()

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(mutations(FIXTURES[key].read_bytes()))
    def some(content):
        path.write_bytes(content)
        try:
            batch = apply(key, path, treaty="" if key.startswith("undl") else "ccm").batch
        except (FileRefusedError, NotOnRecordError):
            batch = None
        if batch:
            undo(batch)
        assert not ImportBatch.objects.filter(state="applied").exists()
        assert rows() == numbers

    some()
    assert export() == before
