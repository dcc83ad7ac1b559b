"""A workshop in a real browser: planned, invited to, replied to by a link, signed in on a telephone without a line."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.browser.clicks import Clicks
from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import found_by_axe

pytestmark = pytest.mark.browser


def _accessible(page, path):
    assert found_by_axe(page) == [], path
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_workshop_is_run_from_the_list_to_the_outcome(open_page, session_of):
    session, today = session_of("coordinator_a"), timezone.localdate()
    clicks = Clicks()

    def watched(path, **options):
        page = open_page(path, **options)
        clicks.watch(page.context)
        return page

    with clicks.takes(
        20, "A workshop is planned, invited to, replied to, signed in at, and its outcome noted"
    ):
        workshop = run_workshop(watched, session, today)
    for path in ("", "participants/", "programme/", "edit/"):
        _accessible(open_page(f"/ar/{workshop}{path}", session=session, viewport=PHONE), path)
    assert "Workshop for African States" in open_page("/en/desk/ccm/states/egy/", session=session).content()


def run_workshop(open_page, session, today):
    """From the list to the outcome, in three browsers; the workshop's address."""
    page = open_page("/en/desk/ccm/workshops/new/", session=session)
    for label, value in {
        "Name": "Workshop for African States",
        "Begins": today.isoformat(),
        "Ends": today.isoformat(),
        "Places": "10",
        "Replies until": today.isoformat(),
        "Needs and travel documents": (today + timedelta(days=9)).isoformat(),
    }.items():
        page.get_by_label(label).first.fill(value)
    page.get_by_role("button", name="Save").click()
    workshop = page.url.split("/en/", 1)[1]
    page = open_page(f"/en/{workshop}invite/?category=all&group=african", session=session)
    _accessible(page, "invite")
    page.get_by_role("button", name="Put those ticked on the list").click()
    page.get_by_role("link", name="Egypt").click()
    page.get_by_role("button", name="Make a new link").click()
    link = "/" + page.locator(".answer-link").inner_text().split("/en/", 1)[1]

    focal = open_page(f"/ar{link}reply/", viewport=PHONE)
    focal.locator("[name=replied_by]").fill("القنصل")
    focal.locator("[name=p0-name]").fill("منى حسن")
    _accessible(focal, "reply")
    focal.locator("form.delegation .form__actions button").click()
    _accessible(focal, "overview")
    assert "منى حسن" in open_page(f"/fr{link}").content()

    page.reload()
    _accessible(page, "delegation")
    page.get_by_role("button", name="Approve all that waits").click()
    phone = open_page(f"/fr/{workshop}sign-in/", session=session, viewport=PHONE)
    _accessible(phone, "sign-in")
    phone.locator("[data-keep]").click()
    phone.locator("[data-drop]").wait_for()
    phone.context.set_offline(True)
    phone.reload()
    phone.locator("button[name=person]").click()
    phone.locator("[data-here]").wait_for()
    phone.context.set_offline(False)
    phone.locator("[data-told] .answer-saved").wait_for()
    page = open_page(f"/en/{workshop}outcome/", session=session)
    page.get_by_label("State").select_option("EGY")
    page.get_by_label("What it said").fill("Put it before parliament")
    page.get_by_role("button", name="Save").click()
    _accessible(page, "outcome")
    return workshop
