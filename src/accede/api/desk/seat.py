"""Who sits at the desk by a token: in which campaign, when."""

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accede.access import queries as access
from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer
from accede.api.bearing import bearer_of
from accede.api.problems import RefusedError
from accede.record.models import Treaty
from accede.record.queries import treaties


@dataclass(frozen=True, slots=True)
class Seat:
    """What queries and actions take of whoever asks, as the pages give it to them."""

    viewer: Viewer
    person: Person
    campaign: Campaign
    treaty: Treaty
    on: date
    at: datetime
    language: str

    def known(self) -> dict[str, Any]:
        """By the name that a query's or an action's parameter has."""
        return {
            "campaign": self.campaign,
            "treaty": self.treaty,
            "on": self.on,
            "at": self.at,
            "viewer": self.viewer,
            "by": self.viewer,
            "language": self.language,
        }


def seat_of(request: HttpRequest, campaign: str, *, on: date | None, language: str) -> Seat:
    """Raises RefusedError for whoever holds no role in the campaign: that there is one is not told either."""
    bearer = bearer_of(request)
    held = {each.key: each for each in access.campaigns(viewer=bearer.viewer)}
    chosen = held.get(campaign)
    if chosen is None:
        raise RefusedError(
            HTTPStatus.FORBIDDEN,
            "You hold no role here",
            "The token opens a campaign only where its person holds a role. See /api/v1/me.",
        )
    return Seat(
        viewer=bearer.viewer,
        person=bearer.person,
        campaign=chosen,
        treaty=treaties.get_treaty(chosen.treaty_key, viewer=bearer.viewer),
        on=on or timezone.localdate(),
        at=timezone.now(),
        language=language,
    )
