"""Reads about people. `on` is the day whose posts and roles count."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connections, router
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet

from accede.access.confidentiality import Confidential, NotVisibleError
from accede.access.models import (
    AuditEntry,
    Campaign,
    Organisation,
    Person,
    Post,
    Release,
    RoleHeld,
)
from accede.access.narrowing import may_hold
from accede.access.roles import (
    CLEARANCE,
    CONTRIBUTORS,
    COORDINATION,
    HELD_FROM,
    OrganisationKind,
    Role,
)
from accede.access.viewer import PUBLIC, Viewer

# Of so many people who may be meant the posts are read at once: seldom are more looked at.
POSTS_AT_ONCE = 200


def _held(on: date) -> Q:
    return Q(held_from__lte=on) & (Q(held_until__isnull=True) | Q(held_until__gt=on))


def _with_standing(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    return people.prefetch_related(
        Prefetch("posts", Post.objects.filter(_held(on)).select_related("organisation"), to_attr="posts_now"),
        Prefetch("roles_held", RoleHeld.objects.filter(_held(on)), to_attr="roles_now"),
    )


# Each request asks these two: written out, since Django takes longer to put such a question than the database to answer.
_POST = """
SELECT organisation.id, organisation.kind
FROM access_post post
JOIN access_organisation organisation ON organisation.id = post.organisation_id
JOIN access_person person ON person.id = post.person_id
WHERE post.person_id = %s AND person.is_active
AND post.held_from <= %s AND (post.held_until IS NULL OR post.held_until > %s)
ORDER BY post.held_from DESC, post.id DESC
LIMIT 1
"""
_ROLES = """
SELECT campaign_id, role
FROM access_roleheld
WHERE person_id = %s AND held_from <= %s AND (held_until IS NULL OR held_until > %s)
ORDER BY campaign_id, role
"""


def viewer_of(person: Person | None, *, on: date) -> Viewer:
    """The viewer that a person is on that day: without a post, or kept out, no more than the public."""
    if person is None or not person.is_active:
        return PUBLIC
    connection = connections[router.db_for_read(Post)]
    day = connection.ops.adapt_datefield_value(on)
    asked = (person.pk, day, day)
    with connection.cursor() as cursor:
        # Whether they were kept out meanwhile is asked along with their post: none counts then.
        cursor.execute(_POST, asked)
        post: tuple[int, str] | None = cursor.fetchone()
        if post is None:
            return _viewer_from(person, None, ())
        cursor.execute(_ROLES, asked)
        return _viewer_from(person, post, cursor.fetchall())


def _viewer(person: Person) -> Viewer:
    """From a person fetched by `_with_standing`."""
    posts: list[Post] = person.posts_now if person.is_active else []  # type: ignore[attr-defined]
    held: list[RoleHeld] = person.roles_now  # type: ignore[attr-defined]
    post = (posts[0].organisation_id, posts[0].organisation.kind) if posts else None
    return _viewer_from(person, post, [(each.campaign_id, each.role) for each in held])


def _viewer_from(person: Person, post: tuple[int, str] | None, held: Iterable[tuple[str, str]]) -> Viewer:
    """`post`: the number and the kind of the organisation. `held`: campaigns, and the roles in them."""
    if post is None:
        return Viewer(name=person.name, person_id=person.pk)
    organisation, kind = post
    roles: defaultdict[str, set[Role]] = defaultdict(set)
    for campaign, name in held:
        role = Role(name)
        if kind in HELD_FROM[role]:  # whatever the table says: civil society never reads bilateral notes
            roles[campaign].add(role)
    return Viewer(
        name=person.name,
        person_id=person.pk,
        organisation_id=organisation,
        is_icrc=kind == OrganisationKind.ICRC,
        roles={campaign: frozenset(own) for campaign, own in roles.items()},
        clearances={campaign: max(CLEARANCE[role] for role in own) for campaign, own in roles.items()},
    )


def campaigns(*, viewer: Viewer) -> list[Campaign]:
    """Those in which the viewer holds a role."""
    return list(Campaign.objects.filter(pk__in=list(viewer.roles)))


def campaign_keys(*, viewer: Viewer) -> set[str]:
    """Every campaign there is, by its key: that there is one is no secret."""
    return set(Campaign.objects.values_list("pk", flat=True))


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


def audit_of(record: Model, *, viewer: Viewer) -> QuerySet[AuditEntry]:
    """What was done to the record, newest first: for those who may see it; of what is open, for those with a role."""
    seen = record.is_visible_to(viewer) if isinstance(record, Confidential) else bool(viewer.roles)
    if not seen:
        return AuditEntry.objects.none()
    return AuditEntry.objects.filter(kind=record._meta.label, object_key=str(record.pk))  # noqa: SLF001


def people(*, on: date, viewer: Viewer) -> Sequence[Person]:
    """Everybody, with `posts_now` and `roles_now`: for those who hold a role anywhere."""
    return list(_with_standing(Person.objects.all(), on)) if viewer.roles else []


def called_so(words: Collection[str], *, on: date, viewer: Viewer) -> Iterator[tuple[int, str, str]]:
    """Number, name and posts of the day, by name, of all whose name and posts may hold each of these folded words.

    Not all of them do: the asker looks, and goes on for as long as wanted. For those who hold a role anywhere.
    """
    if not viewer.roles or not words:
        return
    found, held = Person.objects.all(), Post.objects.filter(_held(on))
    for word in words:
        organisations = Organisation.objects.filter(may_hold("name", word)).order_by()
        posts = held.filter(may_hold("title", word) | Q(organisation__in=organisations.values("pk")))
        found = found.filter(may_hold("name", word) | Q(pk__in=posts.order_by().values("person")))
    names = list(found.values_list("pk", "name"))
    for start in range(0, len(names), POSTS_AT_ONCE):
        some = names[start : start + POSTS_AT_ONCE]
        posts_of: defaultdict[int, list[str]] = defaultdict(list)
        now = held.filter(person__in=[number for number, _name in some])
        for number, title, organisation in now.values_list("person_id", "title", "organisation__name"):
            posts_of[number].append(f"{title}, {organisation}")
        for number, name in some:
            yield number, name, "; ".join(posts_of[number])


def people_who_sit(*, on: date, viewer: Viewer, sitting: bool = True) -> QuerySet[Person]:
    """Of the same those who may come in and hold a role that day, or else the others."""
    if not viewer.roles:
        return Person.objects.none()
    found = _with_standing(Person.objects.all(), on)
    sits = Q(Exists(RoleHeld.objects.filter(_held(on), person=OuterRef("pk"))), is_active=True)
    return found.filter(sits if sitting else ~sits)


def contributors(campaign: Campaign, *, on: date, viewer: Viewer) -> list[Person]:
    """Those who contribute to the campaign that day, by name: for who holds a role in it."""
    if not viewer.roles.get(campaign.pk):
        return []
    holding = RoleHeld.objects.filter(_held(on), campaign=campaign, role__in=CONTRIBUTORS)
    return list(Person.objects.filter(is_active=True, pk__in=holding.values("person")))


def reachable(*, on: date, viewer: Viewer) -> list[Person]:
    """Those who hold a role somewhere that day and may come in: who can be written to. For the program itself."""
    held = RoleHeld.objects.filter(_held(on)).values("person")
    return list(Person.objects.filter(is_active=True, pk__in=held).exclude(email="").order_by("pk"))


def coordination(campaign: Campaign, *, on: date, viewer: Viewer) -> list[Person]:
    """Those who run the campaign that day, from a post that lets them, by name: for who holds a role in it."""
    if not viewer.roles.get(campaign.pk):
        return []
    holding = RoleHeld.objects.filter(_held(on), campaign=campaign, role__in=COORDINATION)
    people = _with_standing(Person.objects.filter(is_active=True, pk__in=holding.values("person")), on)
    return [person for person in people if _viewer(person).coordinates(campaign.pk)]


def get_person(number: int, *, on: date, viewer: Viewer) -> Person:
    """Somebody, with what they hold and held. Raises NotVisibleError; without a role one sees oneself alone."""
    seen = _with_standing(Person.objects.filter(pk=number), on).prefetch_related(
        "posts__organisation", "roles_held"
    )
    found = seen.first() if viewer.roles or number == viewer.person_id else None
    if found is None:
        raise NotVisibleError(f"person {number}")
    return found


def get_person_by_email(email: str, *, viewer: Viewer) -> Person | None:
    """Somebody by their address: for whoever administers."""
    if not administers_somewhere(viewer):
        return None
    return Person.objects.filter(email__iexact=email.strip()).first()


def administers_somewhere(viewer: Viewer) -> bool:
    return any(viewer.administers(campaign) for campaign in viewer.roles)


def manages(person: Person, *, on: date, viewer: Viewer) -> bool:
    """Whether the viewer may invite the person, move them, keep them out.

    An invitation gives whoever opens it the person's place. So it takes an administrator of every campaign in which
    the person holds a role: one campaign's administrator has no way into another.
    """
    held = person.roles_held.filter(_held(on) | Q(held_from__gt=on)).values_list("campaign_id", flat=True)
    return administers_somewhere(viewer) and all(viewer.administers(campaign) for campaign in set(held))


def operator() -> Viewer:
    """Whoever runs commands on the desk's own computer: they have its database, so they administer every campaign."""
    return Viewer(
        name="command line",
        roles={each.pk: frozenset({Role.ADMINISTRATOR}) for each in Campaign.objects.all()},
    )


def organisations(*, viewer: Viewer) -> QuerySet[Organisation]:
    return Organisation.objects.all() if viewer.roles else Organisation.objects.none()


def role_now(person: Person, *, campaign: str, role: Role, viewer: Viewer) -> RoleHeld | None:
    """The role as the person holds it, not ended."""
    if not viewer.roles:
        return None
    return person.roles_held.filter(campaign=campaign, role=role, held_until__isnull=True).first()


def get_role_held(number: int, *, viewer: Viewer) -> RoleHeld:
    """A role that somebody holds or held. Raises NotVisibleError."""
    found = RoleHeld.objects.filter(pk=number).select_related("person").first() if viewer.roles else None
    if found is None:
        raise NotVisibleError(f"role {number}")
    return found


def hash_of(token: str) -> str:
    """What the database keeps of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()
