import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from accede.forecast import evaluation, panel_files

SHARED = Path(os.environ.get("ACCEDE_FORECAST_PANEL", Path(__file__).parents[3] / "shared" / "forecast"))


def test_auc_counts_pairs_in_order_and_ties_half():
    assert evaluation.auc(np.array([1, 0, 0]), np.array([0.5, 0.5, 0.1])) == 0.75


def test_slope_of_calibrated_forecasts_is_one():
    given = np.repeat([0.2, 0.5, 0.8], 1000)
    outcome = np.concatenate([np.arange(1000) < 1000 * p for p in (0.2, 0.5, 0.8)]).astype(int)
    assert evaluation.slope(outcome, given) == pytest.approx(1, abs=1e-3)


def test_cells_leave_out_whom_the_treaty_binds(panel):
    for cell in evaluation.cells(panel, 1, [2000]):
        assert (panel.bound[cell.risk, cell.treaty] >= 2001).all()
        assert np.array_equal(cell.outcome, panel.bound[cell.risk, cell.treaty] < 2002)


@pytest.mark.skipif(not (SHARED / "evaluate.py").exists(), reason="the protocol's program is not there")
@pytest.mark.parametrize("horizon", evaluation.HORIZONS)
def test_figures_are_those_of_the_protocols_program(horizon, tmp_path):
    program = [sys.executable, str(SHARED / "evaluate.py")]
    rows = subprocess.run(
        [*program, "baseline", str(horizon)], capture_output=True, text=True, check=True
    ).stdout
    (tmp_path / "given.csv").write_text(rows, encoding="utf-8")
    told = subprocess.run(
        [*program, "score", str(horizon), str(tmp_path / "given.csv")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    panel = panel_files.read_panel(SHARED)
    cells = list(evaluation.cells(panel, horizon))
    chances = iter(float(row["probability"]) for row in csv.DictReader(rows.splitlines()))
    given = [np.array([next(chances) for _ in cell.risk]) for cell in cells]
    ours = [
        f"{name:18} {f.cells:6d} {f.auc:6.3f} {f.auc_low:6.3f}-{f.auc_high:5.3f} {f.average_precision:6.3f} "
        f"{f.hit_rate:7.3f} {f.skill:8.3f} {f.slope:6.2f}"
        for name, f in evaluation.score(panel, cells, given, horizon=horizon).items()
    ]
    assert [re.sub(r" +", " ", line) for line in ours] == [
        re.sub(r" +", " ", line) for line in told.splitlines()[1:]
    ]
