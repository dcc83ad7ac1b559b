"""The sheets that each page begins with are one file where the server has put them together."""

import base64
import hashlib
import re

import pytest
from django.contrib.staticfiles import storage as staticfiles
from django.contrib.staticfiles.finders import get_finders
from django.template.loader import render_to_string

from accede.web import sheets


@pytest.fixture
def collected(tmp_path, monkeypatch):
    storage = sheets.SheetsTogether(location=tmp_path, base_url="/static/")
    paths = {
        name: (kept, name)
        for each in get_finders()
        for name, kept in each.list([])
        if name.startswith("accede/")
    }
    for name, (kept, _name) in paths.items():
        with kept.open(name) as file:
            storage.save(name, file)
    for _start in range(2):  # each start of the server does it again
        assert not [
            result for *_names, result in storage.post_process(dict(paths)) if isinstance(result, Exception)
        ]
    monkeypatch.setattr(sheets, "staticfiles_storage", storage)
    return tmp_path


def test_a_page_asks_for_one_sheet_that_holds_all_in_order_and_finds_its_faces(collected):
    (address,) = re.findall(r'href="([^"]+)"', sheets.linked())
    assert re.fullmatch(r"/static/accede/first\.[0-9a-f]{12}\.css", address)
    made = collected / address.removeprefix("/static/")
    text = made.read_text(encoding="utf-8")
    assert made.with_name(made.name + ".gz").exists()
    assert "/*" not in text
    starts = [
        text.index(each) for each in ("@font-face{", "html{", ".masthead{", ".world{", "@media print{@page{")
    ]
    assert starts == sorted(starts)
    assert text.count("{") == text.count("}")
    faces = re.findall(r'url\("(fonts/[^"]+)"\)', text)
    assert faces
    assert all((made.parent / face).exists() and re.search(r"\.[0-9a-f]{12}\.", face) for face in faces)


@pytest.mark.django_db
def test_a_public_page_holds_it_and_the_policy_allows_that_text_and_no_other(collected, client, monkeypatch):
    monkeypatch.setattr(staticfiles, "staticfiles_storage", sheets.staticfiles_storage)  # of {% static %}
    answer = client.get("/en/methods/", {"sheet": "within"})  # an address that no other test has had kept
    page = answer.content.decode()
    (text,) = re.findall(r"<style>(.*?)</style>", page)
    assert 'rel="stylesheet"' not in page
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}'" in answer["Content-Security-Policy"]
    faces = re.findall(r'url\("(/[^"]+)"\)', text)
    assert faces
    assert all((collected / face.removeprefix("/static/")).exists() for face in faces)
    # One kept by the browser is renewed with the head of an answer that has no body.
    again = client.get("/en/methods/", {"sheet": "within"}, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again["Content-Security-Policy"]) == (304, answer["Content-Security-Policy"])
    room = render_to_string("account/frame.html")  # where one goes from page to page
    assert sheets.linked() in room
    assert "<style" not in room


def test_where_nothing_was_put_together_each_is_asked_for():
    told = re.findall(r'href="/static/([^"]+)"', sheets.within())
    assert told == [*sheets.FIRST, sheets.ON_PAPER]
    assert sheets.within() == sheets.linked()
