"""A year of a coordinator's work on an empty desk, in a real browser: from the first invitation to the handover."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.browser.conftest import DESKTOP, PHONE, served
from tests.browser.hands import Hands
from tests.prepared import started

pytestmark = pytest.mark.browser

SAID = "The Attorney General has the file; the zebra waits."
PARTNERS = {"kind": "civil-society", "organisation": "Coalition", "roles": ["partner"], "title": "Campaigner"}


def day(ago):
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


@pytest.fixture(
    params=[("en", DESKTOP, True), ("fr", PHONE, False), ("ar", PHONE, False)],
    ids=["by keyboard alone", "in French on a phone", "in Arabic on a phone"],
)
def desk_of_a_year(request, chromium, tmp_path):
    """An empty desk, its first link, and hands for whoever comes."""
    language, viewport, keyboard = request.param
    contexts, complaints = [], []
    with started(tmp_path / "data") as desk:
        first = desk.accede(
            *("user", "add", "officer@year.example", "--name", "Olga", "--post", "Officer"),
            *("--organisation", "Support Unit", "--organisation-kind", "support-unit"),
            *("--role", "administrator", "--role", "support-unit-officer", "--language", language),
        )
        assert first.returncode == 0, first.stderr
        with served(desk) as address:

            def somebody():
                context = chromium.new_context(viewport=viewport, base_url=address)
                contexts.append(context)
                hands = Hands(context, language=language, keyboard=keyboard)
                hands.page.on("pageerror", lambda error: complaints.append(str(error)))
                return hands

            yield language, "/" + first.stdout.strip().split("/", 3)[3], somebody
            for context in contexts:
                context.close()
    assert complaints == []


def invite(officer, **given):
    """Somebody new, as the page People makes them: their link, and their number."""
    officer.room("people")
    officer.follow("/people/new/")
    officer.fill(**given)
    officer.send()
    link = officer.page.locator("#invitation-link").inner_text()
    number = officer.page.locator("main a.button").get_attribute("href").rstrip("/").split("/")[-1]
    return "/" + link.split("/", 3)[3], number


def log(hands, iso3, ago, said, *, more=None, here=False):
    """An exchange, from Today or from where one is; `more` opens the part on reasons and promises."""
    if not here:
        hands.room("today")
    hands.follow(f"/exchanges/new/?state={iso3}")
    hands.fill(held_on=day(ago), said=said)
    if more:
        hands.fill(next_step=more["next_step"], next_step_by=day(more["due"]))
        hands.unfold(0)
        hands.fill(obstacles=["PROC"], they_promised=more["promised"], they_promised_by=day(more["due"]))
    hands.send()
    assert said in hands.text()
    return hands.page.url


def test_a_year_of_work(desk_of_a_year):
    language, link, somebody = desk_of_a_year
    desk = f"/{language}/desk"

    # January: the support unit comes in, and invites three people of different roles.
    officer, ana, bo, cy = somebody(), somebody(), somebody(), somebody()
    officer.accept(link)
    officer.open(f"{desk}/")
    assert officer.page.url.endswith(f"{desk}/ccm/today/")
    state = {"kind": "state", "roles": ["coordinator"], "language": language}
    ana_link, ana_number = invite(
        officer, name="Ana", email="ana@year.example", organisation="Mission A", title="Counsellor", **state
    )
    bo_link, bo_number = invite(
        officer, name="Bo", email="bo@year.example", organisation="Mission B", title="Envoy", **state
    )
    cy_link, _number = invite(officer, name="Cy", email="cy@year.example", language=language, **PARTNERS)
    for hands, their_link in ((ana, ana_link), (cy, cy_link), (bo, bo_link)):
        hands.accept(their_link)
        hands.open(f"{desk}/")

    with ana.takes(30, "A coordinator's first day: every room seen, two States taken, two exchanges logged"):
        exchange = work_begins(ana, ana_number)
    partner_sees_nothing(cy, desk, exchange)
    year_goes_on(ana, desk)
    handover = hand_over(ana, ana_number, bo_number)
    work_goes_on(bo, handover)

    # Her role ends; what she wrote stays, and the desk is closed to her.
    officer.room("people")
    officer.follow(f"/people/{ana_number}/")
    officer.press(officer.page.locator('main form[action*="/people/roles/"] button').first)
    assert ana.page.goto(f"{desk}/ccm/today/").status == 403
    bo.open(exchange)
    assert SAID in bo.text()


def work_begins(ana, ana_number):
    """She looks into each empty room, takes two States, and logs what she hears; the first exchange's address."""
    for name in ("states", "exchanges", "follow-ups", "contacts", "meetings", "norm", "people"):
        ana.room(name)
    ana.room("today")
    ana.follow("/assignments/new/")
    ana.fill(states=["KEN", "UGA"])
    ana.send()
    ana.follow("/states/ken/")
    more = {"next_step": "Ask again", "promised": "An answer", "due": 200}
    exchange = log(ana, "KEN", 300, SAID, more=more, here=True)
    log(ana, "UGA", 250, "No objection of substance.")
    ana.room("today")
    assert "Ask again" in ana.text()
    assert "An answer" in ana.text()
    assert ana.page.locator("main .cards .overdue").count() == 2
    return exchange


