"""What a survey came to: an open round for those who run the campaign, a closed one for other contributors too."""

from django.utils import timezone
from tests.factories import survey as make
from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, Address, answers, reading


def _round(*more, closed=True):
    def made():
        survey = make.opened()
        survey.closed_on = timezone.localdate() if closed else None
        survey.save()
        return [CAMPAIGN, survey.pk, *more]

    return made


# Who holds no role is refused; who holds one that contributes nothing is not told that there is a round.
TOLD = answers(CONTRIBUTORS) | {"observer": 404, "administrator": 404}
RUNNING = TOLD | dict.fromkeys(CONTRIBUTORS - COORDINATION, 404)

ADDRESSES = {
    "desk-survey-analyses": reading(),
    "desk-survey-analysis": Address(get=TOLD, arguments=_round()),
    "desk-survey-figures": Address(get=RUNNING, arguments=_round("csv", closed=False)),
    "desk-survey-answers": Address(get=TOLD, arguments=_round("json")),
}
