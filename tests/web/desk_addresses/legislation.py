"""National law."""

from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, reading, writing

from accede.legislation.models import Law, QualifyingFact


def _law():
    shipped = Law.objects.unguarded(because="the test takes one that ships")
    return [CAMPAIGN, shipped.get(shipped_key="irl-2008").pk]


def _fact():
    shipped = QualifyingFact.objects.unguarded(because="the test takes one that ships")
    return [CAMPAIGN, shipped.earliest("pk").pk]


ADDRESSES = {
    "desk-laws": reading(),
    "desk-law-checklist": reading(),
    "desk-state-laws": reading(arguments=lambda: [CAMPAIGN, "irl"]),
    "desk-law": reading(arguments=_law),
    "desk-law-draft": reading(CONTRIBUTORS, arguments=lambda: [CAMPAIGN, "tuv"]),
    "desk-model-law": reading(),
    "desk-qualifying-new": writing(CONTRIBUTORS),
    "desk-qualifying-withdraw": writing(COORDINATION, arguments=_fact),
    "desk-law-new": writing(CONTRIBUTORS),
    "desk-law-end": writing(COORDINATION, arguments=_law),
    "desk-law-compare": writing(CONTRIBUTORS, arguments=lambda: [*_law(), "transit"]),
}
