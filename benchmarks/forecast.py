"""How long the forecast takes, and how much memory: python benchmarks/forecast.py PANEL_FOLDER.

Training the shipped model (both horizons, every year, with refits), and scoring every open treaty of the whole panel
on one day, from reading nothing but the panel in memory.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from accede.forecast import examples, features, model_file, panel_files
from accede.forecast.panel import Panel

T = TypeVar("T")
DAY = 2015.0


def timed(what: str, work: Callable[[], T]) -> T:
    began = time.perf_counter()
    result = work()
    print(f"{what:52} {time.perf_counter() - began:8.2f} s")
    return result


def score_every_open_treaty(panel: Panel) -> int:
    """Features of every State and treaty at once, then one product of matrices a treaty."""
    fitted = model_file.fitted_for(model_file.read_shipped(), now=DAY, horizon=1)
    found = features.table(features.known(panel, DAY))
    scored = 0
    for treaty in np.flatnonzero(panel.opened < DAY):
        risk = panel.at_risk(int(treaty), DAY)
        if len(risk):
            _names, x = examples.rows(found, int(treaty), risk)
            scored += len(x @ fitted.pooled)
    return scored


def main() -> None:
    panel = timed("read the panel and its roll-calls", lambda: panel_files.read_panel(Path(sys.argv[1])))
    timed("train the shipped model", lambda: model_file.train(panel, fingerprint=""))
    scored = timed("score every open treaty of the panel", lambda: score_every_open_treaty(panel))
    print(f"{scored} pairs of State and treaty were scored.")
    print(f"{'largest memory':52} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:8.0f} MB")


if __name__ == "__main__":
    main()
