"""The cast holds what its names say."""

from datetime import date, timedelta

import pytest
from tests.access import cast

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
