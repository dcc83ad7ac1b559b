"""Reads about people and the trail. `on` is the day whose posts and roles count."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from accede.access.confidentiality import Confidential, NotVisibleError
from accede.access.models import (
    AuditEntry,
    Campaign,
    Invitation,
    Organisation,
    Person,
    Post,
    Release,
    RoleHeld,
)
from accede.access.roles import CLEARANCE, HELD_FROM, Role
from accede.access.viewer import PUBLIC, Viewer


def _held(on: date) -> Q:
    return Q(held_from__lte=on) & (Q(held_until__isnull=True) | Q(held_until__gt=on))


def _with_standing(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    return people.prefetch_related(
        Prefetch("posts", Post.objects.filter(_held(on)).select_related("organisation"), to_attr="posts_now"),
        Prefetch("roles_held", RoleHeld.objects.filter(_held(on)), to_attr="roles_now"),
    )


def viewer_of(person: Person | None, *, on: date) -> Viewer:
    """The viewer that a person is on that day: without a post, or kept out, no more than the public."""
    if person is None or not person.is_active:
        return PUBLIC
    (found,) = _with_standing(Person.objects.filter(pk=person.pk), on)
    return _viewer(found)


def _viewer(person: Person) -> Viewer:
    """From a person fetched by `_with_standing`."""
    posts: list[Post] = person.posts_now  # type: ignore[attr-defined]
    held: list[RoleHeld] = person.roles_now  # type: ignore[attr-defined]
    if not posts or not person.is_active:
        return Viewer(name=person.name, person_id=person.pk)
    organisation = posts[0].organisation
    roles: defaultdict[str, set[Role]] = defaultdict(set)
    for each in held:
        role = Role(each.role)
        if (
            organisation.kind in HELD_FROM[role]
        ):  # whatever the table says: civil society never reads bilateral notes
            roles[each.campaign_id].add(role)
    return Viewer(
        name=person.name,
        person_id=person.pk,
        organisation_id=organisation.pk,
        roles={campaign: frozenset(own) for campaign, own in roles.items()},
        clearances={campaign: max(CLEARANCE[role] for role in own) for campaign, own in roles.items()},
    )


def campaigns(*, viewer: Viewer) -> list[Campaign]:
    """Those in which the viewer holds a role."""
    return list(Campaign.objects.filter(pk__in=list(viewer.roles)))


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can see a record."""

    person: Person
    organisation: Organisation
    owns: bool


def who_can_see(record: Confidential, *, on: date, viewer: Viewer) -> list[Reader]:
    """Everybody who may read the record on that day, by name. Asked by somebody who may."""
    if not record.is_visible_to(viewer):
        return []
    people = _with_standing(Person.objects.filter(is_active=True), on)
    found = []
    for person in people:
        reader = _viewer(person)
        if reader.roles.get(record.campaign_id or "") and record.is_visible_to(reader):
            posts: list[Post] = person.posts_now  # type: ignore[attr-defined]
            found.append(Reader(person, posts[0].organisation, record.owner_id == reader.organisation_id))
    return found


def releases_of(record: Confidential, *, viewer: Viewer) -> QuerySet[Release]:
    """The decisions by which the record was opened, newest first."""
    if not record.is_visible_to(viewer):
        return Release.objects.none()
    return Release.objects.filter(kind=record._meta.label, object_key=str(record.pk)).select_related(  # noqa: SLF001
        "released_by", "revoked_by"
    )


def get_release(record: Confidential, number: int, *, viewer: Viewer) -> Release:
    """One of those decisions. Raises NotVisibleError."""
    found = releases_of(record, viewer=viewer).filter(pk=number).first()
    if found is None:
        raise NotVisibleError(f"release {number}")
    return found


def audit_of(record: Confidential, *, viewer: Viewer) -> QuerySet[AuditEntry]:
    """What was done to the record, newest first: for those who may see the record."""
    if not record.is_visible_to(viewer):
        return AuditEntry.objects.none()
    return AuditEntry.objects.filter(kind=record._meta.label, object_key=str(record.pk))  # noqa: SLF001


def people(*, on: date, viewer: Viewer) -> Sequence[Person]:
    """Everybody, with `posts_now` and `roles_now`: for those who hold a role anywhere."""
    return list(_with_standing(Person.objects.all(), on)) if viewer.roles else []


def organisations(*, viewer: Viewer) -> QuerySet[Organisation]:
    return Organisation.objects.all() if viewer.roles else Organisation.objects.none()


def invitations_open(*, at: object, viewer: Viewer) -> QuerySet[Invitation]:
    """Those not yet used and not past their day, for whoever administers."""
    if not any(viewer.administers(campaign) for campaign in viewer.roles):
        return Invitation.objects.none()
    return Invitation.objects.filter(used_at__isnull=True, expires_at__gt=at).select_related("person")
