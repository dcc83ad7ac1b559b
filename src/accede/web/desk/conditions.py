"""When a question is asked, in words: what the file says in signs, as its readers put it."""

from django.utils.translation import gettext as _

from accede.survey.form import conditions
from accede.survey.form.conditions import Both, Comparison, Condition, Not, Reference, Selected
from accede.survey.form.questions import Questionnaire, in_language

OPPOSITES = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def in_words(form: Questionnaire, relevant: str, language: str) -> str:
    """“Only if …”, with questions and answers by their words; nothing where a question is always asked."""
    condition = conditions.parse(relevant)
    return (
        _("Only if %(condition)s") % {"condition": _told(form, condition, language, True)}
        if condition
        else ""
    )


def _told(form: Questionnaire, condition: Condition, language: str, stands: bool) -> str:  # noqa: FBT001
    """What must hold; or, with `stands` false, its opposite: “not” goes inwards until it meets a sign."""
    match condition:
        case Not(of=inner):
            return _told(form, inner, language, not stands)
        case Both(word=word, left=left, right=right):
            together = (word == "and") == stands
            parts = [_within(form, each, language, stands, together) for each in (left, right)]
            words = _("%(first)s and %(second)s") if together else _("%(first)s, or %(second)s")
            return words % {"first": parts[0], "second": parts[1]}
        case Selected(reference=reference, choice=choice):
            return _compared(form, reference.key, "=" if stands else "!=", choice, language)
        case Comparison(left=Reference(key), sign=sign, right=right):
            return _compared(form, key, sign if stands else OPPOSITES[sign], right, language)
        case Comparison(left=left, sign=sign, right=Reference(key)):
            turned = TURNED[sign]
            return _compared(form, key, turned if stands else OPPOSITES[turned], left, language)
        case Comparison(left=left, sign=sign, right=right):
            return f"{left} {sign if stands else OPPOSITES[sign]} {right}"


def _within(form: Questionnaire, part: Condition, language: str, stands: bool, together: bool) -> str:  # noqa: FBT001
    """A part of a longer one; in brackets where it is joined by the other word."""
    text, inner, as_said = _told(form, part, language, stands), part, stands
    while isinstance(inner, Not):
        inner, as_said = inner.of, not as_said
    differs = isinstance(inner, Both) and ((inner.word == "and") == as_said) != together
    return f"({text})" if differs else text


def _compared(form: Questionnaire, key: str, sign: str, value: Reference | str, language: str) -> str:
    answer = _label(form, value.key, language) if isinstance(value, Reference) else value
    question = form.question(key)
    if question and not isinstance(value, Reference):
        labels = {each.key: in_language(each.label, language) for each in form.choices_of(question)}
        answer = labels.get(value, value)
    named = {"question": _label(form, key, language), "answer": answer}
    if not answer:
        return (
            _("“%(question)s” is not answered") if sign == "=" else _("“%(question)s” is answered")
        ) % named
    words = {
        "=": _("the answer to “%(question)s” is “%(answer)s”"),
        "!=": _("the answer to “%(question)s” is not “%(answer)s”"),
        "<": _("the answer to “%(question)s” is less than %(answer)s"),
        "<=": _("the answer to “%(question)s” is at most %(answer)s"),
        ">": _("the answer to “%(question)s” is more than %(answer)s"),
        ">=": _("the answer to “%(question)s” is at least %(answer)s"),
    }
    return words[sign] % named


def _label(form: Questionnaire, key: str, language: str) -> str:
    question = form.question(key)
    return in_language(question.label, language) if question else key
