"""Who runs a workshop, of which class what it holds is, and until when a focal point may do what."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accede.access.models import Campaign, Organisation
from accede.access.roles import RESPONDENTS, Attribution, Confidentiality, OrganisationKind, Role
from accede.access.viewer import Viewer
from accede.meetings.models import Delegation, Workshop

# Who is invited, who comes and what they need: for those who run the campaign, and released to nobody.
CLASS = {"confidentiality": Confidentiality.COORDINATORS_AND_ISU, "attribution": Attribution.OPEN}
# So long after its last day a link still shows what was replied.
SHOWS_FOR = timedelta(days=30)


def delegates() -> Organisation:
    """The owner of what States tell of their delegations: nobody on the desk, as with what they answer to surveys."""
    found, _made = Organisation.objects.get_or_create(
        name=RESPONDENTS, defaults={"kind": OrganisationKind.OTHER}
    )
    return found


def focal_point(campaign: Campaign, iso3: str) -> Viewer:
    """Whoever replies by a link: no account, and no more than their own delegation."""
    return Viewer(
        name=f"workshop: {iso3}",
        organisation_id=delegates().pk,
        roles={campaign.pk: frozenset({Role.PARTNER})},
    )


def takes_replies(workshop: Workshop, on: date) -> bool:
    return workshop.closed_on is None and on <= workshop.replies_until


def takes_changes(workshop: Workshop, on: date) -> bool:
    """Until it is over: somebody else may come, or nobody."""
    return on <= workshop.meeting.ends


def insist_on_reply(workshop: Workshop, delegation: Delegation, on: date) -> None:
    """A new acceptance comes in time; a change of one that was given may come until the last day."""
    if takes_replies(workshop, on):
        return
    if not takes_changes(workshop, on):
        raise ValidationError(_("The workshop is over. Nothing was changed."), code="closed")
    if delegation.reply not in (Delegation.Reply.ACCEPTED, Delegation.Reply.WAITING):
        raise ValidationError(
            _(
                "Registration is closed: this workshop takes no more delegations. Nothing was changed. If yours should "
                "come all the same, write to whoever invited you."
            ),
            code="closed",
        )
