"""accede run, status, targets, votes, check."""

import contextlib
import os
import sys
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Self

import typer
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils import timezone, translation
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from accede.access.viewer import PUBLIC
from accede.cli import output
from accede.project import first_start
from accede.record import checks, tables
from accede.record.partial_dates import NotADateError, parse_day
from accede.record.queries import status as status_queries
from accede.record.queries import treaties
from accede.record.queries import votes as vote_queries
from accede.record.queries.nearest import NotOnRecordError
from accede.targeting import queries as targeting_queries
from accede.targeting import tables as targeting_tables

app = typer.Typer(
    help="The desk from which a treaty is universalized: who has joined, whom to approach, and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
stderr = Console(stderr=True)

TreatyKey = Annotated[
    str, typer.Argument(metavar="TREATY", help="The treaty's key: ccm, apmbc, ccw-apii, ...")
]
Day = Annotated[
    str, typer.Option("--on", metavar="DAY", help="A day as ISO 8601 (2025-03-05). Default: today.")
]
Form = Annotated[output.Format, typer.Option("--format", help="How to show the rows.")]


@app.callback()
def _always_in_english() -> None:
    """Commands speak English, so that a script reads the same everywhere."""
    translation.activate("en")


@app.command()
def run(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
) -> None:
    """Start the desk. The first start creates the database and loads the shipped record."""
    from accede.project import server  # noqa: PLC0415 -- the other commands need no server

    with _refusals():
        _prepare()
        server.serve(host=host, port=port)


@app.command()
def status(treaty: TreatyKey, on: Day = "", form: Form = output.Format.TABLE) -> None:
    """Where every State stands towards a treaty on a day."""
    with _refusals():
        _prepare()
        found = treaties.get_treaty(treaty, viewer=PUBLIC)
        rows = status_queries.status_table(found, on=_day(on), viewer=PUBLIC, language="en")
        output.show(tables.status_records(rows), tables.STATUS, form)


@app.command()
def targets(
    treaty: TreatyKey,
    on: Day = "",
    category: Annotated[list[str] | None, typer.Option(help="Only this category; may be repeated.")] = None,
    resolution: Annotated[str, typer.Option(help="Let the vote on this resolution tell who voted yes.")] = "",
    always: Annotated[
        bool, typer.Option("--always", help="Of the yes-voters only those who always voted yes.")
    ] = False,
    form: Form = output.Format.TABLE,
) -> None:
    """Whom to approach for a treaty, and why: the States not party that are in a target category."""
    with _refusals():
        _prepare()
        day = _day(on)
        found = treaties.get_treaty(treaty, viewer=PUBLIC)
        call = vote_queries.get_roll_call(found, resolution, on=day, viewer=PUBLIC) if resolution else None
        rows = targeting_queries.targets(
            found, on=day, viewer=PUBLIC, language="en", keys=category or (), roll_call=call, always=always
        )
        output.show(targeting_tables.target_records(rows), targeting_tables.TARGETS, form)


@app.command()
def votes(
    treaty: TreatyKey,
    resolution: Annotated[
        str, typer.Option(metavar="SYMBOL", help="Only this resolution: A/RES/79/58.")
    ] = "",
    on: Day = "",
    form: Form = output.Format.TABLE,
) -> None:
    """How States voted on the resolutions about a treaty."""
    with _refusals():
        _prepare()
        day = _day(on)
        found = treaties.get_treaty(treaty, viewer=PUBLIC)
        only = vote_queries.get_roll_call(found, resolution, on=day, viewer=PUBLIC) if resolution else None
        table = vote_queries.vote_table(found, on=day, viewer=PUBLIC, language="en")
        output.show(tables.vote_records(table, only=only), tables.VOTES, form)


@app.command()
def check() -> None:
    """Hold the record against every rule that no database constraint can hold."""
    with _refusals():
        _prepare()
        problems = list(checks.problems(on=_day("")))
        for problem in problems:
            typer.echo(f"{problem.rule}: {problem.what}")
        stderr.print(f"{len(problems)} found wrong by {len(checks.RULES)} rules.")
        if problems:
            raise typer.Exit(1)


def _day(text: str) -> date:
    return parse_day(text) if text else timezone.localdate()


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """Say what was wrong with the input, and end with 1."""
    try:
        yield
    except (NotOnRecordError, NotADateError, ImproperlyConfigured) as error:
        stderr.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
    except BrokenPipeError as error:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still unwritten
        raise typer.Exit(0) from error
    except (DatabaseError, OSError) as error:
        stderr.print(f"{error}. Nothing was changed.", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error


def _prepare() -> None:
    with _Bars() as bars:
        first_start.prepare(progress=bars.advance)


class _Bars:
    """Progress bars on standard error, which appear only once there is progress to show."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._progress:
            self._progress.stop()

    def advance(self, step: str, done: int, total: int) -> None:
        if not self._progress:
            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
            self._progress = Progress(*columns, console=stderr)
            self._progress.start()
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(f"Loading {step}", total=total)
        self._progress.update(self._tasks[step], completed=done)
