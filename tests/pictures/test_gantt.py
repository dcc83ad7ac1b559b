"""The timetable: bars lie where their days are, whatever the direction of the words."""

from datetime import date
from itertools import pairwise

import pytest
from tests.pictures.svg_reading import all_of, parse

from accede.pictures import gantt

BARS = [
    gantt.Bar("First & <foremost>", date(2024, 1, 1), date(2024, 2, 29), "overdue", "overdue"),
    gantt.Bar(
        "Second", date(2024, 2, 1), date(2024, 6, 30), "done", "done", date(2024, 2, 10), date(2024, 3, 10)
    ),
]


def drawn(on="2024-03-20", direction="ltr", **more):
    return parse(
        gantt.draw_gantt(
            BARS,
            [gantt.Event("A meeting", date(2024, 4, 15), date(2024, 4, 19))],
            on=date.fromisoformat(on),
            label="Timeline",
            description="In words below.",
            day_label=on,
            months={date(2024, month, 1): f"m{month}" for month in range(1, 7)},
            direction=direction,
            **more,
        )
    )


def test_the_name_of_the_last_month_stays_within_the_picture():
    picture = gantt.draw_gantt(
        [gantt.Bar("One", date(2024, 1, 1), date(2024, 9, 30), "due", "due")],
        [],
        on=date(2024, 2, 1),
        label="Timeline",
        description="In words below.",
        day_label="1 February",
        months={date(2024, month, 1): f"September 202{month}" for month in range(1, 10)},
    )
    ticks = [(float(each.get("x")), each.text) for each in all_of(parse(picture), "text", "gantt-tick")]
    assert ticks[-1][1] == "September 2029"
    assert all(x + 7 * len(name) <= gantt.WIDTH for x, name in ticks)
    assert all(after[0] > before[0] + 7 * len(before[1]) for before, after in pairwise(ticks))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_time_runs_from_left_to_right(direction):
    first, second = all_of(drawn(direction=direction), "rect", "gantt-plan")
    assert float(first.get("x")) < float(second.get("x"))
    end = float(first.get("x")) + float(first.get("width"))
    assert float(second.get("x")) < end < float(second.get("x")) + float(second.get("width"))


def test_what_came_of_it_lies_within_its_days():
    (real,) = all_of(drawn(), "rect", "gantt-real")
    _first, plan = all_of(drawn(), "rect", "gantt-plan")
    assert float(real.get("x")) > float(plan.get("x"))
    assert float(real.get("width")) < float(plan.get("width"))


def test_what_has_not_begun_on_the_day_is_not_filled():
    assert all_of(drawn("2024-02-09"), "rect", "gantt-real") == []


def test_names_stand_where_a_line_begins():
    places = {way: float(all_of(drawn(direction=way), "text")[-3].get("x")) for way in ("ltr", "rtl")}
    assert places["ltr"] < gantt.NAMES < gantt.WIDTH - gantt.NAMES < places["rtl"]


def test_it_is_one_image_with_a_name_and_a_description():
    root = drawn()
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "gantt-title gantt-desc"
    titles = [each.text for each in all_of(root, "title")]
    assert titles == ["Timeline", "First & <foremost>. overdue", "Second. done", "A meeting"]


def test_the_day_is_marked_only_where_it_lies_in_the_picture():
    assert len(all_of(drawn(), "path", "gantt-day")) == 1
    assert all_of(drawn("2026-01-01"), "path", "gantt-day") == []


def test_alone_it_carries_its_colours():
    assert all_of(drawn(standalone=True), "rect", "gantt-plan")[0].get("stroke") == gantt.COLOURS["overdue"]
