"""Writes past.toml, the shipped model's own record, from the forecasts that it made while it was trained."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from accede.forecast import backtest, evaluation
from accede.forecast.evaluation import CCM, Cell
from accede.forecast.panel import Numbers, Panel
from accede.forecast.past import FILE, Figures, Past, Standing, Surprise

GROUPS = {"shipped": "all", "ccm": "CCM 2010-"}
"""What a page shows, by its name there and in the evaluation."""
RULE = "signatory, sub-region, own vote"
MOST_SURPRISES, MOST_STANDING = 3, 5
HEAD = """\
# How the shipped model did in the past, for the desk's page of it. Written by `accede forecast train` together with
# model.json; docs/forecast.md tells how the figures are made.
#
# panel: the fingerprint of the panel, as in model.json. origins: for how many years' ends the CCM was forecast.
# of: the States not party then. rank: 1 is the likeliest, one year ahead.
"""

Given = Mapping[tuple[int, int], Numbers]
"""Probabilities of the States at risk, by origin and treaty."""


def compute(panel: Panel, given: Mapping[int, Given], *, fingerprint: str) -> Past:
    """The record by horizon, and where it failed for the CCM."""
    figures: list[Figures] = []
    surprises: list[Surprise] = []
    standing: list[Standing] = []
    origins = 0
    for horizon, forecasts in given.items():
        cells = [cell for cell in evaluation.cells(panel, horizon) if (cell.origin, cell.treaty) in forecasts]
        figures += _figures(panel, cells, [forecasts[cell.origin, cell.treaty] for cell in cells], horizon)
        if horizon == min(given) and CCM in panel.treaties:
            of_ccm = [cell for cell in cells if cell.treaty == panel.treaties.index(CCM)]
            ranks = [_ranks(panel, cell, forecasts[cell.origin, cell.treaty]) for cell in of_ccm]
            surprises, standing = _surprises(panel, of_ccm, ranks), _standing(panel, of_ccm, ranks)
            origins = len(of_ccm)
    return Past(fingerprint, origins, tuple(figures), tuple(surprises), tuple(standing))


def write(past: Past, path: Path) -> None:
    path.write_text(text(past), encoding="utf-8")


def shipped_path() -> Path:
    return Path(__file__).parent / FILE


def text(past: Past) -> str:
    """The record as TOML."""
    lines = [HEAD, f'panel = "{past.panel}"', f"origins = {past.origins}"]
    for name, rows in (
        ("figures", past.figures),
        ("surprises", past.surprises),
        ("standing", past.standing),
    ):
        for row in rows:
            lines += ["", f"[[{name}]]"]
            lines += [f"{key} = {_value(value)}" for key, value in asdict(row).items() if value is not None]
    return "\n".join(lines) + "\n"


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _figures(panel: Panel, cells: Sequence[Cell], chances: Sequence[Numbers], horizon: int) -> list[Figures]:
    found = evaluation.score(panel, cells, chances, horizon=horizon)
    by_rule = evaluation.score(panel, cells, backtest.baseline_scores(panel, cells)[RULE], horizon=horizon)
    return [
        Figures(
            horizon=horizon,
            group=name,
            treaty_years=found[group].cells,
            auc=round(found[group].auc, 3),
            average_precision=round(found[group].average_precision, 3),
            hits=round(found[group].hit_rate, 3),
            slope=round(found[group].slope, 3),
            rule_auc=round(by_rule[group].auc, 3) if name == "ccm" else None,
            rule_average_precision=round(by_rule[group].average_precision, 3) if name == "ccm" else None,
            rule_hits=round(by_rule[group].hit_rate, 3) if name == "ccm" else None,
        )
        for name, group in GROUPS.items()
        if group in found
    ]


def _ranks(panel: Panel, cell: Cell, chances: Numbers) -> Numbers:
    """The rank of each State at risk, as a ranking shows it."""
    order = np.lexsort((np.array(panel.states)[cell.risk], -chances))
    ranks = np.empty(len(order), dtype=int)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


def _surprises(panel: Panel, cells: Sequence[Cell], ranks: Sequence[Numbers]) -> list[Surprise]:
    """Who joined from furthest down, as a share of those that could."""
    found = [
        Surprise(
            panel.states[state],
            cell.origin,
            int(panel.bound[state, cell.treaty]),
            int(rank),
            len(cell.risk),
        )
        for cell, of_cell in zip(cells, ranks, strict=True)
        for state, rank, joined in zip(cell.risk, of_cell, cell.outcome, strict=True)
        if joined
    ]
    found.sort(key=lambda each: (-each.rank / each.of, each.origin, each.iso3))
    return found[:MOST_SURPRISES]


def _standing(panel: Panel, cells: Sequence[Cell], ranks: Sequence[Numbers]) -> list[Standing]:
    """Who stood among the first ten most often without joining in the year."""
    among, first = Counter[str](), Counter[str]()
    for cell, of_cell in zip(cells, ranks, strict=True):
        for state, rank, joined in zip(cell.risk, of_cell, cell.outcome, strict=True):
            if not joined and rank <= evaluation.TOP:
                among[panel.states[state]] += 1
                first[panel.states[state]] += int(rank == 1)
    found = [Standing(iso3, first[iso3], times) for iso3, times in among.items()]
    found.sort(key=lambda each: (-each.among_ten, -each.first, each.iso3))
    return found[:MOST_STANDING]
