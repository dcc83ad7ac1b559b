"""The sheets that each page begins with are one file where the server has put them together."""

import re

import pytest
from django.contrib.staticfiles.finders import get_finders

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
    (address,) = sheets.first()
    assert re.fullmatch(r"/static/accede/first\.[0-9a-f]{12}\.css", address)
    made = collected / address.removeprefix("/static/")
    text = made.read_text(encoding="utf-8")
    assert made.with_name(made.name + ".gz").exists()
    each = [(collected / name).read_text(encoding="utf-8") for name in sheets.FIRST]
    starts = [text.index(one.splitlines()[0]) for one in each]
    assert starts == sorted(starts)
    faces = re.findall(r'url\("(fonts/[^"]+)"\)', text)
    assert faces
    assert all((made.parent / face).exists() and re.search(r"\.[0-9a-f]{12}\.", face) for face in faces)


def test_where_nothing_was_put_together_each_is_asked_for():
    assert [address.removeprefix("/static/") for address in sheets.first()] == list(sheets.FIRST)
