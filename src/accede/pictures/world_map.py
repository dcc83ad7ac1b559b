"""A map of the world that shows one status for each State."""

import functools
import importlib.resources
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accede.pictures import svg

NO_STATUS = "no-status"
"""Of areas that are no State on the list, and of States that no category was given for."""

COLOURS = {
    "party": "#1f5c99",
    "party-pending": "#7aa7d2",
    "signatory": "#e0a526",
    "neither": "#c9ced6",
    "former": "#9a4f63",
    NO_STATUS: "#e9ebef",
}
"""The categories, and their colours where no stylesheet gives them."""

UNITS_PER_PIXEL = 4  # on a map some 1000 px wide
DOT_RADIUS = 9
BORDER = {"stroke": "#ffffff", "stroke_width": 2}
DOT_RIM = {"stroke": "#959eaa", "stroke_width": 3}  # stands out from the sea and from dark land alike


@dataclass(frozen=True, slots=True)
class Hatch:
    """What tells a category without its colour: lines drawn on a square that repeats."""

    lines: str
    width: int
    colour: str


HATCH_SIZE = 20
HATCHES = {
    "party-pending": Hatch("M5 5h.1M15 15h.1", 6, "#123a63"),
    "signatory": Hatch("M-5 5L5-5M0 20L20 0M15 25L25 15", 4, "#8a5d00"),
    "former": Hatch("M0 0L20 20M20 0L0 20", 3, "#e3bcc7"),
}


@dataclass(frozen=True, slots=True)
class World:
    """The shapes that tools/world made, projected already."""

    box: tuple[int, int, int, int]
    shapes: Mapping[str, str]
    areas: tuple[str, ...]
    dots: Mapping[str, tuple[int, int]]

    @property
    def states(self) -> frozenset[str]:
        return frozenset(self.shapes) | frozenset(self.dots)


@functools.cache
def world() -> World:
    data = json.loads(
        importlib.resources.files(__package__).joinpath("world.json").read_text(encoding="utf-8")
    )
    left, top, width, height = data["viewBox"]
    return World(
        box=(left, top, width, height),
        shapes={shape["state"]: shape["d"] for shape in data["shapes"] if shape["state"]},
        areas=tuple(shape["d"] for shape in data["shapes"] if not shape["state"]),
        dots={state: (x, y) for state, (x, y) in data["dots"].items()},
    )


def draw_world(
    categories: Mapping[str, str],
    *,
    titles: Mapping[str, str],
    label: str,
    description: str,
    element_id: str = "world",
    standalone: bool = False,
) -> str:
    """Draw every State in its category (ISO 3166-1 alpha-3 to a key of COLOURS); one without has no status.

    In a page the stylesheet colours the classes, and a script may change them. Standing alone, as a file or in a
    document, the picture brings its colours along. A State's title, where given, is its tooltip.
    """
    if unknown := sorted(set(categories.values()) - set(COLOURS)):
        raise ValueError(f"No such category: {', '.join(unknown)}")
    if unknown := sorted((set(categories) | set(titles)) - world().states):
        raise ValueError(f"Not on the map: {', '.join(unknown)}")

    def paint(category: str) -> dict[str, object]:
        classes: dict[str, object] = {"class_": f"st st--{category}"}
        if not standalone:
            return classes
        return classes | {
            "fill": f"url(#{element_id}-{category})" if category in HATCHES else COLOURS[category]
        }

    # States with a dot come last, so that a dot lies on its neighbours and no neighbour on it.
    states = sorted(world().states, key=lambda state: (state in world().dots, state))
    _, _, width, height = world().box
    alone = BORDER | {"width": width // UNITS_PER_PIXEL, "height": height // UNITS_PER_PIXEL}
    return svg.picture(
        svg.tag("defs", *_hatches(element_id, standalone=standalone)),
        svg.tag("path", **paint(NO_STATUS), d="".join(world().areas)),
        *(
            _draw_state(
                state,
                titles.get(state),
                paint(categories.get(state, NO_STATUS)),
                DOT_RIM if standalone else {},
            )
            for state in states
        ),
        element_id=element_id,
        label=label,
        description=description,
        box=world().box,
        class_="world",
        **(alone if standalone else {}),
    )


def _draw_state(state: str, title: str | None, paint: Mapping[str, object], rim: Mapping[str, object]) -> str:
    """One element for each State, whatever it is made of: its shape, its dot, or a group of both."""
    tooltip = [svg.tag("title", svg.text(title))] if title else []
    shape, dot = world().shapes.get(state), world().dots.get(state)
    if dot is None:
        return svg.tag("path", *tooltip, **paint, data_state=state, d=shape)
    circle = {"cx": dot[0], "cy": dot[1], "r": DOT_RADIUS, **rim}
    if shape is None:
        return svg.tag("circle", *tooltip, **paint, data_state=state, **circle)
    return svg.tag(
        "g", *tooltip, svg.tag("path", d=shape), svg.tag("circle", **circle), **paint, data_state=state
    )


def _hatches(element_id: str, *, standalone: bool) -> Iterator[str]:
    side = {"width": HATCH_SIZE, "height": HATCH_SIZE}
    for category, hatch in HATCHES.items():
        ground = {"fill": COLOURS[category], "stroke": "none"} if standalone else {}
        lines = {"stroke": hatch.colour, "fill": "none"} if standalone else {}
        yield svg.tag(
            "pattern",
            svg.tag("rect", class_="hatch-ground", **side, **ground),
            svg.tag(
                "path",
                class_="hatch-lines",
                d=hatch.lines,
                stroke_width=hatch.width,
                stroke_linecap="round",
                **lines,
            ),
            id=f"{element_id}-{category}",
            class_=f"hatch hatch--{category}",
            patternUnits="userSpaceOnUse",
            **side,
        )
