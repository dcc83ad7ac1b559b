"""A desk as its user has it: the program as a process, on a folder and a database of its own."""

import contextlib
import csv
import io
import os
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

SOURCE = Path(__file__).parents[1] / "src"


@dataclass(frozen=True)
class Desk:
    folder: Path
    database_url: str = ""  # none: SQLite in the folder

    def start(self, *arguments, **environment):
        """`accede ARGUMENTS`, running; whoever starts it ends it."""
        return self.python("-m", "accede", *arguments, **environment)

    def python(self, *arguments, **environment):
        """An interpreter that sees the desk's folder and database, and nothing else of this environment."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("ACCEDE", "DJANGO"))}
        own |= {"PYTHONPATH": str(SOURCE), "ACCEDE_DATA_DIR": str(self.folder)}
        own["PYTHONDONTWRITEBYTECODE"] = (
            ""  # or each of some hundred processes would compile the program anew
        )
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=own | {"ACCEDE_DATABASE_URL": self.database_url} | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def accede(self, *arguments, **environment):
        """`accede ARGUMENTS`, once it has ended."""
        with self.start(*arguments, **environment) as process:
            output, errors = process.communicate(timeout=600)
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def sign_in(self, role):
        """The cookie of a session of one of the cast, who is on this desk from then on."""
        script = (
            "import sys, django; sys.path.insert(0, sys.argv[1]); django.setup();"
            "from django.test import Client; from tests.access import cast;"
            "client = cast.sign_in(Client(), cast.CAST[sys.argv[2]]());"
            "print(client.cookies['sessionid'].value)"
        )
        settings = {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}
        with self.python("-c", script, str(SOURCE.parent), role, **settings) as process:
            output, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        return output.strip()

    def rows(self, *arguments):
        """What a command gives as CSV, one dictionary a row."""
        answer = self.accede(*arguments, "--format", "csv")
        assert (answer.returncode, answer.stderr) == (0, "")
        return list(csv.DictReader(io.StringIO(answer.stdout)))


def server_url():
    """Of the PostgreSQL that the tests run on; empty where they run on SQLite."""
    return os.environ.get("ACCEDE_DATABASE_URL", "")


def database_of(name):
    return urlsplit(server_url())._replace(path=f"/{name}").geturl()


@contextlib.contextmanager
def never_started(folder):
    """A desk without a folder, and with an empty database of the kind that the tests run on."""
    if not server_url():
        yield Desk(folder)
        return
    with new_database() as url:
        yield Desk(folder, url)


@contextlib.contextmanager
def new_database(*, like="template1"):
    """The address of a PostgreSQL database of its own that holds what the one named holds."""
    name = f"tests_{uuid.uuid4().hex}"
    with psycopg.connect(server_url(), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        try:
            yield database_of(name)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
