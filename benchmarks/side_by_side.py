"""Accede, Datasette, pretix and pretalx in one run on one machine: what a page, a list of a hundred rows, a page of one,
a calendar feed and JSON cost each of them: processor time, bytes, the memory of two workers, the first paint.

    python3 -m venv .venv/bench
    .venv/bench/bin/python -m pip install --require-hashes -r requirements/bench.txt
    python3.11 -m venv PRETIX && PRETIX/bin/python -m pip install pretix gunicorn
    python3.13 -m venv PRETALX && PRETALX/bin/python -m pip install pretalx gunicorn
    .venv/bin/python benchmarks/side_by_side.py --pretix PRETIX --pretalx PRETALX

Each is set up with an event or a desk and a hundred rows, on SQLite, with two workers. What is not installed is said, and
left out. docs/performance.md says how to read it. Linux only: the figures are those of /proc.
"""

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pages
import servers

import desk

RESULTS = Path(__file__).parent / "results" / "side_by_side.json"
ROWS = 100
KINDS = ("public page", "list", "page of one", "calendar", "JSON")
WORKERS, PAINTS = 2, 9
# Best figures of the others on such a machine, measured before; half of each is aimed at.
AIMS = {"public page": 31 / 2, "list": 75 / 2, "calendar": 4.6 / 2, "JSON": 7.8 / 2}
FIRST_PAINT, MEMORY = 0.26 / 2, 104 / 2
WORK = f"""
import sys, json, django
sys.path.insert(0, sys.argv[1])
django.setup()
from django.test import Client
from django.utils import timezone
from tests.access import cast
from accede.access.models import Organisation, Person
from accede.meetings.models import Workshop
from accede.reminders.actions import open_feed
person, keeper = cast.coordinator_a(), cast.CAST["administrator"]()
mission = Organisation.objects.first()
there = Person.objects.count()
Person.objects.bulk_create(
    Person(email=f"somebody.{{each}}@example.org", name=f"Somebody {{each}}", password="!")
    for each in range({ROWS} - there)
)
from tests.factories.outreach import much_work
from datetime import date
much_work(exchanges=100, states=20, owner=cast.mission_a(), person=person, until=date(2026, 11, 1))
feed = open_feed(person=person, by=cast.viewer_of(person), at=timezone.now())
print(json.dumps([cast.sign_in(Client(), keeper).cookies["sessionid"].value, feed]))
"""


@dataclass
class Beside:
    """One of them, running."""

    name: str
    server: servers.Server
    processes: str  # which there are, by what they do
    paths: dict[str, str]
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    # A page that is kept is asked for under an address of its own each time.
    fresh: dict[str, str] = field(default_factory=dict)
    figures: dict[str, list[float]] = field(default_factory=dict)

    def addresses(self, kind: str, number: int, count: int) -> list[str]:
        path = self.paths[kind]
        if kind not in self.fresh:
            return [path] * count
        first = date(2026, 11, 1) - timedelta(days=number * count)
        return [f"{path}?on={first - timedelta(days=each)}" for each in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Accede beside others, in one run.")
    parser.add_argument("--pretix", type=Path, help="the virtual environment that pretix is installed in")
    parser.add_argument("--pretalx", type=Path, help="the virtual environment that pretalx is installed in")
    parser.add_argument(
        "--folder", type=Path, help="where all are set up, and kept for the next run (of the same day)"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=20, help="in a round, of each page")
    parser.add_argument("--output", type=Path, default=RESULTS)
    chosen = parser.parse_args()
    load_before = os.getloadavg()
    with contextlib.ExitStack() as stack:
        own = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="accede-benchmark-")))
        folder = chosen.folder or own
        beside = [stack.enter_context(ours(folder / "accede"))]
        missing = []
        if program := servers.find_datasette():
            beside.append(stack.enter_context(datasette(program, folder / "accede", own)))
        else:
            missing.append("Datasette")
        for name, venv in (("pretix", chosen.pretix), ("pretalx", chosen.pretalx)):
            if venv and (venv / "bin" / "gunicorn").exists():
                beside.append(stack.enter_context(theirs(name, venv.absolute(), folder / name)))
            else:
                missing.append(name)
        for each in missing:
            print(f"{each} is not installed: see the first lines of this file.", file=sys.stderr)
        found = compare(beside, rounds=chosen.rounds, requests=chosen.requests)
    results = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": pages.machine() | {"load before": load_before, "load after": os.getloadavg()},
        "rounds": chosen.rounds,
        "requests": chosen.requests,
        "not installed": missing,
    } | found
    chosen.output.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    show(results)


