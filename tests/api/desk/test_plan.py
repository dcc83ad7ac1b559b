"""A plan begun, filled, changed, reported on and read as a file by program: by the same actions as the pages."""

from decimal import Decimal

import pytest
import yaml
from tests.access import cast
from tests.api.desk.acting import done, read, sent
from tests.campaign.reading import KEY

from accede.access.models import AuditEntry
from accede.campaign.models import Activity, Plan, Rate, Report

pytestmark = pytest.mark.django_db
YEAR = {"starts": "2027-01-01", "ends": "2027-12-31"}
# Of each kind: its address, a new one, and what is said of it otherwise.
ELEMENTS = [
    ("objectives", {"title": "Twelve more"}, {"title": "Thirteen more"}),
    ("outputs", {"title": "A guide", "objective": "twelve-more"}, {"objective": None}),
    (
        "indicators",
        {
            "title": "Parties",
            "measure": "parties",
            "since": "2027-01-01",
            "due": "2027-12-31",
            "target": "12.5",
        },
        {"objective": "twelve-more", "target": 13},
    ),
    (
        "targets",
        {"title": "Signatories", "categories": ["signatory"]},
        {"categories": ["signatory", "voted-yes"]},
    ),
    ("partners", {"title": "The ICRC", "what": "partner", "asked": "Speak"}, {"asked": "Speak up"}),
    (
        "activities",
        {"title": "Round table", **YEAR, "objectives": ["twelve-more"], "partners": ["the-icrc"]},
        {"planned": 3, "meetings": ["ccm-13msp"], "targets": ["signatories"]},
    ),
    ("timeline", {"title": "Invite", **YEAR}, {"title": "Inviter", "language": "fr"}),
    ("budget-lines", {"title": "Flights", "currency": "chf", "planned": "1200.50"}, {"spent": 99.25}),
    ("background", {"title": "Parties then", "value": 111, "on": "2026-01-01"}, {"measure": "parties"}),
]


def test_a_plan_is_begun_filled_changed_carried_over_and_read_as_its_file(client):
    begun = {"title": "The year", **YEAR, "actions": ["lausanne/10"], "meeting": "ccm-13msp"}
    (key,) = done(client, "post", "/plans/new", begun)["numbers"]
    plan, path = Plan.objects.get(pk=key), f"/plans/{key}"
    assert (plan.currency, plan.meeting_id, plan.actions.count()) == ("CHF", "ccm-13msp", 1)
    done(client, "patch", path, {"currency": "eur", "title": "L’année", "language": "fr"})
    plan.refresh_from_db()
    assert (plan.titles, plan.currency, plan.actions.count()) == (
        {"en": "The year", "fr": "L’année"},
        "EUR",
        1,
    )
    keys = {}
    for address, new, otherwise in ELEMENTS:
        (keys[address],) = done(client, "post", f"{path}/{address}", new)["numbers"]
        own = f"{path}/{address}/{keys[address]}"
        was = read(client, own)
        done(client, "patch", own, otherwise)
        assert read(client, own) != was, address
        assert sent(client, "patch", own, {"title": "", "shade": 1}).status_code == 422
    flights = plan.budget.get()
    assert (flights.planned, flights.spent, flights.currency) == (Decimal("1200.50"), Decimal("99.25"), "CHF")
    assert plan.timeline.get().titles == {"en": "Invite", "fr": "Inviter"}
    activity = plan.activities.get()
    assert [each.key for each in activity.targets.all()] == ["signatories"]

    roles = {"roles": {"the-icrc": "Speaks first"}}
    done(client, "put", f"{path}/activities/{activity.key}/roles", roles)
    told = read(client, f"{path}/activities/{activity.key}")
    assert [each["role"] for each in told["shares"]] == [{"en": "Speaks first"}]
    nobody = {"roles": {"nobody": "x"}}
    assert sent(client, "put", f"{path}/activities/{activity.key}/roles", nobody).status_code == 422

    file = read(client, f"{path}/file")
    assert yaml.safe_load(file)["budget"][0]["planned"] == 1200.5
    assert "budget" not in yaml.safe_load(read(client, f"{path}/file", who="cmc_partner"))
    assert sent(client, "get", f"{path}/budget-lines/flights", who="cmc_partner").status_code == 404
    following = {"title": "After it", "starts": "2028-01-01", "ends": "2028-12-31", "meeting": "ccm-13msp"}
    (after,) = done(client, "post", f"{path}/copy", following)["numbers"]
    assert Plan.objects.get(pk=after).activities.count() == 1

    for address, _new, _otherwise in reversed(ELEMENTS):
        assert done(client, "delete", f"{path}/{address}/{keys[address]}")["numbers"] == [keys[address]]
    assert not Activity.objects.filter(plan=plan).exists()
    acts = AuditEntry.objects.filter(by_name=cast.coordinator_a().name).values_list("act", flat=True)
    kinds = "objective output indicator target partner activity line budget background".split()
    assert {f"{act} {kind}" for act in ("add", "save", "remove") for kind in kinds} <= set(acts)


