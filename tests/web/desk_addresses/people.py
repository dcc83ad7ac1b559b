"""People and the trail: everybody with a role reads who is here, administrators write."""

from tests.access import cast
from tests.factories.access import PersonFactory, RoleHeldFactory
from tests.web.roles import ADMINISTRATORS, WITH_A_ROLE, Address, answers, deed, reading

COORDINATORS = {"coordinator_a", "coordinator_b"}


def _somebody():
    """Somebody of no role, whom no test needs again."""
    return [PersonFactory().pk]


def _a_role():
    return [RoleHeldFactory(person=cast.nobody()).pk]


def _nothing():
    return []


FORM = Address(get=answers(ADMINISTRATORS), post=answers(ADMINISTRATORS, granted=400), arguments=_nothing)

ADDRESSES = {
    "desk-audit": reading(ADMINISTRATORS | COORDINATORS, arguments=_nothing),
    "desk-people": reading(WITH_A_ROLE, arguments=_nothing),
    "desk-person": reading(WITH_A_ROLE, arguments=_somebody),
    "desk-person-new": FORM,
    "desk-organisation-new": FORM,
    "desk-campaign-new": FORM,
    "desk-personal": reading(ADMINISTRATORS, arguments=_nothing),
    "desk-personal-find": FORM,
    # As with an invitation, below.
    "desk-personal-export": deed(ADMINISTRATORS, arguments=_nothing),
    "desk-personal-delete": deed(ADMINISTRATORS, arguments=_nothing),
    "desk-role-end": deed(ADMINISTRATORS, arguments=_a_role),
    "desk-person-post": deed(ADMINISTRATORS, granted=400, arguments=_somebody),
    "desk-person-role": deed(ADMINISTRATORS, granted=400, arguments=_somebody),
    "desk-person-keep-out": deed(ADMINISTRATORS, arguments=_somebody),
    # Led to say again who they are: these tests sign in without.
    "desk-person-invite": deed(ADMINISTRATORS, arguments=_somebody),
}
