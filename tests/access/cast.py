"""The cast of the permission tests: one person for each role, from the kind of organisation that it is held from.

All hold their roles in the campaign "ccm" from 2024 on. Each function makes the person the first time it is asked for
them, and then finds them again: two readers of a record are the same two all through a test.
"""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from tests.factories.access import OrganisationFactory, PersonFactory, RoleHeldFactory

from accede.access import queries
from accede.access.models import Organisation, Person
from accede.access.roles import OrganisationKind, Role
from accede.access.viewer import PUBLIC, Viewer

LEFT = date(2025, 1, 1)


def organisation(name: str, kind: OrganisationKind) -> Organisation:
    return Organisation.objects.filter(name=name).first() or OrganisationFactory(name=name, kind=kind)


def mission_a() -> Organisation:
    return organisation("Mission A", OrganisationKind.STATE)


def mission_b() -> Organisation:
    return organisation("Mission B", OrganisationKind.STATE)


def mission_c() -> Organisation:
    return organisation("Mission C", OrganisationKind.STATE)


def support_unit() -> Organisation:
    return organisation("Support Unit", OrganisationKind.SUPPORT_UNIT)


def cmc() -> Organisation:
    return organisation("Coalition", OrganisationKind.CIVIL_SOCIETY)


def icrc() -> Organisation:
    return organisation("Red Cross Committee", OrganisationKind.ICRC)


def parliamentarians() -> Organisation:
    return organisation("Network of parliamentarians", OrganisationKind.PARLIAMENTARIANS)


def agency() -> Organisation:
    return organisation("Agency", OrganisationKind.INTERNATIONAL)


def _one(name: str, at: Organisation, *roles: Role, until: date | None = None) -> Person:
    email = f"{name.lower().replace(' ', '.')}@desk.example"
    found = Person.objects.filter(email=email).first()
    if found:
        return found
    person = PersonFactory(name=name, email=email, post__organisation=at)
    for role in roles:
        RoleHeldFactory(person=person, role=role, held_until=until)
    return person


def coordinator_a() -> Person:
    return _one("Coordinator A", mission_a(), Role.COORDINATOR)


def coordinator_b() -> Person:
    return _one("Coordinator B", mission_b(), Role.COORDINATOR)


def support_unit_officer() -> Person:
    return _one("Support Unit Officer", support_unit(), Role.SUPPORT_UNIT_OFFICER)


def thematic_coordinator() -> Person:
    return _one("Thematic Coordinator", mission_c(), Role.THEMATIC_COORDINATOR)


def cmc_partner() -> Person:
    return _one("Campaigner", cmc(), Role.PARTNER)


def icrc_partner() -> Person:
    return _one("Legal Adviser", icrc(), Role.PARTNER)


def parliamentarians_partner() -> Person:
    return _one("Parliamentary Secretary", parliamentarians(), Role.PARTNER)


def observer() -> Person:
    return _one("Observer", agency(), Role.OBSERVER)


def administrator() -> Person:
    """From the support unit: its records are not the administrator's to read."""
    return _one("Administrator", support_unit(), Role.ADMINISTRATOR)


def nobody() -> Person:
    """Signed in, from the first coordinator's own mission, without a role."""
    return _one("Nobody", mission_a())


def former_coordinator() -> Person:
    """From the first coordinator's own mission; the role ended."""
    return _one("Former Coordinator", mission_a(), Role.COORDINATOR, until=LEFT)


# Everybody who may be signed in, by a name that a matrix of permissions can use.
CAST: dict[str, Callable[[], Person]] = {
    "coordinator_a": coordinator_a,
    "coordinator_b": coordinator_b,
    "support_unit_officer": support_unit_officer,
    "thematic_coordinator": thematic_coordinator,
    "cmc_partner": cmc_partner,
    "icrc_partner": icrc_partner,
    "parliamentarians_partner": parliamentarians_partner,
    "observer": observer,
    "administrator": administrator,
    "nobody": nobody,
    "former_coordinator": former_coordinator,
}
WITHOUT_A_ROLE = ("nobody", "former_coordinator")


def viewer_of(person: Person | None, *, on: date | None = None) -> Viewer:
    """The viewer that a person is, today unless a day is given."""
    return queries.viewer_of(person, on=on or timezone.localdate())


def viewer(name: str, *, on: date | None = None) -> Viewer:
    """The viewer of a name of the cast, or "public"."""
    return PUBLIC if name == "public" else viewer_of(CAST[name](), on=on)


def sign_in(client, person: Person):
    """The test client with a session of the person, who has a second factor as every reader of the desk has.

    What happens when somebody signs in by the form is not done: no session is exchanged for another, nobody is told.
    """
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- only who signs in needs it

    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
