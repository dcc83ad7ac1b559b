"""What States say, and the norm."""

from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, Address, answers, reading, writing

from accede.evidence.models import Incident, InterimStep, Obstacle


def _reason():
    shipped = Obstacle.objects.unguarded(because="the test takes one that ships")
    return [CAMPAIGN, shipped.filter(state="CYP", superseded_by=None).latest("day").pk]


def _incident():
    shipped = Incident.objects.unguarded(because="the test takes one that ships")
    return [CAMPAIGN, shipped.earliest("pk").pk]


def _step():
    return [CAMPAIGN, InterimStep.objects.filter(revoked_date=None).earliest("pk").pk]


NOBODY = answers(set(), refused=405) | {"public": 405}

ADDRESSES = {
    "desk-norm": reading(),
    "desk-search": reading(),
    "desk-states": reading(),
    "desk-state": reading(arguments=lambda: [CAMPAIGN, "cyp"]),
    "desk-story": reading(arguments=lambda: [CAMPAIGN, "cyp"]),
    "desk-evidence-new": writing(CONTRIBUTORS, arguments=lambda: [CAMPAIGN, "obstacle"]),
    "desk-reason": reading(arguments=_reason),
    "desk-reason-withdraw": Address(get=NOBODY, post=answers(COORDINATION, granted=400), arguments=_reason),
    "desk-reason-supersede": Address(get=NOBODY, post=answers(COORDINATION, granted=400), arguments=_reason),
    "desk-incident": reading(arguments=_incident),
    "desk-incident-assess": writing(CONTRIBUTORS, arguments=_incident),
    "desk-incident-condemn": writing(CONTRIBUTORS, arguments=_incident),
    "desk-step-revoke": writing(COORDINATION, arguments=_step),
}
