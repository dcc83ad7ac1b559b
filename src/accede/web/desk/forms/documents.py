"""What a document is asked with, for each kind; and the forms of its review."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality
from accede.campaign.queries.plans import plan_of_day
from accede.meetings.queries.sittings import sittings_of
from accede.record.partial_dates import NotADateError
from accede.record.queries import meetings, treaties
from accede.record.queries.nearest import NotOnRecordError
from accede.reporting import actions, bundle_actions
from accede.reporting.kinds.instrument import ACTS, OFFICES
from accede.reporting.making import Asked
from accede.reporting.models import Bundle, Paper, Remark, ReviewRound
from accede.reporting.papers import Front
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.wording import WordingError
from accede.targeting.categories import categories
from accede.web.desk.forms import fields
from accede.web.desk.forms.base import DayField, DeskForm, StateField
from accede.web.desk.forms.draft_law import add_choices, begin_draft
from accede.web.desk.forms.exchanges import colleagues
from accede.web.desk.forms.fields import line, offer
from accede.web.desk.page import Desk
from accede.web.templatetags.accede import day

MEETING, PERIOD, STATE, FRONT, LETTER, INSTRUMENT, SITTING, CLAUSES = (
    "meeting",
    "period",
    "state",
    "front",
    "letter",
    "instrument",
    "sitting",
    "clauses",
)
# Kind to the groups of fields that it asks.
FIELDS: dict[str, tuple[str, ...]] = {
    "progress": (MEETING, PERIOD, FRONT),
    "reasons": (MEETING, FRONT),
    "norm": (MEETING, PERIOD, FRONT),
    "indicators": (PERIOD,),
    "dossier": (STATE,),
    "day-sheet": (MEETING,),
    "talking-points": (STATE,),
    "note-verbale": (LETTER,),
    "letter": (LETTER,),
    "parliament-letter": (LETTER,),
    "instrument": (STATE, INSTRUMENT),
    "draft-law": (STATE, CLAUSES),
    "handover": (),
    "minutes": (SITTING,),
}
OFFICE_LABELS = {
    "head-of-state": _("Head of State"),
    "head-of-government": _("Head of Government"),
    "foreign-minister": _("Minister for Foreign Affairs"),
    "other": _("another office"),
}
ACT_LABELS = {
    "ratification": _("ratification"),
    "acceptance": _("acceptance"),
    "approval": _("approval"),
    "accession": _("accession"),
    "full-powers": _("full powers"),
    "provisional-application": _("provisional application"),
}


class DocumentForm(DeskForm):
    """The fields of all kinds; those that a kind does not ask are taken out."""

    meeting = forms.ChoiceField(label=_("Meeting"))
    since = DayField(label=_("First day of the period"))
    until = DayField(label=_("Last day of the period"))
    state = StateField(label=_("State"))
    sitting = forms.ChoiceField(label=_("Sitting of a working group"))
    symbol = line(_("Symbol"))
    job_number = line(_("Job number"), help_text=_("What is not known yet stands open as […]."))
    agenda_item = line(_("Agenda item"))
    submitted_by = line(_("Submitted by"))
    to = line(_("To these States"), help_text=_("ISO codes or names, put apart by commas."))
    category = forms.ChoiceField(label=_("Or to all of a target category"), required=False)
    sender = line(_("Sender"))
    treaty = forms.ChoiceField(label=_("Treaty"))
    act = forms.ChoiceField(label=_("Instrument"), choices=[(key, ACT_LABELS[key]) for key in ACTS])
    who = line(_("Who signs: name and title"))
    office = forms.ChoiceField(
        label=_("Office"),
        required=False,
        choices=[("", "—"), *((key, OFFICE_LABELS[key]) for key in (*OFFICES, "other"))],
    )
    powers = forms.BooleanField(label=_("Full powers are attached"), required=False)
    whom = line(_("Who is authorized: name and title"))
    place = line(_("Place of signature"))
    signed = DayField(label=_("Day of signature"), required=False)
    deposit = DayField(label=_("Day on which it might be deposited"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    audience = forms.TypedChoiceField(
        label=_("Who will read it"), coerce=lambda value: Confidentiality(int(value))
    )

    GROUPS = {
        MEETING: ("meeting",),
        PERIOD: ("since", "until"),
        STATE: ("state",),
        FRONT: ("symbol", "job_number", "agenda_item", "submitted_by"),
        LETTER: ("to", "category", "sender"),
        SITTING: ("sitting",),
        INSTRUMENT: ("treaty", "act", "who", "office", "powers", "whom", "place", "signed", "deposit"),
    }

    def __init__(self, *args: Any, desk: Desk, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.kind = kind
        self.choices: list[str] = []
        if CLAUSES in FIELDS[kind]:
            self.choices = add_choices(self, desk.treaty.pk)
        wanted = {name for group in FIELDS[kind] for name in self.GROUPS.get(group, self.choices)} | {
            "language",
            "audience",
        }
        for name in set(self.fields) - wanted:
            del self.fields[name]
        if "meeting" in self.fields:
            found = self.meetings_to_choose()
            offer(self, "meeting", [("", "—"), *((each.pk, each.name) for each in found)])
        self.begin_with_the_plan()
        if "sitting" in self.fields:
            sat = sittings_of(desk.campaign, viewer=desk.viewer)
            offer(self, "sitting", [(each.pk, f"{each.group.name}, {day(each.day)}") for each in sat])
        if "treaty" in self.fields:
            known = treaties.treaties(viewer=desk.viewer)
            offer(self, "treaty", [(treaty.pk, treaty.short_title) for treaty in known])
            self.fields["treaty"].initial = desk.campaign.treaty_key
        if "category" in self.fields:
            offer(self, "category", [("", "—"), *((key, each.name) for key, each in categories().items())])
        clearance = desk.viewer.clearance(desk.campaign.pk)
        offer(self, "audience", [each for each in Confidentiality.choices if each[0] <= clearance])
        self.fields["language"].initial = desk.language
        if self.choices:
            begin_draft(self)
        public = kind in (
            "progress",
            "reasons",
            "norm",
            "note-verbale",
            "letter",
            "parliament-letter",
            "instrument",
            "draft-law",
        )
        self.fields["audience"].initial = Confidentiality.PUBLIC if public else clearance

    def begin_with_the_plan(self) -> None:
        """A report is mostly on the plan that runs, as far as it has come, to the meeting that it works towards."""
        desk = self.desk
        plan = plan_of_day(on=desk.on, viewer=desk.viewer, campaign=desk.campaign)
        if plan and plan.starts <= desk.on and "since" in self.fields:
            self.fields["since"].initial = plan.starts
            self.fields["until"].initial = min(plan.ends, desk.on)
        if "meeting" in self.fields:
            coming = meetings.next_meeting(on=desk.on, viewer=desk.viewer, treaty=desk.treaty)
            aim = plan.meeting_id if plan and self.kind != "day-sheet" else None
            self.fields["meeting"].initial = aim or (coming.pk if coming else "")

    def asked(self) -> Asked:
        given = self.cleaned_data
        names = {"category": "category", "sender": "sender", "sitting": "sitting"} | {
            name: name for name in self.GROUPS[INSTRUMENT]
        }
        names |= {name: name for name in self.choices}
        details = {key: _as_text(given[name]) for key, name in names.items() if given.get(name)}
        return Asked(
            kind=self.kind,
            meeting=given.get("meeting", ""),
            since=given.get("since"),
            until=given.get("until"),
            state=given.get("state") or given.get("to", ""),
            details=details,
            front=Front(
                symbol=given.get("symbol", ""),
                job_number=given.get("job_number", ""),
                agenda_item=given.get("agenda_item", ""),
                submitted_by=given.get("submitted_by", ""),
            ),
        )

    def save(self) -> bool:
        return self.attempt(
            lambda: _in_the_form(
                actions.draft_paper,
                asked=self.asked(),
                campaign=self.desk.campaign,
                audience=self.cleaned_data["audience"],
                language=self.cleaned_data["language"],
                on=self.desk.on,
                **self.desk.acting,
            )
        )


def _in_the_form(act: Callable[..., Any], **asked: Any) -> object:
    """What cannot be made is said in the form, where it can be mended."""
    try:
        return act(**asked)
    except (NotOnRecordError, NotADateError, ReportRefusedError, WordingError) as error:
        raise ValidationError(str(error)) from error


def _as_text(value: Any) -> str:
    if value is True:
        return "yes"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class BundleForm(DeskForm):
    """Whose dossiers are made at once, in what form."""

    category = forms.ChoiceField(label=_("Of all of a target category"), required=False)
    to = line(_("Or of these States"), help_text=_("ISO codes or names, put apart by commas."))
    form = forms.ChoiceField(label=_("As"), choices=Bundle.Form.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    audience = forms.TypedChoiceField(
        label=_("Who will read it"), coerce=lambda value: Confidentiality(int(value))
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "category", [("", "—"), *((key, each.name) for key, each in categories().items())])
        clearance = desk.viewer.clearance(desk.campaign.pk)
        offer(self, "audience", [each for each in Confidentiality.choices if each[0] <= clearance])
        self.fields["audience"].initial = clearance
        self.fields["language"].initial = desk.language

    def save(self) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: _in_the_form(
                bundle_actions.ask_for_dossiers,
                campaign=self.desk.campaign,
                states=given["to"],
                category=given["category"],
                form=given["form"],
                language=given["language"],
                audience=given["audience"],
                on=self.desk.on,
                **self.desk.acting,
            )
        )


class IssueForm(DeskForm):
    """The decision that it goes out, with its reason."""

    reason = line(_("Why it is issued"), required=True)

    def save(self, paper: Paper) -> bool:
        return self.attempt(
            lambda: actions.issue_paper(
                paper=paper, reason=self.cleaned_data["reason"], on=self.desk.on, **self.desk.acting
            )
        )


class RoundForm(DeskForm):
    """With whom a draft is shared, until when, and what is asked of them."""

    reviewers = forms.TypedMultipleChoiceField(
        label=_("With whom"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label=_("Until"), required=False)
    note = fields.text(_("What is asked of them"), rows=3)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.people = {person.pk: person for person in colleagues(desk) if person.pk != desk.person.pk}
        offer(self, "reviewers", [(number, person.name) for number, person in self.people.items()])

    def save(self, paper: Paper) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.open_round(
                paper=paper,
                reviewers=[self.people[number] for number in given["reviewers"]],
                note=given["note"],
                due_on=given["due_on"],
                **self.desk.acting,
            )
        )


class RemarkForm(DeskForm):
    """A comment on a paragraph, perhaps with another wording."""

    place = forms.ChoiceField(label=_("Paragraph"), required=False)
    text = fields.text(_("Comment"), required=True, rows=3)
    suggestion = fields.text(_("Suggested text"), rows=3)

    def __init__(
        self, *args: Any, desk: Desk, places: list[tuple[str, str]], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "place", [("", _("The whole document")), *places])
        self.fields["place"].widget.attrs["lang"] = language  # of the document, whose words they are

    def save(self, found: ReviewRound) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.comment(
                found=found,
                place=given["place"],
                text=given["text"],
                suggestion=given["suggestion"],
                **self.desk.acting,
            )
        )


class SettleForm(DeskForm):
    settled = forms.ChoiceField(
        label=_("What became of it"), choices=[each for each in Remark.Settled.choices if each[0]]
    )

    def save(self, remark: Remark) -> bool:
        return self.attempt(
            lambda: actions.settle(
                remark=remark, settled=Remark.Settled(self.cleaned_data["settled"]), **self.desk.acting
            )
        )
