"""Every reader and parser of what comes from outside: with which contents it begins, and what it may raise."""

import functools
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone
from tests.access import cast
from tests.factories import workshops
from tests.files.uploads import compressed, of_parts, pdf, relation, word
from tests.forecast import panels
from tests.record.readers.reading import read_all
from tests.record.readers.test_mutations import CONTENTS
from tests.survey.test_form import SMALL

from accede.access import token_actions, trail_heads
from accede.access.models import Campaign, Scope
from accede.access.personal import files as personal_files
from accede.access.personal.finding import Somebody
from accede.access.viewer import PUBLIC
from accede.campaign.plan_file import reading as plan_file
from accede.files.inspection import File, insist_on_harmless
from accede.files.refused import RefusedFileError
from accede.forecast import panel_files
from accede.forecast.refusal import ForecastRefusedError
from accede.meetings.actions import participant_table
from accede.outreach import contact_table
from accede.project.backup import archive, sealing
from accede.record import partial_dates
from accede.record.meetings import lists
from accede.record.readers.formats import FORMATS
from accede.record.readers.reading import FileRefusedError
from accede.record.readers.recognition import recognised
from accede.survey.form import conditions
from accede.survey.form import reading as questionnaire_file
from accede.survey.form.faults import FormError
from accede.survey.form.xlsform import reading as xlsform
from accede.survey.form.xlsform import writing
from accede.webhooks import guard

