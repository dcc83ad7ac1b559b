"""Tokens: by one a program does what a person may do, within a scope and until a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from accede.access import second_factor
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Person, Scope, Token
from accede.access.queries import administers_somewhere, hash_of, viewer_of
from accede.access.viewer import Viewer

# By its beginning a token that went astray is known for what it is, to people and to programs that look for such.
BEGINNING = "accede_"
SHOWN = len(BEGINNING) + 6
LONGEST = 366  # days
USUAL = 90
MOST = 50  # that open something, of one person


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who asks by a token: the person's own viewer, in no more campaigns than the token has."""

    token: Token
    person: Person
    viewer: Viewer

    @property
    def may_write(self) -> bool:
        return self.token.scope == Scope.WRITE


def bearer(text: str, *, on: date, at: datetime) -> Bearer | None:
    """Who asks; None where the token opens nothing: unknown, revoked, past its day, of somebody who is kept out.

    The text is looked up by its hash, so how long it takes tells nothing of the tokens that there are.
    """
    found = Token.objects.filter(token_hash=hash_of(text)).select_related("person").first()
    if found is None or not found.opens_at(at):
        return None
    person = found.person
    if not person.is_active or not second_factor.is_set_up(person):
        return None
    hour = at.replace(minute=0, second=0, microsecond=0)
    if found.last_used_at != hour:
        Token.objects.filter(pk=found.pk).update(last_used_at=hour)
    return Bearer(found, person, _within(viewer_of(person, on=on), found.campaign_id))


def _within(viewer: Viewer, campaign: str | None) -> Viewer:
    if campaign is None:
        return viewer
    return replace(
        viewer,
        roles={key: held for key, held in viewer.roles.items() if key == campaign},
        clearances={key: opened for key, opened in viewer.clearances.items() if key == campaign},
    )


def own_tokens(person: Person, *, viewer: Viewer) -> Sequence[Token]:
    """Somebody's own, those that open something first."""
    if person.pk != viewer.person_id:
        return []
    return list(_all().filter(person=person).order_by("revoked_at", "-made_at", "-pk"))


def all_tokens(*, viewer: Viewer) -> Sequence[Token]:
    """Everybody's, for whoever administers."""
    return list(_all()) if administers_somewhere(viewer) else []


def get_token(number: int, *, viewer: Viewer) -> Token:
    """One's own, or anybody's for whoever administers. Raises NotVisibleError."""
    found = _all().filter(pk=number).first()
    if found is None or not (found.person_id == viewer.person_id or administers_somewhere(viewer)):
        raise NotVisibleError(f"token {number}")
    return found


def _all() -> QuerySet[Token]:
    return Token.objects.select_related("person")
