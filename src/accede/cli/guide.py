"""accede guide: the documents as a site of files."""

from pathlib import Path
from typing import Annotated

import typer

from accede.cli import manners
from accede.guide import site


def guide(
    output: Annotated[
        Path, typer.Option(metavar="FOLDER", help="The folder to write; empty, or not there yet.")
    ],
) -> None:
    """The guide as a folder of pages that a browser opens without a server."""
    with manners.refusals():
        pages = site.write_site(output)
    typer.echo(f"{pages} pages in {output}", err=True)
