"""How long imports take, beside the bare cost of the same rows. The data are read from a folder that is given.

    python benchmarks/imports.py FOLDER [POSTGRESQL]

FOLDER holds unga_votes.csv.gz, unga_resolutions.csv.gz, untc_actions_2015.csv.gz and untc_treaties_2015.csv. The files
are written out in the layouts that are imported, into a temporary folder, with a desk of its own beside them.
POSTGRESQL is the address of an empty database, as ACCEDE_DATABASE_URL has it: the history goes into that one too, beside
its own COPY, which psql does.
"""

import csv
import gzip
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import servers

SOURCE = Path(__file__).parents[1] / "src"
UNDL = [
    "undl_id",
    "ms_code",
    "ms_name",
    "ms_vote",
    "date",
    "session",
    "resolution",
    "draft",
    "committee_report",
    "meeting",
    "title",
    "agenda_title",
    "subjects",
    "vote_note",
    "total_yes",
    "total_no",
    "total_abstentions",
    "total_non_voting",
    "total_ms",
    "undl_link",
]
# Seconds on the wall and of the processors, megabytes at most, and what was printed.
Measure = tuple[float, float, float, str]
PAGES = {
    "votes on the CCM": "/en/treaties/ccm/votes/",
    "State page": "/en/states/vut/",
    "target lists": "/en/treaties/ccm/targets/",
    "status table": "/en/treaties/ccm/status/",
}
TOTALS = ("total_yes", "total_no", "total_abstentions", "total_non_voting", "total_ms")


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as file:
        yield from csv.DictReader(file)


def write_history(folder: Path, target: Path) -> int:
    """The whole vote history in the UN Digital Library's layout; gives back the number of rows."""
    resolutions = {row["undl_id"]: row for row in rows_of(folder / "unga_resolutions.csv.gz")}
    number = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, UNDL, restval="")
        writer.writeheader()
        for row in rows_of(folder / "unga_votes.csv.gz"):
            of = resolutions[row["undl_id"]]
            writer.writerow(
                {name: f"{of[name]}.0" for name in TOTALS}
                | {name: row[name] for name in ("undl_id", "date", "resolution", "ms_name")}
                | {name: of[name] for name in ("committee_report", "meeting", "title")}
                | {"ms_code": row["iso3"], "ms_vote": row["vote"], "session": of["session_raw"]}
                | {
                    "agenda_title": of["agenda"],
                    "undl_link": f"https://digitallibrary.un.org/record/{row['undl_id']}",
                }
            )
            number += 1
    return number


def write_status_tables(folder: Path, target: Path) -> dict[str, Path]:
    """Each treaty's table in MTDSG layout: number in the collection to file."""
    tables = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in rows_of(folder / "untc_actions_2015.csv.gz"):
        cell = (
            " ".join([row["raw"].strip(), row["mark"]])
            if not row["raw"].endswith(row["mark"])
            else row["raw"]
        )
        tables[row["mtdsg_no"]][row["participant"]][row["column"]].append(cell)
    titles = {row["mtdsg_no"]: row["title"] for row in rows_of(folder / "untc_treaties_2015.csv")}
    files = {}
    for number, participants in tables.items():
        columns = list(dict.fromkeys(column for cells in participants.values() for column in cells))
        rows = [["Participant", *columns]]
        rows += [
            [name, *("; ".join(cells.get(column, [])) for column in columns)]
            for name, cells in participants.items()
        ]
        head, *body = (
            f"<Row>{''.join(f'<Entry>{escape(cell)}</Entry>' for cell in row)}</Row>" for row in rows
        )
        files[number] = target / f"{number}.xml"
        files[number].write_text(
            '<?xml version="1.0" encoding="utf-8"?>\n<MTDSG><Treaty><Header><ExternalData>'
            f"<Titlesect>{escape(titles[number])}</Titlesect></ExternalData></Header><Participants><Table><TGroup>"
            f"<Thead>{head}</Thead><Tbody><Rows>\n" + "\n".join(body) + "\n</Rows></Tbody></TGroup></Table>"
            "</Participants></Treaty></MTDSG>\n",
            encoding="utf-8",
        )
    return files


class Desk:
    """The program as a process, on a folder of its own."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.environment = servers.own_environment(folder)
        if database:
            self.environment["ACCEDE_DATABASE_URL"] = database

    def accede(self, *arguments: object) -> Measure:
        return measured([sys.executable, "-m", "accede", *map(str, arguments)], self.environment)


def measured(command: list[str], environment: dict[str, str] | None = None) -> Measure:
    """Run it to its end; it must end well."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    output = process.stdout.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (command, output)
    wall = time.perf_counter() - started
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def tell(what: str, wall: float, processors: float, megabytes: float) -> None:
    print(f"{what:<58}{wall:>8.1f} s{processors:>9.1f} s{megabytes:>8.0f} MB", flush=True)


