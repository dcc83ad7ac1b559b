"""The plan and who reports on it, the survey, what is handed out, what parliaments do, and the papers at the end."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from accede.access.models import Organisation
from accede.access.roles import Confidentiality
from accede.campaign.actions import elements, plans, reports
from accede.campaign.models import Activity, Plan, Report
from accede.demonstration.year import Act, Year
from accede.legislation.actions import proceedings
from accede.legislation.models import Proceeding
from accede.reporting import actions as reporting
from accede.reporting.making import Asked
from accede.survey.actions import answers, rounds
from accede.survey.form import shipped
from accede.survey.models import Response, Round
from accede.toolkit.actions import hand_outs
from accede.toolkit.models import MaterialVersion

BECAUSE = "the demonstration goes on with it"
FIRST_DAY = 352


def acts(year: Year) -> Iterator[Act]:
    yield FIRST_DAY, partial(_plan, year)
    for place, (ago, word) in enumerate(year.told["plan"]["said"]):
        yield ago, partial(_say, year, place, ago, Activity.State(word))
    for told in year.told["plan"]["reports"]:
        yield told["ago"], partial(_report, year, told)
    survey = year.told["survey"]
    yield survey["opened"], partial(_open, year)
    for told in year.told["answer"]:
        yield told["ago"], partial(_answer, year, told)
    yield survey["closed"], partial(_close, year)
    yield survey["again"], partial(_put_again, year)
    for told in year.told["hand_out"]:
        yield told["ago"], partial(_hand_out, year, told)
    for told in year.told["proceeding"]:
        for place, (ago, stage) in enumerate(told["steps"]):
            yield ago, partial(_proceed, year, told, ago, stage, is_first=place == 0)
    for told in year.told["paper"]:
        yield told["ago"], partial(_write, year, told)


def _plan(year: Year) -> None:
    """The plan of 2023-2024 again, for this year: its goals are real, what is done for them is not."""
    told = year.told["plan"]
    plan = plans.clone_plan(
        plan=Plan.objects.get(key="ccm-2023-2024"),
        title=told["title"],
        language="en",
        starts=year.day(FIRST_DAY),
        ends=year.day(-13),
        on=year.day(FIRST_DAY),
        **year.acting(told["by"], FIRST_DAY),
    )
    for language, title in told["titles"].items():
        plans.save_plan(
            campaign=plan.campaign,
            plan=plan,
            title=title,
            language=language,
            starts=plan.starts,
            ends=plan.ends,
            currency=plan.currency,
            follows=plan.follows,
            actions=plan.actions.all(),
            budget_note=plan.budget_note.get(language, ""),
            **year.acting(told["by"], FIRST_DAY),
        )
    for key, organisation in told["partners"].items():
        partner = plan.partners.get(key=key)
        elements.save_element(
            kind="partner",
            plan=plan,
            element=partner,
            title=year.told["organisation"][organisation]["name"],
            language="en",
            values={
                "organisation": Organisation.objects.get(name=year.told["organisation"][organisation]["name"])
            },
            **year.acting(told["by"], FIRST_DAY),
        )
    activities = list(Activity.objects.filter(plan=plan))
    year.rows["plan"] = plan
    # What is done in a room counts for the first activity that counts it.
    year.rows["activities"] = {each.counts: each for each in reversed(activities) if each.counts}
    half = len(activities) // 2
    for theirs, owner in ((activities[:half], "ines"), (activities[half:], "bruno")):
        elements.pass_on_activities(
            activities=theirs, to=year.people[owner], **year.acting(told["by"], FIRST_DAY)
        )


def _say(year: Year, place: int, ago: int, word: Activity.State) -> None:
    plan: Plan = year.rows["plan"]
    elements.say(
        activity=plan.activities.all()[place],
        state=word,
        on=year.day(ago),
        **year.acting(year.told["plan"]["by"], ago),
    )


def _report(year: Year, told: dict[str, Any]) -> None:
    acting = year.acting(told["by"], told["ago"])
    plan: Plan = year.rows["plan"]
    activity = plan.activities.filter(shares__partner__organisation=acting["by"].organisation_id)[0]
    found = reports.report(activity=activity, text=told["text"], **acting)
    if "answer" in told:
        reports.answer_report(
            found=found,
            standing=Report.Standing.ACCEPTED,
            answer=told["answer"],
            **year.acting("chiara", told["ago"] - 3),
        )


def _open(year: Year) -> None:
    told = year.told["survey"]
    acting = year.acting(told["by"], told["opened"])
    questionnaire = rounds.keep_questionnaire(campaign=year.campaign, form=shipped.questionnaire(), **acting)
    survey = rounds.prepare_round(
        questionnaire=questionnaire,
        name=told["name"],
        closes_on=year.day(told["closed"]),
        states=year.states(told["asked"]),
        activity=year.rows["activities"].get("answers"),
        **acting,
    )
    rounds.open_round(survey=survey, **acting)
    year.rows["survey"] = survey


def _answer(year: Year, told: dict[str, Any]) -> None:
    response = Response.objects.unguarded(because=BECAUSE).get(round=year.rows["survey"], state=told["state"])
    given = {
        "position": told["position"],
        "stage": told["stage"],
        "reasons": told["reasons"],
        "reasons_words": told["words"],
        "help": told["help"],
        "consent": told["consent"],
    }
    at = year.moment(told["ago"])
    answers.save_answers(
        response=response,
        given=given,
        consents=dict.fromkeys(given, told["consent"]),
        files={},
        at=at,
    )
    answers.sign_off(response=response, name=told["name"], at=at)


def _close(year: Year) -> None:
    told = year.told["survey"]
    survey = Round.objects.get(pk=year.rows["survey"].pk)
    rounds.close_round(survey=survey, **year.acting(told["by"], told["closed"]))


def _put_again(year: Year) -> None:
    """To those that were silent; it stays open for whoever visits the demonstration."""
    told = year.told["survey"]
    acting = year.acting(told["by"], told["again"])
    survey = Round.objects.get(pk=year.rows["survey"].pk)
    again = rounds.recirculate(
        survey=survey, name=told["again_name"], closes_on=year.day(told["until"]), **acting
    )
    rounds.open_round(survey=again, **acting)


def _hand_out(year: Year, told: dict[str, Any]) -> None:
    acting = year.acting(told["by"], told["ago"])
    hand_outs.hand_out(
        campaign=year.campaign,
        states=year.states(told["states"]),
        versions=MaterialVersion.objects.visible_to(acting["by"]).order_by("pk")[:2],
        handed_on=year.day(told["ago"]),
        where=hand_outs.Where(activity=year.rows["activities"].get("materials")),
        confidentiality=Confidentiality.PARTNERS,
        person=year.people[told["by"]],
        note=told["note"],
        **acting,
    )


def _proceed(year: Year, told: dict[str, Any], ago: int, stage: str, *, is_first: bool) -> None:
    (state,) = year.states([told["state"]])
    given: dict[str, Any] = {
        "stage": stage,
        "date_given": year.day(ago).isoformat(),
        "evidence": "Invented for the demonstration.",
        **year.acting(told["by"], ago),
    }
    if is_first:
        told["row"] = proceedings.add_proceeding(
            campaign=year.campaign,
            state=state,
            kind=Proceeding.Kind(told["kind"]),
            confidentiality=Confidentiality.PARTNERS,
            name=told["name"],
            **given,
        )
    else:
        proceedings.add_step(proceeding=told["row"], **given)


def _write(year: Year, told: dict[str, Any]) -> None:
    reporting.draft_paper(
        asked=Asked(
            kind=told["kind"],
            state=told.get("state", ""),
            meeting=told.get("meeting", ""),
            since=year.day(FIRST_DAY),
            until=year.day(told["ago"]),
        ),
        campaign=year.campaign,
        audience=Confidentiality.COORDINATORS_AND_ISU,
        language="en",
        on=year.day(told["ago"]),
        **year.acting(told["by"], told["ago"]),
    )
