"""Who asks: the person in whose place a program comes, by the token that it bears."""

from http import HTTPStatus

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from accede.access import tokens
from accede.access.tokens import Bearer
from accede.api.problems import RefusedError

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# As for signing in: so many of one address in a minute that open nothing, and then none for a while.
FAILED = {"token_failed": "10/m/ip"}
LONGEST = 200  # characters


class ByToken(HttpBearer):
    """`Authorization: Bearer accede_...`. What a person may do is looked up anew with each request."""

    def __call__(self, request: HttpRequest) -> Bearer:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not text.strip():
            raise RefusedError(
                HTTPStatus.UNAUTHORIZED,
                "A token is needed",
                "Send it in the header Authorization, as Bearer and the token. Make one on the page of your account.",
            )
        return self.authenticate(request, text.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:
        """Raises RefusedError."""
        found = None
        if len(token) <= LONGEST:
            found = tokens.bearer(token, on=timezone.localdate(), at=timezone.now())
        if found is None:
            _count_failure(request)
            raise RefusedError(
                HTTPStatus.UNAUTHORIZED,
                "This token opens nothing",
                "It is unknown, revoked or expired, or its person is kept out or has no second factor.",
            )
        if request.method not in SAFE and not found.may_write:
            raise RefusedError(HTTPStatus.FORBIDDEN, "This token only reads", "Make one that may write, too.")
        return found


def _count_failure(request: HttpRequest) -> None:
    """Raises RefusedError once there were too many."""
    allowed = ratelimit.consume(
        request, app="accede.api", action="token_failed", config=FAILED, limit_get=True
    )
    if not allowed:
        raise RefusedError(
            HTTPStatus.TOO_MANY_REQUESTS,
            "Too many tokens that open nothing",
            "Wait a minute, then try again with one that does.",
            {"Retry-After": "60"},
        )


by_token = ByToken()


def bearer_of(request: HttpRequest) -> Bearer:
    """Who asks, of a request that `by_token` let in."""
    return request.auth  # type: ignore[attr-defined,no-any-return]  # ninja puts it there
