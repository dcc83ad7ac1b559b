"""Side events, speaking slots, places at treaty events: what is told of one, its next stage, and who came."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality
from accede.campaign.queries.budget import lines_to_bear
from accede.campaign.queries.elements import activities_to_serve
from accede.meetings.actions import events as acts
from accede.meetings.models import Event, Stage
from accede.record.meetings.zones import moment, zone_of
from accede.record.queries import meetings, states
from accede.targeting import queries as targeting
from accede.web.desk.forms.base import ConfidentialForm, DayField, DeskForm
from accede.web.desk.forms.exchanges import colleagues
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.forms.meetings import ClockForm, ticks
from accede.web.desk.page import Desk
from accede.web.zones import zone_choices


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class EventForm(ClockForm, ConfidentialForm):
    """An event. Its class is chosen once; later it is decided on the record's own page."""

    usual_class = Confidentiality.PARTNERS

    kind = forms.ChoiceField(label=_("Kind"), choices=Event.Kind.choices)
    title = line(_("Title"), required=True)
    meeting = forms.ChoiceField(label=_("Forum at which it is held"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    since = DayField(label=_("Since"))
    asked_of = line(_("Of whom it is asked"))
    due_on = DayField(
        label=_("To be settled by"), required=False, help_text=_("Stands on Today while it is open.")
    )
    day = DayField(label=_("Day"), required=False)
    begins = _clock(_("From"))
    ends = _clock(_("Until"))
    zone = forms.ChoiceField(
        label=_("Time zone of the place"), required=False, help_text=_("Empty: that of the forum.")
    )
    room = line(_("Room"))
    sponsors = text(_("Sponsors"), rows=2)
    speakers = text(_("Speakers, by post"), rows=2, help_text=_("One a line: a post rather than a name."))
    our_people = forms.TypedMultipleChoiceField(
        label=_("Who of us takes part"), coerce=int, required=False, widget=ticks()
    )
    activity = forms.ChoiceField(label=_("Activity of the plan that it serves"), required=False)
    cost = forms.ChoiceField(label=_("Budget line that bears its cost"), required=False)
    note = text(_("Concept note"), rows=4, help_text=_("Or add it as a file later."))
    outcome = text(_("What came of it"), rows=3)

    field_order = (
        "kind", "title", "meeting", "stage", "since", "asked_of", "due_on", "day", "begins", "ends", "which", "zone",
    )  # fmt: skip

    def __init__(self, *args: Any, desk: Desk, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.event = event
        del self.fields["attribution"]
        if event is None:
            self.fields["since"].initial = desk.on
            self.fields["stage"].initial = Stage.REQUESTED
        else:
            for name in ("stage", "since", "confidentiality"):
                del self.fields[name]
        known = meetings.between(desk.on - timedelta(days=730), date.max, viewer=desk.viewer)
        self.meetings = {each.pk: each for each in reversed(known)}
        if event is not None and event.meeting:
            self.meetings.setdefault(event.meeting.pk, event.meeting)
        chosen = self.meetings.get(str(self.initial.get("meeting", "")))
        served = activities_to_serve(desk.campaign, viewer=desk.viewer)
        self.activities = {str(each.pk): each for each in served}
        self.lines = {str(each.pk): each for each in lines_to_bear(desk.campaign, viewer=desk.viewer)}
        self.people = {person.pk: person for person in colleagues(desk)}
        offer(self, "meeting", [("", "—"), *((key, each.name) for key, each in self.meetings.items())])
        offer(self, "activity", [("", "—"), *((key, each.title) for key, each in self.activities.items())])
        offer(self, "cost", [("", "—"), *((key, each.title) for key, each in self.lines.items())])
        offer(self, "our_people", [(number, each.name) for number, each in self.people.items()])
        zone = str(self.initial.get("zone", "")) or (chosen.zone if chosen else "")
        offer(self, "zone", [("", "—"), ("UTC", "UTC"), *zone_choices(zone)[1:]])
        self.fields["zone"].initial = self.initial["zone"] = zone
        if event is not None:
            self.editing(event, viewer=desk.viewer)

    def _zone(self) -> str:
        """The forum's, unless another is chosen."""
        forum = self.meetings.get(self.cleaned_data["meeting"])
        return str(self.cleaned_data["zone"]) or (forum.zone if forum else "")

    def _hours(self) -> tuple[datetime | None, datetime | None]:
        given = self.cleaned_data
        if not given["begins"] or not given["day"]:
            if given["begins"] or given["ends"]:
                raise forms.ValidationError(
                    {"day": _now("An hour stands on a day: give both, and from when.")}
                )
            return None, None
        zone, which = self._zone(), given["which"]
        begins = moment(given["day"], given["begins"], zone, which=which)
        if not given["ends"]:
            return begins, None
        until = given["day"] if given["ends"] > given["begins"] else given["day"] + timedelta(days=1)
        return begins, moment(until, given["ends"], zone, which=which, field="ends")

    def save(self) -> bool:
        if not self.attempt(self._hours):
            return False
        begins, ends = self.made
        given, desk = self.cleaned_data, self.desk
        told = acts.Told(
            kind=Event.Kind(given["kind"]),
            title=given["title"],
            meeting=self.meetings.get(given["meeting"]),
            activity=self.activities.get(given["activity"]),
            cost=self.lines.get(given["cost"]),
            day=given["day"],
            at=begins,
            until=ends,
            zone=self._zone(),
            our_people=[self.people[number] for number in given["our_people"]],
            due_on=given["due_on"],
            **{name: given[name] for name in ("asked_of", "room", "sponsors", "speakers", "note", "outcome")},
        )
        event = self.event
        if event is not None:
            return self.attempt(lambda: acts.change_event(event=event, told=told, **desk.acting))
        return self.attempt(
            lambda: acts.add_event(
                told=told,
                stage=Stage(given["stage"]),
                since=given["since"],
                campaign=desk.campaign,
                confidentiality=Confidentiality(given["confidentiality"]),
                **desk.acting,
            )
        )


def told_of(event: Event) -> dict[str, Any]:
    """What the form begins with."""
    zone = zone_of(event.zone)

    def clock(value: datetime | None) -> time | None:
        return value.astimezone(zone).time() if value else None

    names = (
        "kind",
        "title",
        "asked_of",
        "due_on",
        "day",
        "zone",
        "room",
        "sponsors",
        "speakers",
        "note",
        "outcome",
    )
    return {name: getattr(event, name) for name in names} | {
        "meeting": event.meeting_id or "",
        "activity": str(event.activity_id or ""),
        "cost": str(event.cost_id or ""),
        "begins": clock(event.at),
        "ends": clock(event.until),
        "our_people": [person.pk for person in event.our_people.all()],
    }


class MoveForm(DeskForm):
    """To the next stage, or back."""

    to = forms.ChoiceField(label=_("To the stage"))
    on = DayField(label=_("Since"))

    def __init__(self, *args: Any, desk: Desk, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.event = event
        offer(self, "to", [(each.value, each.label) for each in acts.WAYS[Stage(event.stage)]])
        self.fields["on"].initial = desk.on

    def save(self) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: acts.move_event(
                event=self.event, to=Stage(given["to"]), on=given["on"], **self.desk.acting
            )
        )


class GuestsForm(DeskForm):
    """Who came: the target States first, then those on the list of the forum, then all others."""

    heads = forms.IntegerField(label=_("How many people came"), required=False, min_value=0, max_value=30_000)
    targets = forms.MultipleChoiceField(label=_("Target States"), required=False, widget=ticks())
    others = forms.MultipleChoiceField(label=_("Other States"), required=False, widget=ticks())

    def __init__(self, *args: Any, desk: Desk, event: Event, came: set[str], **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.event = event
        names = states.state_names(desk.language, viewer=desk.viewer)
        targets = {row.iso3: row.name for row in targeting.targets(desk.treaty, **desk.asked)}
        others = {iso3: name for iso3, name in names.items() if iso3 not in targets}
        self.fields["heads"].initial = event.heads
        for field, offered in (("targets", targets), ("others", others)):
            offer(self, field, list(offered.items()))
            self.fields[field].initial = [iso3 for iso3 in offered if iso3 in came]
        self.editing(event, viewer=desk.viewer)

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        chosen = [*given["targets"], *given["others"]]
        return self.attempt(
            lambda: acts.set_guests(
                event=self.event,
                states=[states.get_state(iso3, viewer=desk.viewer) for iso3 in chosen],
                heads=given["heads"],
                **desk.acting,
            )
        )


class NoteForm(DeskForm):
    """The concept note as a file."""

    file = forms.FileField(label=_("Concept note (PDF, DOCX or ODT)"))

    def save(self, event: Event) -> bool:
        sent = self.cleaned_data["file"]
        return self.attempt(
            lambda: acts.put_note(
                event=event, name=sent.name, content=sent.read(acts.LARGEST + 1), **self.desk.acting
            )
        )
