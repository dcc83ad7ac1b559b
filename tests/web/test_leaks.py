"""Nothing that somebody may not see stands on any page, in any export, in the API or in the search.

Every confidential model is planted in every class, each record with a word of its own; then each reader goes
everywhere, and every word that they meet must be of a class for which they are cleared.
"""

import io
import re
import zipfile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.access import cast, planting
from tests.api.test_record import OPERATIONS
from tests.web.addresses import address
from tests.web.test_permissions import DESK, PUBLIC

from accede.access.confidentiality import confidential_models

pytestmark = pytest.mark.django_db

# Kinds that no page shows one by one (an attachment goes with its message, answers stand under their questions, needs under
# who has them, stages and guests under their event); a move is shown where its stage is a real one, which a planted row
# has not.
WITHOUT_A_PAGE = {"attachment", "version", "remark", "reviewround", "move", "response", "answer", "needs"} | {
    "eventmove",
    "eventguest",
    "eventfollowed",
}
WHO_CAN_SEE = re.compile(r'href="/en/desk/[a-z-]+/records/([a-z]+)/\d+/"')
# One of each clearance, and of each way to have none.
READERS = [
    "public",
    "nobody",
    "observer",
    "administrator",
    "cmc_partner",
    "icrc_partner",
    "support_unit_officer",
    "coordinator_b",
]
# Addresses of one record, by the beginning of their names; the longest that fits.
KINDS = {
    "desk-exchange": "exchange",
    "desk-follow-up": "followup",
    "desk-pledge": "pledge",
    "desk-contact": "contact",
    "desk-reason": "obstacle",
    "desk-incident": "incident",
    "desk-handover": "handover",
    "desk-message": "message",
    "desk-law": "law",
    "desk-sitting": "sitting",
    "desk-agenda-item": "agendaitem",
    "desk-group-paper": "sittingpaper",
    "desk-minute": "minute",
    "desk-action-item": "actionitem",
    "desk-member": "groupmember",
    "desk-material": "material",
    "desk-version": "materialversion",
    "desk-hand-out": "handout",
}
# Parts that stand on the page of what they belong to: the names of those pages, and the part's field that leads there.
PARTS = {
    "agendaitem": (["desk-sitting"], "sitting_id"),
    "minute": (["desk-sitting"], "sitting_id"),
    "sittingpaper": (["desk-sitting"], "sitting_id"),
    "eventguest": (["desk-event"], "event_id"),
    "eventmove": (["desk-event"], "event_id"),
    "eventfollowed": (["desk-event"], "event_id"),
    "expected": (["desk-treaty-event"], "meeting_id"),
    "finding": (["desk-law"], "law_id"),
    "proceedingstep": (["desk-proceeding"], "proceeding_id"),
    "delegation": (["desk-workshop", "desk-workshop-outcome"], "workshop_id"),
    "participant": (["desk-workshop", "desk-workshop-participants"], "workshop_id"),
}
MORE = [
    "today/?since=month",
    "follow-ups/?who=all",
    "follow-ups/?who=all&when=overdue",
    "follow-ups/?who=all&when=done",
    "open/?state=KEN",
    "states/?who=all",
    *(f"states/{iso3}/{page}" for iso3 in ("ken", "uga", "jam") for page in ("", "reasons/", "laws/")),
    "toolkit/?withdrawn=on",
    "toolkit/for/ken/",
    "parliaments/ken/",
    *(f"search/?q={words}" for words in ("zq", "kenya", "uganda", "mission of elsewhere")),
]


def _desk_paths(planted):
    """Each address with what the matrix makes for it, which is gone before the next; and with what is planted."""
    for name, entry in DESK.items():
        made = transaction.savepoint()
        arguments = entry.arguments()
        if entry.get["coordinator_b"] == 200:
            yield _path(name, arguments)
        transaction.savepoint_rollback(made)
        kind = next((kind for start, kind in KINDS.items() if name.startswith(start)), None)
        if len(arguments) == 2:
            yield from (_path(name, [arguments[0], row.pk]) for row in planted.get(kind, []))
    for kind, rows in planted.items():
        yield from (_path("desk-record", ["ccm", kind, row.pk]) for row in rows)
    for kind, (names, field) in PARTS.items():
        wholes = sorted({getattr(row, field) for row in planted[kind]})
        yield from (_path(name, ["ccm", whole]) for name in names for whole in wholes)
    yield from (f"/en/desk/ccm/{path}" for path in MORE)
    for meeting in {row.meeting_id for row in planted["plannedmeeting"]}:
        yield from (f"/en/desk/ccm/meetings/{meeting}/{page}" for page in ("", "sheet/"))


def _path(name, arguments):
    with translation.override("en"):
        return reverse(name, args=arguments)


def everywhere(planted):
    yield from _desk_paths(planted)
    yield from (address(name) for name in PUBLIC)
    yield from (f"/api/v1{path}" for path in OPERATIONS.values())


def _is_its_own_page(path):
    return path.startswith("/en/desk/") and "/records/" not in path and "/search/" not in path


def text_of(response):
    """What is told, links and all; of a workbook what lies in it."""
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode("utf-8", errors="replace")


@pytest.fixture
def planted():
    return planting.plant_everything()


# They go together, for what is made at an address on the way is made once for all who go; who coordinates is led from the
# page on which a record stands to who can see it.
@pytest.mark.parametrize("readers", [READERS[:4], pytest.param(READERS[4:], marks=pytest.mark.database)])
def test_nobody_meets_what_they_may_not_see(planted, readers):
    clients = {reader: Client() for reader in readers}
    for reader, client in clients.items():
        if reader != "public":
            cast.sign_in(client, cast.CAST[reader]())
    clearance = {reader: cast.viewer(reader).clearance("ccm") for reader in readers}
    met, leaks, linked = {reader: set() for reader in readers}, [], set()
    for path in everywhere(planted):
        for reader, client in clients.items():
            before = transaction.savepoint()
            text = text_of(client.get(path))
            transaction.savepoint_rollback(before)
            seen = planting.words_in(text)
            if reader == "coordinator_b" and _is_its_own_page(path):
                linked |= set(WHO_CAN_SEE.findall(text))
            met[reader] |= seen
            leaks += [(reader, path, leak) for leak in sorted(seen) if leak[1] > clearance[reader]]
    assert leaks == []
    assert "coordinator_b" not in readers or set(confidential_models()) - linked == WITHOUT_A_PAGE
    # The words are there to be met, or the test would prove nothing.
    for reader, words in met.items():
        kinds = {name for name, number in words}
        if clearance[reader] > 1:
            assert {
                "exchange",
                "followup",
                "pledge",
                "contact",
                "obstacle",
                "statement",
                "sitting",
            } <= kinds, reader
            assert {number for _name, number in words} == set(range(2, clearance[reader] + 1)), reader
        else:
            assert kinds == set(), reader