def history(file: Path, number: int, desk: Desk, what: str, bare: Measure) -> None:
    print(f"\n{number} votes, {file.stat().st_size >> 20} MB, as undl-csv: {what}")
    tell(what, *bare[:3])
    start = desk.accede("imports")
    tell("starting the program, and nothing more", *start[:3])
    shown = desk.accede("import", "undl-csv", file)
    tell("accede import, preview only", *shown[:3])
    applied = desk.accede("import", "undl-csv", file, "--apply")
    tell("accede import --apply, preview included", *applied[:3])
    print(
        f"beside the bare cost: {applied[0] / bare[0]:.1f} times on the wall, {applied[1] / bare[1]:.1f} of the processors"
    )
    for command in (("votes", "ccm", "--format", "csv"), ("status", "ccm", "--format", "csv"), ("check",)):
        tell(f"accede {' '.join(command)}, with the history in", *desk.accede(*command)[:3])


def sqlite(file: Path, number: int, work: Path, desk: Desk) -> None:
    before = pages(desk)
    bare = measured(["sqlite3", str(work / "bare.sqlite3"), ".mode csv", f".import {file} votes"])
    history(file, number, desk, "sqlite3 .import of the same file", bare)
    after = pages(desk)
    print(
        "\nprocessor time of a page that was not asked for before, with ten roll-calls and with the history"
    )
    for name in PAGES:
        print(f"{name:<58}{before[name]:>8.1f} ms{after[name]:>9.1f} ms")
    tell("accede imports undo", *desk.accede("imports", "undo", "1")[:3])


def postgresql(file: Path, number: int, desk: Desk, database: str) -> None:
    columns = ", ".join(f"{name} text" for name in UNDL)
    orders = [f"CREATE TABLE bare ({columns})", f"\\copy bare FROM '{file}' CSV HEADER"]
    bare = measured(["psql", "-q", database, *(f"--command={order}" for order in orders)])
    measured(["psql", "-q", database, "--command=DROP TABLE bare"])
    desk.accede("status", "ccm")  # the first start
    history(file, number, desk, "PostgreSQL COPY of the same file", bare)
    tell("accede imports undo", *desk.accede("imports", "undo", "1")[:3])


def pages(desk: Desk) -> dict[str, float]:
    """Milliseconds of the server's processors: each request asks for a day of its own, so that no answer is kept."""
    with servers.accede(desk.folder) as server:
        return {name: _cost(server, address) for name, address in PAGES.items()}


def _cost(server: servers.Server, address: str) -> float:
    rounds = []
    for year in (2025, 2024, 2023, 2022, 2021, 2020):
        before = server.cpu_ms()
        for day in range(1, 11):
            url = f"http://127.0.0.1:{server.port}{address}?on={year}-12-{day + 10}"
            with urllib.request.urlopen(url) as answer:
                answer.read()
        rounds.append((server.cpu_ms() - before) / 10)
    return statistics.median(rounds[1:])  # the first warms the workers


def entered(files: dict[str, Path], desk: Desk) -> None:
    """Each table brought in with --apply, by one process: the treaties that are not on record are entered before."""
    told = measured(
        [sys.executable, str(Path(__file__).with_name("status_tables.py")), *map(str, files.values())],
        desk.environment,
    )
    tell(f"applying all {len(files)} of them, each as an import", *told[:3])
    print(told[3].rstrip())


def status_tables(folder: Path, work: Path, desk: Desk) -> None:
    """All tables are read; those of treaties on record are also compared. The others are refused by design."""
    from accede.record.readers.formats import FORMATS  # noqa: PLC0415 -- the path is set first
    from accede.record.readers.reading import FileRefusedError  # noqa: PLC0415

    files = write_status_tables(folder, work)
    entered(files, Desk(work / "tables"))
    started, acts, refused = time.perf_counter(), 0, {}
    for number, file in files.items():
        try:
            reading = FORMATS["mtdsg"].open(file, progress=lambda _done, _size: None)
            acts += sum(hasattr(row, "kind") and hasattr(row, "date_given") for row in reading.rows)
        except FileRefusedError as error:
            refused[number] = error.told(file.name)
    wall = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{len(files)} status tables as mtdsg: {acts} actions read, {len(refused)} tables refused")
    tell("reading all of them", wall, wall, megabytes)
    for message in refused.values():
        print(f"  {message}")
    keys = {"XXVI-2": "ccw", "XXVI-2-a": "ccw-piv", "XXVI-2-b": "ccw-apii", "XXVI-2-c": "ccw-art1"}
    keys |= {"XXVI-2-d": "ccw-pv", "XXVI-3": "cwc", "XXVI-4": "ctbt", "XXVI-5": "apmbc", "XXVI-6": "ccm"}
    keys |= {"XXVI-8": "att", "XVIII-10": "rome"}
    for number, key in keys.items():
        told = desk.accede("import", "mtdsg", files[number], "--treaty", key, "--format", "csv")
        tell(f"accede import mtdsg {number} ({key}), start of the program included", *told[:3])


def main() -> None:
    folder = Path(sys.argv[1])
    sys.path.insert(0, str(SOURCE))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        desk = Desk(work / "desk")
        desk.accede("status", "ccm")  # the first start
        print(
            f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, Python {sys.version.split()[0]}"
        )
        print(f"{'':<58}{'wall':>10}{'processors':>11}{'memory':>11}")
        file = work / "history.csv"
        number = write_history(folder, file)
        sqlite(file, number, work, desk)
        for database in sys.argv[2:3]:
            postgresql(file, number, Desk(work / "postgresql", database), database)
        status_tables(folder, work, desk)


if __name__ == "__main__":
    main()
