"""What respondents are told, in their language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accede.survey.form.answering import LARGEST_FILE, LONGEST_TEXT, Wrong
from accede.survey.form.questions import Consent

CONSENTS: dict[Consent, str | Promise] = {
    Consent.ATTRIBUTABLE: _("Attributable: it may be said that our State gave this answer"),
    Consent.COORDINATORS: _("For the coordinators and the support unit only"),
    Consent.AGGREGATE: _("In totals only, without our State’s name"),
}

_WRONGS: dict[Wrong, str | Promise] = {
    Wrong.NOT_OFFERED: _("This is not one of the answers offered."),
    Wrong.TOO_LONG: _("This is longer than %(most)s characters. Shorten it, or send it as a file."),
    Wrong.NO_NUMBER: _("Write a number in digits."),
    Wrong.NO_DATE: _("Write the day as year, month and day: 2026-03-05. It must be in the calendar."),
    Wrong.TWICE: _("Two stand in the same place. Give each a place of its own."),
    Wrong.NO_SUCH_FILE: _("Send a file of one of these kinds: PDF, DOCX, XLSX, ODT, PNG, JPEG, TXT."),
    Wrong.NOT_WHAT_IT_SAYS: _("The file is not what its name says. Save it anew as PDF and send that."),
    Wrong.TOO_LARGE: _("The file is larger than %(most)s MB."),
    Wrong.NOT_HARMLESS: _(
        "The file is damaged, is under a password, or holds macros, scripts or other files. "
        "Print it to a new PDF and send that."
    ),
}


def wrong(why: Wrong) -> str:
    most = f"{LONGEST_TEXT:,}".replace(",", "\u202f") if why == Wrong.TOO_LONG else str(LARGEST_FILE // 10**6)
    return str(_WRONGS[why]) % {"most": most}
