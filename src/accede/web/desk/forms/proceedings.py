"""Bills, motions, questions, hearings and their steps; champions and pledges."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality
from accede.legislation.actions import champions as people
from accede.legislation.actions import proceedings as actions
from accede.legislation.models import Champion, ParliamentaryPledge, Proceeding, Seat
from accede.legislation.queries import proceedings as queries
from accede.legislation.stages import stages_of
from accede.outreach.actions import pathways
from accede.outreach.queries.pathways import Road
from accede.record.models import State
from accede.web.desk.forms.base import ConfidentialForm, DayField, DeskForm, PartialDateField
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.forms.sourced import SourcedForm
from accede.web.desk.page import Desk

SOURCE = ("source", "publisher", "title", "link", "source_rank")
ABOUT = ("name", "number", "chamber", "mover", "text", "next_on", "next_what")


class _StepFields(SourcedForm):
    """That it came to a stage, when, and how that is known."""

    stage = forms.ChoiceField(label=_("Stage"))
    date_given = PartialDateField(label=_("Date"))
    evidence = line(_("Or how it is known"), help_text=_("For what rests on no publication."))
    cast = forms.BooleanField(
        label=_("Say so on the State’s road to joining too"), required=False, initial=True
    )

    def set_up(self, kind: str, road: Road) -> None:
        offer(self, "stage", [(stage.key, stage.name) for stage in stages_of(kind)])
        self.fields["date_given"].initial = self.desk.on.isoformat()
        self.on_road = {stop.stage.key for stop in road.stops if not stop.stage.by_record}
        if kind != Proceeding.Kind.RATIFICATION or road.shade.startswith("party"):
            del self.fields["cast"]

    def cast_on_road(self, state: State, step: dict[str, Any], confidentiality: Confidentiality) -> None:
        """The same stage of the State's road, where the road passes it: in one transaction with the step."""
        if self.cleaned_data.get("cast") and step["stage"] in self.on_road:
            pathways.move(
                campaign=self.desk.campaign,
                state=state,
                confidentiality=confidentiality,
                **step,
                **self.desk.acting,
            )


