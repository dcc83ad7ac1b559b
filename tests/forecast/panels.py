"""A small made-up world: thirty States and twelve treaties, and a panel folder with it."""

import csv
from datetime import date

import numpy as np

STATES = [f"{letter}{number:02}" for letter in "ABC" for number in range(10)]
TREATIES = [f"T{number}" for number in range(12)]
CONTINENTS = ["Africa", "Asia", "Europe", "Oceania"]


def write(folder):
    """Eager States join early, each within forty years of a treaty's opening; half of them sign first."""
    chance = np.random.default_rng(3)
    states = [
        {"iso3": iso3, "continent": CONTINENTS[at % 4], "subregion": iso3[0], "start": "1945-01-01"}
        for at, iso3 in enumerate(STATES)
    ]
    treaties, actions = [], []
    for at, tid in enumerate(TREATIES):
        opened = 1975 + 2 * at
        disarmament = str(at % 3 == 0)
        treaties.append(
            {
                "tid": tid,
                "chapter": "26",
                "open": f"{opened}-01-01",
                "coverage_end": "2025-12-31",
                "disarm": disarmament,
            }
        )
        for place, iso3 in enumerate(STATES):
            year = opened + int(chance.integers(1, 12 + 2 * place))
            bound = date(year, 6, 1).isoformat() if year <= 2025 else ""
            signed = f"{opened}-03-01" if chance.random() < 0.5 else ""
            actions.append({"tid": tid, "iso3": iso3, "sig": signed, "bind": bound, "btype": "ratification"})
    for name, rows in (("states", states), ("treaties", treaties), ("actions", actions)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return folder
