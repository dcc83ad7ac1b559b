"""The forecast in a real browser: empty and full, in both directions, on a phone."""

import pytest
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_accessibility import found_by_axe

pytestmark = pytest.mark.browser

PAGES = {
    "ranking": "",
    "state": "states/ago/?horizon=3",
    "meetings": "meetings/",
    "wrong assumptions": "meetings/?meetings=none",
    "record": "record/",
    "withdrawal": "withdrawal/",
}


@pytest.fixture
def made(open_page, session_of):
    """Today's forecast is there."""
    page = open_page("/en/desk/ccm/forecast/", session=session_of("coordinator_a"))
    button = page.get_by_role("button", name="Make today’s forecast")
    if button.count():
        button.click()
        page.get_by_text("The forecast was made and is kept.").wait_for()


@pytest.mark.parametrize(("language", "viewport"), [("en", DESKTOP), ("ar", PHONE)])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("made")
def test_axe_finds_nothing(open_page, session_of, name, language, viewport):
    page = open_page(
        f"/{language}/desk/ccm/forecast/{PAGES[name]}",
        session=session_of("coordinator_a"),
        viewport=viewport,
    )

    assert found_by_axe(page) == []


@pytest.mark.parametrize("name", ["ranking", "meetings"])
@pytest.mark.usefixtures("made")
def test_axe_finds_nothing_in_the_dark(open_page, session_of, name):
    page = open_page(
        f"/en/desk/ccm/forecast/{PAGES[name]}", session=session_of("coordinator_a"), color_scheme="dark"
    )

    assert found_by_axe(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("made")
def test_nothing_scrolls_sideways_on_a_narrow_phone(open_page, session_of, name, language):
    page = open_page(
        f"/{language}/desk/ccm/forecast/{PAGES[name]}",
        session=session_of("coordinator_a"),
        viewport={"width": 320, "height": 640},
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_partner_has_no_entry_for_it(open_page, session_of):
    page = open_page("/en/desk/ccm/norm/", session=session_of("cmc_partner"))

    assert page.locator(".masthead__rooms a[href$='/imports/']").count() == 1
    assert page.locator(".masthead__rooms a[href$='/forecast/']").count() == 0
