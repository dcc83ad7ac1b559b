"""The work plan: whoever holds a role reads it; those who run the campaign, and administrators, write it."""

from datetime import date

from django.utils import timezone
from tests.access import cast
from tests.campaign.reading import KEY
from tests.web.roles import (
    ADMINISTRATORS,
    CAMPAIGN,
    COORDINATION,
    Address,
    answers,
    deed,
    reading,
    writing,
)

from accede.campaign import actions
from accede.campaign.models import Activity, Partner, Plan

WRITERS = COORDINATION | ADMINISTRATORS
ACTIVITY = "ccm-2023-toolkits"


def _plan():
    return [CAMPAIGN, KEY]


def _activity():
    return [CAMPAIGN, KEY, ACTIVITY]


def _shared():
    """An activity in which the coalition has a part."""
    Partner.objects.filter(plan=KEY, key="cmc").update(organisation=cast.cmc())
    return _activity()


def _report():
    _shared()
    made = actions.report(
        activity=Activity.objects.get(key=ACTIVITY),
        text="Two kits were handed on.",
        by=cast.viewer("cmc_partner"),
        at=timezone.now(),
    )
    return [CAMPAIGN, made.pk]


def _small_plan():
    return actions.save_plan(
        campaign=Plan.objects.get(pk=KEY).campaign,
        title="Another",
        language="en",
        starts=date(2026, 1, 1),
        ends=date(2026, 12, 31),
        currency="CHF",
        by=cast.viewer("coordinator_a"),
        at=timezone.now(),
    )


def _element():
    plan = _small_plan()
    made = actions.save_element(
        kind="objective",
        plan=plan,
        title="More",
        language="en",
        values={},
        by=cast.viewer("coordinator_a"),
        at=timezone.now(),
    )
    return [CAMPAIGN, plan.pk, "objective", made.key]


def _rate():
    made = actions.enter_rate(
        plan=Plan.objects.get(pk=KEY),
        currency="EUR",
        on=date(2024, 1, 1),
        rate="0.95",
        by=cast.viewer("coordinator_a"),
        at=timezone.now(),
    )
    return [CAMPAIGN, KEY, made.pk]


NOBODY = dict.fromkeys(["public", *cast.CAST], 405)
REPORTERS = COORDINATION | {"cmc_partner"}
SEES_THE_REPORT = answers(REPORTERS, refused=404) | {"nobody": 403, "former_coordinator": 403}

ADDRESSES = {
    "desk-plan": reading(),
    "desk-plan-new": writing(WRITERS),
    "desk-plan-import": writing(WRITERS),
    "desk-plan-own": reading(),
    "desk-plan-report": Address(
        get=SEES_THE_REPORT, post=SEES_THE_REPORT | dict.fromkeys(REPORTERS, 400), arguments=_report
    ),
    "desk-action-plans": reading(),
    "desk-action-text": writing(WRITERS, arguments=lambda: [CAMPAIGN, "lausanne"]),
    "desk-plan-page": reading(arguments=_plan),
    "desk-plan-edit": writing(WRITERS, arguments=_plan),
    "desk-plan-next": writing(WRITERS, arguments=_plan),
    "desk-plan-export": reading(arguments=_plan),
    "desk-plan-timeline": reading(arguments=_plan),
    "desk-plan-budget": writing(WRITERS, arguments=_plan),
    "desk-objective": reading(arguments=lambda: [CAMPAIGN, KEY, "more-parties"]),
    "desk-indicator": reading(arguments=lambda: [CAMPAIGN, KEY, "new-parties"]),
    "desk-activity": reading(arguments=_activity),
    "desk-activity-say": Address(get=NOBODY, post=answers(WRITERS, granted=400), arguments=_activity),
    "desk-activity-report": Address(get=NOBODY, post=answers(REPORTERS, granted=400), arguments=_shared),
    "desk-activity-roles": writing(WRITERS, arguments=_activity),
    "desk-rate-remove": deed(WRITERS, arguments=_rate),
    "desk-line": Address(
        get=answers(WRITERS),
        post=answers(WRITERS, granted=400),
        arguments=lambda: [CAMPAIGN, KEY, "planning-meeting"],
    ),
    "desk-element-new": writing(WRITERS, arguments=lambda: [CAMPAIGN, KEY, "activity"]),
    "desk-element-edit": writing(WRITERS, arguments=lambda: [CAMPAIGN, KEY, "activity", ACTIVITY]),
    "desk-element-remove": deed(WRITERS, arguments=_element),
}
