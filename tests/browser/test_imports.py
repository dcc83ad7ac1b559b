"""Somebody who has never seen the program brings the depositary's file in through the browser, and takes it back."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_by_axe, found_everywhere
from tests.factories.depositary import status_file

pytestmark = pytest.mark.browser

SECONDS = 60_000
# Where set, the pictures of docs/imports.md are made anew in this folder.
PICTURES = os.environ.get("DOCS_PICTURES", "")


@pytest.fixture(scope="module")
def file_of_depositary(desk, tmp_path_factory):
    return of_depositary(desk, tmp_path_factory.mktemp("depositary"), "Solomon Isles")


def of_depositary(desk, folder, name):
    """The treaty's status as on record, with an accession more, and with a name that nobody knows."""
    path = folder / "XXVI-6.en.xml"
    more = [("Tuvalu", "2026-11-09"), (name, "2026-11-10")]
    content = status_file(desk.rows("status", "ccm"), title="Convention on Cluster Munitions", more=more)
    path.write_text(content, encoding="utf-8")
    return path


def picture(page, name, *, whole=False):
    if PICTURES:
        path = Path(PICTURES) / f"imports-{name}.png"
        page.screenshot(path=path, animations="disabled", full_page=whole)


def exports(desk):
    return [desk.rows(*asked) for asked in (("status", "ccm"), ("targets", "ccm"), ("votes", "ccm"))]


def send(page, path):
    page.locator(".rooms > summary").click()
    page.locator(".rooms").get_by_role("link", name="Imports").click()
    page.get_by_label("File").set_input_files(path)
    picture(page, "file")
    page.get_by_role("button", name="Look at it").click()
    page.wait_for_url(re.compile(r"/imports/files/\d+/$"), timeout=SECONDS)


def figure(page, label):
    return page.locator(".figure", has_text=label).locator("dd").first


def test_the_status_file_is_brought_in_and_taken_back(hands, session_of, desk, tmp_path):
    before = exports(desk)
    ana = hands("/en/desk/ccm/today/", session=session_of("coordinator_a"))
    name = "Isles Solomon" if ana.keyboard else "Solomon Isles"  # what was made known stays so
    with ana.takes(8, "A file is brought in, a name in it made known, and all taken back"):
        bring_in_and_take_back(ana, desk, of_depositary(desk, tmp_path, name), before, name)
    assert exports(desk) == before


def bring_in_and_take_back(ana, desk, file, before, name):
    page = ana.page
    ana.room("imports")
    ana.bring(page.get_by_label("File"), file)
    ana.fill(as_of="2026-11-20")
    go_on(ana, "Look at it", r"/imports/files/\d+/$")

    expect(page.get_by_role("heading", level=1)).to_have_text("XXVI-6.en.xml")
    expect(figure(page, "New")).to_have_text("1")
    expect(figure(page, "Stopped")).to_have_text("1")
    expect(page.get_by_role("row", name=re.compile("Tuvalu.*accession, 9 November 2026"))).to_be_visible()
    assert ana.keyboard or found_by_axe(page) == []
    assert exports(desk) == before
    picture(page, "preview", whole=True)

    go_on(ana, "It is Solomon Islands", r"/imports/files/\d+/$")
    expect(page.get_by_text(f"“{name}” is known from now on.")).to_be_visible()
    expect(figure(page, "New")).to_have_text("2")

    go_on(ana, "Apply", r"/imports/\d+/$")
    expect(page.locator("dl.facts")).to_contain_text("applied")
    picture(page, "import")
    after = {row["iso3"]: row for row in desk.rows("status", "ccm")}
    assert (after["TUV"]["status"], after["TUV"]["consent_date"]) == ("party", "2026-11-09")
    assert after["SLB"]["consent_date"] == "2026-11-10"

    go_on(ana, "Take it back", r"/imports/\d+/$")
    expect(page.locator("dl.facts")).to_contain_text("undone")


def go_on(ana, button, to):
    ana.strike(ana.page.get_by_role("button", name=button))
    ana.page.wait_for_url(re.compile(to), timeout=SECONDS)


def test_it_goes_without_javascript(open_page, session_of, file_of_depositary):
    page = open_page("/en/desk/ccm/imports/", session=session_of("coordinator_a"), java_script_enabled=False)
    send(page, file_of_depositary)
    page.get_by_role("button", name="Put aside").click()
    expect(page.get_by_text("The file is off the desk.")).to_be_visible()


def test_the_columns_of_a_table_are_named_in_the_page(open_page, session_of, tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("Party,What,When\nTuvalu,accession,2026-11-09\n", encoding="utf-8")
    page = open_page("/en/desk/ccm/imports/", session=session_of("coordinator_a"))
    send(page, table)
    page.get_by_role("link", name="Say where the fields stand").click()
    for label, heading in [("State, by name", "Party"), ("Kind of action", "What"), ("Date", "When")]:
        page.get_by_label(label).select_option(heading)
    picture(page, "columns")
    assert found_by_axe(page) == []
    page.get_by_role("button", name="Read it so").click()
    page.wait_for_url(re.compile(r"/imports/files/\d+/$"), timeout=SECONDS)
    page.get_by_label("Treaty").select_option("ccm")
    page.get_by_role("button", name="Look at it anew").click()
    page.wait_for_url(re.compile(r"/imports/files/\d+/$"), timeout=SECONDS)
    expect(page.get_by_role("cell", name="Convention on Cluster Munitions: accession")).to_be_visible()
    page.get_by_role("button", name="Put aside").click()


PAGES = {"list": "imports/", "new": "imports/new/", "disputes": "imports/disputes/"}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_fault_in_either_direction_wide_or_narrow(open_page, site, session_of, name):
    page = open_page(f"/en/desk/ccm/{PAGES[name]}", session=session_of("coordinator_a"))
    ways = [(language, viewport) for language in ("en", "ar") for viewport in (DESKTOP, PHONE)]

    assert found_everywhere(page, lambda language: f"{site}/{language}/desk/ccm/{PAGES[name]}", ways) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_preview_fits_a_narrow_phone(open_page, session_of, language, file_of_depositary):
    page = open_page(
        "/en/desk/ccm/imports/",
        session=session_of("coordinator_a"),
        viewport={"width": 320, "height": 640},
    )
    send(page, file_of_depositary)
    page.goto(page.url.replace("/en/", f"/{language}/"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert found_by_axe(page) == []
    page.goto(page.url.replace(f"/{language}/", "/en/"))
    page.get_by_role("button", name="Put aside").click()
