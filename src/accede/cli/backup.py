"""accede backup, restore: a desk in one file, and back. accede move: into another database."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from accede.cli import manners, output
from accede.project.backup import archive, moving

Passphrase = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A file whose first line is the passphrase of the backup."),
]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    passphrase_file: Passphrase = None,
) -> None:
    """Write the whole desk into one file, while people work."""
    with manners.refusals():
        manners.prepare()
        with manners.Bars() as bars:
            manifest = archive.write(
                file, at=timezone.now(), passphrase=_passphrase(passphrase_file), progress=bars.advance
            )
        manners.say(f"{file.name}: {manifest.row_count} rows of {len(manifest.members)} tables and files.")
        if not passphrase_file:
            manners.say("Whoever has this file can read everything in it. Keep it as you keep the desk.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that accede backup wrote.")],
    passphrase_file: Passphrase = None,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite everything that is here.")] = False,
) -> None:
    """Make this desk what it was when the backup was written: all of it, or nothing."""
    with manners.refusals(), manners.Bars() as bars:
        manifest = archive.restore(
            file, passphrase=_passphrase(passphrase_file), replace=replace, progress=bars.advance
        )
    manners.say(
        f"Restored as of {manifest.made_at}: {manifest.row_count} rows, each file by its hash, the trail whole."
    )


def move(
    target: Annotated[
        str,
        typer.Argument(metavar="URL", help="An empty PostgreSQL: postgres://USER@HOST:5432/NAME."),
    ],
    form: Annotated[
        output.Format, typer.Option("--format", help="How to show the tables.")
    ] = output.Format.TABLE,
) -> None:
    """Put everything that is in this database into an empty PostgreSQL: all of it, or nothing."""
    with manners.refusals():
        with manners.Bars() as bars:
            compared = moving.move(target, progress=bars.advance)
        output.show([asdict(each) for each in compared], ("table", "rows", "content"), form)
        number = sum(each.rows for each in compared)
        manners.say(
            f"Moved: {number} rows of {len(compared)} tables, each the same in both; the trail holds."
        )
        manners.say("From now on start the desk with ACCEDE_DATABASE_URL. The old database is as it was.")


def _passphrase(file: Path | None) -> str:
    return archive.read_passphrase(file) if file else ""
