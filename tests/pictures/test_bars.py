import re

import pytest

from accede.pictures.bars import WIDTH, Bar, draw_bars
from accede.pictures.curve import TYPE

KINDS = {
    "party": "Государства-участники",
    "signatory": "Подписавшие государства",
    "neither": "Государства, не подписавшие и не участвующие",
}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_words_of_the_legend_stand_beside_each_other_within_the_picture(direction):
    drawn = draw_bars(
        [Bar("Африка", {"party": 3})], kinds=KINDS, label="", description="", direction=direction
    )
    starts = [
        float(re.search(rf'<text[^>]* x="([0-9.]+)"[^>]*>\u200f?{word}\b', drawn)[1])
        for word in KINDS.values()
    ]
    assert (
        'direction="ltr"' in drawn.split(">", 1)[0]
    )  # the anchors are turned once, here, and not by the page again
    if direction == "rtl":
        starts = [WIDTH - start for start in starts]
    ends = [*starts[1:], float(WIDTH)]
    for word, start, end in zip(KINDS.values(), starts, ends, strict=True):
        assert end - start > len(word) * TYPE * 0.55


def test_a_long_name_stands_in_two_lines_and_what_is_cut_off_ends_on_its_own_side():
    """In Arabic on the left: the sign belongs to the letters on both sides of it."""
    drawn = draw_bars(
        [Bar("كلمة " * 40, {"party": 3})], kinds=KINDS, label="", description="", direction="rtl"
    )
    words = re.findall(r">([^<]*كلمة[^<]*)<", drawn)
    assert len(words) == 2
    assert words[1].endswith("…\u200f")
