"""A mail server, and somebody with things to do. The days are those of the whole suite's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.access import cast
from tests.factories.outreach import FollowUpFactory, PledgeFactory
from tests.outbox.conftest import postbox, put, server  # noqa: F401 -- fixtures

from accede.access.roles import Confidentiality
from accede.outreach.models import Pledge

AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@pytest.fixture
def at():
    return AT


@pytest.fixture
def step():
    """A follow-up of the first coordinator's, with a word that must not leave."""

    def _step(due, **more):
        given = {
            "owner": cast.mission_a(),
            "assignee": cast.coordinator_a(),
            "what": "zqsecret to the ambassador",
            "made_on": AT.date() - timedelta(days=30),
            "due_on": AT.date() + timedelta(days=due),
        }
        return FollowUpFactory(**given | more)

    return _step


@pytest.fixture
def promise():
    def _promise(due, **more):
        given = {
            "owner": cast.mission_a(),
            "side": Pledge.Side.US,
            "text": "zqsecret model law",
            "due_on": AT.date() + timedelta(days=due),
            "confidentiality": Confidentiality.COORDINATORS_AND_ISU,
        }
        return PledgeFactory(**given | more)

    return _promise
