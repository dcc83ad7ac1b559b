"""What States say, written down: one form for each kind of evidence."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Attribution, Confidentiality
from accede.evidence.actions import ToldAs
from accede.evidence.models import Incident
from accede.record.models import State
from accede.record.queries import states
from accede.web import words
from accede.web.desk.forms.base import ConfidentialForm, PartialDateField
from accede.web.desk.forms.fields import line
from accede.web.desk.forms.sourced import SourcedForm
from accede.web.desk.page import Desk

LANGUAGES = [(each.code, each.own_name) for each in words.LANGUAGES.values()]


class EvidenceForm(SourcedForm, ConfidentialForm):
    """A date, and what it rests on: a source on record, a new one, or where it comes from in words."""

    date_given = PartialDateField(label=_("Date"), required=False)
    origin = line(
        _("Or where it comes from"),
        help_text=_("For what rests on no publication: a conversation, a letter."),
    )

    # The model whose row the form makes: its name in the address, and its fields' own words for their choices.
    heading: ClassVar[Any]

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        last = ["date_given", "source", "publisher", "title", "link", "source_rank", "origin"]
        final = ["confidentiality", "attribution"]
        own = [name for name in self.fields if name not in last and name not in final]
        self.order_fields([*own, *last, *final])

    def state_called(self, name: str = "state") -> State | None:
        iso3 = self.cleaned_data.get(name)
        return states.get_state(iso3, viewer=self.desk.viewer) if iso3 else None

    def save(self, incident: Incident | None = None) -> bool:
        """Write the row down, with its new source where there is one: both or neither. It is then in `made`.

        `incident` is the one that it is about, where it is about one.
        """
        self.incident = incident

        @transaction.atomic
        def act() -> models.Model:
            return self.record(self._told())

        return self.attempt(act)

    def record(self, told: ToldAs) -> models.Model:
        raise NotImplementedError

    def _told(self) -> ToldAs:
        given = self.cleaned_data
        return ToldAs(
            campaign=self.desk.campaign,
            # A form without these fields is of what is public.
            confidentiality=given.get("confidentiality", Confidentiality.PUBLIC),
            attribution=given.get("attribution", Attribution.OPEN),
            source=self.source_told(),
            origin=given.get("origin", ""),
            date_given=given["date_given"],
        )
