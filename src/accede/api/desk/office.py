"""People, and who may see a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accede.access import actions, queries
from accede.access.confidentiality import get_record
from accede.access.models import Campaign, Organisation, Person, Release, RoleHeld
from accede.access.personal import retention
from accede.access.personal.register import of_people
from accede.access.roles import Confidentiality, OrganisationKind
from accede.access.viewer import Viewer
from accede.api.desk import taken
from accede.api.desk.room import Room

office = Room("People and records")


def people(campaign: Campaign, *, on: date, viewer: Viewer) -> Any:
    """Who sits at the desk, with post and roles: the query puts both beside each person, where mypy does not see them."""
    return [
        {
            "number": each.pk,
            "name": each.name,
            "organisation": next((post.organisation.name for post in each.posts_now), ""),  # type: ignore[attr-defined]
            "roles": [held.role for held in each.roles_now if held.campaign_id == campaign.key],  # type: ignore[attr-defined]
        }
        for each in queries.people(on=on, viewer=viewer)
    ]


@dataclass(frozen=True, slots=True)
class PostOut:
    """A post that somebody holds or held."""

    organisation: str
    title: str
    held_from: date
    held_until: date | None


@dataclass(frozen=True, slots=True)
class RoleOut:
    """A role that somebody holds or held."""

    number: int
    campaign: str
    role: str
    held_from: date
    held_until: date | None


@dataclass(frozen=True, slots=True)
class PersonOut:
    """Somebody at the desk."""

    number: int
    name: str
    may_come_in: bool
    posts: Sequence[PostOut]
    roles: Sequence[RoleOut]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A kind of what is held of people: which fields, of whom, what for, who reads it, how long it is kept."""

    model: str
    fields: Sequence[str]
    whose: str
    purpose: str
    seen_by: str
    kept: str
    days: int | None


def person(number: int, *, on: date, viewer: Viewer) -> PersonOut:
    """Posts and roles, those that ended among them."""
    found = queries.get_person(number, on=on, viewer=viewer)
    return PersonOut(
        found.pk,
        found.name,
        found.is_active,
        [
            PostOut(each.organisation.name, each.title, each.held_from, each.held_until)
            for each in found.posts.all()
        ],
        [
            RoleOut(each.pk, each.campaign_id, each.role, each.held_from, each.held_until)
            for each in found.roles_held.all()
        ],
    )


def move(
    *,
    number: int,
    organisation: str,
    kind: OrganisationKind | None = None,
    title: str,
    since: date,
    on: date,
    by: Viewer,
    at: datetime,
) -> Person:
    """Roles that the new post cannot hold end with the one before. An organisation that is new here has a kind."""
    found = queries.get_person(number, on=on, viewer=by)
    actions.move(person=found, organisation=organisation, kind=kind, title=title, on=since, by=by, at=at)
    return found


def keep_out(*, number: int, on: date, by: Viewer, at: datetime) -> Person:
    """Whatever roles they hold; their tokens are revoked. Somebody lets them in again on the pages."""
    found = queries.get_person(number, on=on, viewer=by)
    actions.set_active(person=found, active=False, by=by, at=at)
    return found


def register(*, viewer: Viewer) -> list[HeldOut]:
    """Field by field, with the day on which it goes."""
    if not queries.administers_somewhere(viewer):
        raise actions.NotAllowedError(_("Only an administrator may do this."))
    return [
        HeldOut(
            held.model,
            held.personal,
            held.whose,
            held.purpose,
            held.seen_by,
            held.kept,
            retention.RULES[held.kept].kept_for,
        )
        for held in of_people()
    ]


def readers(kind: str, number: int, *, on: date, viewer: Viewer) -> Any:
    """Everybody who may read a record, and the decisions that opened it."""
    record = get_record(kind, number, viewer=viewer)
    return {
        "confidentiality": record.confidentiality,
        "attribution": record.attribution,
        "readers": queries.who_can_see(record, on=on, viewer=viewer),
        "releases": list(queries.releases_of(record, viewer=viewer)),
    }


def classify(*, kind: str, number: int, confidentiality: Confidentiality, by: Viewer, at: datetime) -> None:
    """A stricter class for a record."""
    record = get_record(kind, number, viewer=by)
    actions.classify(record=record, confidentiality=confidentiality, by=by, at=at)


def revoke_release(*, kind: str, number: int, decision: int, by: Viewer, at: datetime) -> None:
    """What was read meanwhile stays read."""
    record = get_record(kind, number, viewer=by)
    made = queries.get_release(record, decision, viewer=by)
    actions.revoke_release(decision=made, record=record, by=by, at=at)


def release(*, kind: str, number: int, to: Confidentiality, reason: str, by: Viewer, at: datetime) -> Release:
    """Open a record to more readers, with a reason."""
    record = get_record(kind, number, viewer=by)
    return actions.release(record=record, to=to, reason=reason, by=by, at=at)


taken.find_by(RoleHeld, taken.Number, lambda seat, number: queries.get_role_held(number, viewer=seat.viewer))
office.several("/people", people, row=dict[str, Any], summary="Who sits at the desk")


def done_to(kind: str, number: int, *, viewer: Viewer) -> Any:
    """What was done to the record, the newest first."""
    record = get_record(kind, number, viewer=viewer)
    return [
        {"at": each.at, "by": each.by_name, "act": each.act, "changes": each.changes}
        for each in queries.audit_of(record, viewer=viewer)
    ]


office.several(
    "/records/{kind}/{number}/trail",
    done_to,
    row=dict[str, Any],
    form=False,
    summary="What was done to a record, by whom and when",
)
office.one("/records/{kind}/{number}", readers, row=dict[str, Any], summary="Who can see a record")
office.write("POST", "/records/{kind}/{number}/classify", classify, summary="Confine it to fewer readers")
office.write("POST", "/records/{kind}/{number}/release", release, summary="Release it to more readers")
office.write(
    "POST",
    "/records/{kind}/{number}/releases/{decision}/revoke",
    revoke_release,
    summary="Back to the readers from before",
)
office.one("/people/{number}", person, summary="Somebody at the desk: posts and roles, now and before")
office.write(
    "POST", "/people/{number}/post", move, but=("on",), summary="They have another post from a day on"
)
office.write("POST", "/people/{number}/keep-out", keep_out, but=("on",), summary="They are out, at once")
office.write(
    "DELETE",
    "/roles/{number}",
    actions.end_role,
    of="held",
    but=("on",),
    summary="A role opens nothing any more",
)
office.several("/organisations", queries.organisations, row=Organisation, summary="Organisations")
office.write("POST", "/organisations", actions.add_organisation, summary="An organisation that is new here")
office.several("/personal-data", register, summary="The register of what is held of people")
