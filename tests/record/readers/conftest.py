"""Files to read: those beside the tests, and what a test writes."""

import pytest
from tests.record.readers.reading import read_all

from accede.record.readers.reading import FileRefusedError


@pytest.fixture
def refusal(tmp_path):
    """Why a format refuses such content."""

    def refused(key, content, name="file"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(FileRefusedError) as caught:
            read_all(key, path)
        return caught.value

    return refused


def pytest_collection_modifyitems(config, items):
    """What takes minutes runs only when it is asked for: -m long."""
    if "long" not in (config.getoption("-m") or ""):
        items[:] = [item for item in items if item.get_closest_marker("long") is None]
