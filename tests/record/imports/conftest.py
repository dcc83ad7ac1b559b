"""The kept files of a test lie in a folder of its own."""

import pytest
from tests.record.readers.reading import FIXTURES

from accede.access.encryption import keys


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.NOTE_KEYS = keys()  # those with which the shipped texts were written
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def table(tmp_path):
    """A table with these rows, the first of them the headings."""

    def written(*rows, name="table.csv"):
        path = tmp_path / name
        path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return written


@pytest.fixture
def altered(tmp_path):
    """A format's fixture with one text in the place of another."""

    def written(key, before, after):
        text = FIXTURES[key].read_text(encoding="utf-8")
        assert before in text
        path = tmp_path / f"altered-{FIXTURES[key].name}"
        path.write_text(text.replace(before, after), encoding="utf-8")
        return path

    return written
