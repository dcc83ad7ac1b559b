"""Plans as files: what is read is what was written, and what is wrong is refused with its place."""

import contextlib

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.access import cast
from tests.campaign.reading import KEY, plan
from tests.docs import pages

from accede.access import queries as access
from accede.access.actions import NotAllowedError
from accede.campaign import actions
from accede.campaign.models import Activity, Plan
from accede.campaign.plan_file.faults import PlanFileError
from accede.campaign.plan_file.layout import PLAN, SECTIONS
from accede.campaign.plan_file.reading import read
from accede.campaign.queries.export import export

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SMALL = """plan: ccm-2025
campaign: ccm
title: Work plan 2025
starts: 2025-01-01
ends: 2025-12-31
currency: CHF
objectives:
- {key: more, title: {fr: Davantage}}
activities:
- key: ccm-2025-exchanges
  title: Exchanges
  starts: 2025-01-01
  ends: 2025-09-30
  objectives: [more]
  said: [{state: under-way, on: 2025-02-01}]
budget:
- {key: travel, title: Travel, activity: ccm-2025-exchanges, currency: EUR, planned: 1250.5, donor: A State}
rates:
- {currency: EUR, on: 2025-01-01, rate: 0.9425}
"""


def load(text, by=None):
    return actions.import_plan(text=text, by=by or access.operator(), at=timezone.now())


def written(key="ccm-2025"):
    return export(Plan.objects.get(pk=key), viewer=access.operator())


def test_the_shipped_plan_comes_back_as_it_went():
    before = written(KEY)
    numbers = set(Activity.objects.filter(plan=KEY).values_list("pk", flat=True))
    load(before)
    assert written(KEY) == before
    assert set(Activity.objects.filter(plan=KEY).values_list("pk", flat=True)) == numbers


def test_a_plan_that_went_and_is_gone_comes_back_whole():
    load(SMALL)
    before = written()
    Plan.objects.get(pk="ccm-2025").budget.all().delete()
    Plan.objects.get(pk="ccm-2025").delete()
    load(before)
    assert written() == before
    assert "planned: 1250.5\n" in before
    assert "rate: 0.9425\n" in before


def test_the_example_of_the_document_is_a_plan():
    example = pages.text("docs/plan-file.md").split("```yaml\n")[1].split("```")[0]
    assert load(example).title == "Work plan 2025"


def test_the_document_has_every_key():
    assert [
        row[0] for row in pages.table_rows(pages.section("docs/plan-file.md", "The plan itself"))
    ] == list(PLAN)
    told = [tuple(row[:2]) for row in pages.table_rows(pages.section("docs/plan-file.md", "The sections"))]
    assert told == [
        (section, key)
        for section, fields in SECTIONS.items()
        for key in fields
        if key not in ("key", "title") and (section, key)
    ]


WRONG = {
    "an unknown key": ("title: Work plan 2025", "titel: Work plan 2025", 3, "titel", "“title”"),
    "an unknown key inside": (
        "  title: Exchanges",
        "  tilte: Exchanges",
        11,
        "activities[1].tilte",
        "“title”",
    ),
    "an end before a beginning": ("ends: 2025-09-30", "ends: 2024-09-30", 13, "activities[1].ends", "before"),
    "a plan that ends too early": ("ends: 2025-12-31", "ends: 2024-12-31", 5, "ends", "before it begins"),
    "an unknown currency": (
        "currency: EUR, planned",
        "currency: EURO, planned",
        17,
        "budget[1].currency",
        "EURO",
    ),
    "a day not in the calendar": (
        "starts: 2025-01-01\nends",
        "starts: 2025-02-30\nends",
        4,
        "starts",
        "calendar",
    ),
    "a day in another form": ("starts: 2025-01-01\nends", "starts: 1.1.2025\nends", 4, "starts", "day"),
    "three decimals": ("planned: 1250.5", "planned: 1250.505", 17, "budget[1].planned", "decimals"),
    "an amount below nothing": ("planned: 1250.5", "planned: -5", 17, "budget[1].planned", "not between 0"),
    "an amount in words": ("planned: 1250.5", "planned: much", 17, "budget[1].planned", "number"),
    "a key that leads nowhere": (
        "objectives: [more]",
        "objectives: [less]",
        14,
        "activities[1].objectives",
        "less",
    ),
    "the same key twice": (
        "rates:",
        "- {key: travel, title: T, currency: CHF}\nrates:",
        18,
        "budget[2].key",
        "17",
    ),
    "a campaign that is not here": ("campaign: ccm", "campaign: att", 2, "campaign", "att"),
    "an activity of another plan": (
        "key: ccm-2025-exchanges",
        "key: ccm-2023-survey",
        10,
        "activities[1].key",
        "ccm-2023-2024",
    ),
    "a meeting that is not here": (
        "currency: CHF",
        "meeting: ccm-12mps\ncurrency: CHF",
        6,
        "meeting",
        "ccm-12msp",
    ),
    "a plan that follows a later one": (
        "starts: 2025-01-01\nends: 2025-12-31\n",
        "starts: 2023-01-01\nends: 2025-12-31\nfollows: ccm-2023-2024\n",
        6,
        "follows",
        "begins after",
    ),
    "nothing where a title must be": ("title: Work plan 2025\n", "", 1, "title", "missing"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_refused_with_its_place_and_nothing_is_changed(name):
    right, wrong, line, path, reason = WRONG[name]
    text = (
        SMALL.replace(right, wrong).replace("activity: ccm-2025-exchanges", "activity: ccm-2023-survey")
        if (name == "an activity of another plan")
        else SMALL.replace(right, wrong)
    )
    with pytest.raises(PlanFileError) as refused:
        load(text)
    told = {(fault.line, fault.path): fault.reason for fault in refused.value.faults}
    assert reason in told[line, path]
    assert not Plan.objects.filter(pk="ccm-2025").exists()


@pytest.mark.parametrize(
    "text", ["", "[]", "a: [", "plan: &a x\ntitle: *a\n", "? [a]\n: b", "\x00", "plan: 1\n" * 2]
)
def test_what_is_no_plan_file_is_refused(text):
    with pytest.raises(PlanFileError):
        load(text)


@given(st.text(max_size=200) | st.binary(max_size=60).map(lambda raw: SMALL + raw.decode("latin-1")))
def test_no_text_is_too_strange_to_be_refused(text):
    with contextlib.suppress(PlanFileError):  # nothing else may be raised
        read(text)


def test_another_version_brings_the_plan_up_to_date():
    load(SMALL)
    number = Activity.objects.get(key="ccm-2025-exchanges").pk
    load(SMALL.replace("Exchanges", "Many exchanges").replace("more", "most"))
    changed = Activity.objects.get(pk=number)
    assert changed.title == "Many exchanges"
    assert [each.key for each in changed.plan.objectives.all()] == ["most"]


@pytest.mark.parametrize("role", ["cmc_partner", "thematic_coordinator", "observer", "nobody", "public"])
def test_a_plan_is_written_by_those_who_run_the_campaign(role):
    with pytest.raises(NotAllowedError):
        load(SMALL, by=cast.viewer(role))


def test_a_partner_gets_the_file_without_the_money():
    load(SMALL)
    told = export(Plan.objects.get(pk="ccm-2025"), viewer=cast.viewer("cmc_partner"))
    assert "Exchanges" in told
    assert "budget" not in told
    assert "rates" not in told
    assert plan().pk == KEY


def test_a_file_takes_every_kind_of_work_that_an_activity_can_count():
    assert set(SECTIONS["activities"]["counts"].choices) == set(Activity.Counts.values) - {""}
