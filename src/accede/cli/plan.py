"""accede plan: what the work plan says on a day, and the plan as a file."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from accede.access import queries as access
from accede.access.viewer import Viewer
from accede.campaign import actions, tables
from accede.campaign.models import Plan
from accede.campaign.plan_file.reading import decoded
from accede.campaign.queries import export as exporting
from accede.campaign.queries import overview, plans
from accede.cli import manners, output
from accede.record.queries.nearest import NotOnRecordError

app = typer.Typer(help="The work plan: what was due, done and overdue on a day.", no_args_is_help=True)

Key = Annotated[str, typer.Argument(metavar="[PLAN]", help="The plan's key. Default: the plan of the day.")]
Day = Annotated[
    str, typer.Option("--on", metavar="DAY", help="A day as ISO 8601 (2024-03-05). Default: today.")
]
Form = Annotated[output.Format, typer.Option("--format", help="How to show the rows.")]


@app.command()
def show(plan: Key = "", on: Day = "", form: Form = output.Format.TABLE) -> None:
    """The plan as it stood on a day, with its figures from the record. What is confidential is counted for nobody."""
    with manners.refusals():
        manners.prepare()
        viewer, day = access.operator(), manners.day(on)
        told = overview.overview(_plan(plan, on, viewer), on=day, viewer=viewer, language="en")
        output.show(tables.plan_records(told, viewer=viewer), tables.PLAN, form)


@app.command("import")
def import_plan(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A plan file (YAML); - is standard input.")],
) -> None:
    """Take a plan from a file, whole or not at all: a new one, or another version of the one with its key."""
    with manners.refusals():
        manners.prepare()
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        made = actions.import_plan(text=decoded(raw), by=access.operator(), at=timezone.now())
        manners.say(f"The plan {made.pk} is as the file has it.")


@app.command()
def export(plan: Key = "", on: Day = "") -> None:
    """Write the plan's file to standard output."""
    with manners.refusals():
        manners.prepare()
        viewer = access.operator()
        sys.stdout.write(exporting.export(_plan(plan, on, viewer), viewer=viewer))


def _plan(key: str, on: str, viewer: Viewer) -> Plan:
    if key:
        return plans.get_plan(key, viewer=viewer)
    found = plans.plan_of_day(on=manners.day(on), viewer=viewer)
    if found is None:
        raise NotOnRecordError("plan", "of any day", [])
    return found
