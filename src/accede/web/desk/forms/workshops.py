"""Forms of workshops: what one invites to, the programme, whom, and what came of it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.campaign.queries.elements import activities_to_serve
from accede.meetings.actions import approval, workshops
from accede.meetings.models import Participant, Workshop
from accede.record.meetings.models import Meeting
from accede.web.desk.forms.base import DayField, DeskForm
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk
from accede.web.words import LANGUAGES
from accede.web.zones import zone_choices

REPLIES_BEFORE, SHREDDED_AFTER = timedelta(weeks=2), timedelta(days=30)
VALUES = ("places", "most", "replies_until", "shred_on", "host")


def _in_languages(form: forms.Form, stem: str, make: Any, words: dict[str, str]) -> None:
    """A field for each of the six languages, called in it."""
    for language in LANGUAGES.values():
        field = make(language.own_name)
        field.initial = words.get(language.code, "")
        field.widget.attrs |= {"lang": language.bcp47, "dir": language.direction}
        form.fields[f"{stem}_{language.code}"] = field


def _told(form: forms.Form, stem: str) -> dict[str, str]:
    given = form.cleaned_data
    return {code: told for code in LANGUAGES if (told := given[f"{stem}_{code}"].strip())}


class WorkshopForm(DeskForm):
    """To invite to a meeting: a new one or, where `meeting` is given, one on record."""

    name = line(_("Name"), required=True)
    begins = DayField(label=_("Begins"))
    ends = DayField(
        label=_("Ends"), required=False, help_text=_("Where it is left empty: the day on which it begins.")
    )
    place = line(_("Place"))
    zone = forms.ChoiceField(label=_("Time zone of the place"), required=False)
    host = line(_("Host"), help_text=_("The government or body that receives the workshop."))
    places = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=5000,
        help_text=_(
            "For delegates of all States together. Who comes when they are taken stands on the waiting list."
        ),
    )
    most = forms.IntegerField(label=_("Delegates of a State at most"), min_value=1, max_value=20, initial=2)
    replies_until = DayField(
        label=_("Replies until"),
        required=False,
        help_text=_("Where it is left empty: two weeks before it begins, or when it begins."),
    )
    shred_on = DayField(
        label=_("Needs and travel documents are destroyed on"),
        required=False,
        help_text=_(
            "A day after the workshop; where it is left empty, thirty days after. From then on nobody can read them any more."
        ),
    )
    activity = forms.ChoiceField(label=_("Activity of the plan that it serves"), required=False)

    def __init__(
        self,
        *args: Any,
        desk: Desk,
        meeting: Meeting | None = None,
        workshop: Workshop | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.meeting, self.workshop = meeting, workshop
        if meeting is not None or workshop is not None:
            for name in ("name", "begins", "ends", "place", "zone"):
                del self.fields[name]
        else:
            offer(self, "zone", zone_choices(""))
        self.activities = {
            str(each.pk): each for each in activities_to_serve(desk.campaign, viewer=desk.viewer)
        }
        offer(self, "activity", [("", "—"), *((key, each.title) for key, each in self.activities.items())])
        if workshop is not None:
            for name in VALUES:
                self.fields[name].initial = getattr(workshop, name)
            self.fields["activity"].initial = str(workshop.activity_id or "")
            if not workshop.meeting.shipped:
                _in_languages(
                    self,
                    "name",
                    lambda own: line(_("Name (%(language)s)") % {"language": own}),
                    workshop.meeting.names,
                )
            _in_languages(
                self,
                "practical",
                lambda own: text(_("Practical information (%(language)s)") % {"language": own}, rows=3),
                workshop.practical,
            )
            self.editing(workshop, viewer=desk.viewer)

    def clean(self) -> dict[str, Any]:
        """What was left empty of the days follows from the others."""
        given = super().clean() or {}
        meeting = self.meeting or (self.workshop.meeting if self.workshop else None)
        begins = meeting.begins if meeting else given.get("begins")
        if begins:
            ends = meeting.ends if meeting else given.get("ends") or begins
            usual = begins - REPLIES_BEFORE
            given["ends"] = ends
            given["replies_until"] = given.get("replies_until") or (
                usual if usual >= self.desk.on else begins
            )
            given["shred_on"] = given.get("shred_on") or ends + SHREDDED_AFTER
        return given

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        values = {name: given[name] for name in VALUES}
        activity = self.activities.get(given["activity"])
        if self.workshop is not None:
            workshop = self.workshop
            values |= {"practical": _told(self, "practical")}
            names = {} if workshop.meeting.shipped else _told(self, "name")
            return self.attempt(
                lambda: workshops.edit_workshop(
                    workshop=workshop, activity=activity, values=values, names=names, **desk.acting
                )
            )
        return self.attempt(
            lambda: workshops.plan_workshop(
                campaign=desk.campaign,
                meeting=self.meeting or self._new(),
                activity=activity,
                values=values,
                **desk.acting,
            )
        )

    def _new(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "name": given["name"],
            "language": self.desk.language,
            "begins": given["begins"].isoformat(),
            "ends": given["ends"].isoformat(),
            "place": given["place"],
            "zone": given["zone"],
            "treaty": self.desk.treaty,
        }


class SessionForm(DeskForm):
    """A part of the programme."""

    day = DayField(label=_("Day"))
    begins = forms.TimeField(
        label=_("Begins"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("By the clock of the place."),
    )
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    speakers = line(_("Speakers"))

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        _in_languages(self, "title", lambda own: line(_("Title (%(language)s)") % {"language": own}), {})

    def save(self, workshop: Workshop) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: workshops.add_session(
                workshop=workshop,
                day=given["day"],
                begins=given["begins"],
                ends=given["ends"],
                titles=_told(self, "title"),
                speakers=given["speakers"],
                **self.desk.acting,
            )
        )


class GuestForm(DeskForm):
    """Somebody of no delegation."""

    part = forms.ChoiceField(
        label=_("Takes part as"),
        choices=[each for each in Participant.Part.choices if each[0] != Participant.Part.DELEGATE],
    )
    name = line(_("Name"), required=True)
    post = line(_("Post"))
    organisation = line(_("Organisation"))
    email = forms.EmailField(label=_("Email address"), required=False, max_length=254)
    language = forms.ChoiceField(
        label=_("Language"), choices=[(each.code, each.own_name) for each in LANGUAGES.values()]
    )

    def save(self, workshop: Workshop) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: approval.add_guest(
                workshop=workshop,
                part=Participant.Part(given["part"]),
                name=given["name"],
                post=given["post"],
                organisation=given["organisation"],
                email=given["email"],
                language=given["language"],
                **self.desk.acting,
            )
        )


class OutcomeForm(DeskForm):
    """What a State said at the workshop that it would do, and until when."""

    state = forms.ChoiceField(label=_("State"))
    text = text(_("What it said that it would do"), required=True, rows=3)
    due_on = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, desk: Desk, there: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "state", [("", "—"), *there])
        if len(there) == 1:
            self.fields["state"].initial = there[0][0]


class EvaluationForm(DeskForm):
    """Which questionnaire asks those who came how it was."""

    questionnaire = forms.ChoiceField(label=_("Questionnaire"))
    closes_on = DayField(label=_("Open until"), help_text=_("The last day on which it can be answered."))

    def __init__(self, *args: Any, desk: Desk, questionnaires: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "questionnaire", [("", "—"), *questionnaires])


class TableForm(DeskForm):
    """A table of participants."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV or XLSX with the columns state or iso3, name, post, email, language."),
    )