@contextlib.contextmanager
def ours(folder: Path) -> Iterator[Beside]:
    pages.status_rows(folder)  # a first start is not what is measured
    told = folder / "told.json"
    if not told.exists():
        told.write_text(desk.script(WORK, folder), encoding="utf-8")
    session, feed = json.loads(told.read_text(encoding="utf-8"))
    cookie = {"Cookie": f"sessionid={session}"}
    with servers.accede(folder) as server:
        yield Beside(
            "accede",
            server,
            "supervisor, background work, two workers",
            {
                "public page": "/en/treaties/ccm/status/",
                "list": "/en/desk/people/",
                "page of one": "/en/states/vut/",
                "calendar": f"/calendar/{feed}.ics",
                "JSON": "/api/v1/treaties/ccm/status",
            },
            {"list": cookie},
            {"public page": "on", "page of one": "on", "JSON": "on"},
        )


@contextlib.contextmanager
def datasette(program: Path, data: Path, folder: Path) -> Iterator[Beside]:
    pages.as_sqlite(pages.status_rows(data), folder / "record.db")
    with servers.datasette(program, folder / "record.db") as server:
        yield Beside(
            "datasette",
            server,
            "one process, which serves",
            {
                "public page": "/record/status?_size=200",
                "list": f"/record/status?_size={ROWS}",
                "page of one": "/record/status/VUT",
                "JSON": "/record/status.json?_size=200&_shape=array",
            },
        )


@contextlib.contextmanager
def theirs(name: str, venv: Path, folder: Path) -> Iterator[Beside]:
    """Set up once in the folder: database, static files, a hundred rows; then served by gunicorn."""
    port = servers.free_port()
    environment = settings_of(name, folder, port)
    told = folder / "told.json"
    with contextlib.ExitStack() as stack:
        if name == "pretalx":  # which keeps what it has cached in one; it is not counted
            environment["PRETALX_REDIS"] = f"redis://127.0.0.1:{stack.enter_context(redis())}/1"
        _set_up(name, venv, folder, told, environment)
        said = json.loads(told.read_text(encoding="utf-8"))
        cookie = {"Cookie": said["cookie"]}
        headers = {"list": cookie}
        if name == "pretix":
            headers |= {"page of one": cookie, "JSON": {"Authorization": said["authorization"]}}
        command = [
            str(venv / "bin" / "gunicorn"),
            f"{name}.wsgi",
            "--workers=2",
            "--worker-class=gthread",
            "--threads=1",
            "--timeout=300",
            f"--bind=127.0.0.1:{port}",
        ]
        with servers.running(command, port, environment) as server:
            yield Beside(
                name, server, "supervisor, two workers; nothing for background work", said["paths"], headers
            )


@contextlib.contextmanager
def redis() -> Iterator[int]:
    port = servers.free_port()
    with subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", ""], stdout=subprocess.DEVNULL
    ) as own:
        try:
            yield port
        finally:
            own.terminate()


