"""accede webhook: which other programs are told of what."""

from typing import Annotated

import typer
from django.core.exceptions import ValidationError
from django.utils import timezone

from accede.access import queries as access
from accede.access.viewer import Viewer
from accede.cli import manners, output
from accede.cli.people import InCampaign
from accede.webhooks import actions, queries, sending, tables
from accede.webhooks.models import CHOSEN, Attempt, Webhook

app = typer.Typer(
    help="Addresses of other programs that are called when something happens.", no_args_is_help=True
)

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The webhook's number, as `list` gives it.")]
Form = Annotated[output.Format, typer.Option("--format", help="How to show the rows.")]


@app.command()
def add(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Where it is: https://, and a name that anybody can reach.")
    ],
    event: Annotated[
        list[str],
        typer.Option(help=f"What is told; may be repeated: {', '.join(kind.value for kind in CHOSEN)}."),
    ],
    every_treaty: Annotated[
        bool,
        typer.Option("--every-treaty", help="Status in every treaty on record, not the campaign's alone."),
    ] = False,
    campaign: InCampaign = "ccm",
) -> None:
    """Add an address; print its secret, this once."""
    with manners.refusals():
        manners.prepare()
        by = access.operator()
        found = next((each for each in access.campaigns(viewer=by) if each.pk == campaign), None)
        if found is None:
            raise ValidationError(f"There is no campaign {campaign}.")
        webhook = actions.add(
            campaign=found, url=url, kinds=event, every_treaty=every_treaty, by=by, at=timezone.now()
        )
        typer.echo(webhook.secret)
        manners.say(f"This is the secret of webhook {webhook.pk}. It is shown this once.")


@app.command("list")
def list_webhooks(form: Form = output.Format.TABLE) -> None:
    """Every address, what it is told, and when it last took something."""
    with manners.refusals():
        manners.prepare()
        by = access.operator()
        found = [
            webhook for each in access.campaigns(viewer=by) for webhook in queries.webhooks(each, viewer=by)
        ]
        output.show(tables.webhook_records(found), tables.WEBHOOKS, form)


@app.command()
def ping(number: Number) -> None:
    """Send a test at once; say what came of it. Ends with 1 where it was not taken."""
    with manners.refusals():
        manners.prepare()
        by, now = access.operator(), timezone.now()
        delivery = actions.ping(webhook=_webhook(number, by), by=by, at=now)
        attempt = sending.send(delivery, clock=timezone.now)
    if attempt is None:
        manners.say("It is being sent by another process; see `accede webhook log`.")
        return
    told = f"{attempt.get_outcome_display()}{f' ({attempt.status})' if attempt.status else ''}, {attempt.milliseconds} ms"
    manners.say(told)
    if attempt.answer:
        manners.say(attempt.answer)
    if attempt.outcome != Attempt.Outcome.DELIVERED:
        raise typer.Exit(1)


@app.command()
def log(number: Number, form: Form = output.Format.TABLE) -> None:
    """What was sent to one address or waits for it, the newest first, each with its last attempt."""
    with manners.refusals():
        manners.prepare()
        by = access.operator()
        found = queries.log(_webhook(number, by), viewer=by)[:200]
        output.show(tables.log_records(found), tables.LOG, form)


@app.command()
def remove(number: Number) -> None:
    """Tell an address nothing any more; its log goes."""
    with manners.refusals():
        manners.prepare()
        by = access.operator()
        actions.remove(webhook=_webhook(number, by), by=by, at=timezone.now())


def _webhook(number: int, by: Viewer) -> Webhook:
    try:
        return queries.get_webhook(number, viewer=by)
    except LookupError as error:
        raise ValidationError(f"There is no webhook {number}.") from error
