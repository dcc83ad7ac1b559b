"""What the desk's pages cost where much work was done: processor time of a request. Beside it, in the same run,
Datasette with the same exchanges in the clear.

    python3 -m venv .venv/bench
    .venv/bench/bin/python -m pip install --require-hashes -r requirements/bench.txt
    .venv/bin/python benchmarks/desk.py

docs/performance.md says what is measured. Linux only: the figures are those of /proc.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pages
import servers

RESULTS = Path(__file__).parent / "results" / "desk.json"
AIM = 75  # CPU milliseconds
EXCHANGES, STATES = 10_000, 20
DESK = "/en/desk/ccm"
PAGES = {
    "State page, 500 exchanges": f"{DESK}/states/afg/",
    "State page, last page of its timeline": f"{DESK}/states/afg/?page=99",
    "list of 10,000 exchanges": f"{DESK}/exchanges/",
    "list, exchanges of one State": f"{DESK}/exchanges/?state=AFG",
    "follow-ups of everybody": f"{DESK}/follow-ups/?who=all",
    "pathways, board": f"{DESK}/pathways/",
    "approach to a State": f"{DESK}/states/afg/approach/",
}
THEIRS = {
    "list of 10,000 rows, 50 on a page": "/desk/exchange?_size=50&_sort_desc=held_on",
    "rows of one State, 25 on a page": "/desk/exchange?_size=25&state=AFG&_sort_desc=held_on",
}
# Runs on the desk's own folder and tells the session of a coordinator who may read all of it.
WORK = f"""
import sys, django
sys.path.insert(0, sys.argv[1])
django.setup()
from datetime import date
from django.test import Client
from tests.access import cast
from tests.factories.outreach import much_work
person = cast.coordinator_a()
much_work(exchanges={EXCHANGES}, states={STATES}, owner=cast.mission_a(), person=person, until=date(2026, 11, 1))
print(cast.sign_in(Client(), person).cookies["sessionid"].value)
"""
# The same rows, read with the desk's keys.
ROWS = """
import json, django
django.setup()
from accede.outreach.models import Exchange
rows = Exchange.objects.unguarded(because="they go into a file of the benchmark")
fields = ("pk", "state_id", "held_on", "level", "who", "said", "assessment")
print(json.dumps([[str(value) for value in row] for row in rows.values_list(*fields)]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the desk's pages, and Datasette beside them.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=30, help="in a round, of each page")
    parser.add_argument("--output", type=Path, default=RESULTS)
    chosen = parser.parse_args()
    program = servers.find_datasette()
    if not program:
        sys.exit("Datasette is not installed: see the first lines of this file.")
    load_before = os.getloadavg()
    with tempfile.TemporaryDirectory(prefix="accede-benchmark-") as name:
        folder = Path(name)
        pages.status_rows(folder / "data")  # a first start is not what is measured
        session = script(WORK, folder / "data").strip()
        as_sqlite(json.loads(script(ROWS, folder / "data")), folder / "desk.db")
        with (
            servers.accede(folder / "data") as ours,
            servers.datasette(program, folder / "desk.db") as theirs,
        ):
            found = compare(ours, theirs, session, rounds=chosen.rounds, requests=chosen.requests)
    results = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": pages.machine() | {"load before": load_before, "load after": os.getloadavg()},
        "versions": pages.versions(program),
        "rounds": chosen.rounds,
        "requests": chosen.requests,
    } | found
    chosen.output.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    show(results)


def script(text: str, folder: Path) -> str:
    """What a script prints that sees the desk of that folder."""
    environment = servers.own_environment(folder) | {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}
    command = [sys.executable, "-c", text, str(servers.PROJECT)]
    return subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


def as_sqlite(rows: list[list[str]], path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE exchange (number INTEGER PRIMARY KEY, state, held_on, level, who, said, assessment)"
        )
        database.executemany("INSERT INTO exchange VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        database.execute("CREATE INDEX of_a_state ON exchange (state, held_on)")
        database.execute("CREATE INDEX by_day ON exchange (held_on)")
    database.close()


def compare(
    ours: servers.Server, theirs: servers.Server, session: str, *, rounds: int, requests: int
) -> dict[str, Any]:
    """Rounds in turn, so that what else the machine does falls on both alike."""
    cookie = {"Cookie": f"sessionid={session}"}
    figures: dict[str, list[float]] = {name: [] for name in [*PAGES, *THEIRS]}
    for number in range(-1, rounds):  # the first warms the workers
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for name, path in PAGES.items():
            # A connection keeps its worker: some of each, so that both are asked.
            halves = [pages.cpu(ours, [path] * (requests // 2), **cookie) for _half in range(2)]
            figures[name].append(statistics.mean(halves))
        for name, path in THEIRS.items():
            figures[name].append(pages.cpu(theirs, [path] * requests))
    told = {
        name: {
            "median": round(statistics.median(own[1:]), 1),
            "least": round(min(own[1:]), 1),
            "most": round(max(own[1:]), 1),
        }
        for name, own in figures.items()
    }
    sizes = {name: len(pages.Client(ours.port).get(path, **cookie)[0]) for name, path in PAGES.items()}
    sizes |= {name: len(pages.Client(theirs.port).get(path)[0]) for name, path in THEIRS.items()}
    return {
        "accede": {name: told[name] | {"bytes as sent": sizes[name]} for name in PAGES},
        "datasette": {name: told[name] | {"bytes as sent": sizes[name]} for name in THEIRS},
    }


def show(results: dict[str, Any]) -> None:
    print(f"{results['date']}, {results['machine']}")
    print("CPU ms a request: median of the rounds (least-most); bytes as sent\n")
    for program in ("accede", "datasette"):
        for name, row in results[program].items():
            over = f"  over the aim of {AIM}" if program == "accede" and row["median"] > AIM else ""
            figures = f"{row['median']:.1f} ({row['least']:.1f}-{row['most']:.1f})"
            print(f"{program:10} {name:40} {figures:>22} {row['bytes as sent']:>9,}{over}")


if __name__ == "__main__":
    main()
