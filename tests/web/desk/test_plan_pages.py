"""The work plan in the browser, as a new coordinator uses it."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.campaign.reading import KEY, coordinator, plan
from tests.factories.outreach import ExchangeFactory

from accede.campaign import actions
from accede.campaign.models import Activity, BudgetLine, Partner, Plan, Report
from accede.campaign.plan_file.layout import PLAN, SECTIONS
from accede.campaign.queries.budget import budget
from accede.meetings.models import WorkingGroup
from accede.web.desk.forms.plan_elements import FORMS
from accede.web.desk.forms.plans import PlanForm

KINDS_OF_SECTIONS = {
    "background": "background",
    "objectives": "objective",
    "outputs": "output",
    "indicators": "indicator",
    "targets": "target",
    "partners": "partner",
    "activities": "activity",
    "timeline": "line",
    "budget": "budget",
}

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def desk(client):
    return cast.sign_in(client, cast.coordinator_a())


def page(client, path, **asked):
    answer = client.get(f"/en/desk/ccm/{path}", asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def acting():
    return {"by": coordinator(), "at": timezone.now()}


def test_the_plan_says_that_its_goal_was_missed_and_who_left(desk):
    told = page(desk, f"plans/{KEY}/", on="2025-03-06")
    assert "1 was wanted by 10 September 2024, and there were 0. The target was missed." in told
    assert "Lithuania left on 6 March 2025" in told
    assert "Not measured, and why" not in told  # every figure that the plan asks for has a room that keeps it
    assert "Answers received of those asked" in told
    assert "Vanuatu joined on 5 September 2025" not in told
    assert "Vanuatu joined on 5 September 2025" in page(desk, f"plans/{KEY}/", on="2025-09-10")


@pytest.mark.parametrize(
    ("on", "overdue", "due"), [("2023-11-15", 0, 1), ("2024-03-05", 3, 12), ("2024-10-01", 15, 0)]
)
def test_the_page_of_a_day_shows_what_was_due_and_overdue(desk, on, overdue, due):
    told = page(desk, "plan/", on=on)
    assert f'Overdue<span class="number"> ({overdue})' in told
    assert f'Due now<span class="number"> ({due})' in told


@pytest.mark.parametrize(("on", "figure"), [("2024-09-30", "0"), ("2025-03-06", "-1"), ("2025-09-05", "0")])
def test_an_indicator_gives_the_figure_of_the_day(desk, on, figure):
    assert f'data-count="net-parties">{figure}<' in page(desk, f"plans/{KEY}/indicators/net-parties/", on=on)


def test_the_next_plan_takes_over_what_is_unfinished(desk):
    done = Activity.objects.get(key="ccm-2023-norm-paper")
    actions.say(activity=done, state=Activity.State.DONE, on=date(2024, 8, 1), **acting())
    answer = desk.post(
        f"/en/desk/ccm/plans/{KEY}/next/",
        {
            "title": "Work plan 2024-2025",
            "starts": "2024-10-01",
            "ends": "2025-09-30",
            "meeting": "ccm-13msp",
        },
    )
    assert answer.status_code == 302
    made = Plan.objects.get(pk="ccm-2024-2025")
    assert (made.objectives.count(), made.activities.count()) == (4, 10)
    assert made.follows == plan()
    assert not made.activities.filter(key__endswith="norm-paper").exists()
    assert {each.due for each in made.indicators.all()} == {date(2025, 9, 16)}
    assert made.background.get(key="parties").value == 112
    assert plan().activities.count() == 11


def test_a_new_coordinator_receives_the_plan_and_begins_the_next_one(desk, client_elsewhere):
    mine = Activity.objects.get(key="ccm-2023-survey")
    Activity.objects.filter(pk=mine.pk).update(owner=cast.coordinator_a())
    where = f"/en/desk/ccm/people/{cast.coordinator_a().pk}/hand-over/"
    shown = page(desk, f"people/{cast.coordinator_a().pk}/hand-over/")
    assert "(nobody owns it yet)" in shown
    given = {
        "to_person": cast.coordinator_b().pk,
        "activities": [mine.pk],
        "note": "The survey is late.",
        "confidentiality": "2",
    }
    answer = desk.post(where, given)
    assert answer.status_code == 302, answer.context["form"].errors
    successor = cast.sign_in(client_elsewhere, cast.coordinator_b())
    assert "Handed over to you" in page(successor, "today/")
    told = successor.get(answer.url).content.decode()
    assert "The survey is late." in told
    assert mine.title in told
    assert f"plans/{KEY}/next/" in told
    assert mine.title in page(successor, "plan/own/")
    given = {"title": "Next", "starts": "2024-10-01", "ends": "2025-09-30"}
    assert successor.post(f"/en/desk/ccm/plans/{KEY}/next/", given).status_code == 302
    following = Plan.objects.get(follows=KEY)
    assert following.activities.get(key__endswith="survey").owner == cast.coordinator_b()
    # The group that served an activity of the plan serves the one that it is carried over as.
    assert WorkingGroup.objects.get().activity.plan == following


def test_whoever_looks_at_another_day_goes_on_looking_at_it(desk):
    """Links from Today and from each page of the plan to the others, but for forms, keep the day."""
    pages = (
        "today/",
        "plan/",
        "plan/own/",
        *(f"plans/{KEY}/{path}" for path in ("timeline/", "budget/", "objectives/more-parties/")),
        *(f"plans/{KEY}/{path}" for path in ("indicators/net-parties/", "activities/ccm-2023-survey/")),
    )
    forms = re.compile(r"/(new|edit|next|file|import|roles|action-plans)/")
    lost = [
        (path, link)
        for path in pages
        for link in re.findall(r'href="([^"#]+)"', page(desk, path, on="2024-03-05"))
        if re.match(r"/en/desk/ccm/(today|plans?)/", link)
        and not forms.search(link)
        and "on=2024-03-05" not in link
    ]
    # To today leads one link that says so.
    assert lost == [("today/", "/en/desk/ccm/today/")]
    where = f"/en/desk/ccm/plans/{KEY}/lines/survey-again/?on=2024-03-05"
    assert desk.post(where, {"began": "2024-02-01"}).url.endswith("/timeline/?on=2024-03-05")


def test_a_plan_is_written_in_the_browser(desk):
    answer = desk.post(
        "/en/desk/ccm/plan/new/",
        {"title": "Plan", "starts": "2026-01-01", "ends": "2026-12-31", "currency": "chf"},
    )
    where = f"/en/desk/ccm/plans/{Plan.objects.get(starts='2026-01-01').pk}"
    assert answer.url == f"{where}/"
    assert desk.post(f"{where}/new/objective/", {"title": "More"}).status_code == 302
    given = {
        "title": "Meet",
        "starts": "2026-02-01",
        "ends": "2026-03-01",
        "planned": "3",
        "counts": "meetings",
    }
    assert desk.post(f"{where}/new/activity/", given).status_code == 302
    refused = desk.post(f"{where}/new/activity/", given | {"ends": "2026-01-31"})
    assert refused.status_code == 400
    assert "This is before 2026-02-01, when it begins." in refused.content.decode()
    refused = desk.post(
        f"{where}/new/budget/",
        {
            "title": "Travel",
            "currency": "EUX",
            **dict.fromkeys(("planned", "committed", "spent", "in_kind"), "0"),
        },
    )
    assert "is no currency" in refused.content.decode()


def test_background_figures_roles_and_rates_are_written_in_the_browser(desk):
    where = f"/en/desk/ccm/plans/{KEY}"
    given = {"title": "States that voted in favour", "value": "148", "on": "2023-12-04"}
    assert desk.post(f"{where}/new/background/", given).status_code == 302
    made = plan().background.get(value=148)
    changed = given | {"value": "112", "measure": "parties"}
    assert desk.post(f"{where}/background/{made.key}/edit/", changed).status_code == 302
    assert "the record says 112" in page(desk, f"plans/{KEY}/").split("States that voted in favour")[-1]

    share = Activity.objects.get(key="ccm-2023-survey").shares.get()
    told = page(desk, f"plans/{KEY}/activities/ccm-2023-survey/roles/")
    assert 'value="sends and collects"' in told
    answer = desk.post(f"{where}/activities/ccm-2023-survey/roles/", {f"role-{share.pk}": "translates"})
    assert answer.status_code == 302
    share.refresh_from_db()
    assert (share.role["en"], share.role["fr"]) == ("translates", "envoie et recueille")
    assert "translates" in page(desk, f"plans/{KEY}/activities/ccm-2023-survey/")

    given = {"currency": "EUR", "on": "2024-01-01", "rate": "0.9333"}
    assert desk.post(f"{where}/budget/", given).status_code == 302
    rate = plan().rates.get()
    assert "1 EUR = 0.9333 CHF from 1 January 2024" in page(desk, f"plans/{KEY}/budget/")
    assert desk.post(f"{where}/rates/{rate.pk}/remove/").status_code == 302
    assert not plan().rates.exists()


def test_everything_of_the_files_layout_has_a_field_in_the_browser():
    """But for what is told on pages of its own: what owners say, when lines began, who takes part, the campaign."""
    elsewhere = {
        "activities": {"said"},
        "timeline": {"began", "done"},
        "partners": {"kind"},  # its field is called `what`
    }
    forms = dict(zip(KINDS_OF_SECTIONS, map(FORMS.get, KINDS_OF_SECTIONS.values()), strict=True))
    assert set(SECTIONS) - {"rates"} == set(forms)
    missing = {
        section: set(SECTIONS[section]) - {"key"} - set(form.base_fields) - elsewhere.get(section, set())
        for section, form in forms.items()
    }
    assert {section: keys for section, keys in missing.items() if keys} == {}
    assert set(PLAN) - {"plan", "campaign"} == set(PlanForm.base_fields)


def test_a_plan_says_which_it_follows_and_that_one_began_before(desk):
    head = {"title": "Plan", "starts": "2026-01-01", "ends": "2026-12-31", "currency": "CHF", "follows": KEY}
    assert desk.post("/en/desk/ccm/plan/new/", head).status_code == 302
    assert Plan.objects.get(starts="2026-01-01").follows_id == KEY
    refused = desk.post("/en/desk/ccm/plan/new/", head | {"starts": "2023-01-01"})
    assert refused.status_code == 400
    assert "The next plan begins after this one." in refused.content.decode()


def test_a_file_is_imported_in_the_browser_or_refused_with_its_place(desk):
    raw = desk.get(f"/en/desk/ccm/plans/{KEY}/file/").content
    for content, status in ((raw, 302), (raw.replace(b"starts:", b"begins:", 1), 400)):
        answer = desk.post("/en/desk/ccm/plan/import/", {"file": SimpleUploadedFile("plan.yaml", content)})
        assert answer.status_code == status
    assert "begins: There is no key “begins” here." in answer.content.decode()


def test_a_partner_sees_its_part_and_reports_and_the_coordinator_accepts(client, client_elsewhere):
    Partner.objects.filter(plan=KEY, key="cmc").update(organisation=cast.cmc())
    cast.sign_in(client, cast.cmc_partner())
    told = page(client, "plan/own/", on="2024-03-05")
    assert "toolkits made known" in told
    assert "treaty events" not in told
    where = f"/en/desk/ccm/plans/{KEY}/activities/ccm-2023-toolkits/report/"
    assert client.post(where, {"text": "Two kits were handed on."}).status_code == 302
    found = Report.objects.unguarded(because="the test takes its number").get()
    cast.sign_in(client_elsewhere, cast.coordinator_a())
    assert "A report waits for you" in page(client_elsewhere, f"plans/{KEY}/")
    assert "A report waits for you" in page(client_elsewhere, "today/")
    asked = {"standing": "returned", "answer": "To whom?"}
    client_elsewhere.post(f"/en/desk/ccm/plan/reports/{found.pk}/", asked)
    assert "came back with a question" in page(client, "today/")
    assert "came back with a question" not in page(client_elsewhere, "today/")
    answered = client_elsewhere.post(f"/en/desk/ccm/plan/reports/{found.pk}/", {"standing": "accepted"})
    assert answered.status_code == 302
    assert "accepted" in page(client, "plan/own/", on="2024-03-05")
    cast.sign_in(client_elsewhere, cast.icrc_partner())
    assert "Two kits" not in page(client_elsewhere, f"plans/{KEY}/activities/ccm-2023-toolkits/")


def test_work_and_word_stand_side_by_side_where_they_differ(desk):
    found = Activity.objects.get(key="ccm-2023-workshops")
    actions.say(activity=found, state=Activity.State.DONE, on=date(2024, 3, 1), **acting())
    told = page(desk, f"plans/{KEY}/activities/{found.key}/", on="2024-03-05")
    assert "its owner says: done" in told
    assert "Two answers" in told
    assert "Two answers" not in page(desk, f"plans/{KEY}/activities/{found.key}/", on="2024-02-29")


def test_money_agrees_with_its_rows_to_the_cent_and_is_no_partners_business(desk, client_elsewhere):
    own = plan()
    for key, currency, planned, spent in (("a", "EUR", "100.01", "33.33"), ("b", "EUR", "0.05", "0.10")):
        BudgetLine.objects.create(
            plan=own,
            key=key,
            titles={"en": key},
            currency=currency,
            planned=Decimal(planned),
            spent=Decimal(spent),
        )
    assert budget(own, on=date(2024, 3, 5), viewer=coordinator()).without_rate == ["EUR"]
    given = {"currency": "eur", "on": "2024-01-01", "rate": "0.9333"}
    assert desk.post(f"/en/desk/ccm/plans/{KEY}/budget/", given).status_code == 302
    told = budget(own, on=date(2024, 3, 5), viewer=coordinator())
    assert told.total.planned == sum(row.converted.planned for row in told.rows) == Decimal("93.39")
    assert told.without_rate == []
    shown = page(desk, f"plans/{KEY}/budget/", on="2024-03-05")
    assert "93.39" in shown
    assert "Over-spent" in shown
    assert budget(own, on=date(2023, 12, 31), viewer=coordinator()).without_rate == ["EUR"]
    cast.sign_in(client_elsewhere, cast.cmc_partner())
    assert client_elsewhere.get(f"/en/desk/ccm/plans/{KEY}/budget/").status_code == 403


def test_an_activity_shows_the_exchanges_that_serve_it_and_its_money(desk, client_elsewhere):
    found = Activity.objects.get(key="ccm-2023-bilateral-exchanges")
    BudgetLine.objects.create(
        plan=plan(),
        key="trip",
        titles={"en": "A trip"},
        currency="CHF",
        planned=100,
        spent=120,
        activity=found,
    )
    ExchangeFactory(owner=cast.mission_a(), activity=found, state_id="KEN", held_on=date(2024, 2, 1))
    path = f"plans/{KEY}/activities/{found.key}/"
    told = page(desk, path, on="2024-03-05")
    assert 'Exchanges that serve it<span class="number"> (1)' in told
    assert "Kenya" in told.split("Exchanges that serve it")[1].split("</ul>")[0]
    assert "120.00 of 100.00 CHF spent · Over-spent" in told
    assert "Exchanges that serve it" not in page(desk, path, on="2024-01-31")
    partner = page(cast.sign_in(client_elsewhere, cast.cmc_partner()), path, on="2024-03-05")
    assert "Exchanges that serve it" not in partner
    assert "A trip" not in partner


def test_the_text_of_an_action_is_loaded_in_versions(desk):
    for words in ("Promote.", "Promote joining."):
        given = {"number": "10", "language": "en", "text": words, "citation": "A document"}
        assert desk.post("/en/desk/ccm/plan/action-plans/lausanne/", given).status_code == 302
    told = page(desk, "plan/action-plans/")
    assert "Promote joining." in told
    assert "version 2, loaded" in told


def test_today_shows_what_of_the_plan_presses_and_whose_it_is(desk, client_elsewhere):
    before = timezone.localdate() - timedelta(days=400)
    Plan.objects.filter(pk=KEY).update(ends=before)
    plan().timeline.exclude(key__in=["survey-again", "workshops"]).delete()
    plan().timeline.filter(key="workshops").update(
        starts=timezone.localdate() + timedelta(days=20), ends=timezone.localdate() + timedelta(days=90)
    )
    Activity.objects.filter(key="ccm-2023-survey").update(owner=cast.thematic_coordinator())
    told = page(desk, "today/").split("<h2>The work plan</h2>")[1].split("</section>")[0]
    assert "1 line of the plan is overdue." in told
    assert "Help with regional workshops" in told
    assert told.index("Survey sent again") < told.index("Help with regional workshops")
    assert f'href="/en/desk/ccm/plans/{KEY}/next/"' in told
    assert told.count("Began, done") == 2
    owner = cast.sign_in(client_elsewhere, cast.thematic_coordinator())
    told = page(owner, "today/").split("<h2>The work plan</h2>")[1].split("</section>")[0]
    assert told.count("Began, done") == 1
    assert "Begin the next plan" not in told


@pytest.mark.parametrize(
    ("path", "who"),
    [
        (f"plans/{KEY}/", "coordinator_a"),
        (f"plans/{KEY}/objectives/more-parties/", "coordinator_a"),
        (f"plans/{KEY}/timeline/", "thematic_coordinator"),
        ("today/", "thematic_coordinator"),
    ],
)
def test_queries_do_not_grow_with_activities_and_lines(client, path, who):
    desk = cast.sign_in(client, cast.CAST[who]())
    own = plan()
    own.timeline.exclude(key="survey-again").delete()  # of those that press Today shows a few
    numbers = []
    on = {} if path == "today/" else {"on": "2024-03-05"}
    for place in range(2):
        page(desk, path, **on)  # what is kept of the record is there then
        with CaptureQueriesContext(connection) as counted:
            page(desk, path, **on)
        numbers.append(len(counted))
        for number in range(3):
            key = f"more-{place}-{number}"
            activity = Activity.objects.create(
                plan=own, key=key, titles={"en": key}, starts=own.starts, ends=own.ends
            )
            activity.objectives.set(own.objectives.all())
            own.timeline.create(
                key=key, titles={"en": key}, starts=own.starts, ends=own.ends, activity=activity
            )
    assert numbers[0] == numbers[1]
