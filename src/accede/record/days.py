"""Days as the documents of the United Nations write them in each language."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date, get_month_names

from accede.record.partial_dates import first_possible_day

# Whose way of writing days is the United Nations'; where CLDR adds a word for the year, it is left out.
_LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
_PATTERNS = {"ru": "d MMMM y"}
# Arabic documents name a month as it is called in the Levant and as it is called in Egypt.
_ARABIC_MONTHS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
YEAR, MONTH = len("2025"), len("2025-03")


@lru_cache(maxsize=2048)
def day(value: date, language: str) -> str:
    """6 March 2025, 6 mars 2025, 6 آذار/مارس 2025."""
    if language == "ar":
        return f"{value.day} {_ARABIC_MONTHS[value.month - 1]} {value.year}"
    pattern = _PATTERNS.get(language, "long")
    if language == "fr" and value.day == 1:
        pattern = "d'er' MMMM y"
    return format_date(value, pattern, locale=_LOCALES.get(language, language))


def month(number: int, language: str) -> str:
    """A month, as it stands alone."""
    if language == "ar":
        return _ARABIC_MONTHS[number - 1]
    return str(get_month_names("wide", context="stand-alone", locale=language)[number])


def given(text: str, language: str) -> str:
    """A partial ISO date (2025-03-06, 2025-03, 2025), as far as it is known."""
    if len(text) <= YEAR:
        return f"{text}年" if language == "zh" and text else text
    first = first_possible_day(text)
    if len(text) > MONTH:
        return day(first, language)
    if language == "ar":
        return f"{_ARABIC_MONTHS[first.month - 1]} {first.year}"
    pattern = {"zh": "y年M月", "es": "MMMM 'de' y"}.get(language, "LLLL y")
    return format_date(first, pattern, locale=_LOCALES.get(language, language))


def stretch(begins: date, ends: date, language: str) -> str:
    """10–13 September 2024; both days in full where they are in different months."""
    if begins == ends:
        return day(begins, language)
    if (begins.year, begins.month) != (ends.year, ends.month):
        return f"{day(begins, language)} – {day(ends, language)}"
    if language == "zh":
        return f"{begins.year}年{begins.month}月{begins.day}日至{ends.day}日"
    first = "1er" if language == "fr" and begins.day == 1 else str(begins.day)
    between = {"ar": "-", "fr": "-", "es": " a "}.get(language, "–")
    return f"{first}{between}{day(ends, language)}"
