"""Survey rounds."""

from datetime import timedelta

from django.utils import timezone

from accede.access.models import Campaign
from accede.survey.form import questions, shipped
from accede.survey.models import Questionnaire, Response, Round
from accede.survey.rules import DRAFT, respondents


def questionnaire(form=None):
    form = form or shipped.questionnaire()
    found, _made = Questionnaire.objects.get_or_create(
        campaign=Campaign.objects.get(pk="ccm"),
        key=form.key,
        version=1,
        defaults={"content": questions.to_data(form), "made_at": timezone.now()},
    )
    return found


def opened(states=("KEN", "UGA", "JAM"), form=None):
    """A round that was opened today, for two weeks."""
    today = timezone.localdate()
    row = Round.objects.create(
        campaign=Campaign.objects.get(pk="ccm"),
        questionnaire=questionnaire(form),
        name="First round",
        opened_on=today,
        closes_on=today + timedelta(days=14),
    )
    confidentiality, attribution = DRAFT
    Response.objects.bulk_create(
        Response(
            round=row,
            state_id=iso3,
            campaign=row.campaign,
            owner=respondents(),
            confidentiality=confidentiality,
            attribution=attribution,
        )
        for iso3 in states
    )
    return row


def response(survey, iso3="KEN"):
    return Response.objects.unguarded(because="a test").get(round=survey, state_id=iso3)
