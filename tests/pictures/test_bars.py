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
        float(re.search(rf'<text[^>]* x="([0-9.]+)"[^>]*>{word}<', drawn)[1]) for word in KINDS.values()
    ]
    assert (
        'direction="ltr"' in drawn.split(">", 1)[0]
    )  # the anchors are turned once, here, and not by the page again
    if direction == "rtl":
        starts = [WIDTH - start for start in starts]
    ends = [*starts[1:], float(WIDTH)]
    for word, start, end in zip(KINDS.values(), starts, ends, strict=True):
        assert end - start > len(word) * TYPE * 0.55
