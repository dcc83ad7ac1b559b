"""accede tick: what is due by itself."""

from typing import Annotated

import typer
from django.utils import timezone

from accede.cli import manners, output
from accede.project import duties

COLUMNS = ("duty", "done", "note")


def tick(
    form: Annotated[
        output.Format, typer.Option("--format", help="How to show the rows.")
    ] = output.Format.TABLE,
) -> None:
    """Do what is due: the day's backup, reminders, mail. As often as you like; nothing is done twice."""
    with manners.refusals():
        manners.prepare()
        found = duties.run(timezone.now())
        rows = [{"duty": each.duty, "done": each.done, "note": each.note} for each in found]
        output.show(rows, COLUMNS, form)
    if any(each.failed for each in found):
        raise typer.Exit(1)
