"""A document and its review in a real browser: drafted once, then looked at by axe and on a narrow phone."""

import re

import pytest
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_by_axe

pytestmark = pytest.mark.browser


def test_a_document_and_its_review_are_clear_of_axe(open_page, session_of):
    session_of("coordinator_b")  # somebody to share it with
    session = session_of("coordinator_a")
    page = open_page("/en/desk/ccm/documents/new/dossier/?state=CYP", session=session)
    page.get_by_role("button", name="Draft").click()
    document = page.url.split("/en/", 1)[1]
    page.get_by_role("link", name="Share for review").click()
    page.get_by_role("checkbox", name="Coordinator B").check()  # the first may be another test's
    page.get_by_role("button", name="Share").click()
    review = page.url.split("/en/", 1)[1]
    page.get_by_label("Comment").fill("Shorter")
    page.get_by_label("Suggested text").fill("Cyprus signed.")
    page.get_by_role("button", name="Comment").click()
    assert "Cyprus signed." in page.locator("main").inner_text()

    for language, viewport in (("en", DESKTOP), ("ar", PHONE)):
        for path in (document, review, "desk/ccm/documents/bundles/new/"):
            page = open_page(f"/{language}/{path}", session=session, viewport=viewport)
            assert found_by_axe(page) == [], (language, path)
    for path in (document, review):
        page = open_page(f"/ar/{path}", session=session, viewport={"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


def test_the_progress_report_is_drafted_and_taken_along(hands, session_of):
    """From Today to the file: on the plan that runs, to the meeting that it works towards."""
    ana = hands("/en/desk/ccm/today/", session=session_of("coordinator_a"))
    page = ana.page
    page.set_default_timeout(60_000)
    with ana.takes(4, "The progress report is drafted, and taken along as DOCX"):
        ana.room("documents")
        ana.follow("/documents/new/progress")
        ana.send()
        assert re.search(r"/documents/\d+/$", page.url)
        report = ana.take(page.get_by_role("link", name="DOCX").first)
    assert report.read_bytes()[:2] == b"PK"