SOURCE = Path(xlsform.__file__).parents[3]
CONTACTS = (
    b"state,place,name,post,email,phone,language,from,note\n"
    b"KEN,geneva,Amina Wanjiru,Second Secretary,amina@mission.example,+41 22 000,en,2025-09-01,Writes\n"
    b"Malawi,capital,,Legal Adviser,,,,,\n"
)
PARTICIPANTS = b"state,name,post,email\nKEN,Amina Wanjiru,Second Secretary,amina@mission.example\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x09\x00\x00\x00\x09"
    + b"0" * 9
    + b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08\x00\x09\x00\x09"
    b"\xff\xd9"
)
ODT = of_parts(
    {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office:document-content/>"}
)
SENT = b'{"state": "KEN", "place": "geneva", "name": "Zq", "post": "Envoy", "email": "a@b.example", "confidentiality": 3}'


@dataclass(frozen=True)
class Parser:
    """What is tried: with which content it begins, who reads it, what that may raise."""

    content: bytes
    read: Callable[[bytes, Path], Any]
    refuses: tuple[type[Exception], ...]


@contextmanager
def parsers(folder: Path) -> Iterator[dict[str, Parser]]:
    """By name. Whatever they write is taken back."""
    with transaction.atomic():
        # The key of a sealed file costs a third of a second, by design; here it is reckoned once.
        reckoned = sealing._box  # noqa: SLF001 -- the one place where it is reckoned
        known, wrong = functools.cache(reckoned), Fernet(Fernet.generate_key())
        salts = set[bytes]()

        def box(passphrase: str, salt: bytes) -> Fernet:
            """That of the file as it was sealed; under any other salt it is a key that opens nothing."""
            if not salts:
                salts.add(salt)
            return known(passphrase, salt) if salt in salts else wrong

        sealing._box = box  # noqa: SLF001 -- as above
        try:
            yield {**_of_record(), **_of_rooms(), **_of_files(folder), **_of_requests(folder)}
        finally:
            sealing._box = reckoned  # noqa: SLF001 -- as above
            transaction.set_rollback(True)


def _in_file(read: Callable[[Path], Any]) -> Callable[[bytes, Path], Any]:
    def reading(content: bytes, path: Path) -> Any:
        path.write_bytes(content)
        return read(path)

    return reading


def _of_record() -> dict[str, Parser]:
    def reader(key: str) -> Callable[[Path], Any]:
        return lambda path: read_all(key, path)

    found = {
        key: Parser(content, _in_file(reader(key if key in FORMATS else "table")), (FileRefusedError,))
        for key, content in CONTENTS.items()
    }
    known = _in_file(lambda path: recognised(path, FORMATS))
    states = _text(lambda text: lists.read_states(text, viewer=PUBLIC, language="en"))
    return found | {
        "which format a file is of": Parser(CONTENTS["table"], known, (FileRefusedError,)),
        "list of States": Parser("MWI\nCôte d’Ivoire\n".encode(), states, (ValidationError,)),
        "day": Parser(b"2025-03-06", _text(partial_dates.parse_day), (partial_dates.NotADateError,)),
    }


def _text(read: Callable[[str], Any]) -> Callable[[bytes, Path], Any]:
    return lambda content, _path: read(content.decode(errors="replace"))


def _of_rooms() -> dict[str, Parser]:
    campaign = Campaign.objects.get(pk="ccm")
    plan = next((SOURCE / "campaign/shipped/plans").glob("*.yaml")).read_bytes()
    return {
        "plan file": Parser(
            plan, lambda content, _path: plan_file.read(plan_file.decoded(content)), (ValidationError,)
        ),
        "questionnaire": Parser(
            SMALL.encode(),
            _text(questionnaire_file.read_yaml),
            (FormError,),
        ),
        "XLSForm": Parser(
            writing.write(questionnaire_file.read_yaml(SMALL)),
            lambda content, _path: xlsform.read(content),
            (FormError,),
        ),
        "condition of a question": Parser(
            b"${a} = 'yes' and (${b} > 3 or not(selected(${c}, \"x\")))",
            _text(conditions.parse),
            (conditions.ConditionError,),
        ),
        "contact table": Parser(
            CONTACTS,
            _in_file(lambda path: contact_table.look_at(path, campaign=campaign, viewer=PUBLIC)),
            (FileRefusedError, ValidationError),
        ),
        "participant table": Parser(
            PARTICIPANTS,
            _in_file(lambda path: list(participant_table._rows(path))),  # noqa: SLF001 -- without writing them
            (FileRefusedError,),
        ),
        "heads of the trail": Parser(
            "\n".join(
                trail_heads.Head(letter * 64, number, "2026-03-01").line
                for number, letter in enumerate("abc", 1)
            ).encode(),
            _text(trail_heads.read),
            (ValidationError, ValueError),
        ),
    }


def _of_files(folder: Path) -> dict[str, Parser]:
    def inspected(name: str) -> Callable[[bytes, Path], Any]:
        return lambda content, _path: insist_on_harmless(File(name, content))

    whole = {
        "note.pdf": pdf(b"<</Type /Catalog>>", compressed(b"3 0 <</S /GoTo>>")),
        "note.docx": word({"word/_rels/document.xml.rels": relation("hyperlink", "https://a.example/")}),
        "table.xlsx": CONTENTS["workbook"],
        "note.odt": ODT,
        "note.txt": "Côte d’Ivoire".encode(),
        "scan.png": PNG,
        "scan.jpg": JPEG,
    }
    somebody = Somebody("Amina Wanjiru")
    packed = word({"word/people.xml": b"<p>Amina</p>" * 9})
    backup, sealed = folder / "small.backup", folder / "sealed.backup"
    _small_backup(backup)
    with backup.open("rb") as plain, sealed.open("wb") as file:
        sealing.seal(plain, file, "words")
    refused = (archive.BackupRefusedError, sealing.WrongPassphraseError)
    return {
        **{
            f"upload {name}": Parser(each, inspected(name), (RefusedFileError,))
            for name, each in whole.items()
        },
        "file in which a person is looked for": Parser(
            packed,
            lambda content, _path: [
                somebody.is_mentioned(text)
                for text in personal_files._texts(content)  # noqa: SLF001 -- past base 64
            ],
            (),
        ),
        "backup": Parser(backup.read_bytes(), _in_file(_opened), refused),
        "sealed backup": Parser(sealed.read_bytes(), _in_file(_opened), refused),
        "panel of actions": Parser(*_panel(folder)),
    }


def _panel(folder: Path) -> tuple[bytes, Callable[[bytes, Path], Any], tuple[type[Exception], ...]]:
    place = folder / "panel"
    place.mkdir()
    panels.write(place)
    small = b"".join((place / "actions.csv").read_bytes().splitlines(keepends=True)[:30])

    def read(content: bytes, _path: Path) -> Any:
        (place / "actions.csv").write_bytes(content)
        return panel_files.read_panel(place)

    return small, read, (ForecastRefusedError,)


def _opened(path: Path) -> None:
    with archive.opened(path, passphrase="words"):
        pass


def _small_backup(path: Path) -> None:
    line = b'[1,"ccm"]\n'
    member = {"sha256": hashlib.sha256(line).hexdigest(), "rows": 1, "columns": ["id", "key"]}
    manifest = {
        "format": archive.FORMAT,
        "version": "0",
        "made_at": datetime(2026, 3, 1, tzinfo=UTC).isoformat(),
        "migrations": [],
        "keys": [],
        "members": {"tables/a.b.jsonl": member},
    }
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("tables/a.b.jsonl", line)
        bundle.writestr(archive.MANIFEST, json.dumps(manifest))


def _of_requests(_folder: Path) -> dict[str, Parser]:
    """What is read off a request: the body of the API, what a telephone kept, the address of a webhook."""
    person = cast.coordinator_a()
    _token, text = token_actions.make_token(
        person=person, name="long", scope=Scope.WRITE, days=9, by=cast.viewer_of(person), at=timezone.now()
    )
    bearing = Client(raise_request_exception=True, headers={"authorization": f"Bearer {text}"})
    reader = cast.sign_in(Client(raise_request_exception=True), person)
    workshop = workshops.workshop()

    def answered(client: Client, path: str, data: Any, **more: Any) -> None:
        with transaction.atomic():
            answer = client.post(path, data, **more)
            transaction.set_rollback(True)
        if answer.status_code >= 500 or answer.status_code in (401, 403, 404, 405):
            raise AssertionError(f"answered with {answer.status_code}")

    def body(content: bytes, _path: Path) -> None:
        answered(bearing, "/api/v1/desk/ccm/contacts", content, content_type="application/json")

    def kept(content: bytes, _path: Path) -> None:
        path = f"/en/desk/ccm/workshops/{workshop.pk}/sign-in/"
        answered(reader, path, {"entries": content.decode(errors="replace")})

    address = _text(guard.read)
    return {
        "body of a program's request": Parser(SENT, body, ()),
        "what a telephone kept": Parser(
            b'[{"person": 1, "moment": "2026-03-01T09:00:00"}, {"person": 2, "moment": "x"}]', kept, ()
        ),
        "address of a webhook": Parser(
            b"https://hooks.example.org:8443/a?b=c", address, (guard.NotAllowedAddressError,)
        ),
    }
