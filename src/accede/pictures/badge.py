"""A small card that says in three lines how many States have joined: for a page that is not ours."""

from dataclasses import dataclass
from typing import Literal

from accede.pictures import svg
from accede.pictures.lettering import text_width

HEIGHT = 84
STRIPE = 6
PADDING = 14
TYPEFACE = (
    "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', 'PingFang SC', 'Microsoft YaHei', sans-serif"
)
CYRILLIC = 1.1
SMALLEST = 190  # narrower, the card looks torn off


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of the card. Each text has a contrast of 4.5:1 on the ground."""

    ground: str
    rim: str
    stripe: str
    ink: str
    muted: str


LOOKS = {
    "light": Look(ground="#fdfcf9", rim="#8a8474", stripe="#1f5c99", ink="#1b2430", muted="#545e6b"),
    "dark": Look(ground="#11161d", rim="#76818f", stripe="#4389cd", ink="#e9e6de", muted="#a9b2be"),
}


def draw_badge(
    number: str, treaty: str, as_of: str, *, look: str = "light", direction: Literal["ltr", "rtl"] = "ltr"
) -> str:
    """`number` is said in words ("112 States Parties"). The card is as wide as its longest line."""
    colours = LOOKS[look]
    lines = [
        (number, 20, 32, 600, colours.ink),
        (treaty, 14, 52, 400, colours.ink),
        (as_of, 12, 70, 400, colours.muted),
    ]
    # Semi-bold letters, and Cyrillic ones, are wider than those that text_width has measured.
    widest = max(text_width(words, size) * weight**0.2 / 400**0.2 for words, size, _, weight, _ in lines)
    if any("\u0400" <= letter <= "\u04ff" for letter in treaty):
        widest *= CYRILLIC
    width = max(SMALLEST, round(widest) + STRIPE + 2 * PADDING)
    to_right = direction == "rtl"
    margin = STRIPE + PADDING
    return svg.picture(
        svg.tag(
            "rect",
            x=0.5,
            y=0.5,
            width=width - 1,
            height=HEIGHT - 1,
            rx=4,
            fill=colours.ground,
            stroke=colours.rim,
        ),
        svg.tag(
            "rect", x=width - STRIPE if to_right else 0, width=STRIPE, height=HEIGHT, fill=colours.stripe
        ),
        *(
            svg.tag(
                "text",
                svg.text(words),
                x=width - margin if to_right else margin,
                y=y,
                font_size=size,
                font_weight=weight,
                fill=ink,
            )
            for words, size, y, weight, ink in lines
        ),
        element_id="badge",
        label=f"{treaty}: {number}",
        description=as_of,
        box=(0, 0, width, HEIGHT),
        width=width,
        height=HEIGHT,
        font_family=TYPEFACE,
        direction=direction,
    )
