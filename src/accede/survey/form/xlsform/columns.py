"""What the columns, types and languages of an XLSForm are called."""

from accede.survey.form.questions import Kind

CONSENT_LIST = "accede_consent"
NAMES = {
    "ar": "Arabic (ar)",
    "zh": "Chinese (zh)",
    "en": "English (en)",
    "fr": "French (fr)",
    "ru": "Russian (ru)",
    "es": "Spanish (es)",
}
PLAIN = {
    "text": Kind.TEXT,
    "note": Kind.STATEMENT,
    "decimal": Kind.NUMBER,
    "integer": Kind.NUMBER,
    "date": Kind.DATE,
    "file": Kind.FILE,
}
OF_LIST = {"select_one": Kind.CHOICE, "select_multiple": Kind.SEVERAL, "rank": Kind.RANKED}

Cells = dict[str, str]
