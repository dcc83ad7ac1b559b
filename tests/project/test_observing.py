"""What an operator sees: the log, whether the program lives and can serve, its figures. Never what people wrote."""

import contextlib
import http.client
import json
import logging
import re
import socket
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import psycopg
import pytest
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, connection
from django.test import override_settings
from prometheus_client.parser import text_string_to_metric_families
from tests.prepared import started

from accede.project import duties
from accede.project.log import AsJson, WithoutSecrets
from accede.project.observing import queries, readiness, traces

SECRET = "zq7XsEcReT"
TOKEN = "a-token-of-the-scrapers"


# ---------------------------------------------------------------- a server, as its operator has it
@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """What a server answered and wrote, that was asked for much that nobody should read again."""
    with started(tmp_path_factory.mktemp("watched") / "data") as desk, serving(desk) as (port, log):
        session = {"Cookie": f"sessionid={desk.sign_in('administrator')}"}
        scraper = {"Authorization": f"Bearer {TOKEN}"}
        answered = {
            "healthz": ask(port, "/healthz", Host="10.1.2.3"),
            "readyz": ask(port, "/readyz"),
            "another name": ask(port, "/en/", Host="elsewhere.test"),
            "metrics to anybody": ask(port, "/metrics"),
            "metrics by a wrong token": ask(port, "/metrics", Authorization=f"Bearer {SECRET}"),
        }
        for _time in range(12):
            assert ask(port, "/en/treaties/ccm/votes/")[0] == 200
        for path in (
            f"/en/answer/{SECRET}/",
            f"/en/register/{SECRET}/",
            f"/calendar/{SECRET}.ics",
            f"/nowhere/{SECRET}/",
            f"/en/states/{SECRET}/",
            f"/api/v1/states/{SECRET}?{SECRET}={SECRET}",
        ):
            assert ask(port, path)[0] in {404, 422}, path
        asked = urlencode({"q": f"{SECRET} {SECRET}@example.org"})
        assert ask(port, f"/en/desk/ccm/search/?{asked}", **session)[0] == 200
        form = urlencode({"login": f"{SECRET}@example.org", "password": SECRET})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        assert ask(port, "/en/account/sign-in/", body=form, **kind)[0] == 403  # no token of the form
        page = ask(port, "/en/account/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page[2])[1]
        cookie = {"Cookie": page[1]["Set-Cookie"].split(";")[0]}
        again = form + "&" + urlencode({"csrfmiddlewaretoken": token})
        assert ask(port, "/en/account/sign-in/", body=again, **kind, **cookie)[0] == 200
        page = ask(port, "/en/desk/people/personal/find/", **session)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page[2])[1]
        own = {"Cookie": f"{session['Cookie']}; {page[1]['Set-Cookie'].split(';')[0]}"}
        somebody = {
            "name": f"{SECRET} Tansy",
            "address": f"{SECRET}@example.org",
            "csrfmiddlewaretoken": token,
        }
        found = ask(port, "/en/desk/people/personal/find/", body=urlencode(somebody), **kind, **own)
        assert (found[0], SECRET in found[2]) == (200, True)
        answered["metrics"] = ask(port, "/metrics", **scraper)
        rename_table(desk, "record_meeting")
        answered["broken"] = ask(port, f"/en/desk/ccm/search/?{asked}", **session)
        rename_table(desk, "django_migrations")
        answered["not ready"] = ask(port, "/readyz")
    return answered, log


@contextlib.contextmanager
def serving(desk):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"ACCEDE_LOG": "json", "ACCEDE_SLOW_QUERY_MS": "0", "ACCEDE_METRICS_TOKEN": TOKEN}
    with desk.start("run", "--port", str(port), **own) as process:
        while "is ready" not in (line := process.stderr.readline()):
            assert line
        log = []
        reader = threading.Thread(target=lambda: log.extend(process.stderr), daemon=True)
        reader.start()
        try:
            yield port, log
        finally:
            process.terminate()
            process.wait(timeout=60)
            reader.join(10)


