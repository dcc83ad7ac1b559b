"""Bars put together of parts: how many of each kind a group has. In right-to-left languages they grow from the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accede.pictures import svg
from accede.pictures.curve import FAINT, INK, LINE, STANDALONE, TYPE, Direction
from accede.pictures.lettering import two_lines
from accede.pictures.world_map import COLOURS

WIDTH, NAMES, TOTALS = 960, 330, 60  # the whole; what the names take, and the totals
BAR, STEP, LEGEND = 24, 40, 44
NARROWEST = 24  # a part narrower than this does not show its number
SQUARE = 14
_RIGHT = "\u200f"  # unseen: a letter written from right to left
GAP = 4  # letters: what the square before a word of the legend takes, and the room after it
DARK_ON = frozenset({"signatory", "neither", "party-pending"})  # parts on which dark figures are read


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: its name, and how many of each kind it has."""

    label: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def draw_bars(
    bars: Sequence[Bar],
    *,
    kinds: Mapping[str, str],
    label: str,
    description: str,
    direction: Direction = "ltr",
    element_id: str = "bars",
) -> str:
    """The bars from above to below. `kinds`: key of COLOURS to its word, in their order. Brings its colours along."""
    longest = max((bar.total for bar in bars), default=0) or 1
    unit = (WIDTH - NAMES - TOTALS) / longest
    height = LEGEND + STEP * len(bars)
    pen = _Pen(direction)
    drawing = [svg.tag("rect", width=WIDTH, height=height, fill="#ffffff"), *_legend(kinds, pen)]
    for place, bar in enumerate(bars):
        top = LEGEND + STEP * place
        middle = top + BAR / 2 + TYPE / 3
        names = two_lines(bar.label, NAMES - 12, TYPE)
        first = middle - (len(names) - 1) * LINE / 2
        for number, words in enumerate(names):
            drawing.append(pen.write(words, NAMES - 12, first + number * LINE, "end"))
        start = float(NAMES)
        for kind in kinds:
            width = bar.counts.get(kind, 0) * unit
            if not width:
                continue
            drawing.append(pen.box(start, top, width, BAR, COLOURS[kind]))
            if width >= NARROWEST:
                colour = INK if kind in DARK_ON else "#ffffff"
                drawing.append(
                    pen.write(str(bar.counts[kind]), start + width / 2, middle, "middle", fill=colour)
                )
            start += width
        drawing.append(pen.write(str(bar.total), start + 8, middle, "start", font_weight="bold"))
    axis = f"M{pen.x(NAMES):g} {LEGEND - 6}V{height - 6}"
    drawing.append(svg.tag("path", d=axis, stroke=FAINT, fill="none"))
    return svg.picture(
        *drawing,
        element_id=element_id,
        label=label,
        description=description,
        box=(0, 0, WIDTH, height),
        direction="ltr",  # a page from right to left would turn the anchors round a second time
        width=WIDTH,
        height=height,
        font_size=TYPE,
        font_family=STANDALONE["curve"]["font_family"],
    )


def _legend(kinds: Mapping[str, str], pen: "_Pen") -> list[str]:
    """What the colours mean, side by side above the bars; a long word has more of the room than a short one."""
    shares = {kind: len(word) + GAP for kind, word in kinds.items()}
    letter = WIDTH / max(sum(shares.values()), 1)
    found, start = [], 0.0
    for kind, word in kinds.items():
        found.append(pen.box(start, 4, SQUARE, SQUARE, COLOURS[kind]))
        found.append(pen.write(word, start + SQUARE + 6, LINE - 2, "start"))
        start += shares[kind] * letter
    return found


@dataclass(frozen=True, slots=True)
class _Pen:
    """Turns the picture round where the language runs from right to left."""

    direction: Direction

    def x(self, x: float) -> float:
        return WIDTH - x if self.direction == "rtl" else x

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> str:
        left = self.x(x) - (width if self.direction == "rtl" else 0)
        return svg.tag(
            "rect", x=f"{left:.1f}", y=f"{y:g}", width=f"{width:.1f}", height=f"{height:g}", fill=colour
        )

    def write(self, words: str, x: float, y: float, anchor: str, **look: str) -> str:
        if self.direction == "rtl":
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
            words = f"{_RIGHT}{words}{_RIGHT}"  # a sign at their end belongs to them, on the left
        return svg.tag(
            "text",
            svg.text(words),
            x=f"{self.x(x):.1f}",
            y=f"{y:.1f}",
            text_anchor=anchor,
            **({"fill": INK} | look),
        )
