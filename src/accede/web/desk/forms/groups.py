"""A working group, and who sits in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accede.access import queries as access
from accede.access.roles import Confidentiality
from accede.campaign.models.wording import wording
from accede.campaign.queries.elements import activities_to_serve
from accede.meetings.actions import working_groups as actions
from accede.meetings.actions.working_groups import GroupWords, Seat
from accede.meetings.models import GroupMember, WorkingGroup
from accede.record.queries import states
from accede.web.desk.forms.base import DayField, DeskForm, StateField
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk

LONGEST_KIND = 120


class GroupForm(DeskForm):
    """What a group is called and is for, whom it is made of, and how far its two parts travel."""

    name = line(_("Name"), required=True)
    mandate = text(_("What it is for"), rows=3)
    kinds = text(
        _("Kinds of members"),
        rows=4,
        help_text=_("One a line; after a colon, what they do in the group."),
    )
    open_class = forms.TypedChoiceField(
        label=_("Who may see its open part"), coerce=lambda value: Confidentiality(int(value))
    )
    closed_class = forms.TypedChoiceField(
        label=_("Who may see its closed part"), coerce=lambda value: Confidentiality(int(value))
    )
    activity = forms.ChoiceField(label=_("Activity of the plan that it serves"), required=False)
    ended_on = DayField(label=_("Ended on"), required=False, help_text=_("Empty: it goes on."))

    def __init__(self, *args: Any, desk: Desk, group: WorkingGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.group = group
        classes = [each for each in Confidentiality.choices if each[0] != Confidentiality.PUBLIC]
        offer(self, "open_class", classes)
        offer(self, "closed_class", classes)
        found = activities_to_serve(desk.campaign, viewer=desk.viewer)
        self.activities = {str(each.pk): each for each in found}
        if group is not None and group.activity is not None:
            self.activities.setdefault(str(group.activity_id), group.activity)
        offer(self, "activity", [("", "—"), *((key, each.title) for key, each in self.activities.items())])
        if group is None:
            del self.fields["ended_on"]
            self.initial = {
                "open_class": Confidentiality.PARTNERS,
                "closed_class": Confidentiality.COORDINATORS_AND_ISU,
                **self.initial,
            }
        else:
            self.initial = {**_as_held(group), **self.initial}
            self.editing(group, viewer=desk.viewer)

    def clean_kinds(self) -> list[tuple[str, str]]:
        found = []
        for each in self.cleaned_data["kinds"].splitlines():
            name, _colon, part = each.replace("：", ":").partition(":")
            if len(name.strip()) > LONGEST_KIND:
                raise ValidationError(
                    _("A kind of members takes %(most)s characters at most."), params={"most": LONGEST_KIND}
                )
            if name.strip():
                found.append((name.strip(), part.strip()))
        return found

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        words = GroupWords(
            language=desk.language, name=given["name"], mandate=given["mandate"], kinds=given["kinds"]
        )
        how: dict[str, Any] = {
            "words": words,
            "open_class": given["open_class"],
            "closed_class": given["closed_class"],
            "activity": self.activities.get(given["activity"]),
            **desk.acting,
        }
        group = self.group
        if group is None:
            return self.attempt(lambda: actions.found_group(campaign=desk.campaign, **how))
        return self.attempt(lambda: actions.edit_group(group=group, ended_on=given["ended_on"], **how))


def _as_held(group: WorkingGroup) -> dict[str, Any]:
    kinds = [(wording(each["names"]), wording(each["parts"])) for each in group.kinds]
    return {
        "name": group.name,
        "mandate": group.mandate,
        "kinds": "\n".join(f"{name}: {part}" if part else name for name, part in kinds),
        "open_class": group.open_class,
        "closed_class": group.closed_class,
        "activity": str(group.activity_id or ""),
        "ended_on": group.ended_on,
    }


class MemberForm(DeskForm):
    """Who sits in the group: one of an organisation on this desk, a State, another by its name."""

    kind = forms.ChoiceField(label=_("Kind of member"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation on this desk"), required=False)
    state = StateField(label=_("Or a State"), required=False)
    name = line(_("Or another organisation"))
    post = line(_("Post"), help_text=_("Who sits for it, by the post: a First Secretary, a legal adviser."))
    address = forms.EmailField(
        label=_("Email address"), required=False, help_text=_("To which invitations go.")
    )
    held_from = DayField(label=_("Member from"))
    held_until = DayField(
        label=_("Member until"),
        required=False,
        help_text=_("The first day on which it is no member any more. Empty: it stays."),
    )
    closed = forms.BooleanField(
        label=_("Tell of it in the closed part only"),
        required=False,
    )

    def __init__(self, *args: Any, desk: Desk, group: WorkingGroup, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.group = group
        offer(self, "kind", [("", "—"), *((each["key"], wording(each["names"])) for each in group.kinds)])
        self.organisations = {str(each.pk): each for each in access.organisations(viewer=desk.viewer)}
        offer(
            self,
            "organisation",
            [("", "—"), *((key, each.name) for key, each in self.organisations.items())],
        )
        self.fields["held_from"].initial = desk.on

    def seat(self) -> Seat:
        given = self.cleaned_data
        iso3 = given["state"]
        return Seat(
            kind=given["kind"],
            organisation=self.organisations.get(given["organisation"]),
            state=states.get_state(iso3, viewer=self.desk.viewer) if iso3 else None,
            name=given["name"],
            post=given["post"],
            address=given["address"],
            held_from=given["held_from"],
            held_until=given["held_until"],
        )

    def save(self) -> bool:
        return self.attempt(
            lambda: actions.add_member(
                group=self.group,
                seat=self.seat(),
                closed=self.cleaned_data["closed"],
                **self.desk.acting,
            )
        )

    def save_of(self, member: GroupMember) -> bool:
        return self.attempt(lambda: actions.edit_member(member=member, seat=self.seat(), **self.desk.acting))