class ProceedingForm(_StepFields, ConfidentialForm):
    """Something that is new before parliament, with the stage that it came to."""

    name = line(_("What it is called"), required=True)
    number = line(_("Number or symbol"))
    chamber = forms.ChoiceField(label=_("Chamber"), choices=Seat.choices, required=False)
    mover = line(_("Who brought it in"), help_text=_("An office, a group, a ministry."))
    text = text(_("What it says"), rows=3)
    next_on = DayField(label=_("Next date"), required=False)
    next_what = line(_("What is expected then"))

    def __init__(self, *args: Any, desk: Desk, kind: str, road: Road, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        del self.fields["attribution"]
        self.kind = Proceeding.Kind(kind)
        self.set_up(kind, road)
        order = [*ABOUT[:5], "stage", "date_given", *SOURCE, "evidence", *ABOUT[5:], "cast"]
        self.order_fields([*order, "confidentiality"])

    def save(self, state: State) -> bool:
        given = self.cleaned_data
        confidentiality = Confidentiality(given["confidentiality"])

        @transaction.atomic
        def act() -> Proceeding:
            step = {name: given[name] for name in ("stage", "date_given", "evidence")}
            step["source"] = self.source_told()
            told: Any = {name: given[name] for name in ABOUT}
            made = actions.add_proceeding(
                campaign=self.desk.campaign,
                state=state,
                kind=self.kind,
                confidentiality=confidentiality,
                **step,
                **told,
                **self.desk.acting,
            )
            self.cast_on_road(state, step, confidentiality)
            return made

        return self.attempt(act)


class StepForm(_StepFields):
    """It came to a further stage, or back to one."""

    def __init__(self, *args: Any, desk: Desk, proceeding: Proceeding, road: Road, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.proceeding = proceeding
        self.set_up(proceeding.kind, road)
        self.fields["stage"].initial = queries.next_stage(proceeding, viewer=desk.viewer)
        self.order_fields(["stage", "date_given", *SOURCE, "evidence", "cast"])

    def save(self) -> bool:
        given, row = self.cleaned_data, self.proceeding

        @transaction.atomic
        def act() -> None:
            step = {name: given[name] for name in ("stage", "date_given", "evidence")}
            step["source"] = self.source_told()
            actions.add_step(proceeding=row, **step, **self.desk.acting)
            self.cast_on_road(row.state, step, Confidentiality(row.confidentiality))

        return self.attempt(act)


class EditProceedingForm(DeskForm):
    """What it is called and says, and its next date."""

    name = line(_("What it is called"), required=True)
    number = line(_("Number or symbol"))
    chamber = forms.ChoiceField(label=_("Chamber"), choices=Seat.choices, required=False)
    mover = line(_("Who brought it in"), help_text=_("An office, a group, a ministry."))
    text = text(_("What it says"), rows=3)
    next_on = DayField(label=_("Next date"), required=False)
    next_what = line(_("What is expected then"))

    def __init__(self, *args: Any, desk: Desk, proceeding: Proceeding, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.proceeding = proceeding
        for name in ABOUT:
            self.fields[name].initial = getattr(proceeding, name)
        self.editing(proceeding, viewer=desk.viewer)

    def save(self) -> bool:
        told: Any = {name: self.cleaned_data[name] for name in ABOUT}
        return self.attempt(
            lambda: actions.edit_proceeding(proceeding=self.proceeding, **told, **self.desk.acting)
        )


PERSONAL = (
    "name",
    "post",
    "chamber",
    "network",
    "email",
    "consented_on",
    "consented_to",
    "consent_how",
)


class ChampionForm(ConfidentialForm):
    """A member of parliament who agreed to be kept here. Names begin with the strictest class."""

    usual_class = Confidentiality.COORDINATORS

    name = line(_("Name"), required=True)
    post = line(_("Post"))
    chamber = forms.ChoiceField(label=_("Chamber"), choices=Seat.choices, required=False)
    network = forms.TypedChoiceField(label=_("Network"), coerce=int, required=False, empty_value=None)
    email = forms.EmailField(label=_("Email address"), required=False)
    consented_on = DayField(
        label=_("Consented on"),
        required=False,
        help_text=_("Nobody is kept here without consent."),
    )
    consented_to = line(
        _("Consented to what"),
        help_text=_("To be named to partners, to speak at a hearing, to be written to."),
    )
    consent_how = line(_("How the consent was given"), help_text=_("A letter, a mail, a signed form."))

    def __init__(self, *args: Any, desk: Desk, champion: Champion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.champion = champion
        del self.fields["attribution"]
        clearance = desk.viewer.clearance(desk.campaign.pk)
        in_confidence = [each for each in Confidentiality.choices if 1 < each[0] <= clearance]
        offer(self, "confidentiality", in_confidence)
        self.networks = queries.networks_to_choose(viewer=desk.viewer)
        offer(self, "network", [("", "—"), *((pk, row.name) for pk, row in self.networks.items())])
        if champion is not None:  # its class is changed by a decision
            del self.fields["confidentiality"]
            for name in PERSONAL:
                self.fields[name].initial = getattr(champion, name)
            self.fields["network"].initial = champion.network_id
            self.editing(champion, viewer=desk.viewer)

    def save(self, state: State) -> bool:
        told: Any = {name: self.cleaned_data[name] for name in PERSONAL}
        told["network"] = self.networks.get(told["network"])
        if self.champion is not None:
            champion = self.champion
            return self.attempt(lambda: people.edit_champion(champion=champion, **told, **self.desk.acting))
        return self.attempt(
            lambda: people.add_champion(
                campaign=self.desk.campaign,
                state=state,
                confidentiality=Confidentiality(self.cleaned_data["confidentiality"]),
                **told,
                **self.desk.acting,
            )
        )


class ParliamentaryPledgeForm(SourcedForm, ConfidentialForm):
    """What was promised; by a champion, a network, or a chamber, committee or group in words."""

    text = line(_("What was promised"), required=True)
    champion = forms.TypedChoiceField(label=_("Champion"), coerce=int, required=False, empty_value=None)
    network = forms.TypedChoiceField(label=_("Network"), coerce=int, required=False, empty_value=None)
    by_whom = line(
        _("Or who promised"),
        help_text=_("A chamber, a committee, a group. A person who promises is entered as a champion first."),
    )
    made_on = DayField(label=_("Made on"))
    due_on = DayField(label=_("Until when"), required=False)

    def __init__(self, *args: Any, desk: Desk, state: State, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        del self.fields["attribution"]
        self.champions = queries.champions_to_choose(desk.campaign, state.pk, viewer=desk.viewer)
        self.networks = queries.networks_to_choose(viewer=desk.viewer)
        offer(self, "champion", [("", "—"), *((pk, row.name) for pk, row in self.champions.items())])
        offer(self, "network", [("", "—"), *((pk, row.name) for pk, row in self.networks.items())])
        self.fields["made_on"].initial = desk.on
        own = ["text", "champion", "network", "by_whom", "made_on", "due_on"]
        self.order_fields([*own, *SOURCE, "confidentiality"])

    def save(self, state: State) -> bool:
        given = self.cleaned_data

        @transaction.atomic
        def act() -> ParliamentaryPledge:
            return people.make_parliamentary_pledge(
                campaign=self.desk.campaign,
                state=state,
                text=given["text"],
                made_on=given["made_on"],
                due_on=given["due_on"],
                champion=self.champions.get(given["champion"]),
                network=self.networks.get(given["network"]),
                by_whom=given["by_whom"],
                source=self.source_told(),
                confidentiality=Confidentiality(given["confidentiality"]),
                **self.desk.acting,
            )

        return self.attempt(act)


class SettleParliamentaryPledgeForm(DeskForm):
    """What became of the promise."""

    standing = forms.ChoiceField(label=_("What became of it"), choices=ParliamentaryPledge.Standing.choices)
    settled_on = DayField(label=_("Since"))
    outcome = text(_("How it is known"), rows=3)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["settled_on"].initial = desk.on
        self.fields["standing"].initial = ParliamentaryPledge.Standing.KEPT

    def save(self, pledge: ParliamentaryPledge) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: people.settle_parliamentary_pledge(
                pledge=pledge,
                standing=ParliamentaryPledge.Standing(given["standing"]),
                on=given["settled_on"],
                outcome=given["outcome"],
                **self.desk.acting,
            )
        )
