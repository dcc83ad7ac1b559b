from datetime import UTC, datetime

import pytest

from accede.access import actions
from accede.access.roles import OrganisationKind, Role
from accede.access.viewer import Viewer


@pytest.fixture
def at():
    """A moment on which all of the cast hold their roles."""
    return datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def counsellor(at):
    """Somebody new, as the command line adds them: three entries of the trail."""
    by = Viewer(name="command line", roles={"ccm": frozenset({Role.ADMINISTRATOR})})
    mission = actions.add_organisation(name="Mission of Malawi", kind=OrganisationKind.STATE, by=by, at=at)
    return actions.add_person(
        email="counsellor@example.org",
        name="A Counsellor",
        organisation=mission,
        title="Counsellor",
        on=at.date(),
        by=by,
        at=at,
    )
