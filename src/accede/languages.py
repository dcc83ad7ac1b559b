"""The six languages of the United Nations, as a page or a document in one of them needs them."""

import re
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

# What stands between a name and what is said of it, before and after what is in brackets, where it differs from English.
COLONS = {"fr": "\u00a0: ", "zh": "\uff1a"}
BRACKETS = {"zh": ("\uff08", "\uff09")}
_BEFORE_A_MARK = re.compile(r" (?=[:;?!»])|(?<=«) ")

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


def named(name: object, said: object, language: str) -> str:
    """Kenya: neither, as the language puts a colon."""
    return f"{name}{COLONS.get(language, ': ')}{said}"


def bracketed(text: object, more: object, language: str) -> str:
    """Kenya (2019), as the language puts brackets."""
    before, after = BRACKETS.get(language, (" (", ")"))
    return f"{text}{before}{more}{after}"


def unbroken(text: str, language: str) -> str:
    """French puts a space before a colon and within its quotation marks: at none of them a line may end."""
    return _BEFORE_A_MARK.sub("\u00a0", text) if language == "fr" else text
