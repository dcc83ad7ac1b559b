"""Anybody's pages are read from a copy that follows the database; nobody is shown less than they have just written."""

import shutil
import subprocess
from urllib.parse import unquote, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from tests import postgresql
from tests.desk import SOURCE, Desk, server_url
from tests.prepared import database_name, prepared

from accede import replicas
from accede.project import elsewhere
from accede.record.models import State

POSTGRESQL = "accede.project.postgresql"


def test_an_address_that_is_of_no_copy_is_refused_with_what_to_write(monkeypatch):
    monkeypatch.setenv("ACCEDE_REPLICA_URL", " postgres://one/accede  postgres://two/accede?sslmode=require ")
    found = elsewhere.replicas(POSTGRESQL)
    assert [(alias, own["HOST"], own["OPTIONS"]["connect_timeout"]) for alias, own in found.items()] == [
        ("replica-1", "one", 2),
        ("replica-2", "two", 2),
    ]
    assert found["replica-2"]["OPTIONS"]["sslmode"] == "require"
    with pytest.raises(ImproperlyConfigured, match="ACCEDE_DATABASE_URL too"):
        elsewhere.replicas("django.db.backends.sqlite3")
    monkeypatch.setenv("ACCEDE_REPLICA_URL", "mysql://one/accede")
    with pytest.raises(ImproperlyConfigured, match="several with spaces"):
        elsewhere.replicas(POSTGRESQL)


def test_only_what_anybody_may_see_is_read_from_a_copy_and_only_by_whoever_is_nobody(settings, monkeypatch):
    settings.REPLICAS = ["replica-1"]
    monkeypatch.setattr(replicas, "_known", lambda _alias: replicas.State.WELL)
    monkeypatch.setattr(replicas, "_tried", _within)
    router = replicas.Router()

    @replicas.by_anybody
    def view(_request):
        assert router.db_for_write(State) == "default"
        return HttpResponse(router.db_for_read(State))

    ask = RequestFactory()
    session = ask.get("/")
    session.COOKIES[settings.SESSION_COOKIE_NAME] = "of somebody, or of nobody any more"
    for request, place in (
        (ask.get("/"), "replica-1"),
        (ask.head("/"), "replica-1"),
        (session, "default"),
        (ask.get("/", headers={"Authorization": "Bearer no-token"}), "default"),
        (ask.post("/"), "default"),
    ):
        assert view(request).content.decode() == place
    assert router.db_for_read(State) == "default"
    assert not router.allow_migrate("replica-1", "record")


def _within(place, view, request):
    with replicas._reading(place):  # noqa: SLF001
        return view(request)


