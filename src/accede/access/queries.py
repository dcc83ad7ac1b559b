"""Reads about people and the trail. `on` is the day whose posts and roles count."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet

from accede.access.confidentiality import Confidential, NotVisibleError
from accede.access.models import (
    AuditEntry,
    AuditHead,
    Campaign,
    Organisation,
    Person,
    Post,
    Release,
    RoleHeld,
    SecurityEvent,
)
from accede.access.roles import CLEARANCE, CONTRIBUTORS, COORDINATION, HELD_FROM, Role
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
    # Whether they were kept out meanwhile is asked along with their posts: none counts then.
    posts = Post.objects.filter(_held(on), person=person.pk, person__is_active=True)
    held = RoleHeld.objects.filter(_held(on), person=person.pk)
    return _viewer_from(person, list(posts.select_related("organisation")), held)


def _viewer(person: Person) -> Viewer:
    """From a person fetched by `_with_standing`."""
    return _viewer_from(person, person.posts_now if person.is_active else [], person.roles_now)  # type: ignore[attr-defined]


def _viewer_from(person: Person, posts: Sequence[Post], held: Iterable[RoleHeld]) -> Viewer:
    if not posts:
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


def names_and_posts(*, on: date, viewer: Viewer) -> Iterator[tuple[int, str, str]]:
    """Of everybody number, name and posts of the day, for those who hold a role anywhere."""
    if not viewer.roles:
        return
    posts: defaultdict[int, list[str]] = defaultdict(list)
    held = Post.objects.filter(_held(on)).values_list("person_id", "title", "organisation__name")
    for number, title, organisation in held:
        posts[number].append(f"{title}, {organisation}")
    for number, name in Person.objects.values_list("pk", "name"):
        yield number, name, "; ".join(posts[number])


def people_who_sit(*, on: date, viewer: Viewer, sitting: bool = True) -> QuerySet[Person]:
    """Of the same those who may come in and hold a role that day, or else the others."""
    if not viewer.roles:
        return Person.objects.none()
    found = _with_standing(Person.objects.all(), on)
    sits = Q(Exists(RoleHeld.objects.filter(_held(on), person=OuterRef("pk"))), is_active=True)
    return found.filter(sits if sitting else ~sits)


def who_acted(*, viewer: Viewer, also: int | None = None) -> list[tuple[int, str]]:
    """Number and name of whom the trail may be asked for: those who hold or held a role to write with, and `also` one.

    As many as somebody can look through.
    """
    if not reads_trail(viewer):
        return []
    writing = RoleHeld.objects.filter(role__in=CONTRIBUTORS | {Role.ADMINISTRATOR}, person=OuterRef("pk"))
    found = list(Person.objects.filter(Exists(writing)).values_list("pk", "name")[:MOST_TO_CHOOSE])
    if also is not None and also not in dict(found):
        found += Person.objects.filter(pk=also).values_list("pk", "name")
    return found


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


# So many stand in a field of a form.
MOST_TO_CHOOSE = 200
TRAIL_READERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
# Rooms whose own records are no secret on the desk: what was done there is told to all who may read the trail.
OPEN_ROOMS = frozenset({"access", "record"})
# What an object of this room is called.
NAMES = {
    "access.Campaign": "key",
    "access.Organisation": "name",
    "access.Person": "name",
    "access.Post": "person__name",
    "access.RoleHeld": "person__name",
    "access.SecurityEvent": "person__name",
    "access.Token": "name",
}


@dataclass(frozen=True, slots=True)
class Within:
    """What is open to the people of some campaigns alone, and what it is called."""

    campaigns: frozenset[str]
    name: str


# By a room: of its entries, by their number, the campaigns to whose people each is open. Rooms above bring theirs at the start.
OPEN_WITHIN: dict[str, Callable[[Iterable[AuditEntry]], Mapping[int, Within]]] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the trail as somebody may read it: without its object where that is not theirs to see."""

    entry: AuditEntry
    record: Confidential | None
    name: str
    shown: bool

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        model = _model(self.entry.kind)
        return str(model._meta.verbose_name) if model else self.entry.kind  # noqa: SLF001 -- Django's own name for it


def reads_trail(viewer: Viewer) -> bool:
    """Coordinators and administrators read what was done on the desk."""
    return any(viewer.holds(campaign, TRAIL_READERS) for campaign in viewer.roles)


def _reads_of(kind: str, viewer: Viewer) -> bool:
    """Who came in when is for administrators; of oneself it stands on one's own page."""
    return kind != SecurityEvent._meta.label or administers_somewhere(viewer)  # noqa: SLF001 -- Django's own name for it


