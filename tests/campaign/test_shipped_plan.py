"""The plan of 2023-2024: every element of it is there, and for days of its year it tells what was due and overdue."""

import pytest
from tests.campaign.reading import overview, plan

from accede.campaign.models import Action, ActionPlan, Partner

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_every_element_of_the_seed_is_there():
    shipped = plan()
    assert (shipped.objectives.count(), shipped.activities.count()) == (4, 11)
    assert (shipped.targets.count(), shipped.outputs.count(), shipped.timeline.count()) == (5, 3, 15)
    assert shipped.partners.filter(kind=Partner.Kind.IMPLEMENTER).count() == 8
    assert {"thematic-coordinators", "civil-society", "international-organisations"} <= set(
        shipped.partners.filter(kind=Partner.Kind.PARTNER).values_list("key", flat=True)
    )
    assert all(partner.asked_words for partner in shipped.partners.all())
    assert shipped.budget.count() == 1
    assert shipped.budget_note["en"]


def test_it_rests_on_two_actions_whose_text_a_user_loads():
    assert [action.key for action in plan().actions.all()] == ["lausanne/10", "lausanne/11"]
    assert not any(action.texts.exists() for action in Action.objects.all())
    assert list(ActionPlan.objects.values_list("pk", flat=True)) == [
        "vientiane",
        "dubrovnik",
        "lausanne",
        "after-lausanne",
    ]


def test_the_background_is_what_the_record_says_too():
    told = overview("2023-12-01").background
    assert [(each.row.value, each.on_record) for each in told] == [(112, 112), (12, 12)]


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_every_title_is_there_in_the_six_languages(language):
    shipped = plan()
    sections = ("background", "objectives", "outputs", "indicators", "targets", "partners", "activities")
    for section in (*sections, "timeline", "budget"):
        assert [row.key for row in getattr(shipped, section).all() if not row.titles.get(language)] == []


@pytest.mark.parametrize(
    ("on", "due", "overdue", "upcoming"),
    [
        ("2023-10-31", 0, 0, 15),
        ("2023-11-15", 1, 0, 14),
        ("2023-12-01", 13, 0, 2),
        ("2024-01-15", 12, 1, 2),
        ("2024-02-10", 14, 1, 0),
        ("2024-03-05", 12, 3, 0),
        ("2024-09-30", 12, 3, 0),
        ("2024-10-01", 0, 15, 0),
    ],
)
def test_each_day_of_the_plans_year_tells_what_was_due_and_overdue(on, due, overdue, upcoming):
    told = overview(on)
    assert (len(told.due), len(told.overdue), len(told.upcoming)) == (due, overdue, upcoming)


def test_what_was_done_is_done_from_its_day_on():
    line = plan().timeline.get(key="planning-meeting")
    line.done = "2024-02-20"
    line.save()
    assert [row.line.key for row in overview("2024-03-05").done] == ["planning-meeting"]
    assert overview("2024-02-19").done == []
