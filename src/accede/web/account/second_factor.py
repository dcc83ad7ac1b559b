"""That whoever does something grave is still who signed in."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import HttpRequest

from accede.access.second_factor import is_set_up

__all__ = ["insist_on_fresh", "is_set_up"]


def insist_on_fresh(request: HttpRequest) -> None:
    """Go on with whoever signed in, or said again who they are, within a quarter of an hour.

    Others are asked by the library, which then goes on with what they sent.
    """
    raise_if_reauthentication_required(request, app="")
