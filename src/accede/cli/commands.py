"""accede run, status, targets, votes, check; the others stand in files of their own."""

from typing import Annotated

import typer
from django.utils import translation

from accede.access.viewer import PUBLIC
from accede.cli import (
    backup,
    demo,
    documents,
    forecast,
    guide,
    imports,
    manners,
    output,
    people,
    personal,
    plan,
    tick,
    tokens,
    webhooks,
)
from accede.record import checks, tables
from accede.record.queries import status as status_queries
from accede.record.queries import treaties
from accede.record.queries import votes as vote_queries
from accede.targeting import queries as targeting_queries
from accede.targeting import tables as targeting_tables

app = typer.Typer(
    help="The desk from which a treaty is universalized: who has joined, whom to approach, and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

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

    with manners.refusals():
        manners.prepare()
        server.serve(host=host, port=port)


@app.command()
def status(treaty: TreatyKey, on: Day = "", form: Form = output.Format.TABLE) -> None:
    """Where every State stands towards a treaty on a day."""
    with manners.refusals():
        manners.prepare()
        found = treaties.get_treaty(treaty, viewer=PUBLIC)
        rows = status_queries.status_table(found, on=manners.day(on), viewer=PUBLIC, language="en")
        output.show(tables.status_records(rows), tables.STATUS, form)
        manners.tell_age(found, on=manners.day(on))


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
    with manners.refusals():
        manners.prepare()
        day = manners.day(on)
        found = treaties.get_treaty(treaty, viewer=PUBLIC)
        call = vote_queries.get_roll_call(found, resolution, on=day, viewer=PUBLIC) if resolution else None
        rows = targeting_queries.targets(
            found, on=day, viewer=PUBLIC, language="en", keys=category or (), roll_call=call, always=always
        )
        output.show(targeting_tables.target_records(rows), targeting_tables.TARGETS, form)
        manners.tell_age(found, on=day)


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
    with manners.refusals():
        manners.prepare()
        day = manners.day(on)
        found = treaties.get_treaty(treaty, viewer=PUBLIC)
        only = vote_queries.get_roll_call(found, resolution, on=day, viewer=PUBLIC) if resolution else None
        table = vote_queries.vote_table(found, on=day, viewer=PUBLIC, language="en")
        output.show(tables.vote_records(table, only=only), tables.VOTES, form)


@app.command()
def check() -> None:
    """Hold the record against every rule that no database constraint can hold."""
    with manners.refusals():
        manners.prepare()
        problems = list(checks.problems(on=manners.day("")))
        for problem in problems:
            typer.echo(f"{problem.rule}: {problem.what}")
        manners.stderr.print(f"{len(problems)} found wrong by {len(checks.RULES)} rules.")
        if problems:
            raise typer.Exit(1)


app.command()(backup.backup)
app.command()(backup.restore)
app.command()(backup.move)
app.command("import")(imports.import_file)
app.command()(documents.report)
app.command()(documents.dossier)
app.command()(documents.handover)
app.command("imports")(imports.imports)
app.command()(guide.guide)
app.command()(demo.demo)
app.command()(tick.tick)
app.add_typer(forecast.app, name="forecast")
app.add_typer(plan.app, name="plan")
app.add_typer(people.user, name="user")
app.add_typer(tokens.app, name="token")
app.add_typer(people.trail, name="audit")
app.add_typer(people.keys, name="keys")
app.add_typer(webhooks.app, name="webhook")
app.command("retention")(personal.show_retention)
app.add_typer(personal.personal, name="personal")