@pytest.mark.parametrize(
    ("address", "body", "said"),
    [
        ("outputs", {"title": "A guide", "objective": "none"}, "objective"),
        (
            "indicators",
            {"title": "x", "measure": "none", "since": "2027-01-01", "due": "2027-12-31"},
            "measure",
        ),
        ("indicators", {"title": "x", "since": "2027-01-01", "due": "2027-12-31"}, "measure"),
        ("targets", {"title": "x", "categories": ["none"]}, "categories"),
        ("activities", {"title": "x", "starts": "2027-12-31", "ends": "2027-01-01"}, "ends"),
        ("activities", {"title": "x", "starts": None, "ends": "2027-01-01"}, "starts"),
        ("activities", {"title": "x", **YEAR, "owner": 10**9}, "owner"),
        ("budget-lines", {"title": "x", "currency": "GOLD"}, "currency"),
        ("budget-lines", {"title": "x", "currency": "CHF", "planned": -1}, "no_amount_is_below_nothing"),
        ("budget-lines", {"title": "x", "currency": "CHF", "planned": "NaN"}, "planned"),
        ("objectives", {"title": " "}, "title"),
        ("objectives", {"title": "x", "language": "la"}, "language"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(client, address, body, said):
    answer = sent(client, "post", f"/plans/{KEY}/{address}", body)
    assert answer.status_code == 422, answer.content
    assert said in answer.json()["detail"]


def test_a_report_is_made_read_and_answered_and_a_text_and_a_rate_are_kept(client):
    partner = {"title": "CMC", "what": "partner", "organisation": cast.cmc().pk, "asked": "Campaign"}
    (own,) = sent(client, "post", f"/plans/{KEY}/partners", partner).json()["numbers"]
    activity = {"title": "A film", "starts": "2023-10-01", "ends": "2024-06-30", "partners": [own]}
    (key,) = sent(client, "post", f"/plans/{KEY}/activities", activity).json()["numbers"]
    path = f"/plans/{KEY}/activities/{key}/reports"
    (number,) = done(client, "post", path, {"text": "We filmed."}, who="cmc_partner")["numbers"]
    assert [each["activity"]["key"] for each in read(client, f"/plans/{KEY}/own", who="cmc_partner")["items"]]
    asked = {"standing": "returned", "answer": "Where?"}
    done(client, "post", f"/reports/{number}/answer", asked, but="cmc_partner")
    assert read(client, f"/reports/{number}", who="cmc_partner")["answer"] == "Where?"
    assert [each["text"] for each in read(client, "/reports")["items"]] == ["We filmed."]
    assert read(client, "/reports", who="icrc_partner")["count"] == 0
    assert sent(client, "get", f"/reports/{number}", who="icrc_partner").status_code == 404
    assert Report.objects.unguarded(because="a test").get().standing == "returned"

    (plan,) = read(client, "/action-plans")["items"][-1:]
    text = {"number": 3, "language": "en", "text": "Do it.", "citation": "A document"}
    done(client, "post", f"/action-plans/{plan['key']}/texts", text)
    told = read(client, "/action-plans", who="observer")["items"][-1]
    (action,) = (each for each in told["actions"] if each["number"] == 3)
    assert action["texts"]["en"]["text"] == "Do it."
    assert sent(client, "post", "/action-plans/none/texts", text).status_code == 404

    done(client, "post", f"/plans/{KEY}/rates", {"currency": "EUR", "on": "2024-01-01", "rate": 0.95})
    done(client, "delete", f"/plans/{KEY}/rates/{Rate.objects.get(plan=KEY, currency='EUR').pk}")
    assert not Rate.objects.filter(plan=KEY, currency="EUR").exists()
