"""docs/api.md: its addresses answer, its table is whole, its program runs."""

import contextlib
import io
import re
import shlex
import urllib.request
from urllib.parse import urlsplit

import pytest
from tests.api.bearers import bearer
from tests.docs import pages
from tests.docs.desk_operations import written

from accede.api.urls import api

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1:8000"


PATHS = api.get_openapi_schema()["paths"]
DESK = "/api/v1/desk/{campaign}"


def test_the_table_has_every_address():
    told = {row[0] for row in pages.table_rows(pages.section("docs/api.md", "What there is"))}

    assert told == {path.removeprefix("/api/v1") for path in PATHS if not path.startswith(DESK)}


def test_the_page_of_the_desk_has_every_operation():
    """What it says is what the document says: `python -m tests.docs.desk_operations` writes it anew."""
    assert pages.text("docs/api-desk.md") == written()


@pytest.mark.parametrize("address", re.findall(rf"^{HOST}\S+$", pages.text("docs/api.md"), re.MULTILINE))
def test_an_address_of_the_page_answers_with_rows(client, address):
    answer = client.get(address.removeprefix(HOST))

    assert answer.status_code == 200
    assert len(answer.content) > 200


def test_the_program_of_the_page_runs(client, monkeypatch):
    """As it stands, but for the wire: what it asks for is answered by the program itself."""
    (program,) = re.findall(r"```python\n(.*?)```", pages.text("docs/api.md"), re.DOTALL)

    def answered(address):
        parts = urlsplit(address)
        return io.BytesIO(client.get(f"{parts.path}?{parts.query}").content)

    monkeypatch.setattr(urllib.request, "urlopen", answered)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(program, {})  # noqa: S102 -- our own page

    assert printed.getvalue() == "112 had joined on 2025-03-05\n"


def _curls():
    """What each curl of the page asks for, as curl would take it."""
    for block in re.findall(r"```sh\n(.*?)```", pages.text("docs/api.md"), re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            words, asked = shlex.split(line)[1:], {"headers": {}, "body": None}
            while words:
                word = words.pop(0)
                if word == "-H":
                    name, _, value = words.pop(0).partition(": ")
                    asked["headers"][name] = value
                elif word == "-d":
                    asked["body"] = words.pop(0)
                else:
                    asked["url"] = word.removeprefix(HOST)
            yield asked


def test_what_the_page_sends_by_curl_is_answered(client):
    tried = list(_curls())
    assert len(tried) >= 5
    for each in tried:
        headers = {name: value for name, value in each["headers"].items() if name == "Idempotency-Key"}
        told = {"headers": headers | bearer("coordinator_a"), "content_type": "application/json"}
        if each["body"]:
            answer = client.post(each["url"], each["body"], **told)
        else:
            answer = client.get(each["url"], headers=told["headers"])
        assert answer.status_code == 200, (each, answer.content)
