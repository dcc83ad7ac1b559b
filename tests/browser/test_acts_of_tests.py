"""The acts of the browser tests themselves, against a server that answers in pieces, as a busy machine does."""

import http.server
import threading
import time

import pytest

START = b"<!doctype html><title>Start</title><a href='/on'>On</a><form method=post action='/on'><button>Send</button></form>"
PIECES = [b"", b"<!doctype html><title>There</title><h1>There", b"</h1><p>The end</p>"]


class InPieces(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_words):
        pass

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        for piece in [START] if self.path == "/" else PIECES:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(0 if self.path == "/" else 0.2)

    do_POST = do_GET  # noqa: N815 -- the name that the server looks for


@pytest.fixture
def slow_site():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), InPieces) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("act", ["a click on a link", "a click on a button", "a key on a link"])
def test_an_act_ends_when_the_page_it_leads_to_is_there(chromium, slow_site, act):
    page = chromium.new_page()
    page.goto(slow_site)
    target = page.get_by_role("button" if "button" in act else "link")

    target.press("Enter") if "key" in act else target.click()

    assert "The end" in page.content()
    page.close()
