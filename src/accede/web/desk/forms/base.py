"""What the desk's forms share: fields for a State, a day that may be partial, a class; errors of actions in their place."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accede.access import queries as access
from accede.access.recording import ChangedMeanwhileError, unchanged
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer
from accede.record.meetings.models import Meeting
from accede.record.models import State
from accede.record.partial_dates import NotADateError, last_possible_day
from accede.record.queries import meetings, states
from accede.web.desk.page import Desk
from accede.web.meanwhile import AS_SHOWN, Changed, Meanwhile, Shown, changes, opened, seal, taken_over


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PartialDateField(forms.CharField):
    """A day, a month or a year, as a source gives it: 2025-03-06, 2025-03 or 2025."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("A day, a month or a year: 2025-03-06, 2025-03 or 2025."))
        super().__init__(max_length=10, **kwargs)

    def clean(self, value: str) -> str:
        text = str(super().clean(value))
        if text:
            try:
                last_possible_day(text)
            except (NotADateError, ValueError) as error:
                raise ValidationError(
                    _(
                        "“%(text)s” is no day, month or year. Write it year first: 2025-03-06, 2025-03 or 2025."
                    ),
                    params={"text": text},
                ) from error
        return text


class StateField(forms.ChoiceField):
    """One of the 197, by its name in the reader's language. Cleaned to the State's ISO code."""

    def offer(self, language: str, *, viewer: Viewer) -> None:
        names = states.state_names(language, viewer=viewer)
        self.choices = [("", "—"), *names.items()]


CHANGED_MEANWHILE = _("It was changed while you were writing. Nothing of it is lost, nor of what you wrote.")


class ActingForm(forms.Form):
    """A form that hands its values to an action, and puts what the action refuses beside the field it concerns."""

    required_css_class = "field--required"
    made: Any = None  # what the action gave
    edited: Model | None = None
    meanwhile: Meanwhile | None = None
    _reader: Viewer | None = None

    def editing(self, record: Model | None, *, viewer: Viewer) -> None:
        """The form changes what is there already: it is refused where somebody else changed it meanwhile.

        `record` is the row of which the trail tells who did; None where there is none yet. To be said when the form's
        fields and what they begin with are set.
        """
        self.edited, self._reader = record, viewer

    def deciding(self, record: Model, *names: str, viewer: Viewer, since: str) -> None:
        """The form decides on something: where it was decided already, it begins with what the record says.

        The field `since` of the record has a value once it is.
        """
        if getattr(record, since):
            for name in names:
                self.initial[name] = getattr(record, name)
        self.editing(record, viewer=viewer)

    @property
    def as_shown(self) -> str:
        """What stands in the hidden field: what was sent, as long as it is refused for other reasons."""
        if self._reader is None:
            return ""
        return str(self.data.get(AS_SHOWN, "")) or seal(self, at=timezone.now())

    def full_clean(self) -> None:
        super().full_clean()
        sent = self.data.get(AS_SHOWN) if self.is_bound and self._reader else None
        if sent:
            shown = opened(str(sent))
            found = changes(self, shown)
            if found:
                self._refuse(shown, found)

    def _refuse(self, shown: Shown, found: list[Changed]) -> None:
        """Say what the others did, and go on from there: what was left as it was shown is theirs, the rest as typed."""
        entries = []
        if self.edited is not None and self.edited.pk and self._reader:
            trail = access.audit_of(self.edited, viewer=self._reader)
            entries = list(trail.filter(at__gte=shown.at) if shown.at else trail[:1])
        self.meanwhile = Meanwhile(entries, found)
        self.data = taken_over(self.data, self, found)
        self.data[AS_SHOWN] = seal(self, at=timezone.now())
        self.add_error(None, ValidationError(CHANGED_MEANWHILE, code="changed"))

    @property
    def only_changed_meanwhile(self) -> bool:
        """Nothing is wrong with what was typed."""
        return self.meanwhile is not None and sum(len(each) for each in self.errors.values()) == 1

    def attempt(self, act: Callable[[], object]) -> bool:
        """Whether the action was done. Where it refuses, the form says why."""
        try:
            with unchanged(self.edited):
                self.made = act()
        except ChangedMeanwhileError:  # between reading the row and writing it, while this was answered
            self.add_error(None, ValidationError(CHANGED_MEANWHILE, code="changed"))
            return False
        except ValidationError as error:
            known = getattr(error, "error_dict", None)
            if known is None:
                self.add_error(None, error)
            else:
                for name, errors in known.items():
                    self.add_error(name if name in self.fields else None, errors)
            return False
        return True


class DeskForm(ActingForm):
    """A form that knows for whom it is."""

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        for field in self.fields.values():
            if isinstance(field, StateField):
                field.offer(desk.language, viewer=desk.viewer)

    def meetings_to_choose(self) -> list[Meeting]:
        """For the field `meeting`: the latest ones, and what is chosen in it."""
        given = {str(values.get(self.add_prefix("meeting")) or "") for values in (self.data, self.initial)}
        return meetings.to_choose(viewer=self.desk.viewer, also=given - {""})


class ConfidentialForm(DeskForm):
    """Further fields, last in the form: who may see the record, and how it may be used.

    Offers the classes that the reader is cleared for: nobody writes what they could not read.
    """

    # The class that a form begins with; a subclass may choose another.
    usual_class = Confidentiality.COORDINATORS_AND_ISU

    confidentiality = forms.TypedChoiceField(
        label=_("Who may see it"), coerce=lambda value: Confidentiality(int(value))
    )
    attribution = forms.TypedChoiceField(
        label=_("How it may be used"),
        coerce=Attribution,
        choices=Attribution.choices,
        initial=Attribution.OPEN,
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        clearance = desk.viewer.clearance(desk.campaign.pk)
        field = self.fields["confidentiality"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [choice for choice in Confidentiality.choices if choice[0] <= clearance]
        field.initial = min(self.usual_class, clearance)
        self.order_fields([name for name in self.fields if name not in ("confidentiality", "attribution")])


def chosen_state(form: forms.Form, *, viewer: Viewer) -> State:
    """The State that a valid form's `state` names."""
    return states.get_state(form.cleaned_data["state"], viewer=viewer)