def partner_sees_nothing(cy, desk, exchange):
    cy.room("exchanges")
    assert "zebra" not in cy.text()
    cy.open(f"{desk}/ccm/search/?q=zebra")
    assert cy.page.locator("main .cards").count() == 0
    assert cy.page.goto(exchange).status == 404
    cy.look()


def year_goes_on(ana, desk):
    """A meeting with its sheet; a step done, a promise kept; who is silent; and finding what was said."""
    ana.room("meetings")
    ana.follow("/meetings/new/")
    ana.fill(name="Seminar", begins=day(0), place="Nairobi")
    ana.send()
    ana.fill(targets=["KEN", "UGA"])
    ana.send()
    ana.follow("/sheet/")
    assert "Ask again" in ana.text()
    ana.room("today")
    ana.follow("/done/")
    ana.fill(done_on=day(100), result="They have it.")
    ana.send()
    ana.room("today")
    ana.follow("/promises/")
    ana.fill(standing="kept", settled_on=day(90), outcome="The letter came.")
    ana.send()
    with ana.takes(5, "An exchange is logged, from Today to the record"):
        log(ana, "KEN", 60, "The bill is before cabinet.")
    ana.room("today")
    ana.follow("/silent/")
    assert ana.page.locator("main tbody a[href$='/states/uga/']").count() == 1
    assert ana.page.locator("main tbody a[href$='/states/ken/']").count() == 0
    ana.open(f"{desk}/ccm/search/?q=zebra")
    assert SAID in ana.text()


def hand_over(ana, ana_number, bo_number):
    """December: something is open, and the next one takes it; the handover's address."""
    more = {"next_step": "Send the model law", "promised": "A reply", "due": -30}
    log(ana, "UGA", 10, "Later.", more=more)
    with ana.takes(6, "The year is handed over: States, open matters, a line of the plan, a note"):
        ana.room("today")
        ana.follow(f"/people/{ana_number}/hand-over/")
        first = ana.page.locator('main [name="activities"]').first.get_attribute("value")
        ana.fill(to_person=bo_number, activities=[first], note="Be patient with the committee.")
        ana.send()
    return ana.page.url


def work_goes_on(bo, handover):
    bo.open(handover)
    for what in ("Be patient with the committee.", "Send the model law", "A reply"):
        assert what in bo.text()
    next_plan_begins(bo)
    bo.room("today")
    assert bo.page.locator("main a[href$='/states/uga/']").count() > 0
    log(bo, "UGA", 0, "They remember what was said.")


def next_plan_begins(bo):
    """From the handover on: the plan after the one that was received, and a line of it marked, by form alone."""
    bo.follow("/next/")
    bo.fill(title="The year of Bo")
    bo.send()
    assert bo.page.locator("h1").inner_text() == "The year of Bo"
    bo.follow("/timeline/")
    bo.follow("/lines/")
    bo.fill(began=day(3))
    bo.send()
    assert bo.page.locator(".gantt-real").count() == 1
    assert bo.page.locator(".plan-state--overdue").count() == 0  # it begins this month, and owes nothing yet
