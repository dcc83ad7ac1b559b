"""accede token: by which programs come to the desk in somebody's place."""

from typing import Annotated

import typer
from django.core.exceptions import ValidationError
from django.utils import timezone

from accede.access import queries, tables, token_actions, tokens
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Scope
from accede.cli import manners, output
from accede.cli.people import Email, find_campaign, find_person

app = typer.Typer(
    help="Tokens by which programs come in: make, list, revoke.",
    no_args_is_help=True,
)


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="What it is for, so that it is known again.")],
    write: Annotated[
        bool, typer.Option("--write", help="It may write, too; without this it only reads.")
    ] = False,
    days: Annotated[
        int, typer.Option(help="For how many days it opens something.", min=1, max=tokens.LONGEST)
    ] = tokens.USUAL,
    campaign: Annotated[str, typer.Option(help="Only in this campaign, by its key.")] = "",
) -> None:
    """Make a token and print it, this once. By it a program does what the person may."""
    with manners.refusals():
        manners.prepare()
        by = queries.operator()
        person = find_person(email, by)
        token, text = token_actions.make_token(
            person=person,
            name=name,
            scope=Scope.WRITE if write else Scope.READ,
            days=days,
            campaign=find_campaign(campaign, by) if campaign else None,
            by=by,
            at=timezone.now(),
        )
        typer.echo(text)
        manners.say(f"Token {token.pk} of {person.name}, until {token.expires_at:%Y-%m-%d}. Keep it secret.")


@app.command("list")
def list_tokens(
    form: Annotated[output.Format, typer.Option("--format", help="How to show the rows.")] = (
        output.Format.TABLE
    ),
) -> None:
    """Everybody's tokens, the newest first, with their last use; of the tokens themselves only how they begin."""
    with manners.refusals():
        manners.prepare()
        found = tokens.all_tokens(viewer=queries.operator())
        output.show(tables.token_records(found, at=timezone.now()), tables.TOKENS, form)


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The token's number, as list shows it.")],
) -> None:
    """Let a token open nothing any more."""
    with manners.refusals():
        manners.prepare()
        by = queries.operator()
        try:
            token = tokens.get_token(number, viewer=by)
        except NotVisibleError as error:
            raise ValidationError(f"There is no token {number}. `accede token list` shows all.") from error
        token_actions.revoke_token(token=token, by=by, at=timezone.now())
