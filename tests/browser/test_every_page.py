"""WCAG 2.2 AA by axe: every address once, full or sent back, the ways of showing a page spread over them.

All addresses in all ways, as everybody: `./run test --long --only looked-at`.
"""

import itertools

import pytest
from tests.browser import seen_before
from tests.browser.every_page import SPREAD, Eyes, Readers, in_language, is_page, places
from tests.browser.looking import BUT_COLOURS, RULES
from tests.web.test_permissions import DESK

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# A form that is sent back is all there, with what is wrong beside each field.
SENT_BACK = {name for name, entry in DESK.items() if 400 in (entry.post or {}).values()}


@pytest.fixture
def eyes(chromium):
    opened = Eyes(chromium)
    yield opened
    opened.context.close()


def test_no_page_has_a_fault(eyes):
    readers, found, turns, pages = Readers(), [], itertools.count(), 0
    for name, method, roles, path in places("en"):
        if method == "get" and name in SENT_BACK:
            continue
        turn = next(turns)
        way, role = SPREAD[turn % len(SPREAD)], roles[turn // len(SPREAD) % len(roles)]
        answer = readers.ask(role, in_language(path, way.language), method)
        if not is_page(answer):
            continue
        pages += 1
        # Colours take most of the time: every seventh page, which in eight ways is each of them in the end.
        rules = BUT_COLOURS if turn % 7 else RULES
        sign = seen_before.sign(seen_before.shape(answer.content.decode()), answer.status_code, way, rules)
        if seen_before.is_clear(sign):
            continue
        eyes.show(answer, path, way)
        if here := eyes.found(way, rules):
            found += [f"{name} ({method}, {role}, {way}): {each}" for each in here]
        else:
            seen_before.remember(sign)
    assert pages > len(SENT_BACK)
    assert found == []
