"""Bringing files in: everybody with a role reads what was brought in, contributors and administrators do it."""

import uuid

from django.utils import timezone
from tests.access import cast
from tests.record.imports.bringing import apply
from tests.record.readers.reading import FIXTURES
from tests.web.roles import ADMINISTRATORS, CAMPAIGN, CONTRIBUTORS, Address, answers, deed, reading, writing

from accede.background import worker
from accede.record.models import Contradiction, State, Upload
from accede.record.uploads import actions

BRINGERS = CONTRIBUTORS | ADMINISTRATORS


def file_on_desk(path=FIXTURES["mtdsg"]):
    """A file that was looked at."""
    coordinator = cast.viewer_of(cast.coordinator_a())
    upload = actions.put_on_desk(
        chunks=[path.read_bytes()], file_name=path.name, by=coordinator, at=timezone.now()
    )
    worker.work_off()
    return Upload.objects.get(pk=upload.pk)


def _file():
    return [CAMPAIGN, file_on_desk().pk]


def _table():
    return [CAMPAIGN, file_on_desk(FIXTURES["table"]).pk]


def _import():
    return [CAMPAIGN, apply("mtdsg").batch.pk]


def dispute():
    batch = apply("mtdsg").batch
    return Contradiction.objects.create(
        batch=batch,
        treaty_id="ccm",
        state=State.objects.get(pk="BRA"),
        about="accession",
        stands="accession 2026-11-09",
        says="accession 2026-11-08",
        source_id=batch.source_key,
    )


def _work():
    """Of a number that there is none of: whoever has a role is told so."""
    return [CAMPAIGN, uuid.uuid4()]


ADDRESSES = {
    "desk-work": Address(get=answers(cast.CAST.keys() - cast.WITHOUT_A_ROLE, granted=404), arguments=_work),
    "desk-imports": reading(),
    "desk-import": reading(arguments=_import),
    "desk-import-undo": deed(BRINGERS, arguments=_import),
    "desk-import-template": reading(arguments=lambda: [CAMPAIGN, "actions", "csv"]),
    "desk-disputes": reading(),
    "desk-dispute": Address(
        get=reading().get,
        post=answers(BRINGERS, granted=400),
        arguments=lambda: [CAMPAIGN, dispute().pk],
    ),
    "desk-dispute-reopen": deed(BRINGERS, arguments=lambda: [CAMPAIGN, dispute().pk]),
    "desk-upload-new": writing(BRINGERS, arguments=lambda: [CAMPAIGN]),
    "desk-upload": reading(BRINGERS, arguments=_file),
    "desk-upload-refused": reading(BRINGERS, arguments=_file),
    "desk-upload-tell": deed(BRINGERS, granted=400, arguments=_file),
    "desk-upload-columns": writing(BRINGERS, arguments=_table),
    "desk-upload-alias": deed(BRINGERS, granted=400, arguments=_file),
    "desk-upload-apply": deed(BRINGERS, arguments=_file),
    "desk-upload-drop": deed(BRINGERS, arguments=_file),
}
