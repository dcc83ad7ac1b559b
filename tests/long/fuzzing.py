"""Every reader and parser, given files that were taken apart: it reads or refuses, with the errors that it documents."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, seed, settings
from tests.record.readers.reading import read_all
from tests.record.readers.test_mutations import CONTENTS, mutations

from accede.access import trail_heads
from accede.access.models import Campaign
from accede.access.viewer import PUBLIC
from accede.campaign.plan_file import reading as plan_file
from accede.outreach import contact_table
from accede.project.backup import archive, sealing
from accede.record.meetings import lists
from accede.record.readers.formats import FORMATS
from accede.record.readers.reading import FileRefusedError
from accede.survey.form import reading as questionnaire_file
from accede.survey.form import shipped
from accede.survey.form.faults import FormError
from accede.survey.form.xlsform import reading as xlsform
from accede.survey.form.xlsform import writing

SOURCE = Path(xlsform.__file__).parents[3]
CONTACTS = (
    b"state,place,name,post,email,phone,language,from,note\n"
    b"KEN,geneva,Amina Wanjiru,Second Secretary,amina@mission.example,+41 22 000,en,2025-09-01,Writes\n"
    b"Malawi,capital,,Legal Adviser,,,,,\n"
)


@dataclass(frozen=True)
class Parser:
    """What is tried: with which content it begins, who reads it, what that may raise; `slow` ones are given a tenth."""

    content: bytes
    read: Callable[[Path], Any]
    refuses: tuple[type[Exception], ...]
    slow: bool = False


def parsers(folder: Path) -> dict[str, Parser]:
    found = {
        key: Parser(content, _reader(key if key in FORMATS else "table"), (FileRefusedError,))
        for key, content in CONTENTS.items()
    }
    plan = next((SOURCE / "campaign/shipped/plans").glob("*.yaml")).read_bytes()
    backup, sealed = folder / "small.backup", folder / "sealed.backup"
    _small_backup(backup)
    with backup.open("rb") as plain, sealed.open("wb") as file:
        sealing.seal(plain, file, "words")
    refused = (archive.BackupRefusedError, sealing.WrongPassphraseError)
    campaign = Campaign.objects.get(pk="ccm")
    return found | {
        "plan file": Parser(
            plan, lambda path: plan_file.read(plan_file.decoded(path.read_bytes())), (ValidationError,)
        ),
        "questionnaire": Parser(
            (SOURCE / "survey/shipped/evaluation.yaml").read_bytes(),
            lambda path: questionnaire_file.read_yaml(path.read_bytes().decode(errors="replace")),
            (FormError,),
        ),
        "XLSForm": Parser(
            writing.write(shipped.evaluation()),
            lambda path: xlsform.read(path.read_bytes()),
            (FormError,),
            slow=True,
        ),
        "contact table": Parser(
            CONTACTS,
            lambda path: contact_table.look_at(path, campaign=campaign, viewer=PUBLIC),
            (FileRefusedError, ValidationError),
        ),
        "list of States": Parser(
            "Kenya\nMWI\nCôte d’Ivoire\n".encode(),
            lambda path: lists.read_states(lists.decode(path.read_bytes()), viewer=PUBLIC, language="en"),
            (ValidationError,),
        ),
        "heads of the trail": Parser(
            "\n".join(
                trail_heads.Head(letter * 64, number, "2026-03-01").line
                for number, letter in enumerate("abc", 1)
            ).encode(),
            lambda path: trail_heads.read(path.read_bytes().decode(errors="replace")),
            (ValidationError, ValueError),
        ),
        "backup": Parser(backup.read_bytes(), _opened, refused),
        "sealed backup": Parser(sealed.read_bytes(), _opened, refused, slow=True),
    }


def _reader(key: str) -> Callable[[Path], Any]:
    return lambda path: read_all(key, path)


def _opened(path: Path) -> None:
    with archive.opened(path, passphrase="words"):
        pass


def _small_backup(path: Path) -> None:
    line = b'[1,"ccm"]\n'
    manifest = {
        "format": archive.FORMAT,
        "version": "0",
        "made_at": datetime(2026, 3, 1, tzinfo=UTC).isoformat(),
        "migrations": [],
        "keys": [],
        "members": {
            "tables/a.b.jsonl": {
                "sha256": hashlib.sha256(line).hexdigest(),
                "rows": 1,
                "columns": ["id", "key"],
            }
        },
    }
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("tables/a.b.jsonl", line)
        bundle.writestr(archive.MANIFEST, json.dumps(manifest))


def _tried(parser: Parser, path: Path, most: int, number: int) -> tuple[dict[str, int], list[int]]:
    """What it stumbled over, and how often; how many it was given, and how many of them it refused."""
    crashes: dict[str, int] = {}
    count = [0, 0]

    @seed(number)
    @settings(max_examples=most, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(mutations(parser.content))
    def each(content: bytes) -> None:
        path.write_bytes(content)
        count[0] += 1
        try:
            parser.read(path)
        except parser.refuses:
            count[1] += 1
        except Exception as error:  # noqa: BLE001 -- each of them is what is looked for
            where = error.__traceback__
            while where and where.tb_next:
                where = where.tb_next
            place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else ""
            key = f"{type(error).__name__}: {str(error)[:80]} ({place})"
            crashes[key] = crashes.get(key, 0) + 1

    each()
    return crashes, count


def run(*, inputs: int, number: int) -> dict[str, Any]:
    """Inputs read or refused as documented, for each parser; and what it stumbled over, once each."""
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, parser in parsers(folder).items():
            most = max(1, inputs // 10) if parser.slow else inputs
            crashes, count = _tried(parser, folder / "file", most, number)
            told[name] = {"inputs": count[0], "refused": count[1], "crashes": crashes}
            free = count[0] - sum(crashes.values())
            print(f"  {name}: {free} of {count[0]} crash-free, {count[1]} refused", flush=True)
            for crash, times in crashes.items():
                print(f"    {times} × {crash}", flush=True)
    return told
