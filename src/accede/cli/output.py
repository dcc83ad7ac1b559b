"""How a command shows its rows: as a table for people, as CSV or JSON for programs."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from accede.record.tables import Record, as_text

UNBROKEN = 100_000


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def show(records: Iterable[Record], columns: Sequence[str], form: Format) -> None:
    """Write the records to standard output, with those columns in that order."""
    if form is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(as_text(record, columns) for record in records)
    elif form is Format.JSON:
        rows = [{column: record[column] for column in columns} for record in records]
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        table = Table(*columns, box=None, header_style="bold", pad_edge=False)
        for record in records:
            table.add_row(*(escape(cell) for cell in as_text(record, columns)))
        # In a pipe or a file a row stays on its line.
        Console(width=None if sys.stdout.isatty() else UNBROKEN).print(table)
    sys.stdout.flush()
