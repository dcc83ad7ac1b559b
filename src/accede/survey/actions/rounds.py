"""Questionnaires and their rounds: kept, prepared, opened, put again to the silent, extended, closed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign.models import Activity
from accede.record.models import State
from accede.survey import rules
from accede.survey.actions.reminders import stop_round
from accede.survey.form import questions
from accede.survey.models import Answer, Questionnaire, Response, Round


@transaction.atomic
def keep_questionnaire(
    *, campaign: Campaign, form: questions.Questionnaire, by: Viewer, at: datetime
) -> Questionnaire:
    """The questionnaire as a new version; the newest one again where nothing changed."""
    rules.insist_on_running(by, campaign)
    content = questions.to_data(form)
    newest = Questionnaire.objects.filter(campaign=campaign, key=form.key).order_by("-version").first()
    if newest is not None and newest.content == content:
        return newest
    row = Questionnaire(
        campaign=campaign,
        key=form.key,
        version=newest.version + 1 if newest else 1,
        content=content,
        made_at=at,
        made_by_id=by.person_id,
    )
    row.full_clean()
    row.save()
    audit.write(act="keep questionnaire", of=row, by=by, at=at)
    return row


@transaction.atomic
def prepare_round(
    *,
    questionnaire: Questionnaire,
    name: str,
    closes_on: date,
    states: Iterable[State],
    previous: Round | None = None,
    activity: Activity | None = None,
    by: Viewer,
    at: datetime,
) -> Round:
    """A round for these States, not open yet. Its answers count for the activity of the plan that it serves."""
    campaign = questionnaire.campaign
    rules.insist_on_running(by, campaign)
    if activity is not None and activity.plan.campaign_id != campaign.pk:
        raise ValidationError({"activity": _("This activity is of another campaign.")})
    states = list(states)
    if not states:
        raise ValidationError({"states": _("A round is put to at least one State.")})
    _insist_on_coming(closes_on, at)
    row = Round(
        campaign=campaign,
        questionnaire=questionnaire,
        name=name.strip(),
        closes_on=closes_on,
        previous=previous,
        activity=activity,
    )
    row.full_clean(validate_constraints=False)
    row.save()
    owner, (confidentiality, attribution) = rules.respondents(), rules.DRAFT
    Response.objects.bulk_create(
        Response(
            round=row,
            state=state,
            campaign=campaign,
            owner=owner,
            confidentiality=confidentiality,
            attribution=attribution,
        )
        for state in states
    )
    audit.write(act="prepare round", of=row, by=by, at=at)
    return row


@transaction.atomic
def open_round(*, survey: Round, by: Viewer, at: datetime) -> None:
    rules.insist_on_running(by, survey.campaign)
    if survey.opened_on is not None:
        raise ValidationError(_("This round was opened already."))
    _change(survey, act="open round", by=by, at=at, opened_on=at.date())


@transaction.atomic
def extend_round(*, survey: Round, closes_on: date, by: Viewer, at: datetime) -> None:
    """Leave it open until another day, also once its last day is past; not once it is closed."""
    rules.insist_on_running(by, survey.campaign)
    _insist_on_coming(closes_on, at)
    survey = Round.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    rules.insist_on_not_closed(survey)
    _change(survey, act="extend round", by=by, at=at, closes_on=closes_on)


def insist_on_closable(survey: Round) -> None:
    if survey.opened_on is None or survey.closed_on is not None:
        raise ValidationError(_("Only an open round is closed."))


@transaction.atomic
def close_round(*, survey: Round, by: Viewer, at: datetime) -> None:
    """For good. What was written to those that have not answered, and has not left, stays here."""
    rules.insist_on_running(by, survey.campaign)
    insist_on_closable(Round.objects.select_for_update(of=("self",)).get(pk=survey.pk))
    _change(survey, act="close round", by=by, at=at, closed_on=at.date())
    stop_round(survey, by=by, at=at)


@transaction.atomic
def recirculate(*, survey: Round, name: str, closes_on: date, by: Viewer, at: datetime) -> Round:
    """Another round for those that have not answered this one, with what they had begun to write."""
    because = "what a State began to write goes along with it, unseen"
    silent = Response.objects.unguarded(because=because).filter(round=survey, signed_at__isnull=True)
    states = list(State.objects.filter(pk__in=silent.values("state")))
    following = prepare_round(
        questionnaire=survey.questionnaire,
        name=name,
        closes_on=closes_on,
        states=states,
        previous=survey,
        activity=survey.activity,
        by=by,
        at=at,
    )
    begun = Answer.objects.unguarded(because=because).filter(
        response__round=survey, response__signed_at__isnull=True, inferred=False
    )
    new = {
        each.state_id: each for each in Response.objects.unguarded(because=because).filter(round=following)
    }
    for each in silent.defer("scan"):
        if each.address:
            new[each.state_id].address = each.address  # offered when they are written to again
            new[each.state_id].save(update_fields=["address"])
    copies = []
    for answer in begun.select_related("response"):
        answer.response = new[answer.response.state_id]
        answer.pk = None
        copies.append(answer)
    Answer.objects.bulk_create(copies)
    return following


def _change(survey: Round, *, act: str, by: Viewer, at: datetime, **values: date | None) -> None:
    before = audit.values(survey)
    for name, value in values.items():
        setattr(survey, name, value)
    survey.save()
    audit.write(act=act, of=survey, by=by, at=at, before=before)


def _insist_on_coming(day: date, at: datetime) -> None:
    if day < at.date():
        raise ValidationError({"closes_on": _("%(date)s is past.") % {"date": day.isoformat()}})
