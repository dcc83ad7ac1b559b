"""The cast holds what its names say."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.access import cast

from accede.access import queries
from accede.access.models import Campaign
from accede.access.roles import CLEARANCE, Confidentiality, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    ("name", "roles", "clearance"),
    [
        ("coordinator_a", {Role.COORDINATOR}, Confidentiality.COORDINATORS),
        ("coordinator_b", {Role.COORDINATOR}, Confidentiality.COORDINATORS),
        ("support_unit_officer", {Role.SUPPORT_UNIT_OFFICER}, Confidentiality.COORDINATORS_AND_ISU),
        ("thematic_coordinator", {Role.THEMATIC_COORDINATOR}, Confidentiality.PARTNERS),
        ("cmc_partner", {Role.PARTNER}, Confidentiality.PARTNERS),
        ("icrc_partner", {Role.PARTNER}, Confidentiality.PARTNERS),
        ("parliamentarians_partner", {Role.PARTNER}, Confidentiality.PARTNERS),
        ("observer", {Role.OBSERVER}, Confidentiality.PUBLIC),
        ("administrator", {Role.ADMINISTRATOR}, Confidentiality.PUBLIC),
        ("nobody", set(), Confidentiality.PUBLIC),
        ("former_coordinator", set(), Confidentiality.PUBLIC),
        ("public", set(), Confidentiality.PUBLIC),
    ],
)
def test_each_of_the_cast_holds_the_role_of_their_name(name, roles, clearance):
    viewer = cast.viewer(name)

    assert viewer.roles.get("ccm", frozenset()) == roles
    assert viewer.clearance("ccm") == clearance
    assert viewer.clearance("another") == Confidentiality.PUBLIC


def test_every_role_is_in_the_cast():
    held = set().union(*(cast.viewer(name).roles.get("ccm", frozenset()) for name in cast.CAST))

    assert held == set(Role) == set(CLEARANCE)


def test_a_role_counts_until_the_day_before_it_ended():
    person = cast.former_coordinator()

    assert cast.viewer_of(person, on=cast.LEFT - timedelta(days=1)).coordinates("ccm")
    assert not cast.viewer_of(person, on=cast.LEFT).roles
    assert not cast.viewer_of(cast.coordinator_a(), on=date(2023, 12, 31)).roles


def test_each_alone_is_found_to_be_what_they_are_among_all():
    """Who asks is looked up by questions written out; lists of people by Django's."""
    everybody = {name: make() for name, make in cast.CAST.items()}
    campaign, reader = Campaign.objects.get(pk="ccm"), cast.viewer_of(everybody["coordinator_a"])
    days = [date(2023, 12, 31), cast.LEFT - timedelta(days=1), cast.LEFT, timezone.localdate()]
    for on in days:
        alone = {each.pk for each in everybody.values() if cast.viewer_of(each, on=on).coordinates("ccm")}
        assert {each.pk for each in queries.coordination(campaign, on=on, viewer=reader)} == alone
    kept_out = everybody["coordinator_b"]
    type(kept_out).objects.filter(pk=kept_out.pk).update(is_active=False)
    assert kept_out.pk not in {each.pk for each in queries.coordination(campaign, on=days[-1], viewer=reader)}
    assert not cast.viewer_of(kept_out).roles  # though nobody has told whoever asks
