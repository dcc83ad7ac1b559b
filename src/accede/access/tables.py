"""People as rows that scripts rely on."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from accede.access.models import Person, Token

PEOPLE = ("email", "name", "organisation", "kind", "post", "roles", "active")
TOKENS = ("number", "email", "name", "begins", "may", "campaign", "made", "expires", "last_used", "state")


def person_records(people: Iterable[Person]) -> Iterator[dict[str, Any]]:
    """From people fetched with `posts_now` and `roles_now`."""
    for person in people:
        post = next(iter(person.posts_now), None)  # type: ignore[attr-defined]
        roles = [f"{held.campaign_id}:{held.role}" for held in person.roles_now]  # type: ignore[attr-defined]
        yield {
            "email": person.email,
            "name": person.name,
            "organisation": post.organisation.name if post else "",
            "kind": post.organisation.kind if post else "",
            "post": post.title if post else "",
            "roles": "|".join(sorted(roles)),
            "active": person.is_active,
        }


def token_records(tokens: Iterable[Token], *, at: datetime) -> Iterator[dict[str, Any]]:
    """From tokens fetched with their person."""
    for token in tokens:
        state = "open" if token.opens_at(at) else "revoked" if token.revoked_at else "expired"
        yield {
            "number": token.pk,
            "email": token.person.email,
            "name": token.name,
            "begins": token.prefix,
            "may": token.scope,
            "campaign": token.campaign_id or "",
            "made": token.made_at.date().isoformat(),
            "expires": token.expires_at.date().isoformat(),
            "last_used": token.last_used_at.isoformat(timespec="minutes") if token.last_used_at else "",
            "state": state,
        }