def _set_up(name: str, venv: Path, folder: Path, told: Path, environment: dict[str, str]) -> None:
    if not told.exists():
        (folder / "data").mkdir(parents=True, exist_ok=True)
        for command in (["migrate"], ["rebuild"] if name == "pretalx" else ["collectstatic", "--noinput"]):
            print(f"{name}: {command[0]}", file=sys.stderr)
            step = [str(venv / "bin" / "python"), "-m", name, *command]
            subprocess.run(step, env=environment, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        fill = Path(__file__).parent / "beside" / f"{name}.py"
        # From another folder, or it would be taken for the package of its own name.
        shutil.copy(fill, folder / "fill.py")
        step = [str(venv / "bin" / "python"), "fill.py"]
        done = subprocess.run(
            step, env=environment, check=True, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8"
        )
        told.write_text(done.stdout.strip().splitlines()[-1], encoding="utf-8")


def settings_of(name: str, folder: Path, port: int) -> dict[str, str]:
    data = folder / "data"
    if name == "pretalx":
        return os.environ | {
            "PRETALX_DATA_DIR": str(data),
            "PRETALX_DB_NAME": str(data / "db.sqlite3"),
            "PRETALX_SITE_URL": f"http://127.0.0.1:{port}",
            "PRETALX_FILESYSTEM_LOGS": str(data / "logs"),
            "PRETALX_FILESYSTEM_MEDIA": str(data / "media"),
            "PRETALX_FILESYSTEM_STATIC": str(data / "static"),
            "PRETALX_DEBUG": "False",
            "PRETALX_REDIS_SESSIONS": "False",
        }
    data.mkdir(parents=True, exist_ok=True)
    config = folder / "pretix.cfg"
    config.write_text(
        f"[pretix]\nurl=http://127.0.0.1:{port}\ndatadir={data}\n[database]\nbackend=sqlite3\nname={data / 'db.sqlite3'}\n"
        "[django]\nsecret=beside\ndebug=off\n",
        encoding="utf-8",
    )
    return os.environ | {"PRETIX_CONFIG_FILE": str(config)}


def compare(beside: list[Beside], *, rounds: int, requests: int) -> dict[str, Any]:
    """Rounds in turn, so that what else the machine does falls on all alike. The first warms the workers."""
    for number in range(-1, rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for each in beside:
            for kind in each.paths:
                asked = each.addresses(kind, number + 1, requests + 2)
                headers = each.headers.get(kind, {})
                # A connection keeps its worker: some of each, so that both are asked.
                half = len(asked) // 2
                spent = [cpu(each.server, part, headers) for part in (asked[:half], asked[half:])]
                if number >= 0:
                    each.figures.setdefault(kind, []).append(statistics.mean(spent))
    paints = first_paints(beside)
    memory = {each.name: [round(one) for one in each.server.memory_mb()] for each in beside}
    return {
        each.name: {
            "pages": {
                kind: {
                    "path": "a secret" if kind == "calendar" and each.name == "accede" else path,
                    "CPU ms": {
                        "median": round(statistics.median(each.figures[kind]), 1),
                        "least": round(min(each.figures[kind]), 1),
                        "most": round(max(each.figures[kind]), 1),
                    },
                    "bytes": len(pages.Client(each.server.port).get(path, **each.headers.get(kind, {}))[0]),
                }
                for kind, path in each.paths.items()
            },
            "processes": each.processes,
            "memory MB": sum(memory[each.name]),
            "workers MB": sum(memory[each.name][-WORKERS:]),  # which are begun last
            "first paint s": paints[each.name],
        }
        for each in beside
    }


def cpu(server: servers.Server, paths: list[str], headers: dict[str, str]) -> float:
    """CPU milliseconds a request. The first of a connection is not counted: its worker has slept while others were asked."""
    client = pages.Client(server.port)
    client.get(paths[0], **headers)
    before, processes = server.cpu_ms(), server.processes()
    for path in paths[1:]:
        client.get(path, **headers)
    assert server.processes() == processes, "a process was replaced: its time is lost"
    return (server.cpu_ms() - before) / (len(paths) - 1)


def first_paints(beside: list[Beside]) -> dict[str, float | None]:
    """Of the public page in a browser that has kept nothing: the median of visits by turns; none where there is no browser."""
    path = os.environ.get("ACCEDE_CHROMIUM") or shutil.which("chromium")
    if not path:
        return dict.fromkeys((each.name for each in beside), None)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only the tests' environment has it

    found: dict[str, list[float]] = {each.name: [] for each in beside}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for each in beside * PAINTS:
            context = chromium.new_context(bypass_csp=True)  # what asks for the paint is none of the page
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{each.server.port}{each.paths['public page']}", wait_until="load")
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
            found[each.name].append(
                page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000")
            )
            context.close()
        chromium.close()
    return {name: round(statistics.median(times), 2) for name, times in found.items()}


def show(results: dict[str, Any]) -> None:
    names = [name for name in ("accede", "datasette", "pretix", "pretalx") if name in results]
    print(f"{results['date']}, {results['machine']}\n")
    print(
        f"{'CPU ms, median (least-most), bytes':36}"
        + "".join(f"{name:>30}" for name in names)
        + f"{'aim':>8}"
    )
    for kind in KINDS:
        cells = []
        for name in names:
            found = results[name]["pages"].get(kind)
            cells.append(
                "{median} ({least}-{most})".format(**found["CPU ms"]) + f" {found['bytes']:,}"
                if found
                else ""
            )
        print(f"{kind:36}" + "".join(f"{cell:>30}" for cell in cells) + f"{AIMS.get(kind, '')!s:>8}")
    for figure, aim in (("memory MB", ""), ("workers MB", MEMORY), ("first paint s", FIRST_PAINT)):
        print(f"{figure:36}" + "".join(f"{results[name][figure]!s:>30}" for name in names) + f"{aim!s:>8}")
    for name in names:
        print(f"memory of {name}: {results[name]['processes']}")


if __name__ == "__main__":
    main()
