"""The forms for each kind of evidence, by the name of its model in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.evidence import actions
from accede.evidence import queries as said
from accede.evidence.actions import ToldAs
from accede.evidence.models import (
    Assessment,
    Incident,
    InterimStep,
    InterpretivePosition,
    Obstacle,
    Position,
    Statement,
)
from accede.evidence.queries.rows import ObstacleRow
from accede.web.desk.forms.base import ActingForm, PartialDateField, StateField
from accede.web.desk.forms.evidence import LANGUAGES, EvidenceForm
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk


class _OfAState(EvidenceForm):
    """Evidence of one State: its own words kept apart from our reading."""

    state = StateField(label=_("State"))
    own_words = text(_("The State’s own words"))
    language = forms.ChoiceField(label=_("Language of these words"), choices=LANGUAGES, initial="en")
    reading = text(_("Our reading"))

    def told_by_state(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "state": self.state_called(),
            "treaty": self.desk.treaty,
            "own_words": given["own_words"],
            "language": given["language"],
            "reading": given["reading"],
        } | self.desk.acting


class ObstacleForm(_OfAState):
    heading = _("A reason for not joining")
    code = forms.ChoiceField(label=_("Reason"))
    grade = forms.ChoiceField(label=_("How it is known"), choices=Obstacle.Grade.choices)
    rank = forms.IntegerField(
        label=_("Rank"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("Its place among the State’s reasons, 1 the weightiest."),
    )
    field_order = ("state", "code", "grade", "rank", "own_words", "language", "reading")

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        grouped: dict[str, list[tuple[str, str]]] = {}
        for code in said.code_book(desk.treaty, viewer=desk.viewer):
            grouped.setdefault(code.get_group_display(), []).append((code.key, code.name))
        offer(self, "code", list(grouped.items()))

    def record(self, told: ToldAs) -> models.Model:
        given = self.cleaned_data
        code = said.get_code(given["code"], self.desk.treaty, viewer=self.desk.viewer)
        return actions.record_obstacle(
            code=code, rank=given["rank"], grade=given["grade"], **self.told_by_state(), **told
        )


class PositionForm(_OfAState):
    heading = _("A position on joining")
    kind = forms.ChoiceField(label=_("Position"), choices=Position.Kind.choices)
    field_order = ("state", "kind", "own_words", "language", "reading")

    def record(self, told: ToldAs) -> models.Model:
        return actions.record_position(
            kind=Position.Kind(self.cleaned_data["kind"]), **self.told_by_state(), **told
        )


class InterpretivePositionForm(_OfAState):
    heading = _("A reading of the treaty")
    issue = forms.ChoiceField(label=_("Question"))
    view = forms.ChoiceField(label=_("View"), choices=InterpretivePosition.View.choices)
    field_order = ("state", "issue", "view", "own_words", "language", "reading")

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(
            self,
            "issue",
            [(issue.key, issue.name) for issue in said.issues(desk.treaty, viewer=desk.viewer)],
        )

    def record(self, told: ToldAs) -> models.Model:
        given = self.cleaned_data
        return actions.record_interpretive_position(
            issue=said.get_issue(given["issue"], self.desk.treaty, viewer=self.desk.viewer),
            view=InterpretivePosition.View(given["view"]),
            **self.told_by_state(),
            **told,
        )


class InterimStepForm(EvidenceForm):
    """A step is public, and so has neither class nor origin: it cites a source."""

    heading = _("An interim step")
    state = StateField(label=_("State"))
    kind = forms.ChoiceField(label=_("Kind"), choices=InterimStep.Kind.choices)
    summary = text(_("What the State did"), required=True)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        for name in ("confidentiality", "attribution", "origin"):
            del self.fields[name]

    def record(self, told: ToldAs) -> models.Model:
        given, state, source = self.cleaned_data, self.state_called(), told.get("source")
        if state is None or source is None:
            raise forms.ValidationError({"source": _("What anyone may see cites a source.")})
        return actions.record_interim_step(
            state=state,
            treaty=self.desk.treaty,
            kind=InterimStep.Kind(given["kind"]),
            summary=given["summary"],
            source=source,
            date_given=given["date_given"],
            campaign=self.desk.campaign,
            **self.desk.acting,
        )


class StatementForm(EvidenceForm):
    """What was said; with an incident in `more`, a condemnation of it."""

    heading = _("A statement")
    state = StateField(label=_("State"), required=False)
    speaker = line(_("Who spoke, if not a State"))
    stance = forms.ChoiceField(label=_("Stance"), choices=Statement.Stance.choices)
    forum = line(_("Forum"))
    quotation = text(_("Quotation"))
    language = forms.ChoiceField(label=_("Language of these words"), choices=LANGUAGES, initial="en")
    reading = text(_("Summary"))
    url = forms.URLField(label=_("Link"), required=False, assume_scheme="https")

    def record(self, told: ToldAs) -> models.Model:
        given = self.cleaned_data
        return actions.record_statement(
            treaty=self.desk.treaty,
            state=self.state_called(),
            stance=Statement.Stance(given["stance"]),
            incident=self.incident,
            **{name: given[name] for name in ("speaker", "forum", "quotation", "language", "reading", "url")},
            **self.desk.acting,
            **told,
        )


class IncidentForm(EvidenceForm):
    heading = _("An incident")
    kind = forms.ChoiceField(label=_("Kind"), choices=Incident.Kind.choices)
    state = StateField(label=_("State of which it is said"), required=False)
    actor = line(_("By whom, if by no State"))
    where = StateField(label=_("On whose territory, or to whom"), required=False)
    place = line(_("Place"))
    ended_given = PartialDateField(label=_("End"), required=False)
    reading = text(_("What is said to have happened"), required=True)
    grade = forms.ChoiceField(label=_("Grade"), choices=Assessment.Grade.choices)
    by_state = StateField(label=_("State that says so"), required=False)
    by_whom = line(_("Who says so, if not a State"))

    def record(self, told: ToldAs) -> models.Model:
        given = self.cleaned_data
        incident = actions.record_incident(
            treaty=self.desk.treaty,
            kind=Incident.Kind(given["kind"]),
            state=self.state_called(),
            where=self.state_called("where"),
            **{name: given[name] for name in ("actor", "place", "ended_given", "reading")},
            **self.desk.acting,
            **told,
        )
        actions.assess_incident(
            incident=incident,
            grade=Assessment.Grade(given["grade"]),
            by_state=self.state_called("by_state"),
            by_whom=given["by_whom"],
            **self.desk.acting,
            **told,
        )
        return incident


class AssessmentForm(EvidenceForm):
    heading = _("A judgement of the incident")
    grade = forms.ChoiceField(label=_("Grade"), choices=Assessment.Grade.choices)
    by_state = StateField(label=_("State that says so"), required=False)
    by_whom = line(_("Who says so, if not a State"))
    reading = text(_("Our reading"))

    def record(self, told: ToldAs) -> models.Model:
        given, incident = self.cleaned_data, self.incident
        assert incident is not None  # noqa: S101 -- the view gives it
        return actions.assess_incident(
            incident=incident,
            grade=Assessment.Grade(given["grade"]),
            by_state=self.state_called("by_state"),
            by_whom=given["by_whom"],
            reading=given["reading"],
            **self.desk.acting,
            **told,
        )


# What can be written down by itself, by its name in the address.
KINDS: dict[str, type[EvidenceForm]] = {
    "obstacle": ObstacleForm,
    "position": PositionForm,
    "statement": StatementForm,
    "incident": IncidentForm,
    "interim-step": InterimStepForm,
    "interpretive-position": InterpretivePositionForm,
}


class SinceForm(ActingForm):
    """Since when a reason is not given any more, or a step does not stand."""

    date_given = PartialDateField(label=_("Since"))


class SupersedeForm(ActingForm):
    """Which later reason takes the place of one."""

    newer = forms.TypedChoiceField(label=_("Gave way to"), coerce=int)

    def __init__(self, *args: Any, later: Sequence[ObstacleRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "newer", [(each.pk, f"{each.date_given} {each.code.name}".strip()) for each in later])
