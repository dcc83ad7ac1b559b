import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.reporting import wording
from accede.reporting.blocks import Run, plain
from accede.reporting.wording import WordingError


@pytest.fixture
def office(settings, tmp_path):
    """Writes an office's own wording."""
    settings.DATA_DIR = tmp_path
    (tmp_path / "wording").mkdir()

    def write(text, name="progress"):
        path = tmp_path / "wording" / f"{name}.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize("name", wording.kinds())
def test_every_phrase_stands_in_six_languages_with_the_same_places(name):
    for key, texts in wording.shipped(name).items():
        assert set(texts) == set(wording.LANGUAGES), key
        assert {frozenset(wording.places(text)) for text in texts.values()} == {
            frozenset(wording.places(texts["en"]))
        }, key


def test_an_office_words_a_phrase_its_own_way(office):
    office('[president]\nen = "the President-designate"\n')
    assert wording.phrases("progress")["president"]["en"] == "the President-designate"
    assert wording.phrases("progress")["president"]["fr"] == "la présidence"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('[presdent]\nen = "x"\n', 1, "there is no phrase 'presdent'"),
        ('# ours\n\n[president]\nxx = "x"\n', 4, "'xx' is none of"),
        ('[president]\nen = ""\n', 2, "not empty"),
        ("[president]\nen = 5\n", 2, "a phrase is a text"),
        ('[president]\nfr = "la présidence"\nen = "by {whom}"\n', 3, "nothing fills {whom}"),
        ('[vote]\nen = "{body}, {day}: {yes} to {no}, {abstain}"\n', 2, "{symbol} is missing"),
        ('[president]\nen = "broken {"\n', 2, "written twice"),
        ('[president]\nen = "a {0.x}"\n', 2, "is no place to fill"),
        ('[president]\nen = "unclosed\n', 2, "Illegal character"),
        ('president = "x"\n', 1, "write [president]"),
        (b'[president]\nen = "\xff"\n', 0, "not written in UTF-8"),
    ],
)
def test_a_wording_that_does_not_fit_is_refused_with_its_line(office, text, line, what):
    path = office(text)
    with pytest.raises(WordingError) as refused:
        wording.phrases("progress")
    assert str(refused.value).startswith(f"{path}, line {line}:" if line else f"{path}:")
    assert what in str(refused.value)


def test_a_mended_wording_is_taken_up(office):
    path = office('[president]\nen = "x {"\n')
    with pytest.raises(WordingError):
        wording.phrases("progress")
    path.write_text('[president]\nen = "the Chair of the meeting"\n', encoding="utf-8")
    assert wording.phrases("progress")["president"]["en"] == "the Chair of the meeting"


@given(st.text(max_size=30))
def test_what_is_filled_in_is_never_read_as_a_place(value):
    told = plain(wording.fill("A {name} B", name=Run("x" + value)))
    assert told.startswith("A x")
    assert told.endswith(" B")
