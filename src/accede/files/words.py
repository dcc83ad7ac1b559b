"""Why a file is not taken, in words that say what to do instead."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accede.files.refused import RefusedFileError, Why

_WORDS: dict[Why, Promise] = {
    Why.EMPTY: _("The file is empty."),
    Why.TOO_LARGE: _("The file is larger than %(most)s MB."),
    Why.OTHER_FORM: _("Files of this form are not taken. These are: %(forms)s."),
    Why.NOT_WHAT_IT_SAYS: _("The file is not what the ending of its name says."),
    Why.CUT_OFF: _("The file is cut off: its end is missing. Send it again."),
    Why.UNREADABLE: _(
        "The file cannot be looked into: it is damaged or built in an unusual way. Save it anew."
    ),
    Why.LOCKED: _("The file is under a password, so nobody can look into it. Save it without one."),
    Why.MACROS: _("The file holds macros. Save it as an ordinary document, or as PDF."),
    Why.SCRIPTED_FORM: _("Web pages and drawings of this form can hold scripts. Make a PDF of it."),
    Why.SCRIPTS: _("The PDF holds JavaScript. Print it to a new PDF, which leaves that out."),
    Why.LAUNCHES: _("The file starts programs or opens other files. Save it without that, or as PDF."),
    Why.EMBEDDED: _("Other files are embedded in the file. Take them out, or upload them by themselves."),
    Why.FETCHES: _(
        "The file fetches something from elsewhere when it is opened. Save it without links to templates, pictures or data."
    ),
    Why.TOO_MANY_POINTS: _("The picture has too many points to be opened safely. Make it smaller."),
}


def told(error: RefusedFileError) -> str:
    """In the reader's language."""
    forms = ", ".join(each.removeprefix(".").upper() for each in error.forms)
    return str(_WORDS[error.why]) % {"most": error.most // 10**6, "forms": forms}
