"""Ideal points over the whole vote history, beside scikit-learn's way: python benchmarks/ideal_points.py DATA_FOLDER.

DATA_FOLDER holds unga_votes.csv.gz and idealpoints_1946_2025.tsv.gz (the estimates of Bailey, Strezhnev and Voeten).
Both ways are given the same table State x roll-call of a window of years. Printed are the time of each and the
correlation of its first dimension, year by year, with the published estimates; the sign is set by the United States.
The plain way is PCA of scikit-learn where absent votes stand as the mean of the roll-call.
"""

import csv
import gzip
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.decomposition import PCA

from accede.forecast import ideal_points

CHOICES = {"Y": 1.0, "N": -1.0, "A": 0.0}
FEWEST_CALLS, FEWEST_STATES = 10, 20


def read(folder: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """States, the year of each roll-call, and the votes: State x roll-call, not a number without one."""
    cast: dict[str, dict[str, float]] = defaultdict(dict)
    years: dict[str, int] = {}
    with gzip.open(folder / "unga_votes.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["vote"] in CHOICES:
                cast[row["undl_id"]][row["iso3"]] = CHOICES[row["vote"]]
                years[row["undl_id"]] = int(row["date"][:4])
    calls = sorted(years, key=lambda key: (years[key], key))
    states = sorted({state for votes in cast.values() for state in votes})
    place = {state: at for at, state in enumerate(states)}
    table = np.full((len(states), len(calls)), np.nan)
    for at, key in enumerate(calls):
        for state, vote in cast[key].items():
            table[place[state], at] = vote
    return states, np.array([years[key] for key in calls]), table


def published(folder: Path) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = defaultdict(dict)
    with gzip.open(folder / "idealpoints_1946_2025.tsv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["IdealPointFP"]:
                found[int(row["year"])][row["iso3c"]] = float(row["IdealPointFP"])
    return found


def plainly(votes: np.ndarray) -> np.ndarray:
    mean = np.nanmean(votes, axis=0)
    return PCA(1, random_state=0).fit_transform(np.where(np.isnan(votes), mean, votes))[:, 0]


def compare(
    way: Callable[[np.ndarray], np.ndarray], folder: Path, given: tuple[list[str], np.ndarray, np.ndarray]
) -> tuple[float, list[float]]:
    states, years, table = given
    known, took, found = published(folder), 0.0, []
    for year in np.unique(years):
        votes = table[:, years == year]
        votes = votes[:, np.nanstd(votes, axis=0) > 0]
        voting = np.flatnonzero((~np.isnan(votes)).mean(axis=1) > 0.5)
        if votes.shape[1] < FEWEST_CALLS or len(voting) < FEWEST_STATES:
            continue
        began = time.perf_counter()
        points = way(votes[voting])
        took += time.perf_counter() - began
        pairs = [
            (point, known[int(year)][states[at]])
            for point, at in zip(points, voting, strict=True)
            if states[at] in known[int(year)]
        ]
        if len(pairs) >= FEWEST_STATES:
            found.append(abs(float(np.corrcoef(np.array(pairs).T)[0, 1])))
    return took, found


def main() -> None:
    folder = Path(sys.argv[1])
    began = time.perf_counter()
    given = read(folder)
    print(
        f"{given[2].shape[1]} roll-calls, {len(given[0])} States, read in {time.perf_counter() - began:.1f} s"
    )
    for name, way in (("accede", ideal_points.first), ("scikit-learn PCA", plainly)):
        took, found = compare(way, folder, given)
        print(
            f"{name:20} {took:7.2f} s   correlation, median of {len(found)} years {np.median(found):.3f}, "
            f"tenth percentile {np.percentile(found, 10):.3f}"
        )


if __name__ == "__main__":
    main()
