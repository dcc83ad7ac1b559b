"""WCAG 2.2 AA by axe: every address once, full or sent back, the ways of showing a page spread over them.

All addresses in all ways, as everybody: `./run test --long --only looked-at`.
"""

import itertools

import pytest
from tests.browser.every_page import SPREAD, Eyes, Readers, in_language, is_page, places
from tests.browser.looking import BUT_COLOURS, RULES
from tests.desk import server_url
from tests.web.test_permissions import DESK

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    # Rendered in the process in which Chromium's loop runs, pages leave connections of PostgreSQL open. What is looked at
    # here comes from templates and styles; tests/web asks for the same pages on both.
    pytest.mark.skipif(bool(server_url()), reason="pages are looked at on SQLite"),
]

# A form that is sent back is all there, with what is wrong beside each field.
SENT_BACK = {name for name, entry in DESK.items() if 400 in (entry.post or {}).values()}


@pytest.fixture
def eyes(chromium):
    opened = Eyes(chromium)
    yield opened
    opened.context.close()


def test_no_page_has_a_fault(eyes):
    readers, found, turns = Readers(), [], itertools.count()
    for name, method, roles, path in places("en"):
        if method == "get" and name in SENT_BACK:
            continue
        turn = next(turns)
        way, role = SPREAD[turn % len(SPREAD)], roles[turn // len(SPREAD) % len(roles)]
        answer = readers.ask(role, in_language(path, way.language), method)
        if is_page(answer):
            eyes.show(answer, path, way)
            # Colours take most of the time: every seventh page, which in eight ways is each of them in the end.
            rules = BUT_COLOURS if turn % 7 else RULES
            found += [f"{name} ({method}, {role}, {way}): {each}" for each in eyes.found(way, rules)]
    assert eyes.looked > len(SENT_BACK)
    assert found == []
