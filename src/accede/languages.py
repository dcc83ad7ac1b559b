"""The six languages of the United Nations, as a page or a document in one of them needs them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One of the six languages as a page needs it."""

    code: str
    bcp47: str
    direction: str
    own_name: str


# Those that put a space before the sign for per cent.
APART = frozenset({"es", "fr", "ru"})

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


def per_cent(number: str, language: str) -> str:
    """24.7% in English, 24,7 % in French: the number is written as the language has it already."""
    return f"{number}\u00a0%" if language in APART else f"{number}%"