def ask(port, path, *, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST" if body else "GET", path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, text


def rename_table(desk, table):
    statement = f"ALTER TABLE {table} RENAME TO gone_{table}"
    if desk.database_url:
        with psycopg.connect(desk.database_url, autocommit=True) as own:
            own.execute(statement)
        return
    with contextlib.closing(sqlite3.connect(desk.folder / "accede.sqlite3")) as own:
        own.execute(statement)


@pytest.mark.database
def test_the_log_is_lines_of_json_that_tell_no_secret(watched):
    answered, log = watched
    told = [json.loads(line) for line in log]
    requests = [line for line in told if line["message"] == "answered"]

    assert [line for line in log if SECRET in line] == []
    assert [line for line in log if "example.org" in line] == []
    assert {"/<language>/answer/<str:token>/", "(no such address)", "/<language>/states/<str:iso3>/"} <= {
        line["route"] for line in requests
    }
    assert answered["broken"][0] == 500
    mine = next(line for line in requests if line["request"] == answered["broken"][1]["X-Request-ID"])
    assert (mine["method"], mine["status"], mine["level"]) == ("GET", 500, "info")
    assert isinstance(mine["person"], int)
    assert mine["milliseconds"] >= mine["database_milliseconds"] > 0 < mine["queries"]
    assert next(line for line in requests if "votes" in line["route"])["route"] == (
        "/<language>/treaties/<slug:key>/votes/"
    )
    # What failed is told with where, and without what the error said.
    failed = next(line for line in told if line.get("traceback"))
    assert failed["request"] == mine["request"]
    assert "OperationalError" in failed["traceback"] or "ProgrammingError: 42P01" in failed["traceback"]
    # Who asks under another name is no fault of ours: one line says which name it was.
    assert answered["another name"][0] == 400
    (refused,) = [line for line in told if "elsewhere.test" in line["message"]]
    assert (refused["level"], "traceback" in refused) == ("error", False)
    # Every query is slow here.
    slow = [line for line in told if line.get("sql")]
    assert len(slow) > 50
    assert [
        line for line in slow if line.get("request") == mine["request"] and line["route"] == mine["route"]
    ]


@pytest.mark.database
def test_a_probe_is_answered_by_whatever_name_it_comes(watched):
    answered, _log = watched

    assert {name: answered[name][0] for name in ("healthz", "readyz", "not ready")} == {
        "healthz": 200,
        "readyz": 200,
        "not ready": 503,
    }
    assert answered["not ready"][2] == "not ready: migrations"
    assert answered["readyz"][1]["Cache-Control"] == "no-store"


@pytest.mark.database
def test_figures_are_those_of_all_processes_and_for_whoever_has_the_token(watched):
    answered, _log = watched
    assert (answered["metrics to anybody"][0], answered["metrics by a wrong token"][0]) == (404, 404)

    status, _headers, text = answered["metrics"]
    found = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    votes = ("route", "/<language>/treaties/<slug:key>/votes/")
    assert status == 200
    assert found["accede_requests_total", ("method", "GET"), votes, ("status", "200")] == 12
    assert found["accede_request_seconds_count", votes] == 12
    assert found["accede_database_queries_total", votes] >= 12
    assert found["accede_slow_queries_total", votes] == found["accede_database_queries_total", votes]
    assert found["accede_ready",] == 1
    assert found["accede_sessions",] == 1
    assert found["accede_tasks", ("state", "failed")] == 0
    assert found["accede_messages", ("state", "waiting")] == 0
    assert found["accede_background_seen_timestamp_seconds",] > 1e9
    assert SECRET not in text


# ---------------------------------------------------------------- what such a server does not come across
@pytest.mark.parametrize(
    ("address", "headers", "settings", "status"),
    [
        ("127.0.0.1", {"Host": "localhost:8000"}, {}, 200),
        ("::1", {"Host": "[::1]:8000"}, {}, 200),
        ("192.0.2.7", {"Host": "localhost"}, {}, 404),
        ("127.0.0.1", {"Host": "treaties.example.org"}, {}, 404),
        ("127.0.0.1", {"Host": "localhost", "X-Forwarded-For": "192.0.2.7"}, {}, 404),
        ("127.0.0.1", {"Host": "localhost"}, {"ALLAUTH_TRUSTED_PROXY_COUNT": 1}, 404),
        ("127.0.0.1", {"Host": "localhost"}, {"METRICS_TOKEN": TOKEN}, 404),
        ("192.0.2.7", {"Authorization": f"Bearer {TOKEN}"}, {"METRICS_TOKEN": TOKEN}, 200),
    ],
)
@pytest.mark.django_db
def test_figures_are_never_the_worlds(client, address, headers, settings, status):
    with override_settings(**settings):
        assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


@pytest.mark.django_db
def test_what_is_lacking_is_told_in_words_that_tell_a_stranger_nothing(
    client, settings, tmp_path, monkeypatch
):
    assert client.get("/readyz").content == b"ready"
    (tmp_path / "file").touch()
    settings.DATA_DIR = tmp_path / "file"  # no folder: nothing can be written into it, whoever asks
    monkeypatch.setattr(readiness, "_started", [1.0])

    def gone(*_query):
        raise DatabaseError(f"connection to {SECRET} refused")

    with connection.execute_wrapper(gone):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (
            503,
            b"not ready: database, data folder, background work",
        )
        assert client.get("/healthz").status_code == 200
        figures = client.get("/metrics", headers={"Host": "localhost"}).content.decode()
    assert "accede_ready 0.0" in figures
    assert "accede_tasks" not in figures


@pytest.mark.django_db
def test_the_last_tick_and_the_last_backup_are_known(client):
    at = datetime(2026, 11, 3, 8, tzinfo=UTC)
    cache.clear()

    def told():
        text = client.get("/metrics", headers={"Host": "localhost"}).content.decode()
        return dict(re.findall(r"^accede_last_(tick|backup)_timestamp_seconds (.+)$", text, re.MULTILINE))

    assert told() == {}
    duties.run(at)
    assert {name: float(when) for name, when in told().items()} == {"tick": at.timestamp()}
    duties.run(at + timedelta(minutes=10))
    traces.leave(traces.BACKUP, at)
    assert {name: float(when) - at.timestamp() for name, when in told().items()} == {"tick": 600, "backup": 0}


def test_a_query_is_told_by_its_shape():
    for sql, shape in {
        "SELECT a  FROM t\n WHERE a = 'Ana''s secret' AND b = 17": "SELECT a FROM t WHERE a = ? AND b = ?",
        'SELECT "t1"."c2" FROM "t1" WHERE "c2" IN (%s, %s, %s) LIMIT 21': 'SELECT "t1"."c2" FROM "t1" WHERE "c2" IN (%s, ...) LIMIT ?',
        "INSERT INTO t VALUES (%s, %s), (%s, %s)": "INSERT INTO t VALUES (%s, ...), ...",
    }.items():
        assert queries.shape(sql) == shape


def test_what_an_error_says_is_not_logged_but_which_it_was():
    try:
        try:
            raise IntegrityError(f"Key (email)=({SECRET}) already exists")  # noqa: TRY301 -- it is the thing tried
        except IntegrityError as cause:
            cause.add_note(SECRET)
            raise ValueError(SECRET) from cause
    except ValueError as error:
        record = logging.makeLogRecord(
            {
                "msg": "Lost %s of %s?q=%s",
                "args": ("it", "/en/", SECRET),
                "exc_info": (type(error), error, error.__traceback__),
            }
        )
    for formatter in (WithoutSecrets(), AsJson()):
        line = formatter.format(record)
        assert "ValueError: (not told)" in line
        assert "IntegrityError: (not told)" in line
        assert "Lost it of /en/?…" in line
        # The line of this test's own source names the constant, not what it holds.
        assert SECRET not in line
