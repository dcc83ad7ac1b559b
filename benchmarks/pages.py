"""What a page costs: processor time and bytes for each request, and the memory of the server. Beside it, in the
same run, Datasette with the same rows.

    python3 -m venv .venv/bench
    .venv/bench/bin/python -m pip install --require-hashes -r requirements/bench.txt
    .venv/bin/python benchmarks/pages.py

docs/performance.md says what is measured, and how to read it. Linux only: the figures are those of /proc.
"""

import argparse
import csv
import gzip
import http.client
import importlib.metadata
import io
import itertools
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import first_visit
import servers

RESULTS = Path(__file__).parent / "results" / "pages.json"
PAGES = {
    "treaty page": "/en/treaties/ccm/",
    "status table": "/en/treaties/ccm/status/",
    "State page": "/en/states/vut/",
    "target lists": "/en/treaties/ccm/targets/",
    "votes": "/en/treaties/ccm/votes/",
    "CSV of the status table": "/en/treaties/ccm/status.csv",
}
THEIRS = {
    "table page": "/record/status?_size=200",
    "CSV": "/record/status.csv?_size=200",
}
LAST_DAY = date(2026, 11, 1)
# Keeping an answer and giving it again is quick: so many more of them for the same precision.
AGAIN = 8
CONNECTIONS = 12  # so many that no worker is missed
ROW = "{:26}{:>16}{:>16}{:>16}{:>12}{:>14}"


@dataclass
class Costs:
    """CPU milliseconds a request, one figure a round."""

    not_cached: list[float] = field(default_factory=list)
    cached: list[float] = field(default_factory=list)
    revalidated: list[float] = field(default_factory=list)


