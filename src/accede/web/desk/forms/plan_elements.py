"""A form for each kind of thing that stands in a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.campaign import actions
from accede.campaign.measures import MEASURES
from accede.campaign.models import Activity, Indicator, Partner, Plan
from accede.campaign.queries import elements
from accede.targeting.categories import categories
from accede.web.desk.forms.base import DayField, DeskForm
from accede.web.desk.forms.fields import line, offer
from accede.web.desk.forms.meetings import ticks
from accede.web.desk.page import Desk
from accede.web.languages import bracketed


class ElementForm(DeskForm):
    """The title, in the reader's language; those in other languages stay as they are."""

    kind = ""
    one: dict[str, str] = {}  # a field to the kind of which it offers one
    many: dict[str, str] = {}  # a field to the kind of which it offers many
    title = line(_("Title"), required=True)

    def __init__(self, *args: Any, desk: Desk, plan: Plan, element: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.plan, self.element = plan, element
        self.known: dict[str, dict[str, Any]] = {}
        for name, kind in {**self.one, **self.many}.items():
            self._offer(name, elements.elements(plan, kind, viewer=desk.viewer))
        self.more()
        if element:
            self.initial = {"title": element.title, **{name: self._initial(name) for name in self.fields}}
            self.initial["title"] = element.title
            self.editing(element, viewer=desk.viewer)

    def more(self) -> None:
        """Further choices, and what a new one begins with."""

    def _offer(self, name: str, rows: list[Any], label: str = "title") -> None:
        self.known[name] = {str(row.pk): row for row in rows}
        choices = [(key, str(getattr(row, label))) for key, row in self.known[name].items()]
        offer(self, name, choices if name in self.many else [("", "—"), *choices])

    def _initial(self, name: str) -> Any:
        if name == "partners":
            return [str(each.partner_id) for each in self.element.shares.all()]
        value: Any = getattr(self.element, name, None)
        if name in self.known and hasattr(value, "all"):
            return [str(row.pk) for row in value.all()]
        return str(value.pk) if name in self.known and value else value

    def values(self) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if name in self.many:
                told[name] = [self.known[name][key] for key in value]
            elif name in self.known:
                told[name] = self.known[name].get(value)
            elif name != "title":
                told[name] = value
        return told

    def save(self) -> bool:
        return self.attempt(
            lambda: actions.save_element(
                kind=self.kind,
                plan=self.plan,
                element=self.element,
                title=self.cleaned_data["title"],
                language=self.desk.language,
                values=self.values(),
                **self.desk.acting,
            )
        )


def measures_offered() -> list[tuple[str, str]]:
    return [(key, bracketed(each.label, each.unit_label)) for key, each in MEASURES.items()]


def _several(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=ticks())


class BackgroundForm(ElementForm):
    """A figure from which the plan set out; with a measure the record's own figure stands beside it."""

    kind = "background"
    value = forms.IntegerField(label=_("Figure"), min_value=-999_999_999, max_value=999_999_999)
    on = DayField(label=_("On the day"))
    measure = forms.ChoiceField(label=_("Measure"), required=False)

    def more(self) -> None:
        offer(self, "measure", [("", "—"), *measures_offered()])
        self.fields["on"].initial = self.plan.starts


class ObjectiveForm(ElementForm):
    kind = "objective"


class OutputForm(ElementForm):
    kind = "output"
    one = {"objective": "objective"}
    objective = forms.ChoiceField(label=_("Objective"), required=False)


class IndicatorForm(ElementForm):
    """What is measured, from when, and what is wanted by when."""

    kind = "indicator"
    one = {"objective": "objective", "output": "output"}
    measure = forms.ChoiceField(label=_("Measure"))
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    output = forms.ChoiceField(label=_("Expected output"), required=False)
    since = DayField(label=_("Counted since"))
    due = DayField(label=_("To be reached by"))
    baseline = forms.DecimalField(label=_("Baseline"), required=False, max_digits=12, decimal_places=2)
    target = forms.DecimalField(label=_("Target"), required=False, max_digits=12, decimal_places=2)
    breakdown = forms.ChoiceField(label=_("Broken down"), required=False, choices=Indicator.Breakdown.choices)

    def more(self) -> None:
        offer(self, "measure", measures_offered())
        self.fields["since"].initial = self.plan.starts
        self.fields["due"].initial = self.plan.meeting.begins if self.plan.meeting else self.plan.ends


class TargetForm(ElementForm):
    kind = "target"
    categories = forms.MultipleChoiceField(label=_("Target categories"), widget=ticks())

    def more(self) -> None:
        offer(self, "categories", [(key, each.name) for key, each in categories().items()])


class PartnerForm(ElementForm):
    """An office, and what it is asked to do. With an organisation of the desk its people see their part."""

    kind = "partner"
    one: dict[str, str] = {}
    what = forms.ChoiceField(label=_("Kind"), choices=Partner.Kind.choices)
    organisation = forms.ChoiceField(label=_("Organisation on this desk"), required=False)
    asked = line(_("What it is asked to do"), required=True)

    def more(self) -> None:
        self._offer("organisation", elements.organisations(viewer=self.desk.viewer), "name")

    def _initial(self, name: str) -> Any:
        if name == "what":
            return self.element.kind
        return self.element.asked_words if name == "asked" else super()._initial(name)

    def values(self) -> dict[str, Any]:
        told = super().values()
        asked = self.element.asked if self.element else {}
        told["asked"] = {**asked, self.desk.language: told["asked"]}
        told["kind"] = told.pop("what")
        return told


class ActivityForm(ElementForm):
    """What is done, when, by whom, with whom, and which work counts."""

    kind = "activity"
    many = {"objectives": "objective", "targets": "target", "partners": "partner", "meetings": ""}
    starts = DayField(label=_("Starts"))
    ends = DayField(label=_("Ends"))
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    counts = forms.ChoiceField(label=_("What is counted"), required=False, choices=Activity.Counts.choices)
    planned = forms.IntegerField(label=_("How many are planned"), required=False, min_value=0, max_value=9999)
    objectives = _several(_("Objectives"))
    targets = _several(_("Target States"))
    partners = _several(_("Partners"))
    meetings = forms.MultipleChoiceField(label=_("Meetings that belong to it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.many = {name: kind for name, kind in self.many.items() if kind}
        super().__init__(*args, **kwargs)

    def more(self) -> None:
        self.fields["starts"].initial, self.fields["ends"].initial = self.plan.starts, self.plan.ends
        self.many = {**self.many, "meetings": ""}
        on, viewer = self.desk.on, self.desk.viewer
        self._offer("owner", list(elements.owners(self.plan, on=on, viewer=viewer)), "name")
        self._offer("meetings", elements.meetings_to_tie(on=on, viewer=viewer), "name")


class RolesForm(DeskForm):
    """What each partner of an activity does there, in the reader's language; a line for each."""

    def __init__(self, *args: Any, desk: Desk, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.activity = activity
        self.shares = {f"role-{each.pk}": each for each in elements.shares(activity, viewer=desk.viewer)}
        for name, share in self.shares.items():
            self.fields[name] = line(share.partner.title)
            self.fields[name].initial = share.role.get(desk.language, "")
        self.editing(activity, viewer=desk.viewer)

    def save(self) -> bool:
        return self.attempt(
            lambda: actions.save_roles(
                activity=self.activity,
                roles={share: self.cleaned_data[name] for name, share in self.shares.items()},
                language=self.desk.language,
                **self.desk.acting,
            )
        )


class LineForm(ElementForm):
    kind = "line"
    one = {"activity": "activity"}
    starts = DayField(label=_("Starts"))
    ends = DayField(label=_("Ends"))
    activity = forms.ChoiceField(label=_("Activity"), required=False)


class BudgetForm(ElementForm):
    """An amount is never below nothing, and has two decimals."""

    kind = "budget"
    one = {"activity": "activity"}
    activity = forms.ChoiceField(label=_("Activity"), required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3)
    planned = forms.DecimalField(label=_("Planned"), initial=0, min_value=0, max_digits=14, decimal_places=2)
    committed = forms.DecimalField(
        label=_("Committed"), initial=0, min_value=0, max_digits=14, decimal_places=2
    )
    spent = forms.DecimalField(label=_("Spent"), initial=0, min_value=0, max_digits=14, decimal_places=2)
    in_kind = forms.DecimalField(label=_("In kind"), initial=0, min_value=0, max_digits=14, decimal_places=2)
    donor = line(_("Donor"))
    earmark = line(_("Earmarked for"))

    def more(self) -> None:
        self.fields["currency"].initial = self.plan.currency

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


FORMS: dict[str, type[ElementForm]] = {
    form.kind: form
    for form in (
        BackgroundForm,
        ObjectiveForm,
        OutputForm,
        IndicatorForm,
        TargetForm,
        PartnerForm,
        ActivityForm,
        LineForm,
        BudgetForm,
    )
}
