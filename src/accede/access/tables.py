"""People as rows that scripts rely on."""

from collections.abc import Iterable, Iterator
from typing import Any

from accede.access.models import Person

PEOPLE = ("email", "name", "organisation", "kind", "post", "roles", "active")


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
