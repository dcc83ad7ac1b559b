"""How an address of the desk is tried, and what each of the cast is answered.

The addresses themselves are in desk_addresses/, a file for each file of addresses in src/accede/web/desk. One without
an entry fails the matrix test, so no page is added without saying who may see it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.cast import CAST, WITHOUT_A_ROLE

CAMPAIGN = "ccm"

COORDINATION = {"coordinator_a", "coordinator_b", "support_unit_officer"}
CONTRIBUTORS = COORDINATION | {
    "thematic_coordinator",
    "cmc_partner",
    "icrc_partner",
    "parliamentarians_partner",
}
WITH_A_ROLE = set(CAST) - set(WITHOUT_A_ROLE)
ADMINISTRATORS = {"administrator"}


def answers(allowed: set[str], *, granted: int = 200, refused: int = 403) -> dict[str, int]:
    """To each of the cast: `granted` to those allowed, else `refused`; the public is led to signing in."""
    return {"public": 302} | {name: granted if name in allowed else refused for name in CAST}


@dataclass(frozen=True)
class Address:
    """How an address is tried. `arguments` are made when the test runs, for records that must be there."""

    get: Mapping[str, int]
    # What an empty form is answered; None where nothing can be written.
    post: Mapping[str, int] | None = None
    arguments: Callable[[], list[Any]] = field(default=lambda: [CAMPAIGN])


def reading(allowed: set[str] = WITH_A_ROLE, **more: Any) -> Address:
    """A page that is only read."""
    return Address(get=answers(allowed), **more)


def writing(allowed: set[str], **more: Any) -> Address:
    """A page with a form: an empty one is sent back with what is missing."""
    return Address(get=answers(allowed), post=answers(allowed, granted=400), **more)


def deed(allowed: set[str], *, granted: int = 302, refused: int = 403, **more: Any) -> Address:
    """An address that only takes a form, and then leads back to a page."""
    nobody = dict.fromkeys(["public", *CAST], 405)
    return Address(get=nobody, post=answers(allowed, granted=granted, refused=refused), **more)
