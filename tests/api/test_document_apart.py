"""A server does not hold what the API's document is made of: another process makes the document."""

import io
import subprocess
import sys

import django
import pytest

from accede.api import document


@pytest.fixture
def served(monkeypatch):
    """As in a process of the server."""
    monkeypatch.setattr(document, "another_process_makes_it", False)
    document.by_another.cache_clear()
    document.let_another_process_make_it()
    yield
    document.by_another.cache_clear()


def test_what_the_other_process_writes_is_given_out_and_asked_for_once(served, client, monkeypatch):
    asked, written = [], io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written))
    monkeypatch.setattr(django, "setup", lambda: None)

    def other(command, **_options):
        asked.append(command)
        document.main()
        return subprocess.CompletedProcess(command, 0, stdout=written.getvalue())

    monkeypatch.setattr(subprocess, "run", other)
    answers = [client.get("/api/v1/openapi.json") for _time in range(2)]
    monkeypatch.setattr(document, "another_process_makes_it", False)
    made_here = client.get("/api/v1/openapi.json")

    assert asked == [[sys.executable, "-m", "accede.api.document"]]
    for answer in answers:
        assert (answer.content, answer["Content-Type"]) == (made_here.content, made_here["Content-Type"])


def test_where_no_other_process_can_be_started_it_is_made_here(served, client, monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/there/is/none")

    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1.")
    assert "made by the process that was asked for it" in caplog.text
