"""Materials and their versions; and what was handed to whom."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality
from accede.campaign.queries.elements import activities_to_serve
from accede.evidence import queries as said
from accede.files.inspection import LARGEST, File
from accede.record.queries import meetings, states
from accede.toolkit import actions, queries
from accede.toolkit.actions import VersionTold, Where
from accede.toolkit.models import HandOut, Material
from accede.toolkit.queries.catalogue import Asked
from accede.toolkit.queries.given import Asked as HandOutsAsked
from accede.web.desk.forms.base import (
    ConfidentialForm,
    DayField,
    DeskForm,
    PartialDateField,
    StateField,
    chosen_state,
)
from accede.web.desk.forms.exchanges import colleagues
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk
from accede.web.templatetags.accede import given, language_name, translated
from accede.web.words import LANGUAGES

EVERY = [("", _("all"))]


def languages(desk: Desk) -> list[tuple[str, str]]:
    """The six first, each by its own name; then those that several States have as an official one."""
    others = [each for each in states.languages_spoken(viewer=desk.viewer) if each not in LANGUAGES]
    return [
        *((code, each.own_name) for code, each in LANGUAGES.items()),
        *((code, language_name(code)) for code in others),
    ]


def _reasons(desk: Desk) -> list[tuple[str, list[tuple[str, str]]]]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for code in said.code_book(desk.treaty, viewer=desk.viewer):
        grouped.setdefault(code.get_group_display(), []).append((code.key, code.name))
    return list(grouped.items())


class MaterialFilter(DeskForm):
    """Everything may be left empty; what makes no sense is left out of account, and said so beside its field."""

    q = line(_("Words"))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*EVERY, *Material.Kind.choices])
    audience = forms.ChoiceField(
        label=_("For whom"), required=False, choices=[*EVERY, *Material.Audience.choices]
    )
    obstacle = forms.ChoiceField(label=_("Reason that it answers"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    withdrawn = forms.BooleanField(label=_("Withdrawn ones too"), required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "obstacle", [*EVERY, *_reasons(desk)])
        offer(self, "language", [*EVERY, *languages(desk)])

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            words=given.get("q", ""),
            kind=given.get("kind", ""),
            audience=given.get("audience", ""),
            obstacle=given.get("obstacle", ""),
            language=given.get("language", ""),
            withdrawn=given.get("withdrawn", False),
        )


class MaterialForm(ConfidentialForm):
    """What a material is, whose, and against which reasons."""

    usual_class = Confidentiality.PARTNERS

    title = line(_("Title"), required=True)
    publisher = line(_("Whose it is"), required=True, help_text=_("The organisation that published it."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Material.Kind.choices)
    about = text(_("What it is"), rows=3)
    audiences = forms.MultipleChoiceField(
        label=_("For whom"),
        required=False,
        choices=Material.Audience.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    obstacles = forms.MultipleChoiceField(
        label=_("Reasons that it answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )
    terms = text(
        _("Terms of use"),
        rows=2,
        help_text=_("As its publisher states them. Without them no file of it stands on the public page."),
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.fields.pop("attribution", None)
        self.codes = {code.key: code for code in said.code_book(desk.treaty, viewer=desk.viewer)}
        offer(self, "obstacles", _reasons(desk))

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "kind": Material.Kind(given["kind"]),
            "audiences": [Material.Audience(key) for key in given["audiences"]],
            "obstacles": [self.codes[key] for key in given["obstacles"]],
            **{name: given[name] for name in ("title", "publisher", "about", "terms")},
        }

    def save(self, material: Material) -> bool:
        return self.attempt(
            lambda: actions.edit_material(material=material, **self.desk.acting, **self.told())
        )


class VersionForm(ConfidentialForm):
    """A version in one language: a link, a file, or only the word that there is one."""

    usual_class = Confidentiality.PARTNERS

    language = forms.ChoiceField(label=_("Language"))
    label = line(_("Version"), help_text=_("As it calls itself: a number, a symbol, “second edition”."))
    date_given = PartialDateField(
        label=_("Published"), help_text=_("A day, a month or a year. The later one is the newer.")
    )
    url = line(_("Link"))
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("20 MB at most, without macros, scripts or files embedded in it. PDF is the safest."),
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.fields.pop("attribution", None)
        offer(self, "language", languages(desk))
        if desk.language in LANGUAGES:
            self.fields["language"].initial = desk.language

    def clean_file(self) -> File | None:
        sent = self.cleaned_data["file"]
        if not sent:
            return None
        if sent.size > LARGEST:
            raise ValidationError(_("The file is larger than 20 MB."))
        return File(sent.name, sent.read())

    def version(self) -> VersionTold:
        given = self.cleaned_data
        return VersionTold(
            language=given["language"],
            date_given=given["date_given"],
            label=given["label"],
            url=given["url"],
            file=given.get("file"),
        )

    def add(self, material: Material) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.add_version(
                material=material,
                campaign=self.desk.campaign,
                confidentiality=Confidentiality(given["confidentiality"]),
                told=self.version(),
                **self.desk.acting,
            )
        )


class NewMaterialForm(MaterialForm, VersionForm):
    """With its first version, where there is one at hand."""

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["date_given"].required = False
        of_both = [*MaterialForm.base_fields, *VersionForm.base_fields]
        self.order_fields([name for name in of_both if name != "confidentiality"])  # which comes last

    def has_version(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("label", "date_given", "url", "file"))

    def add_new(self) -> bool:
        """Add it; the material is then in `made`."""
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.add_material(
                campaign=self.desk.campaign,
                confidentiality=Confidentiality(given["confidentiality"]),
                first=self.version() if self.has_version() else None,
                **self.desk.acting,
                **self.told(),
            )
        )


class HandOutFilter(DeskForm):
    state = StateField(label=_("State"), required=False)
    material = forms.TypedChoiceField(label=_("Material"), coerce=int, required=False, empty_value=None)
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)
    since = DayField(label=_("Since"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        rows = queries.titles(desk.campaign, viewer=desk.viewer)
        offer(self, "material", [*EVERY, *((row.pk, title_of(row)) for row in rows)])
        found = self.meetings_to_choose()
        offer(self, "meeting", [*EVERY, *((each.key, each.name) for each in found)])

    def asked(self) -> HandOutsAsked:
        self.is_valid()
        given = self.cleaned_data
        return HandOutsAsked(
            states=[given["state"]] if given.get("state") else [],
            material=given.get("material"),
            meeting=given.get("meeting", ""),
            since=given.get("since"),
            until=given.get("until"),
        )


class HandOutForm(ConfidentialForm):
    """To whom, when, where and by whom; of which class."""

    state = StateField(label=_("State"))
    handed_on = DayField(label=_("Date"))
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)
    activity = forms.ChoiceField(label=_("Activity of the plan that it serves"), required=False)
    person = forms.TypedChoiceField(label=_("By whom"), coerce=int)
    who = line(_("To whom"), help_text=_("Seen by coordinators and the support unit at most."))
    note = text(_("Note"), rows=2)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["handed_on"].initial = desk.on
        clearance = desk.viewer.clearance(desk.campaign.pk)
        classes = [each for each in Confidentiality.choices if Confidentiality.PUBLIC < each[0] <= clearance]
        offer(self, "confidentiality", classes)
        self.meetings = {each.key: each for each in self.meetings_to_choose()}
        offer(self, "meeting", [("", "—"), *((key, each.name) for key, each in self.meetings.items())])
        found = activities_to_serve(desk.campaign, viewer=desk.viewer)
        self.activities = {str(each.pk): each for each in found}
        offer(self, "activity", [("", "—"), *((key, each.title) for key, each in self.activities.items())])
        self.people = {person.pk: person for person in colleagues(desk)}
        offer(self, "person", [(number, person.name) for number, person in self.people.items()])
        self.fields["person"].initial = desk.person.pk

    def save(self, row: HandOut) -> bool:
        given = self.cleaned_data
        told: dict[str, Any] = {
            "state": chosen_state(self, viewer=self.desk.viewer),
            "handed_on": given["handed_on"],
            "meeting": self.meetings.get(given["meeting"]),
            "activity": self.activities.get(given["activity"]),
            "person": self.people[given["person"]],
            "note": given["note"],
            "attribution": given["attribution"],
        }
        if "who" in given:
            told["who"] = given["who"]
        return self.attempt(lambda: actions.edit_hand_out(row=row, **self.desk.acting, **told))


class NewHandOutForm(HandOutForm):
    """Several versions at once. Those of the State's own language, and against its reasons, come first."""

    versions = forms.TypedMultipleChoiceField(
        label=_("What was handed out"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )
    others = forms.MultipleChoiceField(
        label=_("And to these, who attend the meeting"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )
    exchange = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desk: Desk, iso3: str = "", meeting: str = "", **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        found = self.meetings.get(meeting)
        there = meetings.attendance(found, viewer=desk.viewer) if found else {}
        names = states.state_names(desk.language, viewer=desk.viewer)
        offer(self, "others", [(each, name) for each, name in names.items() if each in there])
        if not there:
            del self.fields["others"]
        rows = self._fitting(desk, iso3)
        offer(
            self,
            "versions",
            [
                (title_of(row), [(each.pk, version_line(each)) for each in row.current])
                for row in rows
                if row.current
            ],
        )
        self.order_fields(["state", "versions"])

    @staticmethod
    def _fitting(desk: Desk, iso3: str) -> list[queries.MaterialRow]:
        if iso3 not in states.state_names(desk.language, viewer=desk.viewer):
            return queries.materials(desk.campaign, Asked(), on=desk.on, viewer=desk.viewer)
        state = states.get_state(iso3, viewer=desk.viewer)
        return [fit.material for fit in queries.for_state(state, desk.campaign, **desk.asked).fits]

    def log(self) -> bool:
        given, viewer = self.cleaned_data, self.desk.viewer
        to = list(dict.fromkeys([given["state"], *given.get("others", ())]))
        return self.attempt(
            lambda: actions.hand_out(
                campaign=self.desk.campaign,
                states=[states.get_state(each, viewer=viewer) for each in to],
                versions=[queries.get_version(number, viewer=viewer) for number in given["versions"]],
                handed_on=given["handed_on"],
                where=Where(
                    meeting=self.meetings.get(given["meeting"]),
                    exchange=given["exchange"],
                    activity=self.activities.get(given["activity"]),
                ),
                confidentiality=Confidentiality(given["confidentiality"]),
                attribution=given["attribution"],
                person=self.people[given["person"]],
                who=given["who"],
                note=given["note"],
                **self.desk.acting,
            )
        )


def title_of(row: queries.MaterialRow | Material) -> str:
    """Title and whose it is: two may be called alike."""
    if row.shipped_key if isinstance(row, Material) else row.shipped:
        return f"{translated(row.title)} · {translated(row.publisher)}"
    return f"{row.title} · {row.publisher}"


def version_line(row: queries.VersionRow) -> str:
    name = LANGUAGES[row.language].own_name if row.language in LANGUAGES else language_name(row.language)
    return " · ".join(part for part in (name, row.label, given(row.date_given)) if part)
