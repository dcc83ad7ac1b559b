"""accede forecast TREATY, accede forecast backtest, accede forecast train."""

import csv
import gzip
import os
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from accede.access.viewer import PUBLIC
from accede.cli import manners, output
from accede.record.queries import states, treaties
from accede.record.queries import status as status_queries
from accede.record.tables import Record

if TYPE_CHECKING:  # numpy is loaded by these commands alone, and never by the site
    from accede.forecast.backtest import Backtest

FORECAST = ("rank", "iso3", "name", "probability", "low", "high", "because")
FIGURES = (
    "horizon", "forecaster", "group", "cells", "auc", "auc_low", "auc_high", "average_precision", "hit_rate",
    "skill", "slope",
)  # fmt: skip
PREDICTIONS = ("origin", "treaty", "iso3", "probability")

PanelFolder = Annotated[
    Path,
    typer.Option(
        "--panel", help="The folder with states.csv, treaties.csv and actions.csv.", file_okay=False
    ),
]


class TreatyOrCommand(TyperGroup):
    """`forecast ccm` is short for `forecast treaty ccm`: what names no command here names a treaty."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Options may stand before the treaty too. Typer's own context has a name of Typer's inside."""
        if args and args[0] not in {*self.commands, "--help"}:
            args = ["treaty", *args]
        return super().parse_args(ctx, args)


class Horizon(IntEnum):
    ONE = 1
    THREE = 3


app = typer.Typer(cls=TreatyOrCommand, no_args_is_help=True, help="Who is likely to join next.")


@app.command("treaty", hidden=True)
def of_treaty(
    treaty: Annotated[str, typer.Argument(metavar="TREATY", help="The treaty's key: ccm, apmbc, ...")],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="A day as ISO 8601. Default: today.")] = "",
    horizon: Annotated[int, typer.Option(help="Within how many years: 1 or 3.", min=1, max=3)] = 1,
    form: Annotated[
        output.Format, typer.Option("--format", help="How to show the rows.")
    ] = output.Format.TABLE,
) -> None:
    """Who is likely to join a treaty, from what was known on a day: the likeliest first, and why."""
    if horizon not in tuple(Horizon):
        raise typer.BadParameter("The horizon is 1 or 3 years.", param_hint="--horizon")
    with manners.refusals():
        manners.prepare()
        records, notes = _forecast(treaty, on=manners.day(on), horizon=horizon)
        for note in notes:
            _say(note)
        output.show(records, FORECAST, form)


@app.command()
def backtest(
    panel: PanelFolder,
    output_folder: Annotated[Path, typer.Option("--output", help="Where the results go.", file_okay=False)],
    scheduler: Annotated[
        str,
        typer.Option(
            "--dask",
            metavar="ADDRESS",
            help="Run on the Dask cluster with this scheduler. Default: processes here.",
        ),
    ] = "",
    grown: Annotated[
        int | None,
        typer.Option(
            "--trees",
            metavar="COUNT",
            min=0,
            max=2000,
            help="How many trees have half of the say. 0 leaves them out. Default: 300.",
        ),
    ] = None,
) -> None:
    """Forecast every year from 2000 to 2024 from what was known then, and score it with what came."""
    with manners.refusals():
        _backtest(panel, output_folder, scheduler, grown)


@app.command()
def train(
    panel: PanelFolder,
    to: Annotated[
        Path | None, typer.Option("--to", help="The file to write. Default: the model that ships.")
    ] = None,
) -> None:
    """Learn the model again from a panel, and write it with its record of years gone by."""
    # Told before numpy loads: sums by more than one thread come out in another order, and with them some of the trees.
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from accede.forecast import model_file, panel_files, past, past_file  # noqa: PLC0415 -- numpy, only here

    with manners.refusals():
        model, record = model_file.train(
            panel_files.read_panel(panel), fingerprint=panel_files.fingerprint(panel)
        )
        path = to or model_file.shipped_path()
        model_file.write(model, path)
        past_file.write(record, path.parent / past.FILE)
        _say(f"The model was written to {path}, and how it did in the past to {past.FILE} beside it.")


