import pytest
from defusedxml.ElementTree import fromstring

from accede.pictures.region_map import draw_region, extent
from accede.pictures.world_map import world


@pytest.mark.parametrize("iso3", sorted(world().states))
def test_every_state_lies_on_its_own_map(iso3):
    left, top, right, bottom = extent(iso3)
    root = fromstring(draw_region({}, centre=iso3, around=["FRA", "FJI"], label="a", description="b"))
    x, y, width, height = (int(each) for each in root.get("viewBox").split())
    assert x <= left < right <= x + width
    assert y <= top < bottom <= y + height


def test_the_map_of_a_region_is_much_smaller_than_that_of_the_world():
    drawn = draw_region({"KEN": "signatory"}, centre="KEN", around=["UGA"], label="<a>", description="b")
    assert len(drawn) < 60_000
    assert "&lt;a&gt;" in drawn
