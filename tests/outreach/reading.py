"""Short words for what many tests ask of the work with States."""

from datetime import UTC, date, datetime

from tests.access import cast

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.evidence.models import ObstacleCode
from accede.outreach import actions
from accede.outreach.models import Exchange
from accede.record.models import State

AT = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
ON = date(2026, 10, 5)
SECRET = "the Minister fears the neighbours"


def campaign():
    return Campaign.objects.get(pk="ccm")


def state(iso3="KEN"):
    return State.objects.get(pk=iso3)


def asked(who="coordinator_a", on=ON):
    return {"on": on, "viewer": cast.viewer(who), "language": "en"}


def by(who="coordinator_a", at=AT):
    return {"by": cast.viewer(who), "at": at}


def heard(code="PROC", **more):
    return actions.Heard(code=ObstacleCode.objects.get(pk=code), **more)


def log(logged_by="coordinator_a", /, **told):
    """An exchange with Kenya on 30 September 2026, in confidence between coordinators and support unit."""
    how = {
        "campaign": campaign(),
        "state": state(),
        "held_on": date(2026, 9, 30),
        "level": Exchange.Level.AMBASSADOR,
        "confidentiality": Confidentiality.COORDINATORS_AND_ISU,
    }
    if not told.keys() & {"said", "obstacles", "pledges", "follow_ups", "assessment"}:
        how["said"] = SECRET
    return actions.log_exchange(**(how | told), **by(logged_by))
