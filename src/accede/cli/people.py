"""accede user, audit, keys: who may come in, what was done, and under which keys texts stand."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from accede.access import actions, audit, encryption, queries, tables, trail_heads
from accede.access.models import Campaign, Person
from accede.access.roles import OrganisationKind, Role
from accede.access.viewer import Viewer
from accede.cli import manners, output

user = typer.Typer(help="People of the desk: add, invite, give and end roles, list.", no_args_is_help=True)
trail = typer.Typer(help="The trail of what was done.", no_args_is_help=True)
keys = typer.Typer(help="The keys of the confidential texts.", no_args_is_help=True)

Language = StrEnum("Language", {code: code for code, _name in settings.LANGUAGES})  # type: ignore[misc]  # made of data

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The address that the person signs in with.")]
InCampaign = Annotated[str, typer.Option(help="The campaign's key.")]
Address = Annotated[str, typer.Option(help="Where people reach the desk; the link begins with it.")]


class Change(StrEnum):
    ADD = "add"
    END = "end"


@user.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    organisation: Annotated[str, typer.Option(help="Where the person comes from.")] = "",
    organisation_kind: Annotated[
        OrganisationKind | None, typer.Option(help="What the organisation is, if it is new.")
    ] = None,
    post: Annotated[str, typer.Option(help="What the person is there.")] = "",
    role: Annotated[list[Role] | None, typer.Option(help="A role; may be repeated.")] = None,
    campaign: InCampaign = "ccm",
    language: Annotated[
        Language, typer.Option(help="The language that the desk speaks with the person.")
    ] = Language("en"),
    address: Address = "http://localhost:8000",
) -> None:
    """Add somebody, or give somebody known more roles; print a link with which they come in, once."""
    with manners.refusals():
        manners.prepare()
        by, now = queries.operator(), timezone.now()
        known = queries.get_person_by_email(email, viewer=by)
        person, token = actions.bring_in(
            person=known,
            email=email,
            name=name,
            language=language.value,
            organisation=organisation,
            kind=organisation_kind,
            title=post,
            campaign=find_campaign(campaign, by),
            roles=role or [],
            on=timezone.localdate(now),
            by=by,
            at=now,
        )
        _print_link(person, token, address)


@user.command()
def invite(email: Email, address: Address = "http://localhost:8000") -> None:
    """Print a new link for somebody who lost theirs, their password or their keys. With it they begin anew."""
    with manners.refusals():
        manners.prepare()
        by = queries.operator()
        person = find_person(email, by)
        _print_link(person, actions.invite(person=person, by=by, at=timezone.now()), address)


@user.command("role")
def change_role(
    email: Email,
    change: Annotated[Change, typer.Argument(help="What to do with the role.")],
    role: Annotated[Role, typer.Argument(metavar="ROLE", help=f"One of: {', '.join(Role)}.")],
    campaign: InCampaign = "ccm",
) -> None:
    """Give somebody a role from today on, or end it today."""
    with manners.refusals():
        manners.prepare()
        by, now = queries.operator(), timezone.now()
        person, in_campaign = find_person(email, by), find_campaign(campaign, by)
        on = timezone.localdate(now)
        if change is Change.ADD:
            actions.give_role(person=person, campaign=in_campaign, role=role, on=on, by=by, at=now)
            return
        held = queries.role_now(person, campaign=in_campaign.pk, role=role, viewer=by)
        if held is None:
            raise ValidationError(f"{person.name} does not hold the role {role} in {in_campaign.pk}.")
        actions.end_role(held=held, on=on, by=by, at=now)


@user.command("list")
def list_people(
    form: Annotated[output.Format, typer.Option("--format", help="How to show the rows.")] = (
        output.Format.TABLE
    ),
) -> None:
    """Everybody, with the post and the roles that they hold today."""
    with manners.refusals():
        manners.prepare()
        found = queries.people(on=manners.day(""), viewer=queries.operator())
        output.show(tables.person_records(found), tables.PEOPLE, form)


@trail.command()
def verify(
    head: Annotated[
        list[str] | None,
        typer.Option(
            help="A file with heads kept outside, or one seal; may be repeated.", metavar="FILE|SEAL"
        ),
    ] = None,
) -> None:
    """Walk the trail of what was done, seal by seal; name the first place where it does not hold."""
    with manners.refusals():
        manners.prepare()
        heads = [each for given in head or [] for each in _heads(given)]
        found = audit.first_break()
        if found is not None:
            where = f"at entry {found.entry}" if found.entry else "at its end"
            typer.echo(f"The trail breaks {where}: {found.why}.")
            raise typer.Exit(1)
        differs = trail_heads.difference(sorted(heads, key=lambda each: each.entries or 0))
        if differs is not None:
            typer.echo(
                f"Every seal holds by itself, and yet this is not the trail that was kept outside. {differs.told}."
            )
            raise typer.Exit(1)
        kept = f" It bears out {len(heads)} kept outside." if heads else ""
        manners.stderr.print(f"Every seal of the trail holds.{kept}")


@trail.command("head")
def show_head() -> None:
    """Print where the trail ends, as one line to be kept outside: `accede audit head >> heads`."""
    with manners.refusals():
        manners.prepare()
        typer.echo(trail_heads.head(at=timezone.now()).line)


def _heads(given: str) -> list[trail_heads.Head]:
    path = Path(given)
    try:
        text = path.read_text(encoding="utf-8") if path.is_file() else given
        return trail_heads.read(text)
    except (trail_heads.NoHeadError, OSError, UnicodeDecodeError) as error:
        raise ValidationError(f"{given}: {error}") from error


@keys.command()
def rotate() -> None:
    """Write every confidential text anew under a new key."""
    with manners.refusals():
        manners.prepare()
        found = [model for model in apps.get_models() if encryption.encrypted_fields(model)]
        written = encryption.rotate(models_with_texts=found)
        manners.stderr.print(f"{written} texts stand under the new key.")


def _print_link(person: Person, token: str, address: str) -> None:
    """The link alone on standard output, so that a script can take it."""
    with translation.override(person.language):
        path = reverse("account-invitation-link", args=[token])
    typer.echo(f"{address.rstrip('/')}{path}")
    days = actions.INVITATION_LASTS.days
    manners.say(
        f"{person.name} can use it once, within {days} days. Hand it over where nobody else reads it."
    )


def find_person(email: str, by: Viewer) -> Person:
    found = queries.get_person_by_email(email, viewer=by)
    if found is None:
        raise ValidationError(f"Nobody here has the address {email}. `accede user list` shows everybody.")
    return found


def find_campaign(key: str, by: Viewer) -> Campaign:
    found = {each.pk: each for each in queries.campaigns(viewer=by)}
    if key not in found:
        raise ValidationError(f"There is no campaign {key}. There are: {', '.join(found)}.")
    return found[key]
