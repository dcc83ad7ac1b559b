import numpy as np
import pytest
from tests.forecast import panels

from accede.forecast import panel_files
from accede.forecast.refusal import ForecastRefusedError


def test_panel_holds_every_state_and_treaty(panel):
    assert panel.states == tuple(panels.STATES)
    assert panel.treaties == tuple(panels.TREATIES)
    assert panel.roll_calls is None


def test_panel_of_some_treaties_keeps_their_order(panel):
    own = panel.only(["T7", "T2"])
    assert own.treaties == ("T7", "T2")
    assert np.array_equal(own.bound, panel.bound[:, [7, 2]])


def test_unknown_state_is_refused_with_its_line(tmp_path):
    with (panels.write(tmp_path) / "actions.csv").open("a", encoding="utf-8") as file:
        file.write("T1,XXX,,2001-01-01,accession\n")
    with pytest.raises(ForecastRefusedError, match=r"actions\.csv, line 362: 'XXX'"):
        panel_files.read_panel(tmp_path)


def test_day_that_is_none_is_refused(tmp_path):
    with (panels.write(tmp_path) / "actions.csv").open("a", encoding="utf-8") as file:
        file.write("T1,A01,,2001-31-01,accession\n")
    with pytest.raises(ForecastRefusedError, match="'2001-31-01' is not a day"):
        panel_files.read_panel(tmp_path)


@pytest.mark.parametrize(
    "line", [b"\xff\xfe,A01,,2001-01-01,accession\n", b"T1,A01\n", b'T1,"' + b"A" * 200_000]
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(tmp_path, line):
    with (panels.write(tmp_path) / "actions.csv").open("ab") as file:
        file.write(line)
    with pytest.raises(ForecastRefusedError, match=r"actions\.csv.*Nothing was computed"):
        panel_files.read_panel(tmp_path)


def test_missing_file_is_named(tmp_path):
    (panels.write(tmp_path) / "treaties.csv").unlink()
    with pytest.raises(ForecastRefusedError, match=r"There is no treaties\.csv"):
        panel_files.read_panel(tmp_path)


def test_missing_column_is_named(tmp_path):
    (panels.write(tmp_path) / "states.csv").write_text("iso3,start\nA00,1945-01-01\n", encoding="utf-8")
    with pytest.raises(ForecastRefusedError, match=r"states\.csv has no column continent, subregion"):
        panel_files.read_panel(tmp_path)


def test_own_resolutions_begin_as_their_titles_do():
    ccm = panel_files.own_resolutions()["26-6"]
    assert ccm.match("Implementation of the Convention on Cluster Munitions : resolution")
    assert not ccm.match("Implementation of the Convention on the Prohibition of the Use, Stockpiling")
