"""National law."""

from tests.access import cast
from tests.evidence.reading import AT, state, told
from tests.reading import treaty
from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, Address, answers, reading, writing

from accede.access.roles import Confidentiality
from accede.legislation.actions import record_help_request
from accede.legislation.models import HelpRequest, Law, QualifyingFact


def _law():
    shipped = Law.objects.unguarded(because="the test takes one that ships")
    return [CAMPAIGN, shipped.get(shipped_key="irl-2008").pk]


def _fact():
    shipped = QualifyingFact.objects.unguarded(because="the test takes one that ships")
    return [CAMPAIGN, shipped.earliest("pk").pk]


def _request():
    """Of Mission A, for partners to see and for those who run the campaign to answer."""
    row = record_help_request(
        state=state("TUV"),
        treaty=treaty(),
        need=HelpRequest.Need.DRAFTING,
        reading="A draft.",
        by=cast.viewer("coordinator_a"),
        at=AT,
        **told(Confidentiality.PARTNERS),
    )
    return [CAMPAIGN, row.pk]


# Who may not see a record is told that there is none; who may see it and not change it, that they may not.
BLIND = {"observer": 404, "administrator": 404}

ADDRESSES = {
    "desk-laws": reading(),
    "desk-law-checklist": reading(),
    "desk-state-laws": reading(arguments=lambda: [CAMPAIGN, "irl"]),
    "desk-law": reading(arguments=_law),
    "desk-law-draft": reading(CONTRIBUTORS, arguments=lambda: [CAMPAIGN, "tuv"]),
    "desk-model-law": reading(),
    "desk-qualifying-new": writing(CONTRIBUTORS),
    "desk-qualifying-withdraw": writing(COORDINATION, arguments=_fact),
    "desk-help": reading(),
    "desk-help-new": writing(CONTRIBUTORS),
    "desk-help-answer": Address(
        get=answers(COORDINATION) | BLIND,
        post=answers(COORDINATION, granted=400) | BLIND,
        arguments=_request,
    ),
    "desk-law-new": writing(CONTRIBUTORS),
    "desk-law-end": writing(COORDINATION, arguments=_law),
    "desk-law-compare": writing(CONTRIBUTORS, arguments=lambda: [*_law(), "transit"]),
}
