"""accede backup, restore: a desk in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from accede.cli import manners
from accede.project.backup import archive

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


def _passphrase(file: Path | None) -> str:
    return archive.read_passphrase(file) if file else ""
