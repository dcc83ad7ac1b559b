"""accede retention, personal: what of people is kept how long, and what is held of one of them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.core.exceptions import ValidationError
from django.utils import timezone

from accede.access import queries
from accede.access.models import Person
from accede.access.personal import erasing, exporting, retention
from accede.access.personal.finding import Somebody, look_for
from accede.access.viewer import Viewer
from accede.cli import manners, output

personal = typer.Typer(help="What is held of one person: find, export, delete.", no_args_is_help=True)

Name = Annotated[str, typer.Option(help="The person's name, as it stands in full.")]
Address = Annotated[str, typer.Option("--email", help="The person's email address.")]
Also = Annotated[
    list[str] | None,
    typer.Option(
        help="A record of the same name with another address that is theirs too, as find prints it."
    ),
]
Form = Annotated[output.Format, typer.Option("--format", help="How to show the rows.")]


def show_retention(
    form: Form = output.Format.TABLE,
    on: Annotated[
        str, typer.Option("--on", metavar="DAY", help="What would go on this day. Default: today.")
    ] = "",
) -> None:
    """How long what is of people is kept, and what the next tick would let go. Nothing is changed."""
    with manners.refusals():
        manners.prepare()
        day = manners.day(on)
        at = timezone.now().replace(year=day.year, month=day.month, day=day.day) if on else timezone.now()
        output.show(list(_rows(at)), ("kind", "days", "kept", "goes", "what"), form)


def _rows(at: datetime) -> Iterator[dict[str, object]]:
    found = retention.forecast(at=at)
    for rule in retention.RULES.values():
        going = [each for each in found if each.rule is rule]
        yield {
            "kind": rule.key,
            "days": "" if rule.kept_for is None else rule.kept_for,
            "kept": str(rule.label),
            "goes": sum(each.number for each in going),
            "what": ", ".join(sorted({each.model for each in going})),
        }


@personal.command()
def find(name: Name = "", email: Address = "", also: Also = None, form: Form = output.Format.TABLE) -> None:
    """How much is held of somebody, and where; what it says is not printed."""
    with manners.refusals():
        manners.prepare()
        holding = look_for(_somebody(name, email, also))
        rows = [
            {"kind": held.model, "records": len(found), "kept": held.kept, "same": "yes", "record": ""}
            for held, found in holding.by_kind().items()
        ]
        rows += [
            {
                "kind": each.held.model,
                "records": 1,
                "kept": each.held.kept,
                "same": "perhaps",
                "record": each.key,
            }
            for each in holding.namesakes
        ]
        output.show(rows, ("kind", "records", "kept", "same", "record"), form)
        for reason in erasing.obligations(holding, at=timezone.now()):
            manners.stderr.print(f"In the way of deletion: {reason}", highlight=False)


@personal.command()
def export(
    target: Annotated[Path, typer.Option("--output", help="The ZIP that is written.")],
    name: Name = "",
    email: Address = "",
    also: Also = None,
    seen_by: Annotated[
        str, typer.Option("--as", help="As somebody of the desk sees it, by their email address.")
    ] = "",
) -> None:
    """Write everything that is held of somebody into a ZIP, as far as whoever asks may see it."""
    with manners.refusals():
        manners.prepare()
        viewer = _viewer(seen_by)
        file = exporting.export(somebody=_somebody(name, email, also), by=viewer, at=timezone.now())
        target.write_bytes(file)
        manners.stderr.print(f"Written: {target}. Give it to nobody but them.", highlight=False)


@personal.command()
def delete(
    name: Name = "",
    email: Address = "",
    also: Also = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it: without this, nothing is changed.")] = False,
) -> None:
    """Overwrite everything that is held of somebody, unless something stands in the way."""
    with manners.refusals():
        manners.prepare()
        somebody = _somebody(name, email, also)
        if not yes:
            holding = look_for(somebody)
            number = sum(not erasing.what_stands(each) for each in holding.found)
            manners.stderr.print(f"{number} records would be changed. Say --yes to do it.", highlight=False)
            raise typer.Exit(1)
        try:
            done = erasing.erase(somebody=somebody, by=queries.operator(), at=timezone.now())
        except erasing.ObligationStandsError as error:
            raise ValidationError(error.reasons) from error
        retention.leave_no_trace()
        for kind, number in sorted(done.numbers.items()):
            typer.echo(f"{kind}: {number}")
        for each in done.stands:
            manners.stderr.print(
                f"{each.found.held.model} {each.found.row.pk} stands: {each.why}", highlight=False
            )
        manners.stderr.print("Backups made until now hold it as long as you keep them.")


def _somebody(name: str, email: str, also: list[str] | None) -> Somebody:
    if not name.strip() and not email.strip():
        raise ValidationError("Say whom: --name, --email, or both.")
    return Somebody(name.strip(), email.strip(), frozenset(also or ()))


def _viewer(email: str) -> Viewer:
    if not email:
        return queries.operator()
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise ValidationError(f"Nobody here has the address {email}.")
    return queries.viewer_of(person, on=manners.day(""))
