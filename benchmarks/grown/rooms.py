"""Evidence, plans and what the other rooms hold, spread over the campaigns as the work is."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from accede.access.roles import Confidentiality
from accede.campaign import models as plans
from accede.evidence import models as evidence
from accede.legislation import models as laws
from accede.outbox.models import Message
from accede.reporting.models import Paper, Version
from accede.survey.form import questions, shipped
from accede.survey.models import Questionnaire, Response, Round
from accede.survey.rules import respondents
from accede.toolkit import models as toolkit
from grown.chances import INVENTED, Lot
from grown.people import Owners
from grown.record import SOURCE
from grown.work import owned, spread
from grown.writing import Row, Writer

PUBLIC = Confidentiality.PUBLIC


def grow(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    _evidence(writer, lot, times, owners, campaigns)
    _laws(writer, lot, times, owners, campaigns)
    _plans(writer, times, campaigns)
    _toolkit(writer, lot, times, owners, campaigns)
    _papers(writer, lot, times, owners, campaigns)
    _surveys(writer, lot, times, campaigns)


def _given(lot: Lot, back: int = 3650) -> Row:
    day = lot.day(back, -1)
    return {"date_given": day.isoformat(), "firmness": "day", "day": day}


def _evidence(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    codes = list(evidence.ObstacleCode.objects.values_list("pk", flat=True))
    kinds, stances = evidence.Position.Kind.values, evidence.Statement.Stance.values

    def rows(number: int, **more: Any) -> Iterator[Row]:
        """Every third in confidence, the others public with a source."""
        for each, campaign in enumerate(spread(campaigns, number * times)):
            told = {"source_id": SOURCE} if each % 3 else {"origin": lot.text()}
            yield {
                **owned(owners, campaign, at=PUBLIC if each % 3 else Confidentiality.PARTNERS),
                **{name: value(each) for name, value in more.items()},
                **_given(lot),
                **told,
                "treaty_id": campaign,
            }

    def state(_each: int) -> str:
        return lot.state()

    def text(_each: int) -> str:
        return lot.text()

    writer.write(
        evidence.Obstacle,
        rows(
            60,
            state_id=state,
            code_id=lambda each: codes[each % len(codes)],
            own_words=text,
            reading=text,
            # A reason is withdrawn some day, or it gives way.
            withdrawn_day=lambda each: lot.day(300) if each >= 60 else None,
        ),
    )
    writer.write(
        evidence.Position,
        rows(40, state_id=state, kind=lambda each: kinds[each % len(kinds)], own_words=text, reading=text),
    )
    writer.write(
        evidence.Statement,
        rows(
            60, state_id=state, stance=lambda each: stances[each % len(stances)], quotation=text, forum=text
        ),
    )
    incidents = writer.write(
        evidence.Incident,
        (
            {name: value for name, value in row.items() if name not in ("source_id", "origin")}
            for row in rows(15, state_id=state, kind=lambda _each: evidence.Incident.Kind.USE, reading=text)
        ),
    )
    writer.write(
        evidence.Assessment,
        (
            {name: value for name, value in row.items() if name != "treaty_id"}
            for row in rows(
                30,
                incident_id=lambda each: incidents[each // 2],
                grade=lambda _each: "credible",
                reading=text,
            )
        ),
    )


def _laws(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    def rows(number: int, **more: Any) -> Iterator[Row]:
        for each, campaign in enumerate(spread(campaigns, number * times)):
            yield {
                **owned(owners, campaign),
                "state_id": lot.states[(each * 7) % len(lot.states)],
                **{name: value(each, campaign) for name, value in more.items()},
            }

    def treaty(_each: int, campaign: str) -> str:
        return campaign

    def text(_each: int, _campaign: str) -> str:
        return lot.text()

    writer.write(
        laws.Law,
        (
            row | _given(lot)
            for row in rows(6, treaty_id=treaty, kind=lambda *_: "dedicated", name=text, reading=text)
        ),
    )
    proceedings = writer.write(
        laws.Proceeding,
        rows(
            20,
            treaty_id=treaty,
            kind=lambda *_: "ratification",
            name=text,
            next_on=lambda each, _: lot.day(0, 60) if each < 20 else None,
        ),
    )
    writer.write(
        laws.ProceedingStep,
        (
            {**row, "proceeding_id": number, "stage": "tabled", "date_given": day.isoformat(), "day": day}
            for row, number in zip(rows(20), proceedings, strict=True)
            for day in [lot.day(3650, -1)]
            if row.pop("state_id")
        ),
    )
    writer.write(
        laws.Champion,
        rows(10, name=text, post=text, consented_on=lambda *_: lot.day(), consented_to=text),
    )
    writer.write(
        laws.ParliamentaryPledge,
        rows(10, text=text, made_on=lambda *_: lot.day(), by_whom=text),
    )
    writer.write(
        laws.HelpRequest,
        (row | _given(lot) for row in rows(10, treaty_id=treaty, need=lambda *_: "drafting", reading=text)),
    )


def _plans(writer: Writer, times: int, campaigns: list[str]) -> None:
    """Today's plan for each campaign, and for the first one a tenth of all of them more, of years gone by."""
    like = plans.Plan.objects.get(campaign="ccm")
    wanted = [(campaign, 0) for campaign in campaigns[1:]]
    wanted += [(campaigns[0], year) for year in range(1, times // 10 + 1)]
    for number, (campaign, back) in enumerate(wanted):
        key, shift = f"invented-plan-{number}", timedelta(days=365 * 2 * back)
        own = _of(like) | {"key": key, "campaign_id": campaign, "meeting_id": None, "follows_id": None}
        writer.write(plans.Plan, [own | {"starts": like.starts - shift, "ends": like.ends - shift}])
        for model in (plans.Objective, plans.Output, plans.Indicator, plans.Activity, plans.TimelineLine):
            fields = {field.attname for field in model._meta.concrete_fields}  # noqa: SLF001
            days = fields & {"starts", "ends", "since", "due", "began", "done"}
            keyless = fields & {"objective_id", "output_id", "activity_id"}
            writer.write(
                model,
                (
                    _of(row)
                    | {"plan_id": key, "key": f"{row.key}-{number}"}
                    | {name: getattr(row, name) and getattr(row, name) - shift for name in days}
                    | dict.fromkeys(keyless)
                    for row in model.objects.filter(plan=like)
                ),
            )


def _toolkit(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    of = list(spread(campaigns, 6 * times))
    materials = writer.write(
        toolkit.Material,
        (
            {
                **owned(owners, campaign, at=Confidentiality.PARTNERS),
                "treaty_id": campaign,
                "title": lot.text(),
                "publisher": INVENTED,
                "kind": "guide",
                "audiences": ["missions"],
                "about": lot.text(),
            }
            for campaign in of
        ),
    )
    versions = writer.write(
        toolkit.MaterialVersion,
        (
            {
                **owned(owners, campaign, at=Confidentiality.PARTNERS),
                "material_id": number,
                "language": language,
                "label": "1",
                **_given(lot),
                "added_on": lot.day(),
            }
            for campaign, number in zip(of, materials, strict=True)
            for language in ("en", "fr")
        ),
    )
    writer.write(
        toolkit.HandOut,
        (
            {
                **owned(owners, campaign),
                "version_id": lot.random.choice(versions),
                "state_id": lot.state(),
                "handed_on": lot.day(3650, -1),
                "person_id": lot.random.choice(owners.people[campaign]),
                "note": lot.text(),
            }
            for campaign in spread(campaigns, 100 * times)
        ),
    )


def _papers(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    of = list(spread(campaigns, 20 * times))
    papers = writer.write(
        Paper,
        (
            {
                **owned(owners, campaign),
                "kind": "talking-points",
                "language": "en",
                "audience": Confidentiality.PARTNERS,
                "title": lot.text(),
                "asked": '{"state": "CYP"}',
                "made_on": lot.day(),
                "made_by_id": owners.people[campaign][0],
            }
            for campaign in of
        ),
    )
    writer.write(
        Version,
        (
            {**owned(owners, campaign), "paper_id": number, "content": "[]", "made_at": lot.moment()}
            for campaign, number in zip(of, papers, strict=True)
        ),
    )
    states = [*Message.State.values, *["sent"] * 40]

    def messages() -> Iterator[Row]:
        for each, campaign in enumerate(spread(campaigns, 100 * times)):
            state = states[each % len(states)]
            made = lot.moment()
            yield {
                **owned(owners, campaign),
                "state": state,
                "to_name": f"Invented delegate {each % 400}",
                "to_address": f"invented.{each % 400}@example.org",
                "language": "en",
                "subject": lot.text(),
                "text": lot.text(3),
                "room": "reminders",
                "key_hash": hashlib.sha256(str(each).encode()).hexdigest(),
                "made_at": made,
                "sent_at": made if state == "sent" else None,
                "claimed_by": "nobody" if state == "sending" else "",
            }

    writer.write(Message, messages())


def _surveys(writer: Writer, lot: Lot, times: int, campaigns: list[str]) -> None:
    """Two rounds a campaign and a hundred States in each; of the first campaign a tenth of all rounds."""
    form = questions.to_data(shipped.questionnaire())
    made = writer.write(
        Questionnaire,
        (
            {"campaign_id": campaign, "key": form["key"], "content": form, "made_at": lot.moment()}
            for campaign in campaigns
        ),
    )
    of = [(each, campaign) for each, campaign in enumerate(campaigns) for _round in range(2)]
    of += [(0, campaigns[0])] * (times // 5)
    rounds = writer.write(
        Round,
        (
            {
                "campaign_id": campaign,
                "questionnaire_id": made[each],
                "name": f"Invented round {number + 1}",
                "opened_on": lot.day(800, -90),
                "closes_on": lot.until + timedelta(days=30) if number == 0 else lot.day(80, -1),
                "closed_on": None if number == 0 else lot.until,
            }
            for number, (each, campaign) in enumerate(of)
        ),
    )
    writer.let_count_on()
    owner = respondents().pk
    writer.write(
        Response,
        (
            {
                "campaign_id": campaign,
                "owner_id": owner,
                "confidentiality": Confidentiality.COORDINATORS_AND_ISU,
                "round_id": number,
                "state_id": iso3,
                "signed_at": lot.moment() if lot.happens(0.4) else None,
            }
            for number, (_each, campaign) in zip(rounds, of, strict=True)
            for iso3 in lot.states[:100]
        ),
    )


def _of(row: Any) -> Row:
    fields = row._meta.concrete_fields  # noqa: SLF001 -- Django's documented name
    return {field.attname: getattr(row, field.attname) for field in fields if field.attname != "id"}
