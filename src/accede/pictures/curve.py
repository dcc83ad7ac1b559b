"""A curve of adherence: how many States have joined, over time, stacked in bands.

Time runs from left to right in every language, as charts do in the Arabic papers of the United Nations; only words
follow their own direction.
"""

import itertools
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from accede.pictures import svg

Direction = Literal["ltr", "rtl"]

WIDTH, HEIGHT = 960, 440
TYPE, LINE = 14, 18  # size of the type, height of a line
LETTER = 0.58  # mean width of a letter, in parts of TYPE; a Chinese one takes 1
LONGEST_LINE = 200  # a longer label is broken
LABEL_GAP = 4  # between two labels
LEADER = 16  # from the end of a band to its label
YEAR_SPACE = 52  # between the labels of two years, at least
MOST_TICKS = 6

INK, FAINT, GROUND = "#1d2733", "#d5dae1", "#ffffff"
BANDS = ("#274c6f", "#3f83a8", "#7fb7a6", "#cdb45a", "#c47a4a", "#8a4a5e", "#6d6f7a")
STANDALONE: Mapping[str, Mapping[str, object]] = {
    "curve": {
        "width": WIDTH,
        "height": HEIGHT,
        "fill": INK,
        "font_family": "Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif",
    },
    "curve-grid": {"stroke": FAINT},
    "curve-total": {"stroke": INK, "stroke_width": 1.5},
    "curve-leader": {"stroke": INK, "stroke_width": 0.75},
    "curve-value": {"font_weight": "bold"},
    "curve-event-line": {"stroke": INK, "stroke_width": 0.75, "stroke_dasharray": "2 3"},
    "curve-mark-line": {"stroke": INK, "stroke_width": 1.5},
    "curve-mark-dot": {"fill": INK, "stroke": GROUND, "stroke_width": 2},
    "curve-mark-value": {"font_weight": "bold"},
    "curve-mark": {"font_weight": "bold"},
    **{
        f"band band--{number}": {"fill": colour, "stroke": GROUND, "stroke_width": 0.75}
        for number, colour in enumerate(BANDS, start=1)
    },
}
"""What a stylesheet says in a page, by class, for a picture that stands alone."""


@dataclass(frozen=True, slots=True)
class Series:
    """One band: the days on which its count changed, and by how much (+1 a State joins, -1 one withdraws)."""

    label: str
    changes: Sequence[tuple[date, int]]

    def on(self, day: date) -> int:
        return sum(change for changed, change in self.changes if changed <= day)


@dataclass(frozen=True, slots=True)
class Event:
    """A day worth a line across the curve, such as the treaty's entry into force."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Level:
    """From this day on, how high each band ends: zero, the first series, the first two, and so on to the total."""

    day: date
    heights: tuple[int, ...]

    @property
    def total(self) -> int:
        return self.heights[-1]


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a day and a count lie in the picture."""

    first: date
    last: date
    peak: int
    left: float
    right: float
    top: float
    bottom: float = HEIGHT - 2 * LINE - TYPE

    def share(self, day: date) -> float:
        return (day - self.first) / (self.last - self.first)

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * self.share(day)

    def y(self, count: int) -> float:
        return self.bottom - (self.bottom - self.top) * count / max(self.peak, 1)


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What stands at the end of a band: its count, its name in lines, and the height of the band's middle."""

    value: str
    lines: Sequence[str]
    count_above: int
    count_below: int

    @property
    def height(self) -> int:
        return LINE * len(self.lines) + LABEL_GAP


@dataclass(frozen=True, slots=True)
class Pen:
    """How words and shapes are written: in which direction, and with or without colours of their own."""

    direction: Direction
    standalone: bool

    def look(self, class_: str) -> dict[str, object]:
        return {"class_": class_} | (dict(STANDALONE.get(class_, {})) if self.standalone else {})

    def write(self, words: str, class_: str, x: float, y: float, anchor: str = "start") -> str:
        # Isolated by characters, not by the direction property: that would turn the anchors round, and not
        # everything that reads SVG knows it.
        isolated = f"\u2067{words}\u2069" if self.direction == "rtl" else words
        return svg.tag(
            "text",
            svg.text(isolated),
            **self.look(class_),
            x=_number(x),
            y=_number(y),
            text_anchor=None if anchor == "start" else anchor,
        )

    def line(self, path: str, class_: str) -> str:
        return svg.tag("path", **self.look(class_), d=path, fill="none")


