"""The same back-test in processes and on a Dask cluster."""

import csv
import gzip

import numpy as np
import pytest
from distributed import LocalCluster
from typer.testing import CliRunner

from accede.cli import commands
from accede.forecast import backtest
from accede.forecast.refusal import ForecastRefusedError
from accede.forecast.spread import spread


def by_command(folder, to, *options):
    """The figures that the command writes, as text and as numbers."""
    arguments = ["--panel", str(folder), "--output", str(to), "--trees", "2", *options]
    result = CliRunner().invoke(commands.app, ["forecast", "backtest", *arguments])
    assert result.exit_code == 0, result.output
    with (to / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with gzip.open(to / "predictions-3.csv.gz", "rt", encoding="utf-8") as file:
        given = [float(row["probability"]) for row in csv.DictReader(file)]
    return [row[:4] for row in rows], np.array(given)


def test_a_cluster_gives_what_processes_give(folder, tmp_path):
    told, given = by_command(folder, tmp_path / "here")
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=False,
            protocol="tcp",
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
        ) as cluster,
    ):
        told_there, given_there = by_command(folder, tmp_path / "there", "--dask", cluster.scheduler_address)
    assert told == told_there
    assert len(given)
    assert np.allclose(given, given_there, rtol=0, atol=1e-6)  # threads add up in another order


def test_work_without_a_cluster_is_refused(panel):
    with pytest.raises(ForecastRefusedError, match="dask"):
        spread([(backtest.backtest, {"panel": panel, "horizon": 1})], backend="dask")


def test_cluster_that_does_not_answer_is_refused(folder, tmp_path):
    arguments = ["--panel", str(folder), "--output", str(tmp_path), "--dask", "no address"]
    result = CliRunner().invoke(commands.app, ["forecast", "backtest", *arguments])
    assert result.exit_code == 1
    assert "No Dask cluster answers" in result.stderr
