"""What every command does alike: prepares the data folder, shows progress, says what it refuses and ends with 1."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Self

import typer
from django.core.exceptions import NON_FIELD_ERRORS, ImproperlyConfigured, ValidationError
from django.db import DatabaseError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from accede.access.encryption import UnreadableTextError
from accede.forecast.refusal import ForecastRefusedError
from accede.guide.site import FolderInUseError
from accede.project import first_start
from accede.project.backup.archive import BackupRefusedError
from accede.project.backup.sealing import WrongPassphraseError
from accede.project.migrating import NotUpgradedError
from accede.record.imports.batches import ImportStandsError
from accede.record.imports.matching import UnknownAliasError
from accede.record.models import Treaty
from accede.record.partial_dates import NotADateError, parse_day
from accede.record.queries import treaties
from accede.record.queries.nearest import NotOnRecordError
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.renderers.pdf import UnprintableError
from accede.reporting.wording import WordingError

stderr = Console(stderr=True)


def day(text: str) -> date:
    """A day as it was typed; today where none was."""
    return parse_day(text) if text else timezone.localdate()


def tell_age(treaty: Treaty, *, on: date) -> None:
    """Say, beside the rows, that the treaty's record may be too old to tell of the day."""
    if treaties.is_stale(treaty.as_of, on=on):
        stderr.print(
            f"The record of {treaty.key} is complete as of {treaty.as_of}: it may be out of date.",
            highlight=False,
            soft_wrap=True,
        )


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """Say what was wrong with the input, and end with 1."""
    try:
        yield
    except (
        BackupRefusedError,
        FolderInUseError,
        NotOnRecordError,
        NotADateError,
        UnknownAliasError,
        ImportStandsError,
        NotUpgradedError,
        ForecastRefusedError,
        UnreadableTextError,
        ReportRefusedError,
        UnprintableError,
        WordingError,
        WrongPassphraseError,
        ImproperlyConfigured,
    ) as error:
        stderr.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
    except ValidationError as error:
        for field, messages in _by_field(error):
            for message in messages:
                say(f"{field}: {message}" if field else message)
        raise typer.Exit(1) from error
    except BrokenPipeError as error:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still unwritten
        raise typer.Exit(0) from error
    except (DatabaseError, OSError) as error:
        stderr.print(f"{error}. Nothing was changed.", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error


def _by_field(error: ValidationError) -> Iterable[tuple[str, list[str]]]:
    fields: dict[str, list[str]] = (
        error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    )
    return [("" if field == NON_FIELD_ERRORS else field, messages) for field, messages in fields.items()]


def say(text: str) -> None:
    stderr.print(text, markup=False, highlight=False, soft_wrap=True)


def prepare() -> None:
    """Bring the data folder up to date before the command reads it."""
    with Bars() as bars:
        first_start.prepare(progress=bars.advance)


class Bars:
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
