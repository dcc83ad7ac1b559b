"""While another process writes for long, SQLite lets nobody else: the desk says so, and loses nothing of its own."""

import contextlib
import http.client
import re
import socket
import sqlite3

import pytest
from tests.prepared import started

pytestmark = pytest.mark.one_database

BODY = (
    '--B\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    '--B\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nstate\r\n--B--\r\n'
)


@pytest.fixture
def sqlite_desk(tmp_path, monkeypatch):
    monkeypatch.delenv("ACCEDE_DATABASE_URL", raising=False)
    with started(tmp_path / "data") as desk:
        yield desk


@contextlib.contextmanager
def serving(desk):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with desk.start("run", "--port", str(port), ACCEDE_WORKERS="1") as process:
        while "is ready" not in (line := process.stderr.readline()):
            assert line
        yield port
        process.terminate()
        process.communicate(timeout=60)


def ask(port, method, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, "/en/desk/ccm/imports/new/", body, headers)
    answer = connection.getresponse()
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    text = answer.read().decode()
    connection.close()
    return answer.status, text, cookies


def test_a_write_that_has_to_wait_too_long_is_refused_in_words(sqlite_desk):
    with serving(sqlite_desk) as port:
        session = f"sessionid={sqlite_desk.sign_in('coordinator_a')}"
        _status, page, cookies = ask(port, "GET", Cookie=session)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        headers = {
            "Cookie": "; ".join([session, *cookies]),
            "Content-Type": "multipart/form-data; boundary=B",
        }
        with contextlib.closing(
            sqlite3.connect(sqlite_desk.folder / "accede.sqlite3", isolation_level=None)
        ) as other:
            other.execute("BEGIN IMMEDIATE")
            status, page, _cookies = ask(port, "POST", BODY.format(token=token).encode(), **headers)
            assert (status, "The record is being written just now" in page) == (503, True)
            assert ask(port, "GET", Cookie=session)[0] == 200
            other.execute("ROLLBACK")
        assert list((sqlite_desk.folder / "imports").iterdir()) == []
        assert ask(port, "POST", BODY.format(token=token).encode(), **headers)[0] == 302
