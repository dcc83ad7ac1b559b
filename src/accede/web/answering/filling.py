"""A section as a page shows it, and what comes back from that page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from accede.survey.actions.answers import File
from accede.survey.actions.together import Wish, seen_as
from accede.survey.form import answering
from accede.survey.form.answering import WrongAnswerError
from accede.survey.form.questions import (
    Choice,
    Consent,
    Kind,
    Question,
    Questionnaire,
    Section,
    Words,
    in_language,
)
from accede.survey.models import Answer
from accede.survey.queries import Opened
from accede.web.answering import words
from accede.web.templatetags.accede import day


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a matrix, or a choice that is given a place."""

    name: str
    label: str
    place: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question on a page.

    `others` is what somebody else wrote there meanwhile, `before` what the State answered in an earlier round.
    """

    key: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    text: str = ""
    options: tuple[Option, ...] = ()
    lines: tuple[Line, ...] = ()
    consents: tuple[Option, ...] = ()
    seen: str = ""
    error: str = ""
    others: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    before_in: str = ""
    can_take: bool = False

    @property
    def name(self) -> str:
        return f"a.{self.key}"

    @property
    def is_group(self) -> bool:
        """Whether it has several controls, and so a legend."""
        return bool(self.options or self.lines)

    @property
    def described_by(self) -> str:
        parts = [("hint", self.hint), ("error", self.error), ("others", self.others), ("before", self.before)]
        return " ".join(f"{part}-{self.key}" for part, is_there in parts if is_there)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sent: what is wanted, what is wrong with the rest, and all of it as it was typed."""

    wishes: dict[str, Wish] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    typed: dict[str, tuple[Any, str]] = field(default_factory=dict)


def say(text: Words) -> str:
    return in_language(text, get_language() or "en")


def read(request: HttpRequest, section: Section, opened: Opened) -> Sent:
    """Only what the page showed counts as answered, or as taken back: that is what it said it had seen."""
    sent = Sent()
    for question in section.questions:
        seen = request.POST.get(f"seen.{question.key}")
        if seen is None or not question.is_asked:
            continue
        consent = request.POST.get(f"c.{question.key}", "")
        consent = consent if consent in list(Consent) else ""
        raw = _raw(request, question, opened)
        sent.typed[question.key] = (raw, consent)
        try:
            file = _file(request, question)
            value = answering.answer(opened.form, question, file.name if file else raw)
        except WrongAnswerError as error:
            sent.wrong[question.key] = words.wrong(error.why)
        else:
            sent.wishes[question.key] = Wish(value, consent, seen, file)
    return sent


def _raw(request: HttpRequest, question: Question, opened: Opened) -> Any:
    name = f"a.{question.key}"
    match question.kind:
        case Kind.SEVERAL:
            return request.POST.getlist(name)
        case Kind.RANKED:
            keys = [each.key for each in opened.form.choices_of(question)]
            return {key: request.POST.get(f"{name}.{key}", "").strip() for key in keys}
        case Kind.MATRIX:
            return {row.key: request.POST.get(f"{name}.{row.key}", "") for row in question.rows}
        case Kind.FILE:
            return "" if f"{name}.remove" in request.POST else opened.values.get(question.key)
        case _:
            return request.POST.get(name, "")


def _file(request: HttpRequest, question: Question) -> File | None:
    sent = request.FILES.get(f"a.{question.key}") if question.kind == Kind.FILE else None
    if sent is None:
        return None
    name = (sent.name or "").replace("\x00", "")[-120:]
    if (sent.size or 0) > answering.LARGEST_FILE:
        raise WrongAnswerError(answering.Wrong.TOO_LARGE)
    content = sent.read()
    answering.insist_on_file(name, content)
    return File(name, content)


def items(
    opened: Opened,
    section: Section,
    *,
    sent: Sent | None = None,
    contested: frozenset[str] | set[str] = frozenset(),
) -> list[Item]:
    """The questions of the section that are asked. What was wrong or contested stands as it was typed."""
    sent = sent or Sent()
    return [
        _with_before(
            _item(
                opened.form,
                question,
                opened.rows.get(question.key),
                sent=sent,
                contested=question.key in contested,
            ),
            opened,
        )
        for question in section.questions
        if opened.asked[question.key] or question.key in sent.wrong or question.key in contested
    ]


def _with_before(item: Item, opened: Opened) -> Item:
    earlier = opened.earlier.get(item.key)
    if earlier is None or earlier.value == opened.values.get(item.key):
        return item
    lines = display(earlier.form, earlier.question, earlier.value)
    return replace(item, before=lines, before_in=earlier.round_name, can_take=earlier.now is not None)


ALL = "*"