class Client:
    """One connection, kept alive: hence always the same worker."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def get(self, path: str, *, expect: int = 200, **headers: str) -> tuple[bytes, dict[str, str]]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip"} | named)
        answer = self._connection.getresponse()
        body = answer.read()
        assert answer.status == expect, f"{path}: {answer.status}"
        return body, {name.lower(): value for name, value in answer.getheaders()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the pages, and Datasette beside them.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--requests", type=int, default=50, help="in a round, of each page that is not cached"
    )
    parser.add_argument("--output", type=Path, default=RESULTS)
    chosen = parser.parse_args()
    program = servers.find_datasette()
    if not program:
        sys.exit("Datasette is not installed: see the first lines of this file.")
    load_before = os.getloadavg()
    with tempfile.TemporaryDirectory(prefix="accede-benchmark-") as name:
        folder = Path(name)
        # Also creates and loads the database: what is measured is not a first start.
        table = status_rows(folder / "data")
        as_sqlite(table, folder / "record.db")
        with (
            servers.accede(folder / "data") as ours,
            servers.datasette(program, folder / "record.db") as theirs,
        ):
            results = compare(ours, theirs, rounds=chosen.rounds, requests=chosen.requests)
    results = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": machine() | {"load before": load_before, "load after": os.getloadavg()},
        "versions": versions(program),
        "rounds": chosen.rounds,
        "requests": {"not cached": chosen.requests, "cached, revalidated": chosen.requests * AGAIN},
    } | results
    chosen.output.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    show(results)


def status_rows(folder: Path) -> list[dict[str, str]]:
    """Where each State stands towards the CCM, as the program itself tells it."""
    answer = subprocess.run(
        [sys.executable, "-m", "accede", "status", "ccm", "--format", "csv"],
        env=servers.own_environment(folder),
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    assert len(rows) == 197
    return rows


def as_sqlite(rows: list[dict[str, str]], path: Path) -> None:
    """The same rows as a file for Datasette."""
    columns = list(rows[0])
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE status (iso3 TEXT PRIMARY KEY, {', '.join(columns[1:])})")
        database.executemany(
            f"INSERT INTO status VALUES ({', '.join('?' * len(columns))})",  # noqa: S608 -- question marks only
            [[row[column] or None for column in columns] for row in rows],
        )
    database.close()


def compare(ours: servers.Server, theirs: servers.Server, *, rounds: int, requests: int) -> dict[str, Any]:
    """Rounds in turn, so that what else the machine does falls on both alike."""
    visit(ours, PAGES.values())
    visit(theirs, THEIRS.values())
    memory = {"ours": ours.memory_mb(), "theirs": theirs.memory_mb()}
    our_costs = {page: Costs() for page in PAGES}
    their_costs = {page: Costs() for page in THEIRS}
    days = (LAST_DAY - timedelta(days=n) for n in itertools.count())
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        fresh = list(itertools.islice(days, requests))
        for page, path in PAGES.items():
            measure(ours, path, fresh, our_costs[page])
        for page, path in THEIRS.items():
            their_costs[page].not_cached.append(cpu(theirs, [path] * requests))
    with first_visit.browser() as bytes_of:
        our_bytes = {page: transferred(ours, path, bytes_of) for page, path in PAGES.items()}
        their_bytes = {page: transferred(theirs, path, bytes_of) for page, path in THEIRS.items()}
    ours_told = {page: told(our_costs[page]) | our_bytes[page] for page in PAGES}
    theirs_told = {page: told(their_costs[page]) | their_bytes[page] for page in THEIRS}
    return {
        "accede": {
            "pages": ours_told,
            "memory": {"warm": memory["ours"], "after all rounds": ours.memory_mb()},
        },
        "datasette": {
            "pages": theirs_told,
            "memory": {"warm": memory["theirs"], "after all rounds": theirs.memory_mb()},
        },
        "ratios": {
            page: to_theirs(found, theirs_told["CSV" if page.startswith("CSV") else "table page"])
            for page, found in ours_told.items()
        },
    }


def visit(server: servers.Server, paths: Iterable[str]) -> None:
    """Each page by each worker, so that all of them have loaded what they need."""
    clients = [Client(server.port) for _number in range(CONNECTIONS)]
    for client, path in itertools.product(clients, paths):
        client.get(path)


def measure(server: servers.Server, path: str, days: list[date], costs: Costs) -> None:
    """An address with a day of its own was never asked for before; the last one is asked for again and again."""
    addresses = [f"{path}?on={day}" for day in days]
    costs.not_cached.append(cpu(server, addresses))
    again = addresses[-1:] * (len(days) * AGAIN)
    etag = Client(server.port).get(again[0])[1]["etag"]
    costs.cached.append(cpu(server, again, known=True))
    costs.revalidated.append(cpu(server, again, known=True, expect=304, If_None_Match=etag))


def cpu(
    server: servers.Server, paths: list[str], *, known: bool = False, expect: int = 200, **headers: str
) -> float:
    """CPU milliseconds a request. Where they are `known`, this worker has been asked for them before."""
    client = Client(server.port)
    if known:
        client.get(paths[-1])
    before, processes = server.cpu_ms(), server.processes()
    for path in paths:
        client.get(path, expect=expect, **headers)
    assert server.processes() == processes, "a process was replaced: its time is lost"
    return (server.cpu_ms() - before) / len(paths)


def transferred(server: servers.Server, path: str, bytes_of: Any) -> dict[str, Any]:
    body, headers = Client(server.port).get(path)
    packed = headers.get("content-encoding") == "gzip"
    found: dict[str, Any] = {
        "bytes as sent": len(body),
        "bytes packed": len(body if packed else gzip.compress(body, compresslevel=5)),
    }
    if bytes_of and "text/html" in headers["content-type"]:
        found["bytes of a first visit"] = bytes_of(f"http://127.0.0.1:{server.port}{path}")
    return found


def told(costs: Costs) -> dict[str, Any]:
    return {
        f"CPU ms {name.replace('_', ' ')}": {
            "median": round(statistics.median(figures), 2),
            "least": round(min(figures), 2),
            "most": round(max(figures), 2),
        }
        for name, figures in vars(costs).items()
        if figures
    }


def to_theirs(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, float]:
    """Ours divided by theirs. Datasette keeps no answers, so both of our times stand against its one."""
    beside = theirs["CPU ms not cached"]["median"]
    ratios = {name: ours[name]["median"] / beside for name in ("CPU ms not cached", "CPU ms cached")}
    ratios |= {name: ours[name] / theirs[name] for name in ours if name.startswith("bytes")}
    return {name: round(ratio, 2) for name, ratio in ratios.items()}


def machine() -> dict[str, Any]:
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    return {"cores": os.cpu_count(), "processor": models[0] if models else platform.machine()}


def versions(datasette: Path) -> dict[str, str]:
    said = subprocess.run([datasette, "--version"], check=True, capture_output=True, encoding="utf-8").stdout
    own = {name: importlib.metadata.version(name) for name in ("django", "granian")}
    return {"python": platform.python_version(), **own, "datasette": said.split()[-1]}


def show(results: dict[str, Any]) -> None:
    theirs = results["datasette"]["pages"]
    print(f"{results['date']}, {results['machine']}")
    print(f"{results['versions']}\n")
    print("CPU ms a request: median of the rounds (least-most). Bytes: as sent; of a first visit in all.\n")
    print(ROW.format("", "not cached", "cached", "revalidated", "bytes", "first visit"))
    for page, found in results["accede"]["pages"].items():
        print(line(page, found))
    for page, found in theirs.items():
        print(line(f"Datasette: {page}", found))
    print()
    for page, ratios in results["ratios"].items():
        print(f"{page}, to Datasette's: {', '.join(f'{name} {ratio}' for name, ratio in ratios.items())}")
    print()
    for name in ("accede", "datasette"):
        for when, shares in results[name]["memory"].items():
            print(
                f"memory of {name}, {when}: {sum(shares):.0f} MB ({' + '.join(f'{s:.0f}' for s in shares)})"
            )


def line(page: str, found: dict[str, Any]) -> str:
    cells = []
    for kind in ("not cached", "cached", "revalidated"):
        figure = found.get(f"CPU ms {kind}")
        cells.append("{median:.1f} ({least:.1f}-{most:.1f})".format(**figure) if figure else "")
    visit_ = found.get("bytes of a first visit")
    return ROW.format(page, *cells, f"{found['bytes as sent']:,}", f"{visit_:,}" if visit_ else "")


if __name__ == "__main__":
    main()
