import itertools
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.pictures import svg_reading

from accede.pictures import curve

FIRST, LAST = date(2008, 5, 30), date(2026, 11, 23)
AFRICA = curve.Series("Africa", [(date(2009, 2, 1), 1), (date(2010, 8, 1), 2)])
EUROPE = curve.Series("Europe", [(date(2008, 12, 3), 3), (date(2025, 3, 6), -1)])


def draw(series, **options):
    words = {"label": "Joined", "description": "By region", "total_label": "States Parties"}
    return curve.draw_curve(series, **({"first": FIRST, "last": LAST} | words | options))


def parse(series, **options):
    return svg_reading.parse(draw(series, **options))


def texts(root, class_):
    return [element.text for element in svg_reading.all_of(root, "text", class_)]


def bands(root):
    return [list(svg_reading.corners(path.get("d"))) for path in svg_reading.all_of(root, "path", "band")]


def unit(root):
    """The height of one State: what the total's line rises by, over the highest total."""
    [line] = svg_reading.all_of(root, "path", "curve-total")
    zero = float(root.get("viewBox").split()[3]) - 2 * curve.LINE - curve.TYPE
    return zero - min(y for _, y in svg_reading.corners(line.get("d")))


def test_bands_end_at_their_totals():
    root = parse([AFRICA, EUROPE])
    right = float(root.get("data-right"))
    ends = [[y for x, y in band if x == right] for band in bands(root)]
    state = unit(root) / 6  # 3 and 3 before the withdrawal

    assert [round((lower - upper) / state) for upper, lower in ends] == [3, 2]
    assert ends[0][0] == ends[1][1], "the second band stands on the first"
    assert texts(root, "curve-value") == ["5", "2", "3"]
    assert texts(root, "curve-name") == ["States Parties", "Europe", "Africa"]


def test_a_step_falls_on_its_day():
    root = parse([EUROPE])
    left, right = float(root.get("data-left")), float(root.get("data-right"))
    [band] = bands(root)
    falls = [one[0] for one, other in itertools.pairwise(band) if one[0] == other[0] and other[1] > one[1]]
    day = FIRST + (LAST - FIRST) * (falls[0] - left) / (right - left)

    assert abs(day - date(2025, 3, 6)) <= timedelta(days=1)


@given(
    st.lists(
        st.lists(st.dates(date(2000, 1, 1), date(2030, 12, 31)), max_size=40),
        min_size=1,
        max_size=len(curve.BANDS),
    )
)
@example([[LAST]])
def test_bands_partition_the_total(joined):
    series = [
        curve.Series(f"Region {place}", [(day, 1) for day in days]) for place, days in enumerate(joined)
    ]
    root = parse(series)
    counts = [sum(day <= LAST for day in days) for days in joined]
    right = float(root.get("data-right"))
    tops = [min(y for x, y in band if x == right) for band in bands(root)]  # after a step on the last day
    state = unit(root) / max(sum(counts), 1)
    zero = float(root.get("viewBox").split()[3]) - 2 * curve.LINE - curve.TYPE

    assert texts(root, "curve-value") == [str(sum(counts)), *map(str, reversed(counts))]
    if sum(counts):
        assert [round((zero - y) / state) for y in tops] == list(itertools.accumulate(counts))


@given(st.lists(st.text("абв ", min_size=1, max_size=90), min_size=1, max_size=5))
def test_no_label_covers_another(labels):
    root = parse([curve.Series(label, [(FIRST, place)]) for place, label in enumerate(labels)])
    baselines = [float(element.get("y")) for element in svg_reading.all_of(root, "text", "curve-name")]

    assert all(below - above >= curve.LINE - 0.2 for above, below in itertools.pairwise(baselines))
    assert baselines[-1] <= curve.HEIGHT


def test_an_empty_record_draws_an_empty_curve():
    root = parse([curve.Series("Africa", [])])

    assert texts(root, "curve-value") == ["0", "0"]
    assert {y for _, y in bands(root)[0]} == {curve.HEIGHT - 2 * curve.LINE - curve.TYPE}
    assert texts(parse([]), "curve-value") == ["0"]


def test_the_mark_shows_the_day_and_its_total():
    root = parse([AFRICA, EUROPE], mark=date(2010, 1, 1), mark_label="1 January 2010")

    assert texts(root, "curve-mark") == ["1 January 2010"]
    assert texts(root, "curve-mark-value") == ["4"]


def test_a_mark_or_an_event_outside_the_days_is_not_drawn():
    root = parse([AFRICA], mark=date(2007, 1, 1), events=[curve.Event(date(2030, 1, 1), "Later")])

    assert texts(root, "curve-mark") == texts(root, "curve-event") == []


def test_no_line_runs_through_an_events_label():
    days = [date(2008, 12, 3), date(2009, 6, 1), date(2010, 8, 1), date(2011, 1, 1), LAST]
    root = parse([AFRICA], events=[curve.Event(day, f"What happened on {day}") for day in days])
    lines = [
        list(svg_reading.corners(line.get("d")))
        for line in svg_reading.all_of(root, "path", "curve-event-line")
    ]
    for label in svg_reading.all_of(root, "text", "curve-event"):
        x, y = float(label.get("x")), float(label.get("y"))
        for (line_x, top), _ in lines:
            assert not (x < line_x < x + 150 and top < y), label.text
        assert x + 150 < curve.WIDTH


def test_years_are_labelled_as_often_as_there_is_room():
    assert texts(parse([AFRICA]), "curve-axis")[-9:] == [str(year) for year in range(2010, 2027, 2)]
    assert texts(parse([AFRICA], first=date(1970, 1, 1)), "curve-axis")[-12:] == [
        str(year) for year in range(1970, 2027, 5)
    ]


def test_arabic_words_are_isolated_and_time_still_runs_to_the_right():
    root = parse([AFRICA, EUROPE], direction="rtl", total_label="الدول الأطراف")

    for band in bands(root):
        upper = band[: band.index(max(band)) + 1]
        assert [x for x, _ in upper] == sorted(x for x, _ in upper)
    assert root.get("direction") == "ltr"
    assert texts(root, "curve-name")[0] == "\u2067الدول الأطراف\u2069"
    assert texts(root, "curve-value")[0] == "\u20675\u2069"


def test_in_a_page_the_stylesheet_colours_everything():
    picture = draw([AFRICA, EUROPE], mark=LAST, mark_label="today", events=[curve.Event(FIRST, "Adopted")])

    assert "style" not in picture
    assert "#" not in picture


def test_standing_alone_it_brings_its_colours():
    root = parse([AFRICA, EUROPE], standalone=True)

    assert [band.get("fill") for band in svg_reading.all_of(root, "path", "band")] == list(curve.BANDS[:2])
    assert "style" not in draw([AFRICA], standalone=True)


def test_labels_are_escaped():
    root = parse([curve.Series("<Asia> & 'Pacific'", [])], label='"Joined"')

    assert texts(root, "curve-name")[-1] == "<Asia> & 'Pacific'"


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="must come after the first"):
        draw([AFRICA], last=FIRST)
    with pytest.raises(ValueError, match="At most 7 bands"):
        draw([AFRICA] * 8)
    with pytest.raises(ValueError, match="Asia would fall below zero on 2010-01-01"):
        draw([curve.Series("Asia", [(date(2010, 1, 1), -1)])])
