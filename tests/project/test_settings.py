"""What an operator may set is documented; migrations and catalogues are complete."""

import logging
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from babel.messages import pofile
from django.core.management import call_command
from django.db import connection

from accede.project import catalogues
from accede.project.log import WithoutSecrets, scrubbed

TOP = Path(__file__).parents[2]
LANGUAGES = ["ar", "es", "fr", "ru", "zh"]


def variables_read():
    sources = [*(TOP / "src").rglob("*.py"), TOP / "run"]
    return {
        name
        for path in sources
        for name in re.findall(r"""["'$({](ACCEDE_[A-Z_]+)""", path.read_text(encoding="utf-8"))
    }


def test_every_variable_is_documented():
    documented = set(re.findall(r"ACCEDE_[A-Z_]+", (TOP / "docs/operations.md").read_text(encoding="utf-8")))
    assert "ACCEDE_DATA_DIR" in variables_read()
    assert variables_read() - documented == set()


def test_every_documented_variable_is_read():
    documented = set(re.findall(r"ACCEDE_[A-Z_]+", (TOP / "docs/operations.md").read_text(encoding="utf-8")))
    assert documented - variables_read() == set()


@pytest.mark.django_db
@pytest.mark.database
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_compiles_and_has_its_plurals(language):
    po = catalogues.LOCALE / language / "LC_MESSAGES" / "django.po"
    catalogues.compile_stale()
    with po.open("rb") as file:
        catalogue = pofile.read_po(file, locale=language)
    assert po.with_suffix(".mo").stat().st_mtime >= po.stat().st_mtime
    assert catalogue.plural_forms == catalogues.PLURALS[language].rstrip(";") + ";"


def test_secret_key_is_made_once_and_its_owner_alone_reads_it(tmp_path):
    show = "from accede.project import settings; print(settings.SECRET_KEY)"
    keys = [
        subprocess.run(
            [sys.executable, "-c", show],
            env={"PYTHONPATH": str(TOP / "src"), "ACCEDE_DATA_DIR": str(tmp_path / "data")},
            capture_output=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    path = tmp_path / "data" / "secret-key"
    assert keys[0] == keys[1] != b""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [item.name for item in path.parent.iterdir()] == ["secret-key"]


def test_no_secret_of_an_address_is_logged():
    line = WithoutSecrets().format(
        logging.makeLogRecord({"msg": "Conflict: %s", "args": ("/en/answer/S3cret_-x/part/why/",)})
    )
    assert line == "Conflict: /en/answer/…/part/why/"
    told = {
        "GET /en/search/?q=who 200": "GET /en/search/?… 200",
        "asked /? and (a.b@c.example, x@y)": "asked /? and (…@…, x@y)",
        '"/a?b" <name@mail.example.org>': '"/a?…" <…@…>',
    }
    assert {text: scrubbed(text) for text in told} == told


@pytest.mark.parametrize("sign", ["a", "/", "@", "a@", "?", "/?", ".", "a.", "é"])
def test_an_address_of_sixty_thousand_signs_keeps_no_process(sign):
    begun = time.process_time()
    scrubbed("/en/" + sign * (60_000 // len(sign)))
    assert time.process_time() - begun < 0.5


@pytest.mark.django_db
def test_what_sqlite_acknowledges_is_on_the_disk():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does so by itself")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)  # FULL
