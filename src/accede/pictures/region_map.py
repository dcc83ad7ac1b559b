"""A part of the map of the world, around one State, as a picture of its own for a document."""

import functools
import re
from collections.abc import Iterable, Mapping

from accede.pictures import svg
from accede.pictures.world_map import BORDER, COLOURS, DOT_RADIUS, DOT_RIM, HATCHES, NO_STATUS, world

Box = tuple[int, int, int, int]  # left, top, right, bottom

RATIO = 2.3  # of a picture's width to its height
LEAST, MOST = 420, 1500  # width in the map's units, some 40,000 km in all
MARGIN = 30
MARK = {"fill": "none", "stroke": "#b3261e"}

_STEP = re.compile(r"([Mlhvz])([^Mlhvz]*)")
_NUMBER = re.compile(r"-?\d+")


def draw_region(
    categories: Mapping[str, str], *, centre: str, around: Iterable[str], label: str, description: str
) -> str:
    """The States around the centre, each in its category, the centre with a red edge. Brings its colours along."""
    frame = _frame(centre, [iso3 for iso3 in around if iso3 in world().states])
    left, top, right, bottom = frame
    shown = [iso3 for iso3 in sorted(world().states) if _meet(extent(iso3), frame)]
    used = {categories.get(iso3, NO_STATUS) for iso3 in shown} & set(HATCHES)
    drawing = [
        svg.tag("rect", x=left, y=top, width=right - left, height=bottom - top, fill="#ffffff"),
        svg.tag("defs", *(_hatch(category) for category in sorted(used))),
        *(
            svg.tag("path", d=area, fill=COLOURS[NO_STATUS], **BORDER)
            for area in world().areas
            if _meet(_extent_of(area), frame)
        ),
        *(_shape(iso3, categories.get(iso3, NO_STATUS)) for iso3 in shown),
        _mark(centre, width=max(3, (right - left) // 220)),
    ]
    return svg.picture(
        *drawing,
        element_id="region",
        label=label,
        description=description,
        box=(left, top, right - left, bottom - top),
        width=(right - left) * 2 // 3,
        height=(bottom - top) * 2 // 3,
    )


@functools.cache
def extent(iso3: str) -> Box:
    """What a State takes up on the map."""
    boxes = []
    if shape := world().shapes.get(iso3):
        boxes.append(_extent_of(shape))
    if dot := world().dots.get(iso3):
        boxes.append((dot[0] - DOT_RADIUS, dot[1] - DOT_RADIUS, dot[0] + DOT_RADIUS, dot[1] + DOT_RADIUS))
    return _around(boxes)


@functools.cache
def _extent_of(path: str) -> Box:
    """Of a path that moves to a point and then goes on by steps, as the map's paths all do."""
    x = y = start_x = start_y = 0
    xs, ys = [], []
    for command, told in _STEP.findall(path):
        numbers = [int(each) for each in _NUMBER.findall(told)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        match command:
            case "M":
                (x, y), *steps = pairs
                start_x, start_y = x, y
            case "h":
                steps = [(each, 0) for each in numbers]
            case "v":
                steps = [(0, each) for each in numbers]
            case "z":
                steps = [(start_x - x, start_y - y)]
            case _:
                steps = pairs
        for step_x, step_y in [(0, 0), *steps]:
            x, y = x + step_x, y + step_y
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def _frame(centre: str, around: list[str]) -> Box:
    """A window around the centre in which the others lie, as far as it may be wide."""
    left, top, right, bottom = extent(centre)
    middle = (left + right) // 2, (top + bottom) // 2
    own = _around([extent(iso3) for iso3 in (centre, *around)])
    if own[2] - own[0] > MOST:  # somebody reaches across the map: then only what is near
        own = middle[0] - MOST // 2, own[1], middle[0] + MOST // 2, own[3]
    width = max(own[2] - own[0], right - left, int((own[3] - own[1]) * RATIO), LEAST) + 2 * MARGIN
    width = min(width, max(MOST, right - left + 2 * MARGIN))
    height = max(int(width / RATIO), bottom - top + 2 * MARGIN)
    at = [(own[0] + own[2]) // 2, (own[1] + own[3]) // 2]
    half = width // 2, height // 2
    # The centre stays in the window, whatever else is around it.
    at[0] = min(max(at[0], right + MARGIN - half[0]), left - MARGIN + half[0])
    at[1] = min(max(at[1], bottom + MARGIN - half[1]), top - MARGIN + half[1])
    return at[0] - half[0], at[1] - half[1], at[0] + half[0], at[1] + half[1]


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _shape(iso3: str, category: str) -> str:
    fill = f"url(#region-{category})" if category in HATCHES else COLOURS[category]
    parts = []
    if path := world().shapes.get(iso3):
        parts.append(svg.tag("path", d=path, fill=fill, **BORDER))
    if dot := world().dots.get(iso3):
        parts.append(svg.tag("circle", cx=dot[0], cy=dot[1], r=DOT_RADIUS, fill=fill, **DOT_RIM))
    return "".join(parts)


def _mark(iso3: str, *, width: int) -> str:
    if path := world().shapes.get(iso3):
        return svg.tag("path", d=path, **MARK, stroke_width=width)
    x, y = world().dots[iso3]
    return svg.tag("circle", cx=x, cy=y, r=DOT_RADIUS + 6, **MARK, stroke_width=width)


def _hatch(category: str) -> str:
    hatch, side = HATCHES[category], {"width": 20, "height": 20}
    return svg.tag(
        "pattern",
        svg.tag("rect", fill=COLOURS[category], **side),
        svg.tag("path", d=hatch.lines, stroke=hatch.colour, stroke_width=hatch.width, fill="none"),
        id=f"region-{category}",
        patternUnits="userSpaceOnUse",
        **side,
    )
