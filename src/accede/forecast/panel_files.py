"""Reads a panel's folder: states.csv, treaties.csv, actions.csv, and where there are any the roll-calls.

Each file may be compressed (.csv.gz). Roll-calls (unga_votes.csv, unga_resolutions.csv) may lie in the folder itself
or in a folder `data` beside it.
"""

import csv
import gzip
import hashlib
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accede.forecast.panel import DISARMAMENT, NEVER, Numbers, OwnVotes, Panel, as_year
from accede.forecast.refusal import ForecastRefusedError

Row = dict[str, str]

COLUMNS = {
    "states": ("iso3", "continent", "subregion", "start"),
    "treaties": ("tid", "chapter", "open", "coverage_end", "disarm"),
    "actions": ("tid", "iso3", "sig", "bind", "btype"),
    "unga_resolutions": ("undl_id", "title", "recorded"),
    "unga_votes": ("undl_id", "date", "iso3", "vote"),
}
VOTES = {"Y": 1, "A": 0, "N": -1}
NO_VOTE = -9
EARLIEST_ROLL_CALL = "1985"


def read_panel(folder: Path) -> Panel:
    """The panel of a folder, or a refusal that names the file and line that cannot be used."""
    states = list(_rows(_required(folder, "states"), "states"))
    treaties = list(_rows(_required(folder, "treaties"), "treaties"))
    row = {state["iso3"]: index for index, state in enumerate(states)}
    column = {treaty["tid"]: index for index, treaty in enumerate(treaties)}
    bound = np.full((len(states), len(treaties)), NEVER)
    signed = bound.copy()
    inherited = np.zeros(bound.shape, dtype=bool)
    path = _required(folder, "actions")
    for line, action in enumerate(_rows(path, "actions"), start=2):
        if action["iso3"] not in row or action["tid"] not in column:
            raise ForecastRefusedError(
                f"{path.name}, line {line}: {action['iso3']!r} and {action['tid']!r} are not both in the "
                "files of States and treaties. Nothing was computed."
            )
        place = row[action["iso3"]], column[action["tid"]]
        bound[place] = _year(action["bind"], path, line)
        signed[place] = _year(action["sig"], path, line)
        inherited[place] = action["btype"] in {"succession", "eif_only"}
    own, roll_calls, at = _read_votes(folder, row, column)
    return Panel(
        states=tuple(row),
        treaties=tuple(column),
        bound=bound,
        signed=signed,
        inherited=inherited,
        exists=np.array([int(state["start"][:4]) for state in states]),
        opened=np.array([_year(treaty["open"], folder / "treaties", 0) for treaty in treaties]),
        covered=np.array([_last_full_year(treaty["coverage_end"]) for treaty in treaties]),
        continent=np.array([state["continent"] for state in states]),
        subregion=np.array([state["subregion"] for state in states]),
        kind=np.array(
            [DISARMAMENT if treaty["disarm"] == "True" else treaty["chapter"] for treaty in treaties]
        ),
        family=np.array(["-".join(key.split("-")[:2]) for key in column]),
        own_votes=own,
        roll_calls=roll_calls,
        roll_calls_at=at,
    )


def fingerprint(folder: Path) -> str:
    """SHA-256 over the contents of the files that are read."""
    digest = hashlib.sha256()
    for name in COLUMNS:
        if path := _found(folder, name):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def own_resolutions() -> dict[str, re.Pattern[str]]:
    """For a treaty, what the titles of the General Assembly's resolutions about it begin with."""
    text = (resources.files("accede.forecast") / "own_resolutions.toml").read_text(encoding="utf-8")
    return {key: re.compile(pattern, re.IGNORECASE) for key, pattern in tomllib.loads(text).items()}


def _read_votes(
    folder: Path, row: dict[str, int], column: dict[str, int]
) -> tuple[tuple[OwnVotes, ...], NDArray[np.int8] | None, Numbers | None]:
    titles_path, votes_path = _found(folder, "unga_resolutions"), _found(folder, "unga_votes")
    if not titles_path or not votes_path:
        return (), None, None
    titles = {
        resolution["undl_id"]: resolution["title"]
        for resolution in _rows(titles_path, "unga_resolutions")
        if resolution["recorded"] == "1"
    }
    days: dict[str, str] = {}
    cast: list[tuple[str, int, int]] = []
    for vote in _rows(votes_path, "unga_votes"):
        if vote["date"] >= EARLIEST_ROLL_CALL and vote["iso3"] in row and vote["vote"] in VOTES:
            days[vote["undl_id"]] = vote["date"]
            cast.append((vote["undl_id"], row[vote["iso3"]], VOTES[vote["vote"]]))
    order = {key: index for index, key in enumerate(sorted(days, key=lambda key: (days[key], key)))}
    table = np.full((len(order), len(row)), NO_VOTE, dtype=np.int8)
    for key, state, value in cast:
        table[order[key], state] = value
    at = np.array([as_year(date.fromisoformat(days[key])) for key in order])
    own = tuple(
        OwnVotes(
            column[treaty],
            float(at[index]),
            np.where(table[index] == NO_VOTE, np.nan, table[index].astype(float)),
        )
        for treaty, pattern in own_resolutions().items()
        if treaty in column
        for key, index in order.items()
        if pattern.match(titles.get(key, ""))
    )
    return own, table, at


def _found(folder: Path, name: str) -> Path | None:
    places = (folder, folder.parent / "data") if name.startswith("unga_") else (folder,)
    for place in places:
        for ending in (".csv", ".csv.gz"):
            if (path := place / f"{name}{ending}").is_file():
                return path
    return None


def _required(folder: Path, name: str) -> Path:
    if not (path := _found(folder, name)):
        raise ForecastRefusedError(
            f"There is no {name}.csv or {name}.csv.gz in {folder}. Nothing was computed."
        )
    return path


def _rows(path: Path, name: str) -> Iterator[Row]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        try:
            if missing := [column for column in COLUMNS[name] if column not in (reader.fieldnames or ())]:
                raise ForecastRefusedError(
                    f"{path.name} has no column {', '.join(missing)}. Nothing was computed."
                )
            for row in reader:
                if None in row.values():
                    raise ForecastRefusedError(
                        f"{path.name}, line {reader.line_num}: cells are missing. Nothing was computed."
                    )
                yield row
        except (UnicodeDecodeError, csv.Error) as error:
            raise ForecastRefusedError(
                f"{path.name} cannot be read after line {reader.line_num}: {error}. Nothing was computed."
            ) from error


def _year(text: str, path: Path, line: int) -> float:
    if not text:
        return NEVER
    try:
        return as_year(date.fromisoformat(text[:10]))
    except ValueError as error:
        where = f"{path.name}, line {line}" if line else path.name
        raise ForecastRefusedError(f"{where}: {text!r} is not a day. Nothing was computed.") from error


def _last_full_year(text: str) -> int:
    return int(text[:4]) - (text[5:10] != "12-31")
