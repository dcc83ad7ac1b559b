"""What something rests on: a source on record, or a new one that is described in the same form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accede.record.models import Source
from accede.record.queries import sources
from accede.record.source_actions import add_source
from accede.web.desk.forms.base import DeskForm
from accede.web.desk.forms.fields import line, offer
from accede.web.desk.page import Desk
from accede.web.languages import named


class SourcedForm(DeskForm):
    """Fields for a source. `source_told` is called inside the transaction of what rests on it: both or neither."""

    source = forms.ChoiceField(label=_("Source on record"), required=False)
    publisher = line(_("New source: publisher"))
    title = line(_("New source: title"))
    link = forms.URLField(label=_("New source: link"), required=False, assume_scheme="https")
    source_rank = forms.TypedChoiceField(
        label=_("New source: kind"),
        coerce=lambda value: Source.Rank(int(value)),
        choices=Source.Rank.choices,
        initial=Source.Rank.PRESS,
        required=False,
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "source", [("", "—"), *sources_on_record(desk)])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if bool(given.get("publisher")) != bool(given.get("title")):
            missing = "title" if given.get("publisher") else "publisher"
            self.add_error(missing, ValidationError(_("A source has a publisher and a title.")))
        if given.get("source") and given.get("publisher"):
            self.add_error("source", ValidationError(_("Choose a source or describe a new one, not both.")))
        return given

    def source_told(self) -> Source | None:
        """The source that the form names; a new one is put on record."""
        given = self.cleaned_data
        if given["publisher"]:
            return add_source(
                publisher=given["publisher"],
                title=given["title"],
                url=given["link"],
                rank=given["source_rank"] or Source.Rank.PRESS,
                campaign=self.desk.campaign.pk,
                by=self.desk.viewer,
                at=self.desk.at,
            )
        return sources.get_source(given["source"], viewer=self.desk.viewer) if given["source"] else None


def sources_on_record(desk: Desk) -> list[tuple[str, str]]:
    return [
        (source.key, named(source.publisher, source.title)[:110])
        for source in sources.all_sources(viewer=desk.viewer)
    ]
