"""The desk's own addresses: its beginning, and the page of any record."""

from tests.web.roles import WITH_A_ROLE, Address, answers

ADDRESSES = {
    "desk": Address(get=answers(WITH_A_ROLE, granted=302), arguments=list),
}
