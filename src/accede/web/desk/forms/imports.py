"""Forms of imports: a file, what it cannot tell of itself, where a table's fields stand, why a source is not followed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accede.access.viewer import Viewer
from accede.record.models import Source, Upload
from accede.record.queries import treaties
from accede.record.queries.uploads import Dispute
from accede.record.readers.formats import FORMATS
from accede.record.readers.reading import Subject
from accede.record.readers.table.reader import FIELDS, SUBJECTS
from accede.record.uploads import actions, settling_actions
from accede.web.desk.forms.base import ActingForm, DayField
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk
from accede.web.templatetags.accede import told
from accede.web.words import FORMAT_NAMES, TABLE_FIELDS


class UploadForm(ActingForm):
    """A file as its publisher gives it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("As its publisher gives it: XML, HTML, JSON, CSV or XLSX. It is only looked at first."),
    )

    as_of = DayField(
        label=_("It stands for the day"),
        required=False,
        help_text=_(
            "Of a status table. With it the treaty’s record counts as complete until then, and so as fresh."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs |= {
            "data-most": actions.LARGEST,
            "data-told": actions.too_large(),
        }

    def put(self, desk: Desk) -> bool:
        file, as_of = self.cleaned_data["file"], self.cleaned_data["as_of"]
        assert isinstance(file, UploadedFile)  # noqa: S101 -- for the type checker
        return self.attempt(
            lambda: actions.put_on_desk(
                chunks=file.chunks(),
                file_name=file.name or "file",
                as_of=as_of.isoformat() if as_of else "",
                **desk.acting,
            )
        )


class TellForm(ActingForm):
    """What a file cannot tell of itself."""

    format = forms.ChoiceField(label=_("Format"))
    treaty = forms.ChoiceField(label=_("Treaty"), required=False)
    as_of = DayField(
        label=_("It stands for the day"),
        required=False,
        help_text=_("With it the treaty’s record counts as complete until then, and so as fresh."),
    )
    rank = forms.TypedChoiceField(
        label=_("Rank of its source"), required=False, coerce=int, empty_value=None, choices=[]
    )
    publisher = line(_("Publisher"), help_text=_("Of a table of your own: what it rests on."))

    def __init__(self, *args: Any, upload: Upload, viewer: Viewer, **kwargs: Any) -> None:
        options = upload.options
        rank, _colon, publisher = options.get("source", "").partition(":")
        known = {rank.name.casefold().replace("_", "-"): rank.value for rank in Source.Rank}
        kwargs["initial"] = {
            "format": upload.format,
            "treaty": options.get("treaty", "") or upload.told.get("treaty", ""),
            "as_of": options.get("as_of", ""),
            "rank": known.get(rank.strip()),
            "publisher": publisher.strip(),
        }
        super().__init__(*args, **kwargs)
        self.upload = upload
        offer(self, "format", [(key, FORMAT_NAMES.get(key, key)) for key in FORMATS])
        named = [(treaty.key, treaty.short_title) for treaty in treaties.treaties(viewer=viewer)]
        offer(self, "treaty", [("", _("as the file says")), *named])
        offer(self, "rank", [("", "—"), *Source.Rank.choices])
        if FORMATS[upload.format].publication if upload.format in FORMATS else False:
            del self.fields["rank"], self.fields["publisher"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("rank")) != bool(given.get("publisher")):
            raise ValidationError(_("Give both the publisher and the rank of the source, or neither."))
        return given

    def save(self, desk: Desk) -> bool:
        given = self.cleaned_data
        source = ""
        if given.get("rank"):
            rank = Source.Rank(given["rank"]).name.casefold().replace("_", "-")
            source = f"{rank}: {given['publisher']}"
        return self.attempt(
            lambda: actions.tell(
                self.upload,
                format_key=given["format"],
                treaty=given["treaty"],
                as_of=given["as_of"].isoformat() if given["as_of"] else "",
                source=source,
                **desk.acting,
            )
        )


class ColumnsForm(ActingForm):
    """For each field of a table, the heading under which it stands."""

    def __init__(
        self, *args: Any, upload: Upload, subject: Subject, headings: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.upload = upload
        chosen = upload.options.get("columns", {})
        folded = {heading.casefold().replace("_", " "): heading for heading in headings}
        needed, more = SUBJECTS[subject]
        for name in ("state", "iso3", *needed, *more):
            guess = next((folded[each] for each in FIELDS[name] if each in folded), "")
            self.fields[name] = forms.ChoiceField(
                label=str(TABLE_FIELDS.get(name, name)),
                required=name in needed,
                initial=chosen.get(name, guess),
                choices=[("", _("is not in it")), *((heading, heading) for heading in headings if heading)],
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not (given.get("state") or given.get("iso3")):
            raise ValidationError(_("Say where the State stands: by its name, or by its ISO code."))
        return given

    def save(self, desk: Desk) -> bool:
        columns = {name: heading for name, heading in self.cleaned_data.items() if heading}
        return self.attempt(lambda: actions.map_columns(self.upload, columns=columns, **desk.acting))


class SettleForm(ActingForm):
    """Which of the two is right, and why."""

    RECORD, OTHER = "record", "other"

    side = forms.ChoiceField(label=_("Which of the two is right"), widget=forms.RadioSelect, choices=[])
    reason = text(
        _("Why"),
        required=True,
        help_text=_("Everybody can read it on the State’s page, with your name only on the desk."),
    )

    def __init__(self, *args: Any, dispute: Dispute, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"side": self.RECORD})
        super().__init__(*args, **kwargs)
        self.dispute = dispute
        row = dispute.row
        offer(
            self,
            "side",
            [
                (self.RECORD, _("What is on record stands: %(said)s") % {"said": told(row.stands)}),
                (self.OTHER, _("The record follows the other source: %(said)s") % {"said": told(row.says)}),
            ],
        )

    def save(self, desk: Desk) -> bool:
        act = settling_actions.adopt if self.cleaned_data["side"] == self.OTHER else settling_actions.settle
        return self.attempt(lambda: act(self.dispute.row, reason=self.cleaned_data["reason"], **desk.acting))
