"""Who owns a part of a plan that is still running cannot be let go."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from accede.access.personal import erasing
from accede.access.personal.finding import Holding
from accede.campaign.models import Activity


def _owns(holding: Holding, at: datetime) -> Iterator[str]:
    seat = holding.somebody.seat
    if seat is not None and Activity.objects.filter(owner=seat, plan__ends__gte=at.date()).exists():
        yield _("This person owns activities of a plan that is still running: give them to somebody else.")


erasing.OBLIGATIONS.append(_owns)
