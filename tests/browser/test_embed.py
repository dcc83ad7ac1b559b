"""Another site's page, on a port of its own, that shows ours."""

import contextlib
import http.server
import threading

import pytest
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_everywhere
from tests.web.addresses import address

pytestmark = pytest.mark.browser


@contextlib.contextmanager
def another_site(body):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_told):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_another_site_can_show_the_map_and_the_badge_and_nothing_else(chromium, site):
    body = (
        f'<!doctype html><title>Another</title><iframe name="map" src="{site}{address("embed-map")}"></iframe>'
        f'<iframe name="page" src="{site}{address("treaty")}"></iframe>'
        f'<img id="badge" src="{site}{address("embed-badge")}">'
    )
    with another_site(body) as elsewhere, contextlib.closing(chromium.new_context()) as context:
        page = context.new_page()
        page.goto(elsewhere)
        shown = page.frame("map")

        assert shown.locator("[data-state]").count() == 197
        assert page.evaluate("document.querySelector('#badge').naturalWidth") > 100
        assert page.frame("page").url.startswith("chrome-error:")
        with context.expect_page() as opened:  # beside it, since our pages are not shown within it
            shown.locator("a").evaluate(
                "link => { link.href = link.href.replace(/^.*:\\d+/, location.origin) }"
            )
            shown.locator("a").click()
        assert opened.value.url.startswith(f"{site}/en/treaties/ccm/")
        assert context.cookies() == []


def test_the_frame_has_no_fault_wide_narrow_or_dark(open_page, site):
    page = open_page(address("embed-map"))

    ways = [("en", DESKTOP), ("ar", PHONE)]
    assert (
        found_everywhere(page, lambda language: site + address("embed-map", language), ways, dark=True) == []
    )
