"""What cannot be asked is refused in words: no hostile filter and no number beyond measure makes the program fail."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import html as markup
from tests.access import cast
from tests.security import walking
from tests.security.hostile import alive_in
from tests.security.test_forgery import every_address
from tests.web.test_permissions import DESK

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BEYOND = "9" * 40
HOSTILE = ("\x00'\"><zq onzq=1>zq{{7*7}}zq' OR 1=1 --\r\nX-Zq: 1", BEYOND)
# Names by which pages are asked without a form that shows them.
UNTOLD = ("on", "then", "page", "q", "next", "format", "saved", "version", "exchange", "from", "number")


def _filters(page, path) -> set[str]:
    """The names that a page's own forms and links ask with."""
    tree, found = markup.document_fromstring(page.content.decode()), set()
    for form in tree.iter("form"):
        if (form.get("method") or "get").lower() == "get":
            found |= {field.get("name") for field in form.iter("input", "select", "textarea")}
    for link in tree.iter("a"):
        to = urlsplit(link.get("href") or "")
        if not to.netloc and to.path in ("", path):
            found |= {name for name, _value in parse_qsl(to.query, keep_blank_values=True)}
    return found - {None}


def _asked(client):
    """Every address that is read, with all the names by which it may be asked."""
    made = ((name, walking.made(name)) for name in DESK)
    desk = [walking.path_of(name, arguments) for name, arguments in made if arguments is not None]
    for path in [*desk, *walking.public_paths()]:
        page = client.get(path)
        if page.status_code == 405:  # it only takes forms
            continue
        is_page = page.status_code == 200 and page["Content-Type"].startswith("text/html")
        yield path, {*UNTOLD, *(_filters(page, path) if is_page else ())}


def test_nothing_that_is_asked_makes_a_page_fail(client):
    """All that a page can be asked at once, and then each filter that its forms show by itself."""
    client.raise_request_exception = False
    cast.sign_in(client, cast.coordinator_b())
    seen, failed = set(), set()
    for path, names in _asked(client):
        place = re.sub(r"\d+", "0", path)
        queries = [dict.fromkeys(names, value) for value in HOSTILE]
        queries += [
            {name: value} for name in names - {*UNTOLD} if (place, name) not in seen for value in HOSTILE
        ]
        seen |= {(place, name) for name in names}
        for query in queries:
            answer = client.get(path, query)
            if answer.status_code >= 500 or alive_in(answer):
                failed.add((path, str(query)[:80], answer.status_code))
    assert failed == set()
    assert len(seen) > 1000


def test_no_number_in_an_address_is_too_large(client):
    client.raise_request_exception = False
    cast.sign_in(client, cast.coordinator_b())
    failed = set()
    for name, path in every_address():
        for number in (BEYOND, str(2**63), "9" * 5000):
            place = re.sub(r"(?<=/)1(?=[/.]|$)", number, path)
            if place != path and {client.get(place).status_code, client.post(place).status_code} & {500, 503}:
                failed.add((name, number[:20]))
    assert failed == set()
