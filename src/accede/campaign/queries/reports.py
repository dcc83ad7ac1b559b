"""What partners report, for those who may read it."""

from collections.abc import Iterable
from datetime import date

from accede.access.confidentiality import get_visible
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign.models import Activity, Plan, Report
from accede.campaign.queries.overview import ActivityRow, activities


def reports_on(found: Iterable[Activity], *, viewer: Viewer) -> list[Report]:
    """Those of these activities that the viewer may see, the latest first."""
    rows = Report.objects.visible_to(viewer).filter(activity__in=list(found))
    return list(rows.select_related("owner", "person", "activity", "answered_by"))


def waiting_reports(campaign: Campaign, *, viewer: Viewer) -> list[Report]:
    """Those that wait for somebody who runs the campaign."""
    rows = Report.objects.visible_to(viewer).filter(campaign=campaign, standing=Report.Standing.SENT)
    return list(rows.select_related("owner", "person", "activity"))


def returned_reports(campaign: Campaign, *, viewer: Viewer) -> list[Report]:
    """Those of the viewer's organisation that came back with a question which no later report answers."""
    own = Report.objects.visible_to(viewer).filter(campaign=campaign, owner=viewer.organisation_id or 0)
    latest: dict[int, Report] = {}
    for row in own.select_related("activity").order_by("reported_on", "pk"):
        latest[row.activity_id] = row
    return [row for row in latest.values() if row.standing == Report.Standing.RETURNED]


def get_report(number: int, *, viewer: Viewer) -> Report:
    """The report of that number. Raises NotVisibleError."""
    return get_visible(Report, number, viewer=viewer)


def own_part(plan: Plan, *, on: date, viewer: Viewer) -> list[ActivityRow]:
    """The activities in which the viewer's organisation has a share, and those that the viewer owns."""
    rows = activities(plan, on=on, viewer=viewer)
    return [row for row in rows if _is_theirs(row.activity, viewer)]


def _is_theirs(activity: Activity, viewer: Viewer) -> bool:
    if viewer.person_id is not None and activity.owner_id == viewer.person_id:
        return True
    organisation = viewer.organisation_id
    return organisation is not None and any(
        share.partner.organisation_id == organisation for share in activity.shares.all()
    )
