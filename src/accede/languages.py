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
_BESIDE_A_NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff]) (?=\d|%\(|\{)|(?<=\d|\}) (?=[\u4e00-\u9fff])|(?<=\)s) (?=[\u4e00-\u9fff])"
)
_DOTTED = re.compile(r"(?<![Вв]с)[ёЁ]|(?<=[Вв]с)ё(?=\w)")
_WITHOUT_DOTS = {"ё": "е", "Ё": "Е"}
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


def typeset(text: str, language: str) -> str:
    """As the United Nations sets that language, whatever a translator typed.

    French has a space before a colon and within its quotation marks, and at none of them a line may end. Chinese has
    none between a number and its words. Russian has no dots on its ё, but where it tells "all of it" from "all of them".
    """
    match language:
        case "fr":
            return _BEFORE_A_MARK.sub("\u00a0", text)
        case "zh":
            return _BESIDE_A_NUMBER.sub("", text)
        case "ru":
            return _DOTTED.sub(lambda found: _WITHOUT_DOTS[found[0]], text)
        case _:
            return text