def take_over(request: HttpRequest, opened: Opened, sent: Sent) -> None:
    """What was answered in an earlier round, in the place of what was sent: of one question, or where nothing stands."""
    wanted = request.POST.get("take", "")
    for key, (_raw_value, consent) in sent.typed.items():
        earlier = opened.earlier.get(key) if wanted in (key, ALL) else None
        if earlier is None or earlier.now is None:
            continue
        wish = sent.wishes.get(key)
        if wanted == ALL and (wish is None or wish.value is not None):
            continue
        sent.wrong.pop(key, None)
        sent.wishes[key] = Wish(earlier.now, consent, request.POST.get(f"seen.{key}", ""))


def empty_items(form: Questionnaire, section: Section, *, sent: Sent | None = None) -> list[Item]:
    """All questions of the section, whether they are asked or not, for paper. What was sent stands as it was typed."""
    sent = sent or Sent()
    typed = Sent(wrong=dict.fromkeys(sent.typed, "") | sent.wrong, typed=sent.typed)
    return [_item(form, question, None, sent=typed, contested=False) for question in section.questions]


def _item(
    form: Questionnaire, question: Question, row: Answer | None, *, sent: Sent, contested: bool
) -> Item:
    kept = json.loads(row.value) if row and row.value else None
    value, consent = kept, row.consent if row else ""
    if contested or question.key in sent.wrong:
        value, consent = sent.typed[question.key]
        if question.kind == Kind.FILE:
            value = kept
    choices = form.choices_of(question)
    others = (*display(form, question, kept), *_use(row.consent if row else "")) if contested else ()
    return Item(
        key=question.key,
        kind=str(question.kind),
        label=say(question.label),
        hint=say(question.hint),
        required=question.required,
        text=str(value or "") if not isinstance(value, (list, dict)) else "",
        options=_options(question, choices, value),
        lines=_lines(question, choices, value),
        consents=_consents(question, consent),
        seen=seen_as(row.value, row.consent) if row else "",
        error=sent.wrong.get(question.key, ""),
        others=others or ((_("nothing"),) if contested else ()),
    )


def _options(question: Question, choices: tuple[Choice, ...], value: Any) -> tuple[Option, ...]:
    match question.kind:
        case Kind.CHOICE:
            return tuple(Option(each.key, say(each.label), each.key == value) for each in choices)
        case Kind.SEVERAL:
            return tuple(Option(each.key, say(each.label), each.key in (value or [])) for each in choices)
        case Kind.CONSENT:
            return tuple(Option(str(key), str(label), key == value) for key, label in words.CONSENTS.items())
        case _:
            return ()


def _lines(question: Question, choices: tuple[Choice, ...], value: Any) -> tuple[Line, ...]:
    name = f"a.{question.key}"
    if question.kind == Kind.RANKED:
        places = (
            value if isinstance(value, Mapping) else {key: str(at) for at, key in enumerate(value or [], 1)}
        )
        return tuple(
            Line(f"{name}.{each.key}", say(each.label), str(places.get(each.key, ""))) for each in choices
        )
    if question.kind == Kind.MATRIX:
        given = value or {}
        return tuple(
            Line(
                f"{name}.{row.key}",
                say(row.label),
                options=tuple(
                    Option(each.key, say(each.label), given.get(row.key) == each.key) for each in choices
                ),
            )
            for row in question.rows
        )
    return ()


def _consents(question: Question, chosen: str) -> tuple[Option, ...]:
    if question.kind in (Kind.CONSENT, Kind.STATEMENT):
        return ()
    general = Option("", _("As I say for all answers"), not chosen)
    return (
        general,
        *(Option(str(key), str(label), key == chosen) for key, label in words.CONSENTS.items()),
    )


def _use(consent: str) -> tuple[str, ...]:
    return (str(words.CONSENTS[Consent(consent)]),) if consent else ()


def display(  # noqa: PLR0911 -- one for each kind
    form: Questionnaire, question: Question, value: Any
) -> tuple[str, ...]:
    """A kept answer in words, a line each."""
    if not value:
        return ()
    label = {each.key: say(each.label) for each in form.choices_of(question)}
    match question.kind:
        case Kind.CHOICE:
            return (label.get(value, value),)
        case Kind.SEVERAL:
            return tuple(label.get(each, each) for each in value)
        case Kind.RANKED:
            return tuple(f"{place}. {label.get(each, each)}" for place, each in enumerate(value, 1))
        case Kind.MATRIX:
            between = pgettext("between a name and what is said of it", ": ")
            return tuple(
                f"{say(row.label).rstrip('.。')}{between}{label.get(value[row.key], value[row.key])}"
                for row in question.rows
                if row.key in value
            )
        case Kind.CONSENT:
            return _use(value)
        case Kind.DATE:
            return (day(date.fromisoformat(value)),)
        case _:
            return (str(value),)
