"""The desk's own addresses: its beginning, and the page of any record."""

from tests.web.roles import CAMPAIGN, CAST, WITH_A_ROLE, Address, answers, reading

from accede.evidence.models import Position


def _public_record():
    shipped = Position.objects.unguarded(because="the test takes one that ships")
    return [CAMPAIGN, "position", shipped.earliest("pk").pk]


NOBODY = dict.fromkeys(["public", *CAST], 405)
# What ships is nobody's: nobody decides on it, and nobody is offered a class to choose.
REFUSED = answers(set()) | dict.fromkeys(WITH_A_ROLE, 400)

ADDRESSES = {
    "desk": Address(get=answers(WITH_A_ROLE, granted=302), arguments=list),
    "desk-record": reading(arguments=_public_record),
    "desk-release": Address(get=NOBODY, post=REFUSED, arguments=_public_record),
    "desk-classify": Address(get=NOBODY, post=REFUSED, arguments=_public_record),
    "desk-revoke-release": Address(
        get=NOBODY,
        post=answers(WITH_A_ROLE, granted=404),
        arguments=lambda: [*_public_record(), 1],
    ),
}