def trail(*, viewer: Viewer, person: int | None = None, kind: str = "") -> QuerySet[AuditEntry]:
    """What was done on the desk, newest first. What of an entry may be shown, `told` decides."""
    if not reads_trail(viewer):
        return AuditEntry.objects.none()
    entries = AuditEntry.objects.all()
    if not _reads_of(SecurityEvent._meta.label, viewer):  # noqa: SLF001 -- as above
        entries = entries.exclude(kind=SecurityEvent._meta.label)  # noqa: SLF001
    if person is not None:
        entries = entries.filter(person=person)
    return entries.filter(kind=kind) if kind else entries


def kinds_in_trail(*, viewer: Viewer) -> list[tuple[str, str]]:
    """The kinds of records that the trail tells of, each with its name.

    Of each it is asked whether there is an entry: to look for the different ones would be to read the whole trail.
    """
    if not reads_trail(viewer):
        return []
    models = sorted(apps.get_models(), key=lambda model: model._meta.label)  # noqa: SLF001 -- Django's own name for it
    asked = {
        f"of_{place}": Exists(AuditEntry.objects.filter(kind=model._meta.label))  # noqa: SLF001
        for place, model in enumerate(models)
    }
    there = AuditHead.objects.annotate(**asked).values(*asked).get(pk=1)
    return [
        (model._meta.label, str(model._meta.verbose_name))  # noqa: SLF001
        for place, model in enumerate(models)
        if there[f"of_{place}"] and _reads_of(model._meta.label, viewer)  # noqa: SLF001
    ]


def entries_in_trail(*, viewer: Viewer) -> int:
    """How many there are in all: the head of the trail knows, and nobody has to count more than those left out."""
    if not reads_trail(viewer):
        return 0
    number = AuditHead.objects.values_list("entries", flat=True).get(pk=1)
    kind = SecurityEvent._meta.label  # noqa: SLF001 -- Django's own name for it
    return number if _reads_of(kind, viewer) else number - AuditEntry.objects.filter(kind=kind).count()


def told(entries: Iterable[AuditEntry], *, viewer: Viewer) -> list[Told]:
    """The entries, each confidential object looked up anew: who may not see it now reads no more than that it is."""
    entries = list(entries)
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        keys[entry.kind].add(entry.object_key)
    seen: dict[tuple[str, str], Confidential] = {}
    names: dict[tuple[str, str], str] = {}
    for kind, numbers in keys.items():
        model = _model(kind)
        if model and kind in NAMES:
            called = model._default_manager.filter(pk__in=numbers).values_list("pk", NAMES[kind])  # noqa: SLF001
            names |= {(kind, str(key)): name or "" for key, name in called}
        if model and issubclass(model, Confidential):
            for record in model.objects.visible_to(viewer).filter(pk__in=numbers):
                seen[kind, str(record.pk)] = record
    opened = _opened(entries, viewer)
    places = [(entry.kind, entry.object_key) for entry in entries]
    return [
        _as_told(entry, seen.get(place), names.get(place, opened.get(entry.pk)))
        for entry, place in zip(entries, places, strict=True)
    ]


def _opened(entries: list[AuditEntry], viewer: Viewer) -> dict[int, str]:
    """By number, what is called how of the entries that are open to the viewer as one of a campaign's people."""
    found: dict[int, str] = {}
    for room, tell in OPEN_WITHIN.items():
        own = [entry for entry in entries if _is_open(entry, {room})]
        for number, within in tell(own).items() if own else ():
            if any(viewer.holds(campaign, TRAIL_READERS) for campaign in within.campaigns):
                found[number] = within.name
    return found


def _is_open(entry: AuditEntry, rooms: Collection[str]) -> bool:
    """Whether it tells of a record in these rooms that is not confidential."""
    model = _model(entry.kind)
    return model is not None and not issubclass(model, Confidential) and model._meta.app_label in rooms  # noqa: SLF001


def _as_told(entry: AuditEntry, record: Confidential | None, name: str | None) -> Told:
    """`name` is None where the entry's object is none of an open room's, nor opened to the viewer."""
    shown = _is_open(entry, OPEN_ROOMS) or record is not None or name is not None
    return Told(entry, record, name or "", shown=shown)


def _model(kind: str) -> type[Model] | None:
    """The model of that label; None of a kind that the program had once."""
    try:
        return apps.get_model(kind)
    except LookupError:
        return None