def draw_curve(
    series: Sequence[Series],
    *,
    first: date,
    last: date,
    label: str,
    description: str,
    total_label: str,
    mark: date | None = None,
    mark_label: str = "",
    events: Sequence[Event] = (),
    direction: Direction = "ltr",
    year_label: Callable[[int], str] = str,
    value_format: Callable[[int], str] = str,
    element_id: str = "curve",
    standalone: bool = False,
) -> str:
    """Draw the bands from the `first` day to the `last`, the first series at the bottom.

    What changed before the first day is where the curve starts from. A mark or an event outside these days is not
    drawn. In a page the stylesheet colours the classes; standing alone, the picture brings its colours along.
    """
    if first >= last:
        raise ValueError(f"The last day, {last}, must come after the first, {first}")
    if len(series) > len(BANDS):
        raise ValueError(f"At most {len(BANDS)} bands can be told apart, not {len(series)}")
    pen = Pen(direction, standalone)
    levels = list(_levels(series, first, last))
    labels = _end_labels(series, levels[-1], total_label, value_format)
    events = [event for event in events if first <= event.day <= last]
    plot = _lay_out(levels, labels, events, last=last, value_format=value_format)
    marked: Iterable[str] = ()
    if mark and first <= mark <= last:
        total = sum(band.on(mark) for band in series)
        marked = _draw_mark(Event(mark, mark_label), total, plot, pen, value_format)
    return svg.picture(
        *_axes(plot, pen, year_label, value_format),
        *_bands(levels, plot, pen),
        *_draw_end_labels(labels, plot, pen),
        *_draw_events(events, plot, pen),
        *marked,
        element_id=element_id,
        label=label,
        description=description,
        box=(0, 0, WIDTH, HEIGHT),
        direction="ltr",
        font_size=TYPE,
        # What a script needs to move the mark.
        data_first=first,
        data_last=last,
        data_left=_number(plot.left),
        data_right=_number(plot.right),
        **pen.look("curve"),
    )


def _lay_out(
    levels: Sequence[Level],
    labels: Sequence[EndLabel],
    events: Sequence[Event],
    *,
    last: date,
    value_format: Callable[[int], str],
) -> Plot:
    """Leave room for the counts on the left, the labels on the right, and the events, in rows, above."""
    peak = max(level.total for level in levels)
    names_width = max(_text_width(line) for end in labels for line in end.lines)
    plot = Plot(
        first=levels[0].day,
        last=last,
        peak=peak,
        left=_text_width(value_format(peak)) + 10,
        right=WIDTH - LEADER - _values_width(labels) - names_width - 10,
        top=LINE,
    )
    for event in events:
        if event.day > plot.first:  # its label begins at its line, and must end within the picture
            room = WIDTH - 4 - _text_width(event.label) - plot.left
            plot = replace(plot, right=min(plot.right, plot.left + room / plot.share(event.day)))
    return replace(plot, top=LINE * (1 + max((row for _, row in _in_rows(events, plot)), default=0)))


# ------------------------------------------------------------------ bands


def _levels(series: Sequence[Series], first: date, last: date) -> Iterator[Level]:
    changes: dict[date, list[tuple[int, int]]] = {first: []}
    for place, band in enumerate(series):
        for day, change in band.changes:
            if day <= last:
                changes.setdefault(max(day, first), []).append((place, change))
    counts = [0] * len(series)
    for day in sorted(changes):
        for place, change in changes[day]:
            counts[place] += change
        for band, count in zip(series, counts, strict=True):
            if count < 0:
                raise ValueError(f"{band.label} would fall below zero on {day}")
        yield Level(day, tuple(itertools.accumulate(counts, initial=0)))


def _bands(levels: Sequence[Level], plot: Plot, pen: Pen) -> Iterator[str]:
    for number in range(1, len(levels[0].heights)):
        upper, lower = _corners(levels, number, plot), _corners(levels, number - 1, plot)
        path = _steps_forth(upper, plot) + _steps_back(lower) + "z"
        yield svg.tag("path", **pen.look(f"band band--{number}"), d=path)
    yield pen.line(_steps_forth(_corners(levels, -1, plot), plot), "curve-total")


def _corners(levels: Sequence[Level], band: int, plot: Plot) -> list[tuple[str, str]]:
    """Where a band's upper edge begins and where it changes, as written in a path."""
    runs = itertools.groupby(levels, key=lambda level: level.heights[band])
    return [(_number(plot.x(next(run).day)), _number(plot.y(height))) for height, run in runs]


def _steps_forth(corners: Sequence[tuple[str, str]], plot: Plot) -> str:
    (x, y), *steps = corners
    return f"M{x} {y}" + "".join(f"H{x}V{y}" for x, y in steps) + f"H{_number(plot.right)}"


def _steps_back(corners: Sequence[tuple[str, str]]) -> str:
    return "".join(f"V{y}H{x}" for x, y in reversed(corners))


# ------------------------------------------------------------------ axes, labels, events, mark


def _axes(
    plot: Plot, pen: Pen, year_label: Callable[[int], str], value_format: Callable[[int], str]
) -> Iterator[str]:
    step = next(step for step in _round_steps() if plot.peak / step <= MOST_TICKS)
    for count in range(0, plot.peak + 1, step):
        y = _number(plot.y(count))
        yield pen.line(f"M{_number(plot.left)} {y}H{_number(plot.right)}", "curve-grid")
        yield pen.write(value_format(count), "curve-axis", plot.left - 6, plot.y(count) + TYPE / 3, "end")
    years = [year for year in range(plot.first.year, plot.last.year + 1) if date(year, 1, 1) >= plot.first]
    year_width = (plot.right - plot.left) * 365 / (plot.last - plot.first).days
    step = next(step for step in _round_steps() if step * year_width >= YEAR_SPACE)
    for year in years:
        x = plot.x(date(year, 1, 1))
        labelled = year % step == 0
        yield pen.line(f"M{_number(x)} {_number(plot.bottom)}v{6 if labelled else 3}", "curve-grid")
        if labelled:
            yield pen.write(year_label(year), "curve-axis", x, plot.bottom + LINE + 2, "middle")


