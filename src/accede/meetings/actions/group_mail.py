"""The invitation to a sitting, as a message to each member: it waits in the outbox until somebody lets it go."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.meetings import rules
from accede.meetings.models import GroupMember, Sitting
from accede.meetings.queries.action_items import member_name
from accede.meetings.queries.sittings import numbered_items
from accede.meetings.queries.working_groups import members_on
from accede.outbox import actions as outbox
from accede.record import days
from accede.record.queries import states


@transaction.atomic
def invite_members(*, sitting: Sitting, language: str, by: Viewer, at: datetime) -> tuple[int, list[str]]:
    """To whoever is a member that day and has an address. How many; and the members that have none.

    Asked again, nobody gets a second one. The text of the invitation goes out, with day, place and the open part of the
    agenda; what is in the closed part is in no mail.
    """
    rules.insist_on_running(by, sitting.group.campaign)
    if sitting.standing != Sitting.Standing.CONVENED:
        raise ValidationError(_("The sitting is not convened: nobody is invited to it."))
    names = states.state_names(language, viewer=by)
    put, without = 0, []
    with translation.override(language):
        subject = _("Invitation: %(workshop)s") % {
            "workshop": f"{sitting.group.name}, {days.day(sitting.day, language)}"
        }
        text = _text(sitting, language, by)
        for member in members_on(sitting.group, sitting.day, viewer=by):
            if not member.address:
                without.append(member_name(member, names))
                continue
            _put(
                sitting,
                member,
                language,
                subject=subject,
                text=text,
                name=member_name(member, names),
                by=by,
                at=at,
            )
            put += 1
    return put, without


def _put(
    sitting: Sitting,
    member: GroupMember,
    language: str,
    *,
    subject: str,
    text: str,
    name: str,
    by: Viewer,
    at: datetime,
) -> None:
    outbox.put(
        campaign=sitting.group.campaign,
        to=outbox.Recipient(member.address, name),
        language=language,
        subject=subject,
        text=text,
        about=sitting,
        confidentiality=Confidentiality(max(member.confidentiality, Confidentiality.COORDINATORS_AND_ISU)),
        room="meetings",
        key=f"sitting-{sitting.pk}-{member.pk}",
        by=by,
        at=at,
    )


def _text(sitting: Sitting, language: str, by: Viewer) -> str:
    hour = sitting.hour.strftime("%H:%M") if sitting.hour else ""
    where = [days.day(sitting.day, language), hour, sitting.place]
    shown = [
        f"{number}. {row.title}"
        for number, row in numbered_items(sitting, viewer=by)
        if row.confidentiality <= sitting.confidentiality
    ]
    parts = [sitting.invitation, ", ".join(each for each in where if each), "\n".join(shown)]
    return "\n\n".join(part for part in parts if part)
