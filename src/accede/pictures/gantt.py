"""A timetable as bars: what was planned, what came of it, the day, and the meetings beneath.

Time runs from left to right in every language, as in the curve of adherence; the names of the rows stand where a
line of text begins, so on the right in Arabic.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from accede.pictures import svg
from accede.pictures.lettering import text_width, two_lines

Direction = Literal["ltr", "rtl"]

WIDTH = 1120
NAMES = 380  # the column of names
MARGIN = 14
TYPE, LINE = 13, 16
ROW = 44  # two lines of a name, and air
HEAD = 30
INK, MUTED, FAINT, GROUND, PANEL = "#1d2733", "#545e6b", "#d5dae1", "#ffffff", "#f4f1e9"
COLOURS = {
    "upcoming": "#8fa3b8",
    "due": "#3f83a8",
    "under-way": "#274c6f",
    "overdue": "#a3321f",
    "done": "#3d7a4e",
    "dropped": "#8b8f96",
}
STANDALONE: Mapping[str, Mapping[str, object]] = {
    "gantt": {
        "width": WIDTH,
        "fill": INK,
        "font_family": "Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif",
    },
    "gantt-grid": {"stroke": FAINT},
    "gantt-band": {"fill": PANEL},
    "gantt-tick": {"fill": MUTED},
    "gantt-day": {"stroke": INK, "stroke_width": 1.5, "stroke_dasharray": "4 3"},
    "gantt-meeting": {"fill": MUTED},
    **{
        f"gantt-plan gantt-plan--{state}": {"fill": "none", "stroke": colour, "stroke_width": 1.5}
        for state, colour in COLOURS.items()
    },
    **{f"gantt-real gantt-real--{state}": {"fill": colour} for state, colour in COLOURS.items()},
}
"""What a stylesheet says in a page, by class, for a picture that stands alone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: the planned days, and those on which it began and was done as far as they are known. `told` in words."""

    name: str
    starts: date
    ends: date
    state: str
    told: str
    began: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Days in the calendar beneath the bars."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class _Plot:
    first: date
    last: date
    left: float

    def x(self, day: date) -> float:
        wide = WIDTH - NAMES - MARGIN
        return self.left + wide * ((day - self.first) / (self.last - self.first))

    def clip(self, day: date) -> float:
        return self.x(min(max(day, self.first), self.last))


def draw_gantt(
    bars: Sequence[Bar],
    events: Sequence[Event],
    *,
    on: date,
    label: str,
    description: str,
    day_label: str,
    months: Mapping[date, str],
    direction: Direction = "ltr",
    standalone: bool = False,
    element_id: str = "gantt",
) -> str:
    """The picture. `months`: the first day of each month that it spans, with its name in the reader's language.

    An event outside the days of the bars is left out; the page beside has the whole list.
    """
    first, last = _span(bars)
    plot = _Plot(first, last, MARGIN if direction == "rtl" else NAMES)
    shown = sorted(
        (each for each in events if each.ends >= first and each.starts <= last), key=lambda each: each.starts
    )
    bottom = HEAD + ROW * (len(bars) + len(shown))
    pen = _Pen(plot, direction, standalone)
    drawing = [
        *pen.grid(months, bottom),
        *(part for row, bar in enumerate(bars) for part in pen.bar(bar, HEAD + ROW * row, on)),
        *(
            part
            for row, event in enumerate(shown, start=len(bars))
            for part in pen.event(event, HEAD + ROW * row)
        ),
        *(pen.today(on, day_label, bottom) if first <= on <= last else ()),
    ]
    return svg.picture(
        *drawing,
        element_id=element_id,
        label=label,
        description=description,
        box=(0, 0, WIDTH, bottom + LINE + MARGIN),
        **pen.look("gantt"),
        font_size=TYPE,
        direction=direction,
    )


def _span(bars: Sequence[Bar]) -> tuple[date, date]:
    days = [day for bar in bars for day in (bar.starts, bar.ends, bar.began, bar.done) if day]
    first, last = min(days), max(days)
    first = first.replace(day=1)
    return first, max(last, first + timedelta(days=27)) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Pen:
    plot: _Plot
    direction: Direction
    standalone: bool

    def look(self, class_: str) -> dict[str, object]:
        return {"class_": class_} | (dict(STANDALONE[class_]) if self.standalone else {})

    def grid(self, months: Mapping[date, str], bottom: float) -> Iterator[str]:
        inside = [day for day in sorted(months) if self.plot.first <= day <= self.plot.last]
        widest = max((text_width(months[day], TYPE) for day in inside), default=0) + TYPE
        apart = (WIDTH - NAMES - MARGIN) / max(len(inside), 1)
        step = max(-(-int(widest) // max(int(apart), 1)), 1)  # so many months to a name
        written = 0.0  # as far as names of months reach
        for place, day in enumerate(inside):
            x = _number(self.plot.x(day))
            yield svg.tag("path", **self.look("gantt-grid"), d=f"M{x} {HEAD - 6}V{_number(bottom)}")
            width = text_width(months[day], TYPE)
            at = min(self.plot.x(day) + 3, self.plot.x(self.plot.last) + MARGIN - width)
            if place % step == 0 and at >= written:
                written = at + width
                yield svg.tag(
                    "text",
                    svg.text(months[day]),
                    **self.look("gantt-tick"),
                    x=_number(at),
                    y=HEAD - 12,
                    text_anchor="end" if self.direction == "rtl" else "start",
                )

    def name(self, words: str, top: float) -> Iterator[str]:
        x = WIDTH - MARGIN if self.direction == "rtl" else MARGIN
        lines = two_lines(words, NAMES - 2 * MARGIN, TYPE)
        y = top + ROW / 2 + TYPE / 3 - LINE / 2 * (len(lines) - 1)
        for number, line in enumerate(lines):
            yield svg.tag("text", svg.text(line), x=x, y=_number(y + LINE * number), text_anchor="start")

    def bar(self, bar: Bar, top: float, on: date) -> Iterator[str]:
        """The plan is an outline; what came of it fills it from the day it began, until it was done or the day asked."""
        x, end = self.plot.clip(bar.starts), self.plot.clip(bar.ends + timedelta(days=1))
        yield svg.tag(
            "g",
            svg.tag("title", svg.text(f"{bar.name}. {bar.told}")),
            *self.name(bar.name, top),
            svg.tag(
                "rect",
                **self.look(f"gantt-plan gantt-plan--{bar.state}"),
                x=_number(x),
                y=_number(top + 10),
                width=_number(max(end - x, 3)),
                height=ROW - 20,
                rx=3,
            ),
            *self._real(bar, top, on),
        )

    def _real(self, bar: Bar, top: float, on: date) -> Iterator[str]:
        begun = bar.began or (bar.starts if bar.done else None)
        if begun is None or begun > on:
            return
        until = bar.done if bar.done and bar.done <= on else on
        x, end = self.plot.clip(begun), self.plot.clip(until + timedelta(days=1))
        yield svg.tag(
            "rect",
            **self.look(f"gantt-real gantt-real--{bar.state}"),
            x=_number(x),
            y=_number(top + 16),
            width=_number(max(end - x, 3)),
            height=ROW - 32,
        )

    def event(self, event: Event, top: float) -> Iterator[str]:
        x = self.plot.clip(event.starts)
        end = self.plot.clip(event.ends + timedelta(days=1))
        middle, half = top + ROW / 2, 6
        width = max(end - x, 2 * half)
        yield svg.tag(
            "g",
            svg.tag("title", svg.text(event.name)),
            *self.name(event.name, top),
            svg.tag(
                "path",
                **self.look("gantt-meeting"),
                d=f"M{_number(x)} {_number(middle)}l{half} {-half}h{_number(width - 2 * half)}l{half} {half}"
                f"l{-half} {half}h{_number(2 * half - width)}z",
            ),
        )

    def today(self, on: date, words: str, bottom: float) -> Iterator[str]:
        x = self.plot.x(on)
        half = text_width(words, TYPE) / 2
        left, right = self.plot.left, self.plot.left + WIDTH - NAMES - MARGIN
        yield svg.tag("path", **self.look("gantt-day"), d=f"M{_number(x)} {HEAD - 6}V{_number(bottom)}")
        yield svg.tag(
            "text",
            svg.text(words),
            x=_number(min(max(x, left + half), right - half)),
            y=_number(bottom + LINE),
            text_anchor="middle",
        )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