def _round_steps() -> Iterator[int]:
    return (base * 10**power for power in itertools.count() for base in (1, 2, 5))


def _end_labels(
    series: Sequence[Series], end: Level, total_label: str, value_format: Callable[[int], str]
) -> list[EndLabel]:
    """From top to bottom: the total above everything, then each band."""
    bands = [
        EndLabel(value_format(upper - lower), _wrapped(band.label), upper, lower)
        for band, (lower, upper) in zip(series, itertools.pairwise(end.heights), strict=True)
    ]
    return [EndLabel(value_format(end.total), _wrapped(total_label), end.total, end.total), *reversed(bands)]


def _draw_end_labels(labels: Sequence[EndLabel], plot: Plot, pen: Pen) -> Iterator[str]:
    ends = [(plot.y(end.count_above) + plot.y(end.count_below)) / 2 for end in labels]
    centres = _apart(
        ends, [end.height for end in labels], top=plot.top - (LINE + LABEL_GAP) / 2, bottom=HEIGHT
    )
    values_end = plot.right + LEADER + _values_width(labels)
    for end, band_y, centre in zip(labels, ends, centres, strict=True):
        yield pen.line(
            f"M{_number(plot.right + 2)} {_number(band_y)}L{_number(plot.right + LEADER - 4)} {_number(centre)}",
            "curve-leader",
        )
        yield pen.write(end.value, "curve-value", values_end, centre + TYPE / 3, "end")
        baseline = centre + TYPE / 3 - LINE * (len(end.lines) - 1) / 2
        for row, words in enumerate(end.lines):
            yield pen.write(words, "curve-name", values_end + 6, baseline + row * LINE)


def _values_width(labels: Sequence[EndLabel]) -> float:
    return max(_text_width(end.value) for end in labels)


def _apart(wanted: Sequence[float], heights: Sequence[float], *, top: float, bottom: float) -> list[float]:
    """The centres nearest to those wanted, from top to bottom, at which nothing covers anything."""
    centres: list[float] = []
    free = top
    for centre, height in zip(wanted, heights, strict=True):
        centres.append(max(centre, free + height / 2))
        free = centres[-1] + height / 2
    free = bottom
    for place in reversed(range(len(centres))):
        centres[place] = min(centres[place], free - heights[place] / 2)
        free = centres[place] - heights[place] / 2
    return centres


def _in_rows(events: Sequence[Event], plot: Plot) -> list[tuple[Event, int]]:
    """Each event with the row of its label above the plot.

    From right to left, each in the lowest row that is free there: so no line runs through another event's label.
    """
    taken: list[float] = []
    placed = []
    for event in sorted(events, key=lambda event: event.day, reverse=True):
        x = plot.x(event.day)
        end = x + 4 + _text_width(event.label) + TYPE
        row = next((row for row, begin in enumerate(taken) if end <= begin), len(taken))
        taken[row : row + 1] = [x]
        placed.append((event, row + 1))
    return placed


def _draw_events(events: Sequence[Event], plot: Plot, pen: Pen) -> Iterator[str]:
    for event, row in _in_rows(events, plot):
        x, y = plot.x(event.day), plot.top - LINE * row + TYPE / 3
        yield pen.line(f"M{_number(x)} {_number(y - TYPE + 2)}V{_number(plot.bottom)}", "curve-event-line")
        yield pen.write(event.label, "curve-event", x + 4, y)


def _draw_mark(
    mark: Event, total: int, plot: Plot, pen: Pen, value_format: Callable[[int], str]
) -> Iterator[str]:
    x, y = plot.x(mark.day), plot.y(total)
    half = _text_width(mark.label) / 2
    yield pen.line(f"M{_number(x)} {_number(plot.top)}V{_number(plot.bottom + 6)}", "curve-mark-line")
    yield svg.tag("circle", **pen.look("curve-mark-dot"), cx=_number(x), cy=_number(y), r=5)
    yield pen.write(value_format(total), "curve-mark-value", x - 9, y - 6, "end")
    yield pen.write(mark.label, "curve-mark", min(max(x, half), WIDTH - half), HEIGHT - 6, "middle")


# ------------------------------------------------------------------ numbers and words


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text_width(words: str) -> float:
    """About how wide the words are; on the server nothing measures type, so labels leave some room."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in words)
    return TYPE * (wide + LETTER * (len(words) - wide))


def _wrapped(words: str) -> Sequence[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _text_width(longer) > LONGEST_LINE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
