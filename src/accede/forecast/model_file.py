"""The trained model as a file that can be read: JSON, one set of weights for each year and horizon, and a small forest
for every third year.

A tree is a line: for each of its seven splits, level by level, the number of the sign (its place among `signs`, from 0)
and the value above which a State goes to the right; then its eight leaves in thousandths of the log odds.

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

from accede.forecast import backtest, examples, features, further, past_file, small_forest
from accede.forecast.calibration import Learnt
from accede.forecast.evaluation import HORIZONS
from accede.forecast.panel import Numbers, Panel
from accede.forecast.past import Past
from accede.forecast.refusal import ForecastRefusedError
from accede.forecast.small_forest import SmallForest

TREATIES: Mapping[str, str] = {
    "ccm": "26-6", "apmbc": "26-5", "ccw": "26-2", "ccw-apii": "26-2-b", "ccw-piv": "26-2-a", "ccw-pv": "26-2-d",
    "ccw-art1": "26-2-c", "att": "26-8", "tpnw": "26-9", "bwc": "BWC1972", "cwc": "26-3", "ctbt": "26-4",
    "rome": "18-10",
}  # fmt: skip
"""The record's treaties by the panel's keys. The NPT is in no panel."""
VOTED_ON = ("ccm",)
"""The treaties of which the record has the votes on their own resolutions."""
YEARS = range(2000, 2026)
REFITS = small_forest.GROUPS
FILE = "model.json"


@dataclass(frozen=True, eq=False)
class Fitted:
    """What was known at the end of a year, for one horizon. All weights are for features as they stand."""

    names: tuple[str, ...]
    signs: tuple[str, ...]
    """What the trees see."""
    treaties: tuple[str, ...]
    """Those that were learnt from: signs are computed from these alone."""
    pooled: Numbers
    departures: dict[str, Numbers]
    refits: Numbers
    forest: SmallForest
    calibration: Learnt
    """Without what a treaty adds to it."""
    spreads: dict[str, float]
    """By treaty, that."""
    shares: dict[str, float]
    """By treaty, how far the simple rule takes over."""

    def worth(self, treaty: str) -> Learnt:
        """The calibration for the treaty."""
        return replace(self.calibration, spread=self.calibration.spread + self.spreads.get(treaty, 0.0))


def train(panel: Panel, *, fingerprint: str) -> tuple[dict[str, Any], Past]:
    """The model for the treaties on record, from those of the panel's treaties that are on record; and how it did."""
    there = [key for key, tid in TREATIES.items() if tid in panel.treaties]
    if not there:
        raise ForecastRefusedError("The panel has none of the treaties on record. Nothing was trained.")
    own = _as_recorded(panel.only([TREATIES[key] for key in there]))
    fits: dict[str, dict[str, Any]] = {}
    forests: dict[str, dict[str, Any]] = {}
    given: dict[int, dict[tuple[int, int], Numbers]] = {}
    for horizon in HORIZONS:
        fits[str(horizon)], forests[str(horizon)], given[horizon] = {}, {}, {}
        grown, since = None, ""
        for year in backtest.yearly(own, horizon=horizon, years=YEARS, refits=REFITS, small=True):
            if year.forest is not grown and isinstance(year.forest, small_forest.Grown):
                grown, since = year.forest, str(year.origin)
                forests[str(horizon)][since] = _forest_as_lists(grown.told)
            fits[str(horizon)][str(year.origin)] = _as_lists(year, there) | {"forest": since}
            given[horizon] |= {
                (year.origin, treaty): chance for treaty, (_risk, chance) in year.forecasts.items()
            }
    names, signs = columns(own)
    model = {
        "panel": fingerprint,
        "treaties": there,
        "names": list(names),
        "signs": list(signs),
        "fits": fits,
        "forests": forests,
    }
    return model, past_file.compute(own, given, fingerprint=fingerprint)


def _as_recorded(panel: Panel) -> Panel:
    """Only the votes that the record has too: a sign must mean the same in training and in use."""
    voted = {tid for key, tid in TREATIES.items() if key in VOTED_ON}
    own = tuple(vote for vote in panel.own_votes if panel.treaties[vote.treaty] in voted)
    return replace(panel, own_votes=own, roll_calls=None, roll_calls_at=None)


def columns(panel: Panel) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the weighted sum and what the trees see."""
    known = features.known(panel, YEARS[0] + 1.0)
    of_states = [name for name in features.table(known) if name not in examples.OF_THE_TREATY]
    return examples.names(of_states), examples.signs_for_trees(of_states, tuple(further.as_recorded(known)))


def _as_lists(year: backtest.Year, treaties: list[str]) -> dict[str, Any]:
    weights = year.weights
    return {
        "pooled": _short((weights.pooled + weights.of_kind) / weights.width),
        "departures": {treaties[at]: _short(own / weights.width) for at, own in weights.of_treaty.items()},
        "refits": [_short(change / weights.width) for change in weights.refits],
        "calibration": _short(year.calibration.weights),
        "spread": _short(np.array([year.calibration.spread]))[0],
        "spreads": {treaties[at]: float(f"{own:.3g}") for at, own in sorted(year.calibration.own.items())},
        "shares": {treaties[at]: share for at, share in sorted(year.shares.items()) if share},
    }


def _forest_as_lists(forest: SmallForest) -> list[dict[str, Any]]:
    """Group by group."""
    return [
        {
            "level": float(f"{level:.3g}"),
            "trees": [
                [
                    *(each for split in zip(sign.tolist(), map(_cut, cut), strict=True) for each in split),
                    *(int(each) for each in np.round(1000 * leaf)),
                ]
                for sign, cut, leaf in zip(signs, cuts, leaves, strict=True)
            ],
        }
        for level, signs, cuts, leaves in zip(
            forest.levels, forest.signs, forest.cuts, forest.leaves, strict=True
        )
    ]


def _cut(value: float) -> float | int | None:
    """None: nobody goes to the right."""
    if value == np.inf:
        return None
    return int(value) if value == int(value) else float(value)


def _forest(told: list[dict[str, Any]]) -> SmallForest:
    rows = np.array(
        [[[np.inf if each is None else each for each in tree] for tree in group["trees"]] for group in told]
    )
    splits = 2**small_forest.MANNER.depth - 1
    return SmallForest(
        np.array([group["level"] for group in told]),
        rows[..., 0 : 2 * splits : 2].astype(np.intp),
        rows[..., 1 : 2 * splits : 2],
        rows[..., 2 * splits :] / 1000,
    )


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
        tuple(model["signs"]),
        tuple(model["treaties"]),
        np.array(fit["pooled"]),
        {key: np.array(weights) for key, weights in fit["departures"].items()},
        np.array(fit["refits"]),
        _forest(model["forests"][str(horizon)][fit["forest"]]),
        Learnt(np.array(fit["calibration"]), fit["spread"]),
        fit["spreads"],
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
            inside = bare.endswith("[") and not bare.startswith(('"refits"', '"trees"'))
    return "\n".join(lines)
