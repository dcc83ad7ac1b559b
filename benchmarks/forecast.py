"""How long the forecast takes, and how much memory: python benchmarks/forecast.py PANEL_FOLDER.

Training the shipped model (both horizons, every year, with refits); scoring every open treaty of the whole panel
on one day, from reading nothing but the panel in memory; and learning from the whole panel up to its last year, with
the trees that the back-test grows. Printed are the time that passed and the processor's, which a busy machine leaves
alone.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from accede.forecast import backtest, examples, features, model, model_file, panel_files, trees
from accede.forecast.panel import DISARMAMENT, Panel

T = TypeVar("T")
DAY = 2015.0


def timed(what: str, work: Callable[[], T]) -> T:
    began, worked = time.perf_counter(), time.process_time()
    result = work()
    passed, work_time = time.perf_counter() - began, time.process_time() - worked
    print(f"{what:52} {passed:8.2f} s, {work_time:8.2f} s of a processor")
    return result


def memory() -> None:
    print(f"{'largest memory so far':52} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:8.0f} MB")


def learn_from_everything(panel: Panel) -> None:
    """What one year of the back-test learns, at the end of the last."""
    last = backtest.FIRST_YEAR + 36
    found = timed(
        "signs of every year and treaty of the whole panel",
        lambda: examples.collect(
            panel, range(backtest.FIRST_YEAR, last), horizon=1, whole_from=last, with_trees=True
        ),
    )
    print(f"{len(found.outcome)} examples.")
    disarmament = panel.kind == DISARMAMENT
    timed(
        "learn the weighted sum from them",
        lambda: model.fit(found, disarmament, until=last, horizon=1, width=model.widths(found)),
    )
    if found.bins is not None:
        bins = found.bins
        timed("grow the trees from them", lambda: trees.grow(bins, found.outcome, found.weight))


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
    memory()
    learn_from_everything(panel)
    memory()


if __name__ == "__main__":
    main()
