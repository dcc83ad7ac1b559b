"""What a demonstration says of itself in whatever leaves it: a page, a file, a feed, a picture."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

HEADER = "Accede-Demonstration"
SAID_IN_HEADER = "people and what is said here are invented; the record of treaties is real"
# In front of the name of every file, so that what is kept elsewhere is still known for what it is.
FILE = "demonstration-"


def name() -> str:
    """One word, where there is room for no more; nothing on any other desk."""
    return _("Demonstration") if settings.DEMONSTRATION else ""


def label(language: str | None = None) -> str:
    """What is invented and what is not, in the language in force or that one; nothing on any other desk."""
    if not settings.DEMONSTRATION:
        return ""
    with translation.override(language or translation.get_language()):
        said = _(
            "Its people, and what they and States say here, are invented; the record of treaties is real."
        )
        between = "" if translation.get_language() == "zh" else " "
        return _("Demonstration.") + between + said


def mark_workbook(book: Any) -> None:
    """A sheet of its own behind the others, which programs that read the first do not see."""
    if said := label():
        book.set_properties({"comments": said})
        sheet = book.add_worksheet(name()[:31])
        sheet.write_string(0, 0, said)
        sheet.set_column(0, 0, len(said))
