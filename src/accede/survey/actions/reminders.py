"""Reminders: only to those that have not answered, spaced, and no more than a few. Each waits in the outbox first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access import queries as access
from accede.access.viewer import Viewer
from accede.outbox import actions as outbox
from accede.survey import rules
from accede.survey.actions.invitations import put
from accede.survey.actions.links import add_link
from accede.survey.models import Link, Response, Round

SHORTEST, LONGEST, MOST = 3, 120, 6


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a State is to be reminded, for which time, and from when on."""

    response: Response
    number: int
    due_at: datetime


@transaction.atomic
def set_reminders(*, survey: Round, every: int, most: int, by: Viewer, at: datetime) -> None:
    """How many days lie between two reminders, and how many a State gets; none at all with `most` 0."""
    rules.insist_on_running(by, survey.campaign)
    if not SHORTEST <= every <= LONGEST:
        told = {"shortest": SHORTEST, "longest": LONGEST}
        raise ValidationError({"every": _("From %(shortest)s to %(longest)s days.") % told})
    if not 0 <= most <= MOST:
        raise ValidationError({"most": _("No more than %(most)s.") % {"most": MOST}})
    before = audit.values(survey)
    survey.remind_every, survey.remind_most, survey.reminders_by_id = every, most, by.person_id
    survey.save(update_fields=["remind_every", "remind_most", "reminders_by"])
    audit.write(act="set survey reminders", of=survey, by=by, at=at, before=before)


def to_come(survey: Round) -> list[Reminder]:
    """The next reminder of each State that gets another one, the first due first. Only those who were invited by mail."""
    waiting = Response.objects.unguarded(because="only who is to be reminded").filter(
        round=survey,
        signed_at__isnull=True,
        invited_at__isnull=False,
        reminders__lt=survey.remind_most,
    )
    pause = timedelta(days=survey.remind_every)
    found = [
        Reminder(each, each.reminders + 1, max(each.invited_at, each.reminded_at or each.invited_at) + pause)
        for each in waiting.select_related("state", "round__campaign").defer("scan")
        if each.address
    ]
    return sorted(found, key=lambda each: (each.due_at, each.response.state_id))


def write_reminders(*, at: datetime) -> int:
    """Those that are due in open rounds, into the outbox, in the name of whoever set them. How many."""
    number = 0
    for survey in Round.objects.filter(
        remind_most__gt=0,
        opened_on__isnull=False,
        closed_on__isnull=True,
        closes_on__gte=at.date(),
        reminders_by__isnull=False,
    ).select_related("campaign", "reminders_by"):
        by = access.viewer_of(survey.reminders_by, on=at.date())
        if rules.runs_surveys(by, survey.campaign_id):
            number += sum(_remind(each, by, at) for each in to_come(survey) if each.due_at <= at)
    return number


@transaction.atomic
def _remind(reminder: Reminder, by: Viewer, at: datetime) -> bool:
    """Once, in however many processes this is done; whether it was done here."""
    locked = (
        Response.objects.unguarded(because="who answered meanwhile is not reminded")
        .select_for_update(of=("self",))
        .select_related("state", "round__campaign")
        .get(pk=reminder.response.pk)
    )
    if locked.signed_at is not None or locked.reminders != reminder.number - 1:
        return False
    token = add_link(response=locked, by=by, at=at)
    key = f"remind-{locked.pk}-{reminder.number}"
    put(locked, token, locked.address, key=key, by=by, at=at, reminds=True)
    locked.reminders, locked.reminded_at = reminder.number, at
    locked.save(update_fields=["reminders", "reminded_at"])
    return True


def stop(response: Response, *, by: Viewer, at: datetime) -> None:
    """What was written to a State and has not left stays here: it has answered."""
    keys = [f"remind-{response.pk}-{number}" for number in range(1, response.reminders + 1)]
    keys += [f"invite-{number}" for number in response.links.values_list("pk", flat=True)]
    outbox.withdraw(room="survey", keys=keys, by=by, at=at)


def stop_round(survey: Round, *, by: Viewer, at: datetime) -> None:
    """The same for all States of a round: it takes no more answers."""
    reminded = Response.objects.unguarded(because="only whom messages wait for").filter(
        round=survey, reminders__gt=0
    )
    keys = [
        f"remind-{pk}-{number}"
        for pk, reminders in reminded.values_list("pk", "reminders")
        for number in range(1, reminders + 1)
    ]
    links = Link.objects.filter(response__round=survey, section="")
    keys += [f"invite-{number}" for number in links.values_list("pk", flat=True)]
    outbox.withdraw(room="survey", keys=keys, by=by, at=at)
