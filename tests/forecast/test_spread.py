"""The same back-test in processes and on a Dask cluster."""

import numpy as np
import pytest
from distributed import Client, LocalCluster

from accede.forecast import backtest
from accede.forecast.refusal import ForecastRefusedError
from accede.forecast.spread import spread


def probabilities(panel, **where):
    work = [
        (backtest.backtest, {"panel": panel, "horizon": horizon, "origins": range(2005, 2008)})
        for horizon in (1, 3)
    ]
    return [np.concatenate(found.probabilities) for found in spread(work, **where)]


def test_a_cluster_gives_what_processes_give(panel):
    here = probabilities(panel)
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=False,
            protocol="tcp",
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
        ) as cluster,
        Client(cluster),
    ):
        there = probabilities(panel, backend="dask")
    for one, other in zip(here, there, strict=True):
        assert len(one)
        assert np.allclose(one, other, rtol=0, atol=1e-6)  # threads add up in another order


def test_work_without_a_cluster_is_refused(panel):
    with pytest.raises(ForecastRefusedError, match="dask"):
        probabilities(panel, backend="dask")