WATCHED = """
import sys, time, django; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from django.conf import settings
settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
django.setup()
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import postgresql
from tests.access import cast
from accede import replicas
from accede.record.models import Edition, State

primary, copy = (postgresql.Server(Path(each)) for each in sys.argv[2:])
replicas.SECONDS_LEFT_ALONE = replicas.SECONDS_BETWEEN_LOOKS = 0
days = iter(range(1, 28))

def read(client, path="/en/states/ken/"):
    with CaptureQueriesContext(connections["default"]) as own, CaptureQueriesContext(connections["replica-1"]) as other:
        answer = client.get(f"{path}?on=2020-01-{next(days):02}")
    places = {name for name, asked in (("database", own), ("copy", other))
              if any("record_" in each["sql"] for each in asked)}
    return answer, places

def ready():
    return anybody.get("/readyz").content.decode()

def on_copy(statement):
    with connections["replica-1"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]

anybody, somebody = (Client(raise_request_exception=False, headers={"host": "localhost"}) for _each in range(2))
cast.sign_in(somebody, cast.coordinator_a())
for path in ("/en/states/ken/", "/api/v1/states/KEN", "/en/treaties/ccm/status.csv"):
    answer, places = read(anybody, path)
    assert (answer.status_code, places) == (200, {"copy"}), (path, answer.status_code, places)
    assert read(somebody, path)[1] == {"database"}, path
assert (told := ready()) == "ready", told

# What was just written is not on the copy yet: whoever wrote it sees it all the same.
on_copy("SELECT 1 FROM pg_wal_replay_pause()")
State.objects.filter(pk="KEN").update(un_member_since=31337)
Edition.objects.create(what="written just now")
# The copy has received it, though (a busy machine takes its time), or it could not know that it is behind.
with connections["default"].cursor() as cursor:
    cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
    written = cursor.fetchone()[0]
until = time.monotonic() + 60
while not on_copy(f"SELECT pg_last_wal_receive_lsn() >= '{written}'"):
    assert time.monotonic() < until, "the copy receives nothing"
    time.sleep(0.05)
seen, _places = read(somebody)
assert (b"31337" in seen.content, seen["Cache-Control"]) == (True, "private, no-cache"), seen["Cache-Control"]
assert somebody.get("/en/states/ken/", headers={"If-None-Match": seen["ETag"]}).status_code == 200
late, places = read(anybody)
assert (b"31337" in late.content, places, late["Cache-Control"]) == (False, {"copy"}, "public, max-age=60")

# Behind for long, it is read no more.
replicas.SECONDS_BEHIND = 0.0
assert (told := ready()) == "ready, but replica-1 is behind", told
assert (b"31337" in (answer := read(anybody))[0].content, answer[1]) == (True, {"database"})
replicas.SECONDS_BEHIND = 60
on_copy("SELECT 1 FROM pg_wal_replay_resume()")
until = time.monotonic() + 20
while b"31337" not in (answer := read(anybody))[0].content and time.monotonic() < until:
    time.sleep(0.1)
assert answer[1] == {"copy"}, answer[1]

# Gone, and come back. It is found out in the middle of a page.
replicas.SECONDS_BETWEEN_LOOKS = 60
replicas.states()
postgresql.stop(copy)
answer, places = read(anybody)
assert (answer.status_code, places) == (200, {"database"}), places
assert (told := ready()) == "ready, but replica-1 is away", told
assert 'accede_replica_well{replica="replica-1"} 0.0' in anybody.get("/metrics", headers={"Host": "localhost"}).content.decode()
postgresql.start(copy)
assert (told := ready()) == "ready", told
assert read(anybody, "/api/v1/states/KEN")[1] == {"copy"}

# Without the database itself, the copy goes on showing what there is.
postgresql.stop(primary)
answer, places = read(anybody)
assert (answer.status_code, places) == (200, {"copy"})
replicas.SECONDS_BEHIND, replicas.SECONDS_BETWEEN_LOOKS = -1, 0
answer, places = read(anybody)
assert answer.status_code == 200 and "copy" in places, (answer.status_code, places)
assert somebody.get("/en/desk/").status_code == 503
print("all held")
"""


@pytest.mark.database
@pytest.mark.skipif(not server_url(), reason="the record is taken from the tests' own PostgreSQL")
def test_a_copy_that_follows_is_read_and_one_that_is_gone_is_missed_by_nobody(tmp_path):
    original = prepared()
    shutil.copytree(original.folder, tmp_path / "data")
    with postgresql.server() as primary:
        served = Desk(tmp_path / "data", primary.database("accede"))
        _copy(urlsplit(server_url()), database_name(original), primary)
        with postgresql.server(copy_of=primary) as copy:
            own = {
                "DJANGO_SETTINGS_MODULE": "accede.project.settings",
                "ACCEDE_REPLICA_URL": copy.url("accede"),
            }
            arguments = [str(SOURCE.parent), str(primary.folder), str(copy.folder)]
            with served.python("-c", WATCHED, *arguments, **own) as process:
                output, errors = process.communicate(timeout=120)
    assert "all held" in output, errors
    told = [line for line in errors.splitlines() if "The copy replica-1" in line]
    assert [line.split("database is ")[1].split(":")[0] for line in told][:4] == [
        "behind",
        "well again",
        "away",
        "well again",
    ]


def _copy(server, name, into):
    """As pg_dump takes it and psql gives it: the other server is not ours to copy whole."""
    programs = postgresql.programs()
    dump = [str(programs / "pg_dump"), f"--host={unquote(server.hostname or '')}", f"--username={server.username}", name]  # fmt: skip
    load = [
        str(programs / "psql"),
        "--quiet",
        f"--host={into.folder}",
        "--username=accede",
        "--dbname=accede",
    ]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as giving:
        subprocess.run(load, stdin=giving.stdout, stdout=subprocess.DEVNULL, check=True, timeout=120)
    assert giving.returncode == 0
