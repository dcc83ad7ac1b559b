"""accede import, accede imports."""

import getpass
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from accede.access.viewer import PUBLIC
from accede.cli import manners, output
from accede.record import tables
from accede.record.imports import batches
from accede.record.imports.plan import Plan, Request, What
from accede.record.partial_dates import NotADateError
from accede.record.queries import imports as import_queries
from accede.record.readers.formats import FORMATS
from accede.record.readers.opening import MEGABYTE
from accede.record.readers.reading import FileRefusedError, Progress

# What stands for nothing that came of the file.
_ONLY_REFUSED = {What.REFUSED, What.GONE}
_SHOWN = 100

Form = Annotated[output.Format, typer.Option("--format", help="How to show the counts.")]
By = Annotated[str, typer.Option("--by", help="Who does it. Default: the user of this computer.")]


def import_file(
    format_key: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of: {', '.join(FORMATS)}.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file as its publisher gives it.")],
    treaty: Annotated[str, typer.Option(help="The treaty's key, where the file does not tell it.")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Do it. Without this nothing is changed.")] = False,
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="DAY", help="The day the file stands for, where it does not tell."),
    ] = "",
    source: Annotated[
        str, typer.Option(help="For a table: the key of a source on record, or RANK: PUBLISHER.")
    ] = "",
    alias: Annotated[
        list[str] | None, typer.Option(metavar="NAME=ISO3", help="A name to know for good; may be repeated.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=HEADING", help="For a table: where a field stands; may be repeated."),
    ] = None,
    refused: Annotated[
        Path | None, typer.Option(help="Write the refused rows here, each with its reason.")
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help=f"Show every row, not only {_SHOWN}.")] = False,
    by: By = "",
    form: Form = output.Format.TABLE,
) -> None:
    """Bring in a file that others publish: shows what would change, and changes it with --apply."""
    if format_key not in FORMATS:
        raise typer.BadParameter(f"It is one of {', '.join(FORMATS)}.", param_hint="FORMAT")
    if column and format_key != "table":
        raise typer.BadParameter("Only a table's columns can be named.", param_hint="--column")
    with manners.refusals():
        manners.prepare()
        now = timezone.now()
        request = Request(
            format=FORMATS[format_key],
            path=file,
            file_name=file.name,
            on=timezone.localdate(now),
            treaty=treaty,
            as_of=_past_day(as_of, timezone.localdate(now)),
            source=source,
            aliases={name: iso3.upper() for name, iso3 in _pairs(alias or [], "--alias")},
            columns=dict(_pairs(column or [], "--column")),
        )
        try:
            with manners.Bars() as bars:
                who = by or getpass.getuser()
                progress = _in_megabytes(bars)
                if apply:
                    outcome = batches.apply(request, by=who, at=now, progress=progress)
                else:
                    outcome = batches.preview(request, by=who, progress=progress)
            if refused and outcome.plan.refused:
                _write_refused(request, refused, outcome.plan)
        except FileRefusedError as error:
            _say(f"{error.told(file.name)} Nothing was changed.")
            raise typer.Exit(1) from error
        _show(outcome.plan, form, show_all=show_all)
        _tell(outcome, applied=apply, as_of=request.as_of)
        if outcome.plan.counts and set(outcome.plan.counts) <= _ONLY_REFUSED:
            raise typer.Exit(1)


def imports(
    action: Annotated[str, typer.Argument(metavar="[undo]", help="Take an import back.")] = "",
    number: Annotated[int, typer.Argument(metavar="[ID]", help="Its number.")] = 0,
    by: By = "",
    form: Form = output.Format.TABLE,
) -> None:
    """List what was brought in, the newest first; or undo one import."""
    if action not in ("", "undo") or bool(action) != bool(number):
        raise typer.BadParameter("It is `accede imports`, or `accede imports undo ID`.")
    with manners.refusals():
        manners.prepare()
        if number:
            batch = batches.undo(number, by=by or getpass.getuser(), at=timezone.now())
            _say(f"Import {batch.pk} ({batch.file_name}) is undone: the record is as it was before it.")
            return
        rows = tables.import_records(import_queries.batches(viewer=PUBLIC))
        output.show(rows, tables.IMPORTS, form)


def _past_day(text: str, today: date) -> str:
    """The day of --as-of, or nothing. A file cannot stand for a day that is still to come."""
    if text and manners.day(text) > today:
        raise NotADateError(f"{text} is still to come: no file can stand for it.")
    return text


def _pairs(texts: Iterable[str], option: str) -> Iterable[tuple[str, str]]:
    for text in texts:
        name, equals, value = text.rpartition("=") if option == "--alias" else text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise typer.BadParameter(f"{text!r} has no = between two words.", param_hint=option)
        yield name.strip(), value.strip()


def _in_megabytes(bars: manners.Bars) -> Progress:
    """A bar for a file of some size; a small one is read before it could be drawn."""

    def progress(done: int, size: int) -> None:
        if size > MEGABYTE:
            bars.advance("file (MB)", done // MEGABYTE, size // MEGABYTE)

    return progress


def _write_refused(request: Request, target: Path, plan: Plan) -> None:
    if target.exists() and target.samefile(request.path):
        raise FileRefusedError(
            "The refused rows would overwrite it.", advice="Name another file for --refused."
        )
    request.format.write_refused(request.path, target, plan.refused)


def _show(plan: Plan, form: output.Format, *, show_all: bool) -> None:
    counts = tables.import_counts(plan.counts)
    if form is output.Format.TABLE:
        shown = plan.findings if show_all else plan.findings[:_SHOWN]
        if shown:
            output.show(tables.finding_records(shown), tables.FINDINGS, form)
        if len(shown) < len(plan.findings):
            _say(f"... and {len(plan.findings) - len(shown)} rows more: --all shows them.")
    output.show([counts], tables.IMPORT_COUNTS, form)


def _tell(outcome: batches.Outcome, *, applied: bool, as_of: str) -> None:
    if outcome.reading.set_aside:
        _say(f"Not used as actions: {', '.join(outcome.reading.set_aside)}.")
    if outcome.reading.complete_for and not (as_of or outcome.reading.as_of):
        _say(
            "The file does not tell what day it stands for; with --as-of DAY the treaty's record counts as fresh."
        )
    if outcome.plan.lacks_most:
        _say(
            "Most of what the record has is not in the file: it may be a part of its source only. Look before you "
            "say what day it stands for."
        )
    if outcome.batch:
        _say(f"Applied as import {outcome.batch.pk}. To take it back: accede imports undo {outcome.batch.pk}")
    elif applied and outcome.plan.refused:
        _say(
            "What the record does not have already is stopped: there was nothing to apply. Nothing was changed."
        )
    elif applied:
        _say("The record has all of it already. Nothing was changed.")
    else:
        _say("Nothing was changed. With --apply it would be.")


def _say(text: str) -> None:
    manners.stderr.print(text, markup=False, highlight=False, soft_wrap=True)
