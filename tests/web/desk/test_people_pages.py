"""People on the desk: who reads about whom, and what administrators do."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.factories.access import PersonFactory, RoleHeldFactory

from accede.access.models import AuditEntry, Campaign, Organisation, Person, RoleHeld
from accede.access.roles import OrganisationKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEW = {
    "name": "Ana Silva",
    "email": "Ana@Example.org",
    "organisation": "Mission of Peru",
    "kind": "state",
    "title": "Counsellor",
    "campaign": "ccm",
    "roles": ["coordinator"],
    "language": "es",
}


@pytest.fixture
def administrator(client):
    return cast.sign_in(client, cast.administrator())


def _fresh(client):
    """As if the person had said who they are a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


def test_somebody_is_added_and_their_link_shown_once(administrator, client_elsewhere):
    page = administrator.post("/en/desk/people/new/", NEW).content.decode()
    link = re.search(r'id="invitation-link">http://testserver([^<]+)<', page)[1]
    person = Person.objects.get(email="ana@example.org")
    assert link.startswith("/es/account/invitation/")
    assert person.roles_held.get().role == Role.COORDINATOR
    assert Organisation.objects.get(name="Mission of Peru").kind == OrganisationKind.STATE
    assert link.rsplit("/", 2)[1] not in administrator.get(f"/en/desk/people/{person.pk}/").content.decode()
    assert "Counsellor" in client_elsewhere.get(link, follow=True).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": ""}, "is new here"),
        ({"organisation": "Coalition", "kind": ""}, "cannot be held from Coalition (civil society)"),
        ({"email": "coordinator.a@desk.example"}, "already exists"),
        ({"email": "nothing"}, "valid email"),
        ({"roles": ["boss"]}, "not one of the available choices"),
        ({"campaign": "apmbc"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_said_and_nobody_added(administrator, wrong, said):
    cast.coordinator_a(), cast.cmc()
    before = (Person.objects.count(), Organisation.objects.count(), AuditEntry.objects.count())
    answer = administrator.post("/en/desk/people/new/", NEW | wrong)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert (Person.objects.count(), Organisation.objects.count(), AuditEntry.objects.count()) == before


def test_a_role_that_ends_opens_nothing_from_that_day_on(administrator, client_elsewhere):
    person = cast.coordinator_a()
    there = cast.sign_in(client_elsewhere, person)
    assert there.get("/en/desk/people/").status_code == 200
    administrator.post(f"/en/desk/people/roles/{person.roles_held.get().pk}/end/")
    assert there.get("/en/desk/people/").status_code == 403


def test_who_is_kept_out_is_out_at_once(administrator, client_elsewhere):
    person = cast.coordinator_a()
    there = cast.sign_in(client_elsewhere, person)
    administrator.post(f"/en/desk/people/{person.pk}/keep-out/")
    assert there.get("/en/desk/people/").status_code == 302
    administrator.post(f"/en/desk/people/{person.pk}/keep-out/")
    person.refresh_from_db()
    assert person.is_active


def test_another_post_ends_the_roles_that_it_does_not_allow(administrator):
    person = cast.coordinator_a()
    administrator.post(
        f"/en/desk/people/{person.pk}/post/",
        {"organisation": cast.cmc().name, "title": "Campaigner", "on": timezone.localdate().isoformat()},
    )
    assert [post.title for post in person.posts.all()] == ["Campaigner", "Counsellor"]
    assert person.roles_held.get().held_until == timezone.localdate()
    assert not cast.viewer_of(person).roles


def test_an_administrator_does_not_end_their_own_role_or_keep_themselves_out(administrator):
    me = cast.administrator()
    assert administrator.post(f"/en/desk/people/roles/{me.roles_held.get().pk}/end/").status_code == 403
    assert administrator.post(f"/en/desk/people/{me.pk}/keep-out/").status_code == 403
    assert me.roles_held.get().held_until is None


def test_an_invitation_is_made_by_whoever_just_said_who_they_are(administrator):
    person = cast.coordinator_a()
    asked = administrator.post(f"/en/desk/people/{person.pk}/invite/")
    assert asked["Location"].startswith("/en/account/confirm/")
    assert not person.invitations.exists()
    _fresh(administrator)
    page = administrator.post(f"/en/desk/people/{person.pk}/invite/").content.decode()
    assert "invitation-link" in page
    assert person.invitations.count() == 1


def test_one_campaigns_administrator_has_no_way_into_another(administrator):
    """Whoever can invite somebody can take their place: only who administers all of their campaigns may."""
    elsewhere = Campaign.objects.create(key="apmbc", treaty_key="apmbc")
    person = PersonFactory(name="From Elsewhere")
    held = RoleHeldFactory(person=person, campaign=elsewhere)
    RoleHeldFactory(person=person)
    _fresh(administrator)
    for deed in ("invite", "keep-out", "post"):
        assert administrator.post(f"/en/desk/people/{person.pk}/{deed}/").status_code == 403
    assert administrator.post(f"/en/desk/people/roles/{held.pk}/end/").status_code == 403
    assert person.email not in administrator.get(f"/en/desk/people/{person.pk}/").content.decode()


def test_whoever_opens_a_campaign_administers_it(administrator):
    answer = administrator.post("/en/desk/people/campaigns/new/", {"treaty": "apmbc"})
    assert answer.status_code == 302
    held = RoleHeld.objects.get(campaign="apmbc")
    assert (held.person, held.role) == (cast.administrator(), Role.ADMINISTRATOR)
    again = administrator.post("/en/desk/people/campaigns/new/", {"treaty": "apmbc"})
    assert again.status_code == 400


@pytest.mark.parametrize("name", sorted(set(cast.CAST) - set(cast.WITHOUT_A_ROLE) - {"administrator"}))
def test_addresses_are_for_administrators_alone(client, name):
    person = PersonFactory(email="hidden@example.org")
    RoleHeldFactory(person=person)
    cast.sign_in(client, cast.CAST[name]())
    for address in ("/en/desk/people/", f"/en/desk/people/{person.pk}/"):
        page = client.get(address).content.decode()
        assert person.name in page
        assert "hidden@example.org" not in page


@pytest.mark.parametrize("address", ["/en/desk/people/", "/en/desk/audit/"])
def test_a_list_asks_the_database_as_often_for_three_as_for_one(administrator, address):
    counts = []
    administrator.get(address)  # what is kept of the record is there then
    for more in (1, 2):
        for _one in range(more):
            person = PersonFactory()
            RoleHeldFactory(person=person)
            administrator.post(f"/en/desk/people/{person.pk}/keep-out/")
        with CaptureQueriesContext(connection) as asked:
            assert administrator.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_trail_tells_who_did_what_to_whom(administrator):
    administrator.post("/en/desk/people/new/", NEW)
    page = administrator.get("/en/desk/audit/").content.decode()
    assert "gave a role" in page
    assert "Ana Silva" in page
    assert "Administrator" in page
    assert "scrypt" not in page


def test_the_trail_is_filtered_by_person_and_kind(administrator):
    administrator.post("/en/desk/people/new/", NEW)
    me = cast.administrator()
    all_of_it = administrator.get("/en/desk/audit/", {"person": me.pk}).content.decode()
    roles = administrator.get("/en/desk/audit/", {"kind": "access.RoleHeld"}).content.decode()
    none = administrator.get("/en/desk/audit/", {"person": Person.objects.get(name="Ana Silva").pk})
    assert "added an organisation" in all_of_it
    assert "gave a role" in roles
    assert "added an organisation" not in roles
    assert "Nothing was done yet." in none.content.decode()


@pytest.mark.parametrize(
    "query", ["page=999", "page=x", "person=x", "person=0", "kind=auth.User", "kind=<script>"]
)
def test_the_trail_answers_whatever_is_asked(administrator, query):
    answer = administrator.get(f"/en/desk/audit/?{query}")
    assert answer.status_code == 200
    assert b"<script>" not in answer.content
