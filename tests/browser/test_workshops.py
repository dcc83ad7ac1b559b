"""A workshop in a real browser: planned, invited to, replied to by a link, signed in on a telephone without a line."""

import pytest
from django.utils import timezone
from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import found_by_axe

pytestmark = pytest.mark.browser


def _accessible(page, path):
    assert found_by_axe(page) == [], path
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_workshop_is_run_from_the_list_to_the_outcome(hands, open_page, session_of):
    session = session_of("coordinator_a")
    ana = hands("/en/desk/ccm/workshops/new/", session=session)
    name = f"Workshop for African States, {'by keyboard' if ana.keyboard else 'by pointer'}"
    with ana.takes(19, "A workshop is planned, invited to, replied to, signed in at, and its outcome noted"):
        workshop = run_workshop(hands, ana, session, name)
    assert name in open_page("/en/desk/ccm/states/egy/", session=session).content()
    if not ana.keyboard:
        for path in ("", "participants/", "programme/", "edit/"):
            _accessible(open_page(f"/ar/{workshop}{path}", session=session, viewport=PHONE), path)


def run_workshop(hands, ana, session, name):
    """From the list to the outcome, in three browsers; the workshop's address."""

    def seen(page, what):
        if not ana.keyboard:
            _accessible(page, what)

    page = ana.page
    ana.fill(name=name, begins=timezone.localdate().isoformat(), places="10")
    ana.send()
    ana.fill(group="african")
    ana.send()
    seen(page, "invite")
    ana.press(page.get_by_role("button", name="Put those ticked on the list"))
    workshop = page.url.split("/en/", 1)[1]
    ana.press(page.get_by_role("button", name="Make a link Egypt"))
    link = "/" + page.locator(".answer-link").inner_text().split("/en/", 1)[1]

    focal = hands(f"/ar{link}reply/", language="ar", viewport=PHONE)
    focal.fill(**{"replied_by": "القنصل", "p0-name": "منى حسن"})
    seen(focal.page, "reply")
    focal.press(focal.page.locator("form.delegation .form__actions button"))
    seen(focal.page, "overview")
    focal.page.goto(focal.page.url.replace("/ar/", "/fr/"))
    assert "منى حسن" in focal.text()

    page.goto(f"{page.url.split('/en/')[0]}/en/{workshop}states/egy/")
    seen(page, "delegation")
    ana.press(page.get_by_role("button", name="Approve all that waits"))
    phone = hands(f"/fr/{workshop}", language="fr", session=session, viewport=PHONE)
    phone.follow("/sign-in/")
    seen(phone.page, "sign-in")
    phone.strike(phone.page.locator("[data-keep]"))
    phone.page.locator("[data-drop]").wait_for()
    phone.page.context.set_offline(True)
    phone.page.reload()
    phone.strike(phone.page.locator("button[name=person]").first)
    phone.page.locator("[data-here]").wait_for()
    phone.page.context.set_offline(False)
    phone.page.locator("[data-told] .answer-saved").wait_for()
    page.goto(f"{page.url.split('/en/')[0]}/en/{workshop}")
    ana.follow("/outcome/")
    ana.fill(text="Put it before parliament")
    ana.send()
    seen(page, "outcome")
    return workshop
