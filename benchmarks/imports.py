"""How long imports take, beside the bare cost of the same rows. The data are read from a folder that is given.

    python benchmarks/imports.py FOLDER

FOLDER holds unga_votes.csv.gz, unga_resolutions.csv.gz, untc_actions_2015.csv.gz and untc_treaties_2015.csv. The files
are written out in the layouts that are imported, into a temporary folder, with a desk of its own beside them.
"""

import csv
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

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

    def __init__(self, folder: Path) -> None:
        self.environment = os.environ | {"PYTHONPATH": str(SOURCE), "ACCEDE_DATA_DIR": str(folder)}

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


def history(folder: Path, work: Path, desk: Desk) -> None:
    file = work / "history.csv"
    number = write_history(folder, file)
    print(f"\n{number} votes, {file.stat().st_size >> 20} MB, as undl-csv")
    bare = measured(["sqlite3", str(work / "bare.sqlite3"), ".mode csv", f".import {file} votes"])
    tell("sqlite3 .import of the same file", *bare[:3])
    shown = desk.accede("import", "undl-csv", file)
    tell("accede import, preview only", *shown[:3])
    applied = desk.accede("import", "undl-csv", file, "--apply")
    tell("accede import --apply, preview included", *applied[:3])
    print(
        f"beside the bare import: {applied[0] / bare[0]:.1f} times on the wall, {applied[1] / bare[1]:.1f} of the processors"
    )
    for command in (("votes", "ccm", "--format", "csv"), ("status", "ccm", "--format", "csv"), ("check",)):
        tell(f"accede {' '.join(command)}, with the history in", *desk.accede(*command)[:3])
    tell("accede imports undo", *desk.accede("imports", "undo", "1")[:3])


def status_tables(folder: Path, work: Path, desk: Desk) -> None:
    """All tables are read; those of treaties on record are also compared. The others are refused by design."""
    from accede.record.readers.formats import FORMATS  # noqa: PLC0415 -- the path is set first
    from accede.record.readers.reading import FileRefusedError  # noqa: PLC0415

    files = write_status_tables(folder, work)
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
        print(f"{'':<58}{'wall':>10}{'processors':>11}{'memory':>11}")
        history(folder, work, desk)
        status_tables(folder, work, desk)


if __name__ == "__main__":
    main()
