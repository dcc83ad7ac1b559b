"""Who may read a plan, who may write it, who sees the money."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign.models import Activity, Plan, TimelineLine


def may_read(viewer: Viewer, campaign: str) -> bool:
    """Whoever holds a role in the campaign: the plan is no secret to those who share its desk."""
    return bool(viewer.roles.get(campaign))


def may_write(viewer: Viewer, campaign: str) -> bool:
    """Those who run the campaign; and administrators, who can do as much with a file."""
    return viewer.coordinates(campaign) or viewer.administers(campaign)


def sees_budget(viewer: Viewer, campaign: str) -> bool:
    """Whom a donor gives what is for those who run the campaign, and no partner's business."""
    return may_write(viewer, campaign)


def insist_on_reading(viewer: Viewer, plan: Plan) -> None:
    if not may_read(viewer, plan.campaign_id):
        raise NotVisibleError(f"plan {plan.pk}")


def insist_on_writing(by: Viewer, campaign: Campaign | str) -> None:
    key = campaign if isinstance(campaign, str) else campaign.pk
    if not may_write(by, key):
        raise NotAllowedError(_("Only those who run the campaign change its plan."))


def takes_part(viewer: Viewer, activity: Activity) -> bool:
    """Whether the viewer's organisation has a share in the activity."""
    organisation = viewer.organisation_id
    return organisation is not None and (activity.shares.filter(partner__organisation=organisation).exists())


def may_report(viewer: Viewer, activity: Activity) -> bool:
    return viewer.contributes_to(activity.plan.campaign_id) and (
        takes_part(viewer, activity) or may_write(viewer, activity.plan.campaign_id)
    )


def may_say(viewer: Viewer, activity: Activity) -> bool:
    """Its owner says how far it is, and those who run the campaign."""
    owns = viewer.person_id is not None and viewer.person_id == activity.owner_id
    return (owns and viewer.contributes_to(activity.plan.campaign_id)) or may_write(
        viewer, activity.plan.campaign_id
    )


def insist_on_saying(by: Viewer, activity: Activity) -> None:
    if not may_say(by, activity):
        raise NotAllowedError(_("Its owner says how far it is, or those who run the campaign."))


def insist_on_reporting(by: Viewer, activity: Activity) -> None:
    if not may_report(by, activity):
        raise NotAllowedError(_("Those report on an activity who have a part in it."))


def may_mark(viewer: Viewer, line: TimelineLine) -> bool:
    """Those who run the campaign, and whoever owns the line's activity."""
    return may_write(viewer, line.plan.campaign_id) or (
        line.activity is not None and may_say(viewer, line.activity)
    )


def insist_on_marking(by: Viewer, line: TimelineLine) -> None:
    if not may_mark(by, line):
        raise NotAllowedError(_("Only those who run the campaign change its plan."))
