"""A server does not hold what the API's document is made of: another process makes the document."""

import gzip
import subprocess
import sys

import pytest

from accede.api import document
from accede.api.urls import api


@pytest.fixture
def served(monkeypatch):
    """As in a process of the server."""
    monkeypatch.setattr(document, "another_process_makes_it", False)
    document.by_another.cache_clear()
    document.let_another_process_make_it()
    yield
    document.by_another.cache_clear()


def test_what_the_other_process_writes_is_given_out_and_asked_for_once(served, client, monkeypatch):
    asked, run = [], subprocess.run

    def counted(command, **options):
        asked.append(command)
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    answers = [client.get("/api/v1/openapi.json") for _time in range(2)]
    monkeypatch.setattr(document, "another_process_makes_it", False)
    made_here = client.get("/api/v1/openapi.json")

    assert asked == [[sys.executable, "-c", document.OTHER_PROGRAM]]
    assert document.by_another()  # else it was made here after all
    for answer in answers:
        assert (answer.content, answer["Content-Type"]) == (made_here.content, made_here["Content-Type"])


def test_it_is_kept_and_sent_packed_and_not_again_to_who_has_it(client):
    plain = client.get("/api/v1/openapi.json")
    packed = client.get("/api/v1/openapi.json", headers={"Accept-Encoding": "br, gzip;q=0.5"})

    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) * 10 < len(plain.content)
    assert (packed["Content-Encoding"], packed["ETag"]) == ("gzip", plain["ETag"])
    assert all("Accept-Encoding" in each["Vary"] for each in (plain, packed))
    assert packed.content == document.made_here(api)
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": plain["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", plain["ETag"])
    assert "Content-Encoding" not in client.get(
        "/api/v1/openapi.json", headers={"Accept-Encoding": "gzip;q=0"}
    )


def test_where_no_other_process_can_be_started_it_is_made_here(served, client, monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/there/is/none")

    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1.")
    assert "made by the process that was asked for it" in caplog.text
