"""The survey on the desk in a real browser: taken, put to States, opened, a link made, and looked at on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_by_axe

pytestmark = pytest.mark.browser


def test_a_round_is_run_from_the_desk_and_its_pages_are_clear_of_axe(open_page, session_of):
    session = session_of("coordinator_a")
    page = open_page("/en/desk/ccm/survey/", session=session)
    page.get_by_role("button", name="Take the one that comes with Accede").click()
    questionnaire = page.url.split("/en/", 1)[1]
    page.get_by_role("link", name="Put it to States").click()
    page.get_by_label("Name").fill("Survey 2026")
    page.get_by_label("Open until").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_label("And to these States").fill("KEN, EGY, MNG")
    page.get_by_role("button", name="Prepare the round").click()
    page.get_by_role("button", name="Open the round").click()
    survey = page.url.split("/en/", 1)[1]
    page.get_by_role("link", name="Egypt").click()
    page.get_by_role("button", name="Make a new link").click()
    link = page.get_by_role("status").locator(".said").inner_text()
    assert "/ar/answer/" in link

    state = f"{survey}states/egy/"
    paths = [questionnaire, survey, state, f"{state}enter/", f"{survey}reminders/", f"{survey}mail/"]
    for path in paths:
        page = open_page(f"/en/{path}", session=session, viewport=DESKTOP)
        assert found_by_axe(page) == [], path
        page = open_page(f"/ar/{path}", session=session, viewport={**PHONE, "width": 320})
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
