"""What tools/fonts/documents.py made is what is here."""

import hashlib
import tomllib

import pytest

from accede.reporting.renderers.pdf import FONTS

CARRIED = tomllib.loads((FONTS / "MANIFEST.toml").read_text(encoding="utf-8"))["font"]


@pytest.mark.parametrize("font", CARRIED, ids=lambda font: font["file"])
def test_font_is_the_one_that_was_made(font):
    content = (FONTS / font["file"]).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (font["bytes"], font["sha256"])
    assert (FONTS / font["licence_text"]).is_file()


def test_all_fonts_together_stay_small():
    assert sum(font["bytes"] for font in CARRIED) < 8_000_000
