"""Forms of the survey: a questionnaire's file, a round and its days."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accede.campaign.queries.elements import activities_to_serve
from accede.record.models import State
from accede.record.queries import states, status
from accede.record.queries.nearest import NotOnRecordError
from accede.survey import actions, queries
from accede.survey.actions.answers import File
from accede.survey.form import answering, incoming, xlsform
from accede.survey.form.faults import Fault, FormError
from accede.survey.models import Questionnaire, Response, Round
from accede.targeting import queries as targeting
from accede.targeting.categories import categories
from accede.web.desk.forms.base import ActingForm, DayField, DeskForm
from accede.web.desk.forms.fields import line, offer
from accede.web.desk.page import Desk

ALL = "all"


class QuestionnaireForm(ActingForm):
    """A questionnaire as XLSForm or YAML."""

    file = forms.FileField(
        label=_("File"), help_text=_("XLSForm (XLSX), as Kobo and ODK write it, or YAML. 2 MB at most.")
    )
    faults: list[Fault] = []

    def keep(self, desk: Desk) -> bool:
        content: bytes = self.cleaned_data["file"].read(xlsform.LARGEST + 1)
        try:
            form = incoming.read(content)
        except FormError as error:
            self.faults = error.faults
        else:
            return self.attempt(
                lambda: actions.keep_questionnaire(campaign=desk.campaign, form=form, **desk.acting)
            )
        self.add_error("file", _("Nothing was taken: what is wrong stands below."))
        return False


def named_states(text: str, desk: Desk) -> list[State]:
    """The States that a line names by code or name. Raises ValidationError."""
    found = []
    for each in filter(None, (part.strip() for part in text.split(","))):
        known = states.find_states(each, viewer=desk.viewer)
        try:
            found.append(states.get_state(known[0] if len(known) == 1 else each, viewer=desk.viewer))
        except NotOnRecordError as error:
            raise ValidationError(
                _("“%(name)s” is no State that is known here."), params={"name": each}
            ) from error
    return found


def _not_party(desk: Desk) -> list[str]:
    joined = status.statuses(desk.treaty, on=desk.on, viewer=desk.viewer)
    return [
        iso3
        for iso3 in states.state_names(desk.language, viewer=desk.viewer)
        if joined.get(iso3) not in ("party", "party-pending")
    ]


class RoundForm(DeskForm):
    """To whom a questionnaire is put, and until when."""

    name = line(_("Name"), required=True, help_text=_("As it stands in letters: Survey 2026, for example."))
    closes_on = DayField(label=_("Open until"), help_text=_("The last day on which it can be answered."))
    category = forms.ChoiceField(label=_("To all of a target category"), required=False)
    to = line(_("And to these States"), help_text=_("ISO codes or names, put apart by commas."))
    follows = forms.ChoiceField(
        label=_("Follows"),
        required=False,
        help_text=_("Each State sees beside the questions what it answered then; the rounds are compared."),
    )
    activity = forms.ChoiceField(label=_("Activity of the plan that it serves"), required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.activities = {
            str(each.pk): each for each in activities_to_serve(desk.campaign, viewer=desk.viewer)
        }
        offer(self, "activity", [("", "—"), *((key, each.title) for key, each in self.activities.items())])
        offer(
            self,
            "category",
            [
                ("", "—"),
                (ALL, _("All States not party")),
                *((key, each.name) for key, each in categories().items()),
            ],
        )
        self.rounds = {
            str(each.pk): each
            for each in queries.rounds(desk.campaign, viewer=desk.viewer)
            if each.opened_on is not None
        }
        offer(self, "follows", [("", "—"), *((key, each.name) for key, each in self.rounds.items())])

    def clean_to(self) -> list[State]:
        return named_states(self.cleaned_data["to"], self.desk)

    def states(self) -> list[State]:
        chosen, found = self.cleaned_data["category"], list(self.cleaned_data["to"])
        desk = self.desk
        if chosen:
            listed = (
                _not_party(desk)
                if chosen == ALL
                else [row.iso3 for row in targeting.targets(desk.treaty, **desk.asked, keys=[chosen])]
            )
            found += State.objects.filter(pk__in=listed)
        return list({each.pk: each for each in found}.values())

    def save(self, questionnaire: Questionnaire) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.prepare_round(
                questionnaire=questionnaire,
                name=given["name"],
                closes_on=given["closes_on"],
                states=self.states(),
                previous=self.rounds.get(given["follows"]),
                activity=self.activities.get(given["activity"]),
                **self.desk.acting,
            )
        )


class AgainForm(DeskForm):
    """The round once more, for those who have not answered."""

    name = line(_("Name"), required=True)
    closes_on = DayField(label=_("Open until"), help_text=_("The last day on which it can be answered."))

    def save(self, survey: Round) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.recirculate(
                survey=survey, name=given["name"], closes_on=given["closes_on"], **self.desk.acting
            )
        )


class ExtendForm(DeskForm):
    closes_on = DayField(label=_("Open until"), help_text=_("The last day on which it can be answered."))

    def save(self, survey: Round) -> bool:
        return self.attempt(
            lambda: actions.extend_round(
                survey=survey, closes_on=self.cleaned_data["closes_on"], **self.desk.acting
            )
        )


class LettersForm(DeskForm):
    """Letters with a link each, as one file."""

    kind = forms.ChoiceField(
        label=_("Form"), choices=[("note-verbale", _("note verbale")), ("letter", _("letter"))]
    )
    form = forms.ChoiceField(label=_("File"), choices=[("docx", "DOCX"), ("pdf", "PDF")])
    sender = line(_("Sender"), help_text=_("Empty: the coordinators of the campaign."))
    to = line(
        _("To these States only"),
        help_text=_("Empty: to all that have not answered. ISO codes or names, put apart by commas."),
    )

    def clean_to(self) -> list[State]:
        return named_states(self.cleaned_data["to"], self.desk)


class MailForm(DeskForm):
    """An address for each State that is written to."""

    addresses = forms.CharField(
        label=_("Addresses"),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr", "spellcheck": "false"}),
        help_text=_("One line for each State: its ISO code and the address. KEN mission@example.org"),
        max_length=40_000,
    )

    def clean_addresses(self) -> dict[str, str]:
        found: dict[str, str] = {}
        names = states.state_names("en", viewer=self.desk.viewer)
        for number, each in enumerate(self.cleaned_data["addresses"].splitlines(), start=1):
            parts = each.replace(",", " ").split()
            if not parts:
                continue
            if len(parts) != 2 or parts[0].upper() not in names:  # noqa: PLR2004 -- a code and an address
                raise ValidationError(
                    _("Line %(number)s is no ISO code and address: %(line)s"),
                    params={"number": number, "line": each.strip()},
                )
            found[parts[0].upper()] = parts[1]
        return found

    def save(self, survey: Round) -> bool:
        return self.attempt(
            lambda: actions.mail_invitations(
                survey=survey, addresses=self.cleaned_data["addresses"], **self.desk.acting
            )
        )


class RemindersForm(DeskForm):
    every = forms.IntegerField(label=_("Days between reminders"), min_value=3, max_value=120)
    most = forms.IntegerField(
        label=_("Reminders at most"), min_value=0, max_value=6, help_text=_("None: nobody is reminded.")
    )

    def save(self, survey: Round) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.set_reminders(
                survey=survey, every=given["every"], most=given["most"], **self.desk.acting
            )
        )


class EnterForm(DeskForm):
    """How an answer came other than by a link: who said it, when, and the scan."""

    means = forms.TypedChoiceField(
        label=_("How it came"),
        coerce=Response.Means,
        choices=[each for each in Response.Means.choices if each[0] != Response.Means.LINK],
    )
    told_by = line(
        _("Who answered"), required=True, help_text=_("A name and office, or the number of a note.")
    )
    received_on = DayField(label=_("When"))
    scan = forms.FileField(
        label=_("Scan"), required=False, help_text=_("Of a paper form: PDF, PNG or JPEG, 4 MB at most.")
    )

    def clean_scan(self) -> File | None:
        sent = self.cleaned_data["scan"]
        if not sent:
            return None
        if sent.size > answering.LARGEST_FILE:
            raise ValidationError(_("It is larger than 4 MB. Scan it in black and white."))
        content = sent.read()
        try:
            answering.insist_on_file(sent.name, content)
        except answering.WrongAnswerError as error:
            raise ValidationError(_("This is no PDF, PNG or JPEG.")) from error
        return File(sent.name[-120:], content)

    def save(self, response: Response, given: dict[str, Any], consents: dict[str, str]) -> bool:
        told = self.cleaned_data
        return self.attempt(
            lambda: actions.enter_response(
                response=response,
                means=told["means"],
                told_by=told["told_by"],
                received_on=told["received_on"],
                scan=told["scan"],
                given=given,
                consents=consents,
                **self.desk.acting,
            )
        )


class InferForm(DeskForm):
    """From what somebody infers what a State would answer."""

    basis = line(
        _("From what it is inferred"),
        required=True,
        help_text=_("Who said what, where and when; its address."),
    )

    def save(self, response: Response, question: str, value: Any) -> bool:
        basis = self.cleaned_data["basis"]
        return self.attempt(
            lambda: actions.infer_answer(
                response=response, question=question, value=value, basis=basis, **self.desk.acting
            )
        )
