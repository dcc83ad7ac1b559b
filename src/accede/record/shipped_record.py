"""Reads the files of shipped/, in which the public record travels with the program. Writes nothing."""

import csv
import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import accede

FOLDER = Path(str(resources.files("accede.record"))) / "shipped"


def fingerprint() -> str:
    """SHA-256 over the names and contents of all shipped files, those of other rooms too.

    The program's version is part of it: a release may read the same files by other rules.
    """
    digest = hashlib.sha256(accede.__version__.encode())
    rooms = FOLDER.parent.parent
    for path in sorted(rooms.glob("*/shipped/**/*.*")):
        digest.update(path.relative_to(rooms).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def table(name: str) -> dict[str, Any]:
    """A TOML file of the folder, by its name without the ending."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def recorded_date() -> date:
    """The day on which this edition was put together: when the record learnt what it says."""
    day: date = table("edition")["recorded"]
    return day


def rows(name: str) -> list[dict[str, str]]:
    """A CSV file of the folder, by its name without the ending."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def treaties() -> list[dict[str, Any]]:
    """Every treaty's file, in the order that the treaties stand in."""
    return sorted(_each("treaties"), key=lambda treaty: treaty["order"])


def roll_calls() -> Iterator[dict[str, Any]]:
    """Every roll-call's file, by year."""
    return _each("votes")


def _each(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((FOLDER / folder).glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))
