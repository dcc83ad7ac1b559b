"""The trained model as a file that can be read: JSON, one set of weights for each year and horizon.

A forecast for a day uses the weights of the year before, which were learnt from outcomes known by then. So a question
about the past is answered without later knowledge.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from accede.forecast import backtest, examples, features, past_file
from accede.forecast.evaluation import HORIZONS
from accede.forecast.panel import Numbers, Panel
from accede.forecast.past import Past
from accede.forecast.refusal import ForecastRefusedError

TREATIES: Mapping[str, str] = {
    "ccm": "26-6", "apmbc": "26-5", "ccw": "26-2", "ccw-apii": "26-2-b", "ccw-piv": "26-2-a", "ccw-pv": "26-2-d",
    "ccw-art1": "26-2-c", "att": "26-8", "tpnw": "26-9", "bwc": "BWC1972", "cwc": "26-3", "ctbt": "26-4",
    "rome": "18-10",
}  # fmt: skip
"""The record's treaties by the panel's keys. The NPT is in no panel."""
VOTED_ON = ("ccm",)
"""The treaties of which the record has the votes on their own resolutions."""
YEARS = range(2000, 2026)
REFITS = 10
FILE = "model.json"


@dataclass(frozen=True, eq=False)
class Fitted:
    """What was known at the end of a year, for one horizon. All weights are for features as they stand."""

    names: tuple[str, ...]
    pooled: Numbers
    departures: dict[str, Numbers]
    refits: Numbers
    calibration: Numbers
    shares: dict[str, float]
    """By treaty, how far the simple rule takes over."""


def train(panel: Panel, *, fingerprint: str) -> tuple[dict[str, Any], Past]:
    """The model for the treaties on record, from those of the panel's treaties that are on record; and how it did."""
    there = [key for key, tid in TREATIES.items() if tid in panel.treaties]
    if not there:
        raise ForecastRefusedError("The panel has none of the treaties on record. Nothing was trained.")
    own = _as_recorded(panel.only([TREATIES[key] for key in there]))
    fits: dict[str, dict[str, Any]] = {}
    given: dict[int, dict[tuple[int, int], Numbers]] = {}
    for horizon in HORIZONS:
        fits[str(horizon)], given[horizon] = {}, {}
        for year in backtest.yearly(own, horizon=horizon, years=YEARS, refits=REFITS):
            fits[str(horizon)][str(year.origin)] = _as_lists(year, there)
            given[horizon] |= {
                (year.origin, treaty): chance for treaty, (_risk, chance) in year.forecasts.items()
            }
    model = {"panel": fingerprint, "treaties": there, "names": list(_columns(own)), "fits": fits}
    return model, past_file.compute(own, given, fingerprint=fingerprint)


def _as_recorded(panel: Panel) -> Panel:
    """Only the votes that the record has too: a sign must mean the same in training and in use."""
    voted = {tid for key, tid in TREATIES.items() if key in VOTED_ON}
    own = tuple(vote for vote in panel.own_votes if panel.treaties[vote.treaty] in voted)
    return replace(panel, own_votes=own, roll_calls=None, roll_calls_at=None)


def _columns(panel: Panel) -> tuple[str, ...]:
    now = YEARS[0] + 1.0
    found = features.table(features.known(panel, now))
    return examples.names([name for name in found if name not in examples.OF_THE_TREATY])


def _as_lists(year: backtest.Year, treaties: list[str]) -> dict[str, Any]:
    weights = year.weights
    return {
        "pooled": _short((weights.pooled + weights.of_kind) / weights.width),
        "departures": {treaties[at]: _short(own / weights.width) for at, own in weights.of_treaty.items()},
        "refits": [_short(change / weights.width) for change in weights.refits],
        "calibration": _short(year.calibration),
        "shares": {treaties[at]: share for at, share in sorted(year.shares.items()) if share},
    }


def write(model: dict[str, Any], path: Path) -> None:
    """A line for each list of weights."""
    text = json.dumps(model, indent=1)
    shipped = _lists_on_one_line(text)
    path.write_text(shipped + "\n", encoding="utf-8")


def shipped_path() -> Path:
    return Path(str(resources.files("accede.forecast"))) / FILE


def read_shipped() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shipped_path().read_text(encoding="utf-8"))
    return found


def fitted_for(model: dict[str, Any], *, now: float, horizon: int) -> Fitted:
    """The weights that were known at the moment: those of the last year that had ended."""
    years = model["fits"][str(horizon)]
    known = [year for year in years if int(year) + 1.0 <= now]
    if not known:
        first = min(int(year) for year in years) + 1
        raise ForecastRefusedError(
            f"The first model was learnt from what was known before {first}. For an earlier day there is none.",
            why="no model",
        )
    fit = years[max(known, key=int)]
    return Fitted(
        tuple(model["names"]),
        np.array(fit["pooled"]),
        {key: np.array(weights) for key, weights in fit["departures"].items()},
        np.array(fit["refits"]),
        np.array(fit["calibration"]),
        fit["shares"],
    )


def _short(numbers: Numbers) -> list[float]:
    return [float(f"{number:.3g}") for number in numbers]


def _lists_on_one_line(text: str) -> str:
    lines: list[str] = []
    inside = False
    for line in text.splitlines():
        bare = line.strip()
        if inside:
            lines[-1] += bare if bare.startswith("]") else f" {bare}" if not lines[-1].endswith("[") else bare
            inside = not bare.startswith("]")
        else:
            lines.append(line)
            inside = bare.endswith("[") and not bare.startswith('"refits"')
    return "\n".join(lines)
