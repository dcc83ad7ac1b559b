"""The outbox with messages in it, and one's own page of reminders, in a real browser."""

import pytest
from tests.browser.conftest import DESKTOP
from tests.browser.looking import found_by_axe
from tests.desk import SOURCE

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
SCRIPT = """
import sys, django; sys.path.insert(0, sys.argv[1]); django.setup()
from tests.web.desk_addresses.outbox import _message
print(_message().pk)
"""


@pytest.fixture(scope="module")
def message(desk, site, session_of):
    session_of("coordinator_a")
    own = {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}
    with desk.python("-c", SCRIPT, str(SOURCE.parent), **own) as process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return output.strip()


@pytest.mark.parametrize("seen", [("en", DESKTOP), ("ar", NARROW)], ids=["en", "ar"])
@pytest.mark.parametrize("path", ["desk/ccm/outbox/", "desk/ccm/outbox/{message}/", "account/reminders/"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, session_of, message, path, seen):
    language, viewport = seen
    page = open_page(
        f"/{language}/{path.format(message=message)}",
        session=session_of("coordinator_a"),
        viewport=viewport,
    )
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")

    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_a_message_is_let_go_and_a_calendar_made(open_page, session_of, message):
    page = open_page(f"/en/desk/ccm/outbox/{message}/", session=session_of("coordinator_a"))
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("let go by Coordinator A").wait_for()
    page.goto(page.url.split("/en/")[0] + "/en/account/reminders/")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("Address of your calendar").input_value()
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")
