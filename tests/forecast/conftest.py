import pytest
from tests.forecast import panels

from accede.forecast import panel_files


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return panels.write(tmp_path_factory.mktemp("panel"))


@pytest.fixture(scope="session")
def panel(folder):
    return panel_files.read_panel(folder)
