"""The addresses of all pages, with records that are there and stay there while one walks."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from tests.access import planting
from tests.api.test_record import OPERATIONS
from tests.web.addresses import address
from tests.web.test_leaks import KINDS, MORE, PARTS
from tests.web.test_permissions import DESK, PUBLIC

# What the entry of an address makes cannot stand beside what the others made.
ALONE = {"desk-import-undo", "desk-dispute", "desk-dispute-reopen", "desk-response-file"}


def path_of(name, arguments):
    with translation.override("en"):
        return reverse(name, args=arguments)


def made(name):
    """The arguments of an address, whose records stay; nothing where they cannot."""
    if name in ALONE:
        return None
    try:
        with transaction.atomic():
            return DESK[name].arguments()
    except ValidationError:  # another address made the same before, as there may be it only once
        return None


def desk_paths(reader="coordinator_b"):
    """Each address that the reader is shown: with what the matrix makes for it, and with a planted record."""
    planted = planting.plant_everything()
    for name, entry in DESK.items():
        if entry.get[reader] != 200 or (arguments := made(name)) is None:
            continue
        yield path_of(name, arguments)
        kind = next((kind for start, kind in KINDS.items() if name.startswith(start)), None)
        if len(arguments) == 2:  # a campaign and a number
            yield from (path_of(name, [arguments[0], row.pk]) for row in planted.get(kind, [])[:1])
    for kind, rows in planted.items():
        yield path_of("desk-record", ["ccm", kind, rows[0].pk])
    for kind, (names, field) in PARTS.items():
        yield from (path_of(name, ["ccm", getattr(planted[kind][0], field)]) for name in names)
    yield from (f"/en/desk/ccm/{path}" for path in MORE)
    meeting = planted["plannedmeeting"][0].meeting_id
    yield from (f"/en/desk/ccm/meetings/{meeting}/{page}" for page in ("", "sheet/"))


def public_paths():
    yield from (address(name) for name in PUBLIC)
    yield from (f"/api/v1{path}" for path in OPERATIONS.values())
