"""How public pages come to be seen: light, without anything that moves, over a slow line and without scripts."""

import itertools

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import DESKTOP, PHONE
from tests.web.addresses import PAGES, address

pytestmark = pytest.mark.browser

MOST = 150_000  # bytes over the line, of a first visit: page, style, letters, script
STILL = 0.0005  # of 1 all that is seen would have moved; this is a part of a pixel here and there
# A telephone far from its mast: 400 kbit/s, and four tenths of a second to an answer.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
MOVED = """() => new Promise(resolve => {
    let total = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) total += entry.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(total), 100);
})"""
# Of it, what moves cells of a table.
MOVED_CELLS = MOVED.replace(
    "total += entry.value",
    "if (entry.sources.some(s => s.node && s.node.nodeName === 'TD')) total += entry.value",
)


@pytest.fixture
def line(chromium, site):
    """A page of a first visit, its line to Chromium's own tools, and what came over it."""
    context = chromium.new_context(viewport=PHONE, base_url=site)
    page = context.new_page()
    tools, came = context.new_cdp_session(page), []
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tools.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
    yield page, tools, came
    context.close()


def test_a_first_visit_is_light_and_nothing_moves(line):
    page, _tools, came = line
    heavy, moving = {}, {}
    for name, language, viewport in itertools.product(PAGES, ("en", "ar"), (PHONE, DESKTOP)):
        came.clear()
        page.set_viewport_size(viewport)
        page.goto(address(name, language), wait_until="load")
        weight = sum(came)
        # On a busy machine half a form may be drawn before the rest of it was read: what moves on every visit is ours.
        if page.evaluate(MOVED) > STILL:
            page.reload(wait_until="load")
            if (moved := page.evaluate(MOVED)) > STILL:
                moving[name, language, viewport["width"]] = moved
        if weight >= MOST and name != "guide-chapter":  # which is there for its pictures
            heavy[name, language] = weight
    assert heavy == {}
    assert moving == {}


def test_a_long_table_keeps_its_columns_while_its_rows_come(line):
    page, tools, _came = line
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 12})  # drawn in several pieces
    page.set_viewport_size(DESKTOP)
    for name in ("states", "status", "targets"):
        page.goto(address(name), wait_until="load")
        assert page.evaluate(MOVED_CELLS) <= STILL, name


def test_over_a_slow_line_a_page_is_read_and_used_and_nothing_moves(line):
    page, tools, _came = line
    tools.send("Network.emulateNetworkConditions", SLOW)
    for language in ("en", "ar"):
        page.goto(address("treaty", language), wait_until="load")
        expect(page.locator(".world .st--party").first).to_be_visible()
        assert page.evaluate(MOVED) <= STILL
    page.goto(address("states"))
    page.locator("#search").fill("Kenya")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kenya")
