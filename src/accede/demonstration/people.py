"""Who works on the desk: they come, take posts and roles, and one leaves."""

import secrets
from collections.abc import Iterator
from functools import partial

from allauth.mfa.models import Authenticator

from accede.access import actions, queries
from accede.access.models import Organisation
from accede.access.roles import OrganisationKind, Role
from accede.demonstration.cast import AT_THE_DESK
from accede.demonstration.year import Act, Year

FIRST_DAY = 360


def acts(year: Year) -> Iterator[Act]:
    for key, told in year.told["person"].items():
        since = told.get("since", FIRST_DAY)
        yield since, partial(_come, year, key, since)
        if "until" in told:
            yield told["until"], partial(_leave, year, key, told["until"])


def _come(year: Year, key: str, ago: int) -> None:
    told = year.told["person"][key]
    at = year.told["organisation"][told["organisation"]]
    is_new = not Organisation.objects.filter(name=at["name"]).exists()
    person, _token = actions.bring_in(
        person=None,
        email=f"{key}{AT_THE_DESK}",
        name=told["name"],
        organisation=at["name"],
        kind=OrganisationKind(at["kind"]) if is_new else None,
        title=told["post"],
        language=told.get("language", "en"),
        campaign=year.campaign,
        roles=[Role(role) for role in told["roles"]],
        on=year.day(ago),
        by=queries.operator(),
        at=year.moment(ago),
    )
    # As whoever reads the desk has one. Nobody knows it: one enters by name, and only here.
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": secrets.token_hex()}
    )
    year.people[key] = person


def _leave(year: Year, key: str, ago: int) -> None:
    for held in year.people[key].roles_held.filter(held_until__isnull=True):
        actions.end_role(held=held, on=year.day(ago), by=queries.operator(), at=year.moment(ago))
