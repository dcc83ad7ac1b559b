"""The six languages of the United Nations, as a page or a document in one of them needs them."""

from dataclasses import dataclass


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
