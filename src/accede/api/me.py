"""/me: whom the token stands for, and what it opens."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from accede.access import queries as access
from accede.api.bearing import bearer_of, by_token

router = Router(tags=["Tokens"], auth=by_token)


class CampaignOut(Schema):
    """A campaign in which the person holds a role today."""

    key: str
    treaty: str
    roles: list[str]


class MeOut(Schema):
    """Whom the token stands for today. Keep no more of it than you need."""

    name: str
    may_write: bool
    expires: datetime
    campaigns: list[CampaignOut] = Field(description="Their keys stand in the addresses below /desk.")


@router.get("", response=MeOut, url_name="me", summary="Whom the token stands for")
def me(request: HttpRequest) -> Any:
    """The person, and the campaigns and roles in which the token opens something."""
    bearer = bearer_of(request)
    viewer = bearer.viewer
    return {
        "name": bearer.person.name,
        "may_write": bearer.may_write,
        "expires": bearer.token.expires_at,
        "campaigns": [
            {"key": each.key, "treaty": each.treaty_key, "roles": sorted(viewer.roles[each.key])}
            for each in access.campaigns(viewer=viewer)
        ],
    }
