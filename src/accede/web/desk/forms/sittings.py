"""A sitting of a working group: convening it, its agenda and papers, its minutes and action items."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.campaign.queries.elements import activities_to_serve
from accede.files.inspection import LARGEST_PAPER
from accede.meetings.actions import action_items, sittings
from accede.meetings.actions.action_items import Step
from accede.meetings.actions.sittings import Called
from accede.meetings.models import ActionItem, AgendaItem, GroupMember, Minute, Sitting, WorkingGroup
from accede.meetings.queries.action_items import member_name
from accede.meetings.queries.sittings import numbered_items
from accede.meetings.queries.working_groups import members_on
from accede.record.queries import states
from accede.web.desk.forms.base import DayField, DeskForm
from accede.web.desk.forms.exchanges import colleagues
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk

CLOSED_HELP = _("Only for those who may see the closed part of the group.")


class SittingForm(DeskForm):
    """When and where the group is to sit, what the invitation says and, when it is called together, the agenda."""

    day = DayField(label=_("Day"))
    hour = forms.TimeField(
        label=_("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("As the clocks show it at the place."),
    )
    place = line(_("Place"))
    meeting = forms.ChoiceField(
        label=_("Meeting"), required=False, help_text=_("At the margins of which it is held.")
    )
    activity = forms.ChoiceField(label=_("Activity of the plan that it serves"), required=False)
    invitation = text(_("Invitation"), rows=5)
    agenda = text(
        _("Agenda"),
        rows=4,
        help_text=_("One item a line. What earlier sittings left to be done is the first item by itself."),
    )
    closed = forms.BooleanField(label=_("The whole sitting is closed"), required=False, help_text=CLOSED_HELP)

    def __init__(
        self, *args: Any, desk: Desk, group: WorkingGroup, sitting: Sitting | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.group, self.sitting = group, sitting
        self.meetings = {each.key: each for each in self.meetings_to_choose()}
        offer(self, "meeting", [("", "—"), *((key, each.name) for key, each in self.meetings.items())])
        found = activities_to_serve(desk.campaign, viewer=desk.viewer)
        self.activities = {str(each.pk): each for each in found}
        kept = sitting.activity if sitting else group.activity
        if kept is not None:
            self.activities.setdefault(str(kept.pk), kept)
            self.fields["activity"].initial = str(kept.pk)
        offer(self, "activity", [("", "—"), *((key, each.title) for key, each in self.activities.items())])
        if sitting is not None:
            del self.fields["agenda"], self.fields["closed"]
            self.initial = {
                name: getattr(sitting, name) for name in ("day", "hour", "place", "invitation")
            } | {"meeting": sitting.meeting_id or ""}
            self.editing(sitting, viewer=desk.viewer)

    def save(self) -> bool:
        given, sitting = self.cleaned_data, self.sitting
        called = Called(
            day=given["day"],
            hour=given["hour"],
            place=given["place"],
            invitation=given["invitation"],
            meeting=self.meetings.get(given["meeting"]),
            activity=self.activities.get(given["activity"]),
        )
        if sitting is not None:
            return self.attempt(
                lambda: sittings.edit_sitting(sitting=sitting, called=called, **self.desk.acting)
            )
        return self.attempt(
            lambda: sittings.convene(
                group=self.group,
                called=called,
                agenda=given["agenda"].splitlines(),
                closed=given["closed"],
                **self.desk.acting,
            )
        )


class InASittingForm(DeskForm):
    """Something that stands in a sitting, under an item of its agenda or under none."""

    def __init__(self, *args: Any, desk: Desk, sitting: Sitting, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.sitting = sitting
        self.items = {
            str(row.pk): (number, row) for number, row in numbered_items(sitting, viewer=desk.viewer)
        }
        if "item" in self.fields:
            choices = [(key, f"{number}. {row.title}") for key, (number, row) in self.items.items()]
            offer(self, "item", [("", _("none: the sitting as a whole")), *choices])
        if sitting.closed and "closed" in self.fields:
            del self.fields["closed"]

    @property
    def chosen(self) -> AgendaItem | None:
        found = self.items.get(self.cleaned_data.get("item", ""))
        return found[1] if found else None

    @property
    def is_closed(self) -> bool:
        return bool(self.cleaned_data.get("closed"))


class AgendaItemForm(InASittingForm):
    title = line(_("Agenda item"), required=True)
    closed = forms.BooleanField(label=_("Closed part"), required=False, help_text=CLOSED_HELP)

    def save(self) -> bool:
        return self.attempt(
            lambda: sittings.add_agenda_item(
                sitting=self.sitting,
                title=self.cleaned_data["title"],
                closed=self.is_closed,
                **self.desk.acting,
            )
        )

    def save_of(self, item: AgendaItem) -> bool:
        return self.attempt(
            lambda: sittings.edit_agenda_item(item=item, title=self.cleaned_data["title"], **self.desk.acting)
        )


class PaperForm(InASittingForm):
    """A file that lies before the group."""

    title = line(_("Title"), help_text=_("Empty: the name of the file."))
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, DOCX, XLSX, ODT, PNG, JPEG or TXT, 4 MB at most.")
    )
    item = forms.ChoiceField(label=_("Agenda item"), required=False)
    closed = forms.BooleanField(label=_("Closed part"), required=False, help_text=CLOSED_HELP)

    def clean_file(self) -> tuple[str, bytes]:
        sent = self.cleaned_data["file"]
        return sent.name, sent.read(LARGEST_PAPER + 1)  # looked at by the action

    def save(self) -> bool:
        name, content = self.cleaned_data["file"]
        return self.attempt(
            lambda: sittings.add_paper(
                sitting=self.sitting,
                title=self.cleaned_data["title"],
                file_name=name,
                content=content,
                item=self.chosen,
                closed=self.is_closed,
                **self.desk.acting,
            )
        )


class ByWhomForm(InASittingForm):
    """Who does it: somebody of this desk, or whoever sits for a member."""

    def offer_owners(self, name: str, kept: ActionItem | None = None) -> None:
        """People who contribute, then members of the group on the day of the sitting."""
        desk, sitting = self.desk, self.sitting
        self.people = {f"person-{each.pk}": each for each in colleagues(desk)}
        seats = {each.pk: each for each in members_on(sitting.group, sitting.day, viewer=desk.viewer)}
        now = {each.pk: each for each in members_on(sitting.group, desk.on, viewer=desk.viewer)}
        self.members = {f"member-{pk}": each for pk, each in (seats | now).items()}
        if kept and kept.person:
            self.people.setdefault(f"person-{kept.person_id}", kept.person)
        names = states.state_names(desk.language, viewer=desk.viewer)
        choices: list[tuple[Any, Any]] = [("", _("nobody yet"))]
        people = [(key, each.name) for key, each in self.people.items()]
        members = [(key, member_name(each, names)) for key, each in self.members.items()]
        if people:
            choices.append((_("People of this desk"), people))
        if members:
            choices.append((_("Members of the group"), members))
        offer(self, name, choices)
        if kept:
            chosen = f"person-{kept.person_id}" if kept.person_id else f"member-{kept.member_id}"
            self.fields[name].initial = chosen if kept.person_id or kept.member_id else ""

    def step(self, what: str, who: str, due: str) -> Step:
        given = self.cleaned_data
        return Step(
            what=given[what],
            person=self.people.get(given[who]),
            member=self.members.get(given[who]),
            due_on=given[due],
        )


class MinuteForm(ByWhomForm):
    """What was said or decided under an item and, born with it, what is to be done."""

    item = forms.ChoiceField(label=_("Agenda item"), required=False)
    kind = forms.TypedChoiceField(label=_("Kind"), coerce=Minute.Kind, choices=Minute.Kind.choices)
    text = text(_("Text"), required=True, rows=5)
    closed = forms.BooleanField(label=_("Closed part"), required=False, help_text=CLOSED_HELP)
    what_1 = line(_("Action item"))
    who_1 = forms.ChoiceField(label=_("By whom"), required=False)
    due_1 = DayField(label=_("Due"), required=False)
    what_2 = line(_("Another action item"))
    who_2 = forms.ChoiceField(label=_("By whom"), required=False)
    due_2 = DayField(label=_("Due"), required=False)

    def __init__(self, *args: Any, minute: Minute | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if minute is None:
            self.offer_owners("who_1")
            self.offer_owners("who_2")
            return
        for name in ("item", "closed", "what_1", "who_1", "due_1", "what_2", "who_2", "due_2"):
            self.fields.pop(name, None)
        self.initial = {"kind": minute.kind, "text": minute.text}
        self.editing(minute, viewer=self.desk.viewer)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in ("1", "2"):
            extra = given.get(f"who_{number}") or given.get(f"due_{number}")
            if extra and not given.get(f"what_{number}"):
                self.add_error(f"what_{number}", _("Say what is to be done."))
        return given

    @property
    def steps(self) -> list[Step]:
        return [
            self.step(f"what_{number}", f"who_{number}", f"due_{number}")
            for number in ("1", "2")
            if self.cleaned_data.get(f"what_{number}")
        ]

    def save(self) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: sittings.write_minute(
                sitting=self.sitting,
                item=self.chosen,
                kind=given["kind"],
                text=given["text"],
                closed=self.is_closed,
                steps=self.steps,
                **self.desk.acting,
            )
        )

    def save_of(self, minute: Minute) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: sittings.edit_minute(
                minute=minute, text=given["text"], kind=given["kind"], **self.desk.acting
            )
        )


class ActionItemForm(ByWhomForm):
    """Something to be done that comes out of the sitting."""

    what = line(_("What is to be done"), required=True)
    who = forms.ChoiceField(label=_("By whom"), required=False)
    due_on = DayField(label=_("Due"), required=False)
    closed = forms.BooleanField(label=_("Closed part"), required=False, help_text=CLOSED_HELP)

    def __init__(
        self,
        *args: Any,
        minute: Minute | None = None,
        item: ActionItem | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.minute = minute
        self.offer_owners("who", item)
        if item is not None or (minute is not None and minute.closed):
            self.fields.pop("closed", None)
        if item is not None:
            self.initial = {"what": item.what, "due_on": item.due_on}
            self.editing(item, viewer=self.desk.viewer)

    def save(self) -> bool:
        return self.attempt(
            lambda: action_items.add_action_item(
                sitting=self.sitting,
                step=self.step("what", "who", "due_on"),
                minute=self.minute,
                closed=self.is_closed,
                **self.desk.acting,
            )
        )

    def save_of(self, item: ActionItem) -> bool:
        return self.attempt(
            lambda: action_items.edit_action_item(
                item=item, step=self.step("what", "who", "due_on"), **self.desk.acting
            )
        )


class ItemDoneForm(DeskForm):
    """It is done, and what came of it."""

    done_on = DayField(label=_("Done on"))
    result = text(_("Result"), rows=3)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["done_on"].initial = desk.on

    def save(self, item: ActionItem) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: action_items.finish_action_item(
                item=item, on=given["done_on"], result=given["result"], **self.desk.acting
            )
        )


class PresenceForm(DeskForm):
    """Which members were there, and who else."""

    members = forms.TypedMultipleChoiceField(
        label=_("Members who were there"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )
    others = line(_("And who else"))

    def __init__(
        self, *args: Any, desk: Desk, sitting: Sitting, there: Sequence[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.sitting = sitting
        seats = members_on(sitting.group, sitting.day, viewer=desk.viewer)
        self.seats: dict[int, GroupMember] = {each.pk: each for each in seats}
        names = states.state_names(desk.language, viewer=desk.viewer)
        offer(self, "members", [(pk, member_name(each, names)) for pk, each in self.seats.items()])
        self.fields["members"].initial = list(there)
        self.fields["others"].initial = sitting.others_present
        self.editing(sitting, viewer=desk.viewer)

    def save(self) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: sittings.say_who_was_there(
                sitting=self.sitting,
                members=[self.seats[number] for number in given["members"]],
                others=given["others"],
                **self.desk.acting,
            )
        )
