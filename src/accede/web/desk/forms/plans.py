"""Forms of the work plan as a whole, and of what is said of its activities."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accede.campaign import actions
from accede.campaign.models import ActionPlan, Activity, Plan, Report, TimelineLine
from accede.campaign.plan_file.reading import decoded
from accede.campaign.queries import elements
from accede.campaign.queries import plans as queries
from accede.web.desk.forms.base import ActingForm, DayField, DeskForm
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk

LARGEST_FILE = 1_000_000  # bytes


class PlanForm(DeskForm):
    """A plan's head. What stands in it is added afterwards, one by one."""

    title = line(_("Title"), required=True)
    starts = DayField(label=_("Starts"))
    ends = DayField(label=_("Ends"))
    meeting = forms.ChoiceField(label=_("Meeting that it works towards"), required=False)
    follows = forms.ChoiceField(label=_("The plan before it"), required=False)
    currency = forms.CharField(label=_("Currency of the budget"), max_length=3, initial="CHF")
    actions = forms.TypedMultipleChoiceField(
        label=_("Actions that it rests on"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    budget_note = line(_("What is said of the budget"))

    def __init__(self, *args: Any, desk: Desk, plan: Plan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.plan = plan
        self.meetings = {each.pk: each for each in elements.meetings_to_tie(on=desk.on, viewer=desk.viewer)}
        offer(self, "meeting", [("", "—"), *((key, each.name) for key, each in self.meetings.items())])
        before = queries.plans(viewer=desk.viewer, campaign=desk.campaign)
        self.before = {each.pk: each for each in before if plan is None or each.pk != plan.pk}
        offer(self, "follows", [("", "—"), *((key, each.title) for key, each in self.before.items())])
        found = elements.actions_to_rest_on(plan, desk.campaign.treaty_key, viewer=desk.viewer)
        self.numbered = {each.pk: each for each in found}
        offer(self, "actions", [(each.pk, f"{each.action_plan.title} {each.number}") for each in found])
        if plan:
            self.initial = {
                "title": plan.title,
                "starts": plan.starts,
                "ends": plan.ends,
                "meeting": plan.meeting_id or "",
                "follows": plan.follows_id or "",
                "currency": plan.currency,
                "actions": list(plan.actions.values_list("pk", flat=True)),
                "budget_note": plan.budget_note.get(desk.language, ""),
            }
            self.editing(plan, viewer=desk.viewer)

    def save(self) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.save_plan(
                campaign=self.desk.campaign,
                plan=self.plan,
                title=given["title"],
                language=self.desk.language,
                starts=given["starts"],
                ends=given["ends"],
                currency=given["currency"].upper(),
                meeting=self.meetings.get(given["meeting"]),
                follows=self.before.get(given["follows"]),
                actions=[self.numbered[number] for number in given["actions"]],
                budget_note=given["budget_note"],
                **self.desk.acting,
            )
        )


class NextPlanForm(DeskForm):
    """The plan after this one."""

    title = line(_("Title"), required=True)
    starts = DayField(label=_("Starts"))
    ends = DayField(label=_("Ends"))
    meeting = forms.ChoiceField(label=_("Meeting that it works towards"), required=False)

    def __init__(self, *args: Any, desk: Desk, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.plan = plan
        self.meetings = {each.pk: each for each in elements.meetings_to_tie(on=desk.on, viewer=desk.viewer)}
        offer(self, "meeting", [("", "—"), *((key, each.name) for key, each in self.meetings.items())])
        # The day after it or, where it ended long ago, the month that runs.
        begins = max(plan.ends + timedelta(days=1), desk.on.replace(day=1))
        self.initial = {"starts": begins, "ends": begins + (plan.ends - plan.starts)}

    def save(self) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.clone_plan(
                plan=self.plan,
                title=given["title"],
                language=self.desk.language,
                starts=given["starts"],
                ends=given["ends"],
                meeting=self.meetings.get(given["meeting"]),
                on=self.desk.on,
                **self.desk.acting,
            )
        )


class PlanFileForm(ActingForm):
    """A plan's file."""

    file = forms.FileField(label=_("Plan file"), help_text=_("YAML, as it is exported here."))

    def save(self, desk: Desk) -> bool:
        given = self.cleaned_data["file"]
        if given.size > LARGEST_FILE:
            self.add_error(
                "file", ValidationError(_("It is too long: a plan has at most a million letters."))
            )
            return False
        return self.attempt(lambda: actions.import_plan(text=decoded(given.read()), **desk.acting))


class WordForm(DeskForm):
    """How far an activity is, as its owner says."""

    state = forms.ChoiceField(label=_("How far it is"), choices=Activity.State.choices)
    on = DayField(label=_("Since"))

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["on"].initial = desk.on
        self.fields["state"].initial = Activity.State.UNDER_WAY

    def save(self, activity: Activity) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.say(
                activity=activity,
                state=Activity.State(given["state"]),
                on=given["on"],
                **self.desk.acting,
            )
        )


class MarkForm(DeskForm):
    """When a line of the timeline began, and when it was done."""

    began = DayField(label=_("Began"), required=False)
    done = DayField(label=_("Done"), required=False)

    def save(self, found: TimelineLine) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.mark_line(
                line=found, began=given["began"], done=given["done"], **self.desk.acting
            )
        )


class ReportForm(DeskForm):
    """What a partner did of its part."""

    text = text(_("What was done"), required=True, rows=5)

    def save(self, activity: Activity) -> bool:
        return self.attempt(
            lambda: actions.report(activity=activity, text=self.cleaned_data["text"], **self.desk.acting)
        )


class AnswerForm(DeskForm):
    """Accept a report, or ask."""

    standing = forms.ChoiceField(
        label=_("Decision"),
        choices=[each for each in Report.Standing.choices if each[0] != Report.Standing.SENT],
    )
    answer = text(_("Answer"), rows=3)

    def save(self, found: Report) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.answer_report(
                found=found,
                standing=Report.Standing(given["standing"]),
                answer=given["answer"],
                **self.desk.acting,
            )
        )


class ActionTextForm(DeskForm):
    """The words of an action, as its document has them."""

    number = forms.IntegerField(label=_("Number of the action"), min_value=1, max_value=200)
    language = forms.ChoiceField(label=_("Language"))
    text = text(_("Its text"), required=True, rows=8)
    citation = line(_("From which document"), required=True)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "language", settings.LANGUAGES)
        self.fields["language"].initial = get_language()

    def save(self, action_plan: ActionPlan) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.load_action_text(
                action_plan=action_plan,
                number=given["number"],
                language=given["language"],
                text=given["text"],
                citation=given["citation"],
                campaign=self.desk.campaign,
                **self.desk.acting,
            )
        )


class RateForm(DeskForm):
    """A rate of exchange, from a day on."""

    currency = forms.CharField(label=_("Currency"), max_length=3)
    on = DayField(label=_("From"))
    rate = forms.DecimalField(
        label=_("Rate"), max_digits=18, decimal_places=8, min_value=Decimal("0.00000001")
    )

    def __init__(self, *args: Any, desk: Desk, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.plan = plan
        self.fields["on"].initial = desk.on

    def save(self) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.enter_rate(
                plan=self.plan,
                currency=given["currency"].upper(),
                on=given["on"],
                rate=given["rate"],
                **self.desk.acting,
            )
        )
