"""A State's road: where it came to, which stages it passes; and how it is to be approached."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import get_record
from accede.access.roles import Confidentiality
from accede.outreach import approach_rules
from accede.outreach.actions import approaches, pathways
from accede.outreach.queries.approaches import Proposal
from accede.outreach.queries.pathways import Road
from accede.outreach.stages import Stage, Template
from accede.record.models import State
from accede.record.queries import sources
from accede.web.desk.forms.base import ConfidentialForm, DeskForm, PartialDateField
from accede.web.desk.forms.fields import offer, text
from accede.web.desk.forms.sourced import sources_on_record
from accede.web.desk.page import Desk

# Places are numbered in tens, so that a stage goes between two without numbering the rest anew.
GAP = 10


class MoveForm(ConfidentialForm):
    """The State came to a stage of its road: the next one, one further on, or one behind."""

    stage = forms.ChoiceField(label=_("Stage"))
    date_given = PartialDateField(label=_("Date"))
    evidence = text(_("How it is known"), rows=2)
    source = forms.ChoiceField(label=_("Source on record"), required=False)

    def __init__(self, *args: Any, desk: Desk, road: Road, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        del self.fields["attribution"]
        stops = [stop for stop in road.stops if not stop.stage.by_record]
        offer(self, "stage", [(stop.stage.key, stop.stage.name) for stop in stops])
        offer(self, "source", [("", "—"), *sources_on_record(desk)])
        ahead = [stop.stage.key for stop in stops if stop.place == "ahead"]
        self.fields["stage"].initial = ahead[0] if ahead else None
        self.fields["date_given"].initial = desk.on.isoformat()

    def save(self, state: State) -> bool:
        given, desk = self.cleaned_data, self.desk
        source = sources.get_source(given["source"], viewer=desk.viewer) if given["source"] else None
        return self.attempt(
            lambda: pathways.move(
                campaign=desk.campaign,
                state=state,
                stage=given["stage"],
                date_given=given["date_given"],
                source=source,
                evidence=given["evidence"],
                confidentiality=Confidentiality(given["confidentiality"]),
                **desk.acting,
            )
        )


class KindForm(DeskForm):
    """The kind of road, with its usual stages."""

    template = forms.ChoiceField(label=_("Kind of road"))

    def __init__(
        self, *args: Any, desk: Desk, road: Road, templates: Sequence[Template], **kwargs: Any
    ) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "template", [(each.key, each.name) for each in templates])
        self.fields["template"].initial = road.template.key

    def save(self, state: State) -> bool:
        return self.attempt(
            lambda: pathways.choose_pathway(
                campaign=self.desk.campaign,
                state=state,
                template=self.cleaned_data["template"],
                **self.desk.acting,
            )
        )


class StagesForm(DeskForm):
    """A place for each stage that may stand on the road; those without one are not on it."""

    def __init__(self, *args: Any, desk: Desk, road: Road, choices: Sequence[Stage], **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        places = {key: (number + 1) * GAP for number, key in enumerate(road.own_stages)}
        on_it = [stop.stage for stop in road.stops if stop.stage.key in places]
        for stage in [*on_it, *(each for each in choices if each.key not in places)]:
            self.fields[stage.key] = forms.IntegerField(
                label=stage.name,
                required=False,
                min_value=1,
                max_value=999,
                initial=places.get(stage.key),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        self.editing(None, viewer=desk.viewer)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        taken: dict[int, str] = {}
        for key, place in list(given.items()):  # an error takes its field away
            if place is not None and place in taken:
                self.add_error(
                    key,
                    ValidationError(
                        _("“%(stage)s” has the same number: give each its own."),
                        params={"stage": self.fields[taken[place]].label},
                    ),
                )
            elif place is not None:
                taken[place] = key
        return self.cleaned_data

    def save(self, state: State) -> bool:
        given = {key: place for key, place in self.cleaned_data.items() if place is not None}
        return self.attempt(
            lambda: pathways.alter_pathway(
                campaign=self.desk.campaign,
                state=state,
                stages=sorted(given, key=lambda key: given[key]),
                **self.desk.acting,
            )
        )


class ApproachForm(ConfidentialForm):
    """What to say, what to offer, who should speak. What the rules propose is first, and marked."""

    text = text(_("What to say"), rows=6)
    offers = forms.MultipleChoiceField(
        label=_("What to offer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    speakers = forms.MultipleChoiceField(
        label=_("Who should speak"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, desk: Desk, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        del self.fields["attribution"]
        offer(self, "offers", _options(proposal.offers, approach_rules.offers()))
        offer(self, "speakers", _options(proposal.speakers, approach_rules.speakers()))
        standing = proposal.approach
        if standing:  # its class is changed by a decision, on a page of its own
            del self.fields["confidentiality"]
            self.fields["text"].initial = standing.text
            self.fields["offers"].initial = [each.key for each in standing.offers]
            self.fields["speakers"].initial = [each.key for each in standing.speakers]
        self.standing = standing
        row = get_record(standing.kind, standing.pk, viewer=desk.viewer) if standing else None
        self.editing(row, viewer=desk.viewer)

    def save(self, state: State) -> bool:
        given, desk = self.cleaned_data, self.desk
        confidentiality = self.standing.confidentiality if self.standing else given["confidentiality"]
        return self.attempt(
            lambda: approaches.edit_approach(
                campaign=desk.campaign,
                state=state,
                text=given["text"],
                offers=given["offers"],
                speakers=given["speakers"],
                confidentiality=Confidentiality(confidentiality),
                **desk.acting,
            )
        )


def _options(proposed: Sequence[Any], known: Any) -> list[tuple[Any, Any]]:
    """Two groups: what the rules propose, and the rest."""
    first = [(each.key, each.name) for each in proposed]
    keys = {key for key, _name in first}
    rest = [(key, option.name) for key, option in known.items() if key not in keys]
    groups = [(_("Proposed by the rules"), first), (_("Others"), rest)]
    return [(label, options) for label, options in groups if options]
