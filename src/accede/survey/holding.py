"""How long the desk keeps who answered a survey; what was answered stays, as the State's."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accede.access.personal import erasing, retention
from accede.access.personal.finding import Holding
from accede.access.personal.retention import GONE, Due, Rule
from accede.survey.models import Response

WHY = "nothing of it is shown"


def _respondents(before: datetime) -> Iterator[Due]:
    rows = Response.objects.unguarded(because=WHY).filter(round__closed_on__lt=before.date())
    rows = rows.defer("scan")
    signed = retention.unless_gone(rows.iterator(chunk_size=500), "signed_by")
    yield Due(Response, signed, {"signed_by": GONE})
    yield Due(Response, retention.unless_gone(rows.iterator(chunk_size=500), "address"), {"address": ""})


def _answers(holding: Holding, _at: datetime) -> Iterator[str]:
    theirs = [each.row.round_id for each in holding.found if each.own and isinstance(each.row, Response)]
    if (
        Response.objects.unguarded(because=WHY)
        .filter(round_id__in=theirs, round__closed_on__isnull=True)
        .exists()
    ):
        yield _("A survey to which this person answers is still open.")


retention.offer(
    [
        Rule(
            "respondents",
            gettext_lazy("after the round is closed; what was answered stays, as the State’s"),
            365,
            _respondents,
        )
    ]
)
erasing.OBLIGATIONS.append(_answers)
