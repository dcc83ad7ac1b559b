"""Every read of the desk by a token: for each role, and nothing in it that somebody may not see."""

import re

import pytest
from django.test import Client
from tests.access import cast, planting
from tests.api.bearers import bearer

from accede.api.urls import api

pytestmark = pytest.mark.django_db

READS = sorted(
    path
    for path, operations in api.get_openapi_schema()["paths"].items()
    if "/desk/" in path and "get" in operations
)
# Rooms that only those enter who run the campaign; the outbox is read by administrators, too.
RUNNING = re.compile(
    r"forecast|workshops|participants|messages|recalls|survey/questionnaires|people/\d+/open"
    r"|survey/rounds(?!/\d+/(analysis|figures|answers|table|spss|quotations))"
)
# And those that are for fewer still.
ONLY_FOR = {"trail": {"coordinator_b"}, "webhooks": set(), "personal-data": set()}
# What stands at a number: by the room in the address, a kind of confidential record.
KINDS = {
    "contacts": "contact",
    "bundles": "bundle",
    "documents": "paper",
    "events": "event",
    "incidents": "incident",
    "exchanges": "exchange",
    "hand-outs": "handout",
    "handovers": "handover",
    "laws": "law",
    "materials": "material",
    "messages": "message",
    "participants": "participant",
    "proceedings": "proceeding",
    "reasons": "obstacle",
    "records": "exchange",
    "reports": "report",
    "sittings": "sitting",
    "versions": "materialversion",
}
FILLED = {
    "campaign": "ccm",
    "plan": "ccm-2023-2024",
    "meeting": "ccm-13msp",
    "key": "none",
    "kind": "exchange",
    "table": "votes",
    "task": "00000000-0000-4000-8000-000000000000",
    "file": 1,
    "question": "reasons",
}
READERS = ["public", "nobody", "observer", "cmc_partner", "support_unit_officer", "coordinator_b"]


def _addresses(planted):
    """Each read, filled in: of every record that was planted, and of every State of which there is some."""
    for path in READS:
        room = path.split("/")[5]
        if "{iso3}" in path:
            yield from (path.format(**FILLED, iso3=iso3, number=1) for iso3 in ("KEN", "UGA", "JAM"))
        elif "{number}" in path:
            rows = planted.get(KINDS.get(room, ""), [])
            yield from (path.format(**FILLED, number=row.pk) for row in rows)
            if not rows and room != "reviews":
                yield path.format(**FILLED, number=1)
        else:
            yield path.format(**FILLED) + ("?words=zq" if "/search" in path else "")


def _allowed(reader, room):
    """What the reader may be answered there."""
    runs = reader in ("support_unit_officer", "coordinator_b")
    own = ONLY_FOR.get(room.split("/")[0])
    if reader == "public":
        return {401}
    if reader == "nobody" or (RUNNING.match(room) and not runs):
        return {403}
    if own is not None and reader not in own:
        return {403, 404}  # a webhook that is not yours to see is none
    if room.endswith("/badges"):
        return {404, 422}  # nobody is approved, where there is such a workshop
    single = any(sign.isdigit() for sign in room) or "/" in room or room == "forecast"
    return {200, 404} if single else {200}


def test_each_role_reads_what_it_may_and_nothing_else():
    planted, client = planting.plant_everything(), Client()
    met, leaks, wrong, seen_once = {reader: set() for reader in READERS}, [], [], set()
    clearance = {reader: cast.viewer(reader).clearance("ccm") for reader in READERS}
    for address in _addresses(planted):
        room = address.removeprefix("/api/v1/desk/ccm/")
        first, asked = "/".join(re.split(r"/\d+|/[A-Z]{3}", address)), READERS
        if first in seen_once:  # who may not come in at all is not asked for each record
            asked = READERS[2:]
        seen_once.add(first)
        for reader in asked:
            answer = client.get(address, headers=bearer(reader))
            allowed = _allowed(reader, room)
            if answer.status_code not in allowed:
                wrong.append((reader, address, answer.status_code, answer.content[:200]))
            seen = planting.words_in(answer.content.decode(errors="replace"))
            met[reader] |= seen
            leaks += [(reader, address, word) for word in sorted(seen) if word[1] > clearance[reader]]
    assert wrong == []
    assert leaks == []
    for reader, words in met.items():  # the words are there to be met, or the test would prove nothing
        if clearance[reader] > 1:
            assert {"exchange", "followup", "pledge", "contact", "obstacle"} <= {name for name, _ in words}
            assert {number for _, number in words} == set(range(2, clearance[reader] + 1)), reader
        else:
            assert words == set(), reader
