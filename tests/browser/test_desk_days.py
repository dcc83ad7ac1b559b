"""A working day in a real browser: Today, meetings and their planner, silent States, handovers, the search."""

import pytest
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_everywhere
from tests.desk import SOURCE

pytestmark = pytest.mark.browser

PAGES = {
    "today": "today/",
    "silent": "silent/",
    "open": "open/",
    "open of a state": "open/?state=KEN",
    "meetings": "meetings/",
    "past meetings": "meetings/?when=past",
    "new meeting": "meetings/new/",
    "planner": "meetings/{meeting}/",
    "sheet": "meetings/{meeting}/sheet/",
    "attendance": "meetings/{meeting}/attendance/",
    "plan": "meetings/{meeting}/plan/?state=KEN",
    "assignments": "assignments/",
    "assign": "assignments/new/",
    "hand over": "people/{person}/hand-over/",
    "handover": "handovers/{handover}/",
    "found": "search/?q=kenya",
}
IN_THE_DARK = {"today", "planner", "assignments"}


@pytest.fixture(scope="module")
def places(desk, site, session_of):
    """Where the records of a working week stand."""
    session_of("coordinator_a")
    script = (
        "import sys, django; sys.path.insert(0, sys.argv[1]); django.setup();"
        "from tests.browser import day; day.make()"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}
    with desk.python("-c", script, str(SOURCE.parent), **settings) as process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return dict(zip(("meeting", "handover", "person"), output.split(), strict=True))


@pytest.fixture
def open_desk(open_page, session_of, places):
    def opened(name, *, language="en", **options):
        path = PAGES[name].format(**places)
        return open_page(f"/{language}/desk/ccm/{path}", session=session_of("coordinator_a"), **options)

    return opened


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_fault_in_either_direction_wide_narrow_or_dark(open_desk, site, places, name):
    page = open_desk(name)
    ways = [("en", DESKTOP), ("ar", PHONE)]

    def place(language):
        return f"{site}/{language}/desk/ccm/{PAGES[name].format(**places)}"

    assert found_everywhere(page, place, ways, dark=name in IN_THE_DARK) == []


def test_the_sheet_is_printed_black_on_white_with_whole_states(open_desk):
    page = open_desk("sheet", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    assert not page.get_by_role("navigation", name="Main").is_visible()
    assert not page.get_by_text("leave it with nobody").is_visible()
    blocks = page.locator(".sheet > li")
    assert blocks.count() == 2
    assert {each.evaluate("block => getComputedStyle(block).breakInside") for each in blocks.all()} == {
        "avoid"
    }
    assert "In the lounge" in blocks.nth(1).inner_text()


def test_from_the_planner_to_logging_by_keyboard(open_desk):
    page = open_desk("planner")
    page.get_by_role("button", name="Met", exact=True).focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/exchanges/new/?state=UGA*")
    assert page.get_by_label("State", exact=True).input_value() == "UGA"
    assert "Marked as met" in page.get_by_role("status").inner_text()
