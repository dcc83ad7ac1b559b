"""The tables of the pages as CSV, JSON and XLSX: exactly the rows that are shown."""

import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse

from accede import invented
from accede.record.models import Treaty
from accede.record.queries import nearest, treaties
from accede.record.tables import Record, as_csv, as_text

FORMS = ("csv", "json", "xlsx")


def name_of(treaty: Treaty, what: str, *, on: date) -> str:
    """A table's name, with the day that it is about, and until when the treaty's record is complete where that is long ago."""
    age = f"-record-as-of-{treaty.as_of}" if treaties.is_stale(treaty.as_of, on=on) else ""
    return f"{treaty.key}-{what}-{on}{age}"


def as_download(records: Sequence[Record], columns: Sequence[str], *, form: str, name: str) -> HttpResponse:
    """A file called NAME.FORM; NotOnRecordError for a form that there is not."""
    if form not in FORMS:
        raise nearest.NotOnRecordError("format", form, FORMS)
    body, kind = {"csv": _csv, "json": _json, "xlsx": _xlsx}[form](records, columns)
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    )


def _csv(records: Sequence[Record], columns: Sequence[str]) -> tuple[str, str]:
    return as_csv(records, columns), "text/csv; charset=utf-8"


def _json(records: Sequence[Record], columns: Sequence[str]) -> tuple[str, str]:
    rows = [{column: record[column] for column in columns} for record in records]
    return json.dumps(rows, ensure_ascii=False), "application/json"


def _xlsx(records: Sequence[Record], columns: Sequence[str]) -> tuple[bytes, str]:
    import xlsxwriter  # noqa: PLC0415 -- heavy, and few ask for it

    file = io.BytesIO()
    options: dict[str, Any] = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Accede")
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for number, record in enumerate(records, start=1):
            sheet.write_row(number, 0, as_text(record, columns))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(records), 1), len(columns) - 1)
        sheet.autofit()
        invented.mark_workbook(book)
    return file.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
