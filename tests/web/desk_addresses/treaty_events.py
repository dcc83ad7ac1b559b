"""Treaty events, and the States that might act there."""

from tests.factories import events as factory
from tests.web.desk_addresses.events import _deed, _kept
from tests.web.roles import CAMPAIGN, CONTRIBUTORS, Address, answers, reading, writing

ALL = {"arguments": lambda: [CAMPAIGN, factory.treaty_event().pk]}


def _expected(*, announced=False):
    return [CAMPAIGN, factory.expected(announced=announced).pk]


ADDRESSES = {
    "desk-treaty-event": reading(**ALL),
    # Nothing need be highlighted.
    "desk-highlights": Address(get=answers(CONTRIBUTORS), post=answers(CONTRIBUTORS, granted=302), **ALL),
    "desk-expect": writing(CONTRIBUTORS, **ALL),
    "desk-readiness": _kept(_expected, post=400),
    "desk-announced": _kept(_expected, post=400),
    "desk-not-announced": _deed(lambda: _expected(announced=True), granted=302),
    "desk-expect-off": _deed(_expected, granted=302),
}
