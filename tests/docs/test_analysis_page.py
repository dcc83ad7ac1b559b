"""docs/analysis.md: its steps run one after the other and print what the page shows; the client says what is refused."""

import contextlib
import email
import io
import re
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from tests.docs import pages

from accede.api.client import Desk, RefusedError

pytestmark = pytest.mark.django_db
STEP = re.compile(r"```python\n(.*?)```(?:\s+```text\n(.*?)```)?", re.DOTALL)


@pytest.fixture
def on_the_wire(client, monkeypatch):
    """What the client asks for is answered by the program itself."""
    asked = []

    def answered(request, timeout):
        asked.append(request)
        parts = urlsplit(request.full_url)
        answer = client.get(f"{parts.path}?{parts.query}", headers=dict(request.header_items()))
        if answer.status_code == 200:
            return io.BytesIO(answer.content)
        body = io.BytesIO(answer.content)
        raise urllib.error.HTTPError(request.full_url, answer.status_code, "", email.message.Message(), body)

    monkeypatch.setattr(urllib.request, "urlopen", answered)
    return asked


def test_the_steps_of_the_page_print_what_it_shows(on_the_wire):
    shared = {}
    steps = STEP.findall(pages.text("docs/analysis.md"))
    assert len(steps) == 5
    for program, shown in steps:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(program, shared)  # noqa: S102 -- our own page
        assert printed.getvalue() == shown


def test_all_pages_of_a_list_come_as_one_and_each_row_has_the_same_plain_values(on_the_wire):
    desk = Desk("http://testserver")
    rows = desk.rows("treaties/ccm/status", limit=50)
    assert len(on_the_wire) == 4
    assert rows == desk.status("ccm")
    assert rows.about["count"] == 197
    for asked in (rows, desk.votes("ccm"), desk.targets("ccm"), desk.actions("ccm"), desk.changes("ccm")):
        assert len({tuple((key, type(value)) for key, value in row.items()) for row in asked}) == 1
    assert desk.state("ltu")["standings"]


def test_what_is_refused_says_why_and_a_token_is_not_shown(on_the_wire):
    with pytest.raises(RefusedError) as refused:
        Desk("http://testserver").status("ccm", on="2025-02-30")
    assert refused.value.status == 422
    with pytest.raises(RefusedError) as refused:
        Desk("http://testserver", token="accede_nothing").get("me")
    assert refused.value.status == 401
    assert "accede_nothing" not in repr(Desk("http://testserver", token="accede_nothing")) + str(
        refused.value
    )
    with pytest.raises(ValueError, match="no list"):
        Desk("http://testserver").rows("treaties/ccm")
    with pytest.raises(ValueError, match="no address"):
        Desk("file:///etc/passwd")
