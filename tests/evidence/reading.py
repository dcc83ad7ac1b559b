"""Short words for what many tests ask of evidence."""

from datetime import UTC, datetime

from tests.reading import day, treaty

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import PUBLIC
from accede.record.models import State

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = "2026-11-24"


def asked(on=TODAY, viewer=PUBLIC, language="en"):
    return {"on": day(on), "viewer": viewer, "language": language}


def state(iso3):
    return State.objects.get(pk=iso3)


def campaign():
    return Campaign.objects.get(pk="ccm")


def told(confidentiality=Confidentiality.COORDINATORS_AND_ISU, **more):
    """How most rows of the tests are told: in confidence, out of an exchange."""
    return {"campaign": campaign(), "confidentiality": confidentiality, "origin": "bilateral meeting"} | more


def source(key="untc-ccm"):
    return treaty().source if key == "untc-ccm" else None
