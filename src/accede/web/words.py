"""Words and forms that the pages share, in the reader's language."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATUSES: dict[str, str | Promise] = {
    "party": _("Party"),
    "party-pending": _("Party, not yet in force"),
    "signatory": _("Signatory"),
    "neither": _("Neither"),
    "former": _("Former Party"),
}

# What a clock asks for, by the key that a treaty's rules give it.
CLOCKS: dict[str, str | Promise] = {
    "initial_transparency_report": _("initial transparency report"),
    "annual_transparency_report": _("annual transparency report"),
    "initial_report": _("initial report"),
    "annual_report": _("annual report"),
    "declarations": _("declarations"),
    "safeguards_agreement": _("safeguards agreement"),
    "stockpile_destruction": _("destruction of stockpiles"),
    "clearance": _("clearance and destruction of remnants"),
    "mine_clearance": _("destruction of mines in mined areas"),
}

# Whose way of writing days is the United Nations': 6 March 2025 in English, not March 6, 2025.
CLDR = {"en": "en_GB"}
# Where CLDR adds a word for the year, which the sentence around the day may have already.
DAY_PATTERNS = {"ru": "d MMMM y"}
MONTH_PATTERNS = {"ru": "LLLL y"}


@dataclass(frozen=True, slots=True)
class Language:
    """One of the six languages as a page needs it."""

    code: str
    bcp47: str
    direction: str
    own_name: str


LANGUAGES = {
    language.code: language
    for language in (
        Language("ar", "ar", "rtl", "العربية"),
        Language("zh", "zh-Hans", "ltr", "中文"),
        Language("en", "en", "ltr", "English"),
        Language("fr", "fr", "ltr", "Français"),
        Language("ru", "ru", "ltr", "Русский"),
        Language("es", "es", "ltr", "Español"),
    )
}
