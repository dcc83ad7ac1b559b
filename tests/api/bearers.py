"""Programs of the cast: a request in the place of one of them."""

from datetime import timedelta

from django.utils import timezone
from tests.access import cast

from accede.access.models import Scope, Token
from accede.access.queries import hash_of

LASTS = timedelta(days=90)


def bearer(name: str, scope: Scope = Scope.WRITE) -> dict[str, str]:
    """The headers of a program that has a token of somebody of the cast; of the public none."""
    if name == "public":
        return {}
    text, now = f"accede_{name}_{scope}", timezone.now()
    Token.objects.get_or_create(
        token_hash=hash_of(text),
        defaults={
            "person": cast.CAST[name](),
            "name": name,
            "scope": scope,
            "prefix": text[:13],
            "made_at": now,
            "expires_at": now + LASTS,
        },
    )
    return {"authorization": f"Bearer {text}"}
