"""Why a file is not taken, in words that say what to do instead."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Why(TextChoices):
    EMPTY = "empty", _("The file is empty.")
    TOO_LARGE = "too-large", _("The file is larger than 20 MB.")
    OTHER_FORM = (
        "other-form",
        _(
            "Files of this form are not taken. PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, TXT, CSV, PNG and JPEG are."
        ),
    )
    NOT_WHAT_IT_SAYS = "not-what-it-says", _("The file is not what the ending of its name says.")
    CUT_OFF = "cut-off", _("The file is cut off: its end is missing. Send it again.")
    UNREADABLE = (
        "unreadable",
        _("The file cannot be looked into: it is damaged or built in an unusual way. Save it anew."),
    )
    LOCKED = "locked", _("The file is under a password, so nobody can look into it. Save it without one.")
    MACROS = "macros", _("The file holds macros. Save it as an ordinary document, or as PDF.")
    SCRIPTED_FORM = (
        "scripted-form",
        _("Web pages and drawings of this form can hold scripts. Make a PDF of it."),
    )
    SCRIPTS = "scripts", _("The PDF holds JavaScript. Print it to a new PDF, which leaves that out.")
    LAUNCHES = (
        "launches",
        _("The file starts programs or opens other files. Save it without that, or as PDF."),
    )
    EMBEDDED = (
        "embedded",
        _("Other files are embedded in the file. Take them out, or upload them by themselves."),
    )
    FETCHES = (
        "fetches",
        _(
            "The file fetches something from elsewhere when it is opened. Save it without links to templates, pictures or data."
        ),
    )


class RefusedFileError(ValueError):
    """The file is not taken. `why` says it to the reader."""

    def __init__(self, why: Why) -> None:
        super().__init__(str(why.label))
        self.why = why
