"""What the browser is told, and what hostile input gets."""

import re

import pytest
from tests.web.addresses import PAGES, address

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_allows_nothing_but_its_own_files(client, name):
    policy = client.get(address(name))["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "https:" not in policy


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_without_inline_style_and_script(client, name):
    page = client.get(address(name)).content.decode()
    page = re.sub(
        r"<textarea.*?</textarea>", "", page, flags=re.DOTALL
    )  # what others copy into pages of their own

    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_the_headers_say_so_too(client, header, value):
    assert client.get(address("treaty"))[header] == value


@pytest.mark.parametrize(
    "query",
    [
        "on=<script>alert(1)</script>",
        "on=2025-02-30",
        "on=2025-2-3",
        "on=20250306",
        "on=0000-00-00",
        "status=<b>",
        "group=x' OR 1=1 --",
        "speaks=%00",
        "sort=__class__",
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(client, query):
    answer = client.get(f"{address('status')}?{query}")

    assert answer.status_code == 404
    assert b"<script>alert" not in answer.content
    assert b"Traceback" not in answer.content
    assert b"<h1>" in answer.content


def test_a_search_is_shown_as_text(client):
    page = client.get(address("states"), {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("name", ["treaties", "treaty", "status", "targets", "votes", "states", "state"])
@pytest.mark.parametrize("on", ["0001-01-01", "1800-01-01", "9999-12-31"])
def test_any_day_of_the_calendar_is_answered(client, name, on):
    assert client.get(address(name), {"on": on}).status_code == 200
