"""Invitations by mail: each waits in the outbox until somebody has seen it. A link to answer stands in each."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.outbox import actions as outbox
from accede.record import days
from accede.record.queries import states
from accede.survey import rules
from accede.survey.actions.links import issue_link
from accede.survey.links import address_of
from accede.survey.models import Response, Round


@transaction.atomic
def mail_invitations(*, survey: Round, addresses: Mapping[str, str], by: Viewer, at: datetime) -> int:
    """A message with a new link to each of these States (ISO code to address) that has not answered. How many.

    A link that the State had before opens nothing any more: there is one at a time.
    """
    rules.insist_on_running(by, survey.campaign)
    insist_on_open(survey, at)
    waiting = Response.objects.unguarded(because="an address is written, and nothing is read").filter(
        round=survey, signed_at__isnull=True, state__in=addresses
    )
    found = list(waiting.select_related("state", "round__campaign").defer("scan"))
    for response in found:
        token = issue_link(response=response, by=by, at=at)
        number = response.links.latest("pk").pk
        put(response, token, addresses[response.state_id], key=f"invite-{number}", by=by, at=at)
        response.address, response.invited_at = addresses[response.state_id].strip(), at
        response.save(update_fields=["address", "invited_at"])
    return len(found)


def put(
    response: Response,
    token: str,
    address: str,
    *,
    key: str,
    by: Viewer,
    at: datetime,
    reminds: bool = False,
) -> None:
    """The message itself, in the language that the State works in."""
    survey, language = response.round, states.working_language(response.state)
    with translation.override(language):
        name = states.formal_name(response.state, language)
        told = {"name": survey.name, "day": days.day(survey.closes_on, language), "state": name}
        subject = _("Reminder: %(name)s") if reminds else _("Invitation to answer: %(name)s")
        opening = (
            _(
                "We have not had an answer yet from %(state)s to the survey “%(name)s”. It can be given until %(day)s."
            )
            if reminds
            else _("%(state)s is invited to answer the survey “%(name)s”. It can be answered until %(day)s.")
        )
        how = _(
            "The link below opens it without an account, in any of the six official languages. Answers can be saved and "
            "resumed, and parts of it passed on to a ministry. Whoever has the link can answer for the State: please do "
            "not publish it. With each answer you say how it may be used."
        )
        outbox.put(
            campaign=survey.campaign,
            to=outbox.Recipient(address.strip(), name),
            language=language,
            subject=subject % told,
            text="\n\n".join([capfirst(opening % told), how, address_of(token, language)]),
            room="survey",
            key=key,
            by=by,
            at=at,
        )


def insist_on_open(survey: Round, at: datetime) -> None:
    rules.insist_on_not_closed(survey)
    if survey.opened_on is None or at.date() > survey.closes_on:
        raise ValidationError(
            _("Only of an open round are links sent. Open it first, or leave it open for longer.")
        )
