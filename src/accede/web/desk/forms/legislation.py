"""Laws written down and compared, and what decides who needs one."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality
from accede.evidence.actions import ToldAs
from accede.legislation import actions
from accede.legislation.models import Finding, HelpRequest, Law, QualifyingFact
from accede.web.desk.forms.base import ActingForm, StateField
from accede.web.desk.forms.evidence import LANGUAGES, EvidenceForm
from accede.web.desk.forms.fields import line, text


class LawForm(EvidenceForm):
    heading = _("A law or measure")
    usual_class = Confidentiality.PUBLIC  # a law is made to be known

    state = StateField(label=_("State"))
    kind = forms.ChoiceField(label=_("Kind of law"), choices=Law.Kind.choices)
    name = line(_("Name of the law"), help_text=_("As it is called at home, with its number."))
    url = forms.URLField(label=_("Link to its text"), required=False, assume_scheme="https")
    reading = text(_("What is known of it"))
    field_order = ("state", "kind", "name", "url", "reading")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date_given"].help_text = _(
            "When it was passed; of one in progress, or of none, when the source told of it. 2025-03-06, 2025-03 or 2025."
        )

    def record(self, told: ToldAs) -> models.Model:
        given = self.cleaned_data
        state = self.state_called()
        assert state is not None  # noqa: S101 -- the field is required
        return actions.record_law(
            state=state,
            treaty=self.desk.treaty,
            kind=Law.Kind(given["kind"]),
            name=given["name"],
            url=given["url"],
            reading=given["reading"],
            **self.desk.acting,
            **told,
        )


class FindingForm(ActingForm):
    verdict = forms.ChoiceField(label=_("What was found"), choices=Finding.Verdict.choices)
    place = line(_("Where in the law"), help_text=_("Article, section or paragraph."))
    passage = text(_("Passage"), help_text=_("In the words of the law."))
    language = forms.ChoiceField(label=_("Language of the passage"), choices=LANGUAGES, initial="en")
    reading = text(_("Remark"), rows=3)


class QualifyingForm(EvidenceForm):
    heading = _("A fact about possession, contamination or size")

    state = StateField(label=_("State"))
    question = forms.ChoiceField(label=_("What it is about"), choices=QualifyingFact.Question.choices)
    answer = forms.ChoiceField(label=_("Answer"), choices=[("", "—"), ("yes", _("yes")), ("no", _("no"))])
    reading = text(_("What the source says"), required=True, rows=3)
    field_order = ("state", "question", "answer", "reading")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date_given"].required = True
        self.fields["date_given"].help_text = _("Of when the fact is: its age is shown wherever it is used.")

    def record(self, told: ToldAs) -> models.Model:
        given = self.cleaned_data
        state = self.state_called()
        assert state is not None  # noqa: S101 -- the field is required
        return actions.record_qualifying_fact(
            state=state,
            treaty=self.desk.treaty,
            question=QualifyingFact.Question(given["question"]),
            answer=given["answer"] == "yes",
            reading=given["reading"],
            **self.desk.acting,
            **told,
        )


class HelpForm(EvidenceForm):
    heading = _("A request for help with national law")

    state = StateField(label=_("State"))
    need = forms.ChoiceField(label=_("With what"), choices=HelpRequest.Need.choices)
    reading = text(_("What was asked"), rows=3)
    field_order = ("state", "need", "reading")

    def __init__(self, *args: Any, taken: tuple[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def record(self, told: ToldAs) -> models.Model:
        given = self.cleaned_data
        state = self.state_called()
        assert state is not None  # noqa: S101 -- the field is required
        kind, number = self.taken or ("", None)
        return actions.record_help_request(
            state=state,
            treaty=self.desk.treaty,
            need=HelpRequest.Need(given["need"]),
            reading=given["reading"],
            taken_from=kind,
            taken_number=number,
            **self.desk.acting,
            **told,
        )


class HelpAnswerForm(ActingForm):
    standing = forms.ChoiceField(label=_("What came of it"), choices=HelpRequest.Standing.choices)
    answered_by = line(_("Who answers"), help_text=_("An organisation or a post."))
    outcome = text(_("What was done"), rows=3)