def _forecast(key: str, *, on: date, horizon: int) -> tuple[list[Record], list[str]]:
    from accede.forecast import desk, model_file  # noqa: PLC0415 -- numpy, only here
    from accede.record.queries import panel as panel_queries  # noqa: PLC0415

    treaty = treaties.get_treaty(key, viewer=PUBLIC)
    known = panel_queries.panel(on=on, viewer=PUBLIC)
    now = panel_queries.end_of(on)
    fitted = model_file.fitted_for(model_file.read_shipped(), now=now, horizon=horizon)
    found = desk.forecast(known, treaty.key, now=now, fitted=fitted)
    names = states.state_names("en", viewer=PUBLIC)
    notes = []
    parties = status_queries.counts(treaty, on=on, viewer=PUBLIC).joined
    if parties < desk.FEWEST_FOR_RECORD:
        notes.append(
            f"With {parties} Parties on that day: the model's record begins at {desk.FEWEST_FOR_RECORD}."
        )
    if treaty.as_of < on.isoformat()[: len(treaty.as_of)]:
        notes.append(
            f"The actions on record are complete only as of {treaty.as_of}; who joined since may be listed."
        )
    if not any(vote.treaty == known.treaties.index(key) for vote in known.own_votes):
        notes.append("No votes on the treaty's own resolution are on record until that day.")
    records: list[Record] = [
        {
            "rank": row.rank,
            "iso3": row.iso3,
            "name": names[row.iso3],
            "probability": f"{row.probability:.4f}",
            "low": f"{row.low:.4f}",
            "high": f"{row.high:.4f}",
            "because": row.because,
        }
        for row in found
    ]
    return records, notes


def _say(text: str) -> None:
    manners.stderr.print(text, markup=False, highlight=False, soft_wrap=True)


def _backtest(panel: Path, folder: Path, scheduler: str, grown: int | None) -> None:
    from accede.forecast import backtest as run  # noqa: PLC0415 -- numpy, only here
    from accede.forecast import evaluation, panel_files, spread  # noqa: PLC0415

    read = panel_files.read_panel(panel)
    if read.roll_calls is None:
        _say("There are no roll-calls beside the panel: votes and ideal points say nothing here.")
    folder.mkdir(parents=True, exist_ok=True)
    figures: list[dict[str, Any]] = []
    with spread.joined_to(scheduler) as backend:
        results = spread.spread(
            [
                (
                    run.backtest,
                    {"panel": read, "horizon": horizon, "grown": run.GROWN if grown is None else grown},
                )
                for horizon in evaluation.HORIZONS
            ],
            backend=backend,
            processes=len(evaluation.HORIZONS),
        )
    for horizon, result in zip(evaluation.HORIZONS, results, strict=True):
        path = folder / f"predictions-{horizon}.csv.gz"
        _write_predictions(path, read.states, read.treaties, result)
        for forecaster, groups in result.figures.items():
            for group, found in groups.items():
                figures.append({"horizon": horizon, "forecaster": forecaster, "group": group, **vars(found)})
        _say(f"{horizon} years ahead: {len(result.cells)} cells in {path}.")
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIGURES, lineterminator="\n")
        writer.writeheader()
        writer.writerows({
            column: f"{row[column]:.4f}" if isinstance(row[column], float) else row[column] for column in FIGURES
        } for row in figures)  # fmt: skip
    _say(f"The figures are in {folder / 'figures.csv'}.")


def _write_predictions(
    path: Path, state_codes: tuple[str, ...], treaty_keys: tuple[str, ...], result: "Backtest"
) -> None:
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(PREDICTIONS)
        for cell, given in zip(result.cells, result.probabilities, strict=True):
            writer.writerows(
                (cell.origin, treaty_keys[cell.treaty], state_codes[state], f"{chance:.9f}")
                for state, chance in zip(cell.risk, given, strict=True)
            )
