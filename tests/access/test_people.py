"""Invitations, roles by the kind of organisation, roles by day, and who may do what to whom."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.factories.access import OrganisationFactory, PersonFactory, RoleHeldFactory

from accede.access import actions, invitations, queries, trail
from accede.access.actions import NotAllowedError
from accede.access.invitations import InvitationError
from accede.access.models import AuditEntry, Campaign, Invitation, RoleHeld
from accede.access.roles import OrganisationKind, Role
from accede.access.viewer import PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = date(2026, 3, 1)
STATES = {OrganisationKind.STATE, OrganisationKind.PRESIDENCY}
# From where a role can be held: written down once more, as whoever founded the desk said it.
HELD_FROM = {
    Role.COORDINATOR: STATES,
    Role.THEMATIC_COORDINATOR: STATES,
    Role.SUPPORT_UNIT_OFFICER: {OrganisationKind.SUPPORT_UNIT},
}


@pytest.fixture
def by():
    return cast.viewer("administrator")


def find(token, at):
    return invitations.find_invitation(token, at=at, viewer=PUBLIC)


PASSWORD = "correct horse battery"


def accept(token, at):
    return actions.accept_invitation(
        invitation=find(token, at), password=PASSWORD, name="Ana", language="fr", at=at
    )


# ---------------------------------------------------------------- invitations
def test_an_invitation_works_once(by, at):
    token = actions.invite(person=cast.coordinator_a(), by=by, at=at)
    person = accept(token, at)
    assert (person.name, person.language) == ("Ana", "fr")
    assert person.check_password(PASSWORD)
    with pytest.raises(InvitationError, match="was used"):
        find(token, at)


@pytest.mark.parametrize(
    ("later", "works"),
    [(timedelta(days=7) - timedelta(seconds=1), True), (timedelta(days=7), False)],
)
def test_an_invitation_lasts_seven_days(by, at, later, works):
    token = actions.invite(person=cast.coordinator_a(), by=by, at=at)
    if works:
        assert accept(token, at + later)
    else:
        with pytest.raises(InvitationError, match="not valid any more"):
            find(token, at + later)


def test_a_new_invitation_closes_the_one_before(by, at):
    first = actions.invite(person=cast.coordinator_a(), by=by, at=at)
    second = actions.invite(person=cast.coordinator_a(), by=by, at=at)
    with pytest.raises(InvitationError):
        find(first, at)
    assert accept(second, at)


def test_of_two_who_open_the_link_at_once_one_gets_in(by, at):
    token = actions.invite(person=cast.coordinator_a(), by=by, at=at)
    invitation = find(token, at)
    accept(token, at)
    with pytest.raises(InvitationError):
        actions.accept_invitation(invitation=invitation, password="x", name="", language="en", at=at)


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "a" * 5000])
def test_what_is_no_token_opens_nothing(token, at):
    with pytest.raises(InvitationError, match="no invitation"):
        find(token, at)


def test_only_a_hash_of_the_token_is_kept(by, at):
    token = actions.invite(person=cast.coordinator_a(), by=by, at=at)
    kept = Invitation.objects.get(person=cast.coordinator_a())
    assert token not in str(vars(kept))
    assert token not in str([entry.changes for entry in AuditEntry.objects.all()])


def test_with_a_new_invitation_one_begins_anew(by, at):
    person = cast.coordinator_a()
    Authenticator.objects.create(user=person, type="totp", data={"secret": ""})
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "", "used_mask": 0})
    token = actions.invite(person=person, by=by, at=at)
    assert person.authenticator_set.count() == 2
    accept(token, at)
    assert not Authenticator.objects.filter(user=person).exists()


def test_who_is_kept_out_is_not_invited_and_their_link_opens_nothing(by, at):
    person = cast.coordinator_a()
    token = actions.invite(person=person, by=by, at=at)
    actions.set_active(person=person, active=False, by=by, at=at)
    with pytest.raises(InvitationError):
        find(token, at)
    with pytest.raises(ValidationError, match="kept out"):
        actions.invite(person=person, by=by, at=at)


# ---------------------------------------------------------------- roles
@pytest.mark.parametrize("kind", OrganisationKind)
@pytest.mark.parametrize("role", Role)
def test_a_role_is_held_from_the_kinds_of_organisations_that_may(role, kind, by, at):
    person = PersonFactory(post__organisation=OrganisationFactory(kind=kind))
    campaign = Campaign.objects.get(pk="ccm")
    give = {"person": person, "campaign": campaign, "role": role, "on": DAY, "by": by, "at": at}
    if kind in HELD_FROM.get(role, set(OrganisationKind)):
        actions.give_role(**give)
        assert queries.viewer_of(person, on=DAY).roles["ccm"] == {role}
    else:
        with pytest.raises(ValidationError, match="cannot be held from"):
            actions.give_role(**give)
        assert not queries.viewer_of(person, on=DAY).roles


def test_a_role_is_held_from_its_day_until_the_day_before_it_ends(by, at):
    person = cast.nobody()
    campaign = Campaign.objects.get(pk="ccm")
    held = actions.give_role(person=person, campaign=campaign, role=Role.COORDINATOR, on=DAY, by=by, at=at)
    actions.end_role(held=held, on=DAY + timedelta(days=30), by=by, at=at)
    holds = {
        offset: bool(queries.viewer_of(person, on=DAY + timedelta(days=offset)).roles)
        for offset in (-1, 0, 29, 30, 31)
    }
    assert holds == {-1: False, 0: True, 29: True, 30: False, 31: False}


def test_a_role_given_twice_is_held_once(by, at):
    give = {
        "person": cast.nobody(),
        "campaign": Campaign.objects.get(pk="ccm"),
        "role": Role.PARTNER,
        "on": DAY,
        "by": by,
        "at": at,
    }
    assert actions.give_role(**give) == actions.give_role(**give)


def test_who_left_their_post_sees_no_more_than_the_public():
    person = cast.coordinator_a()
    person.posts.update(held_until=DAY)
    assert queries.viewer_of(person, on=DAY - timedelta(days=1)).coordinates("ccm")
    assert not queries.viewer_of(person, on=DAY).roles
    assert queries.viewer_of(person, on=DAY).organisation_id is None


def test_who_is_kept_out_is_the_public():
    person = cast.coordinator_a()
    person.is_active = False
    assert queries.viewer_of(person, on=DAY) == PUBLIC


def test_moving_to_civil_society_ends_what_cannot_be_held_there(by, at):
    person = cast.coordinator_a()
    RoleHeldFactory(person=person, role=Role.PARTNER)
    actions.take_post(person=person, organisation=cast.cmc(), title="Campaigner", on=DAY, by=by, at=at)
    left = queries.viewer_of(person, on=DAY)
    assert left.roles["ccm"] == {Role.PARTNER}
    assert left.organisation_id == cast.cmc().pk


def test_the_history_of_posts_and_roles_stays(by, at):
    person = cast.former_coordinator()
    actions.take_post(person=person, organisation=cast.agency(), title="Adviser", on=DAY, by=by, at=at)
    found = queries.get_person(person.pk, on=DAY, viewer=by)
    assert [(post.title, post.held_until) for post in found.posts.all()] == [
        ("Adviser", None),
        ("Counsellor", DAY),
    ]
    assert [held.held_until for held in found.roles_held.all()] == [cast.LEFT]


# ---------------------------------------------------------------- who may
def _acts(at, by):
    person, ccm = cast.nobody(), Campaign.objects.get(pk="ccm")
    held = RoleHeldFactory(person=cast.coordinator_b(), role=Role.OBSERVER)
    common = {"by": by, "at": at}
    return {
        "add_organisation": lambda: actions.add_organisation(
            name="New", kind=OrganisationKind.OTHER, **common
        ),
        "add_person": lambda: actions.add_person(
            email="new@example.org", name="New", organisation=cast.agency(), title="Aide", on=DAY, **common
        ),
        "take_post": lambda: actions.take_post(
            person=person, organisation=cast.agency(), title="Aide", on=DAY, **common
        ),
        "give_role": lambda: actions.give_role(
            person=person, campaign=ccm, role=Role.ADMINISTRATOR, on=DAY, **common
        ),
        "end_role": lambda: actions.end_role(held=held, on=DAY, **common),
        "invite": lambda: actions.invite(person=person, **common),
        "set_active": lambda: actions.set_active(person=person, active=False, **common),
        "open_campaign": lambda: actions.open_campaign(treaty_key="apmbc", on=DAY, **common),
    }


ACTS = [
    "add_organisation",
    "add_person",
    "take_post",
    "give_role",
    "end_role",
    "invite",
    "set_active",
    "open_campaign",
]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", ["public", *sorted(set(cast.CAST) - {"administrator"})])
def test_nobody_but_an_administrator_changes_people(name, act, at):
    doing = _acts(at, cast.viewer(name))[act]
    before = (AuditEntry.objects.count(), RoleHeld.objects.count())
    with pytest.raises(NotAllowedError):
        doing()
    assert (AuditEntry.objects.count(), RoleHeld.objects.count()) == before


@pytest.mark.parametrize("act", ACTS)
def test_an_administrator_does_and_the_trail_tells(act, by, at):
    doing = _acts(at, by)[act]
    before = AuditEntry.objects.count()
    doing()
    assert AuditEntry.objects.count() > before
    assert AuditEntry.objects.first().by_name == "Administrator"


@pytest.mark.parametrize("act", ACTS)
def test_whoever_has_the_computer_may_do_all_of_it(act, at):
    _acts(at, queries.operator())[act]()
    assert AuditEntry.objects.first().by_name == "command line"


def test_an_administrator_of_one_campaign_is_none_of_another(by, at):
    other = Campaign.objects.create(key="apmbc", treaty_key="apmbc")
    with pytest.raises(NotAllowedError):
        actions.give_role(
            person=cast.administrator(), campaign=other, role=Role.ADMINISTRATOR, on=DAY, by=by, at=at
        )


def test_everybody_chooses_their_own_language_and_nobody_elses(at):
    mine = cast.viewer("observer")
    actions.choose_language(person=cast.observer(), language="ar", by=mine, at=at)
    with pytest.raises(NotAllowedError):
        actions.choose_language(person=cast.coordinator_a(), language="ar", by=mine, at=at)


@pytest.mark.parametrize("name", ["public", *cast.WITHOUT_A_ROLE])
def test_without_a_role_nobody_is_listed(name):
    cast.coordinator_a()
    viewer = cast.viewer(name)
    assert queries.people(on=DAY, viewer=viewer) == []
    assert not queries.organisations(viewer=viewer).exists()
    assert not trail.entries(viewer=viewer).exists()
    assert queries.get_person_by_email("coordinator.a@desk.example", viewer=viewer) is None


@pytest.mark.parametrize("name", sorted(set(cast.CAST) - {"administrator"}))
def test_only_administrators_see_who_is_invited_or_look_people_up_by_address(name, by, at):
    actions.invite(person=cast.coordinator_a(), by=by, at=at)
    viewer = cast.viewer(name)
    assert not invitations.invitations_open(at=at, viewer=viewer).exists()
    assert queries.get_person_by_email("coordinator.a@desk.example", viewer=viewer) is None
    assert invitations.invitations_open(at=at, viewer=by).exists()
