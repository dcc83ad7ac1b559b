"""What a questionnaire must be beyond its form: one key each, conditions that refer to something and run in no circle."""

from collections import Counter
from collections.abc import Callable, Iterator

from accede.survey.form import conditions
from accede.survey.form.conditions import Condition, ConditionError
from accede.survey.form.faults import Fault, FormError
from accede.survey.form.questions import KEY, WITH_CHOICES, Kind, Questionnaire
from accede.told import marked as _

BECOMES = ("reasons", "position")
SHOWS = ("record",)
# So many questions fit into a questionnaire that somebody answers.
MOST_QUESTIONS = 400

# Where in a file a question, section or choice stands, and in which of its columns.
Place = Callable[[str, str], str]


def insist(questionnaire: Questionnaire, *, place: Place | None = None) -> None:
    """Raises FormError with all that is wrong."""
    found = list(faults(questionnaire, place=place or _plainly))
    if found:
        raise FormError(found)


def _plainly(key: str, _column: str) -> str:
    return key


def faults(questionnaire: Questionnaire, *, place: Place = _plainly) -> Iterator[Fault]:
    """What is wrong with it, in the order in which it stands."""
    questions = list(questionnaire.questions())
    if not questions:
        yield Fault("", _("It asks nothing."))
    if len(questions) > MOST_QUESTIONS:
        yield Fault("", _("It has more than %(number)s questions.", number=str(MOST_QUESTIONS)))
    names = [each.key for each in questionnaire.sections] + [each.key for each in questions]
    for key, count in Counter(names).items():
        if count > 1:
            yield Fault(place(key, "name"), _("There are two of this name."))
        if not KEY.fullmatch(key):
            yield Fault(
                place(key, "name"),
                _("A name has Latin letters, digits, - and _, begins with a letter, and has 60 at most."),
            )
    yield from _choices(questionnaire, place)
    for question in questions:
        yield from _of_kind(questionnaire, question.key, place)
    yield from _words(questionnaire, place)
    yield from _conditions(questionnaire, place)


def _words(questionnaire: Questionnaire, place: Place) -> Iterator[Fault]:
    """Kobo and ODK put an answer where `${name}` stands in a text; here it would be read as it stands."""
    texts = [("", "title", questionnaire.title), ("", "intro", questionnaire.intro)]
    texts += [(each.key, "label", each.title) for each in questionnaire.sections]
    for question in questionnaire.questions():
        texts += [(question.key, "label", question.label), (question.key, "hint", question.hint)]
        texts += [(question.key, "label", row.label) for row in question.rows]
    for name, choices in questionnaire.choices.items():
        texts += [(f"{name}.{choice.key}", "label", choice.label) for choice in choices]
    for key, column, words in texts:
        if any("${" in text for text in words.values()):
            yield Fault(place(key, column) if key else column, _("No answer can stand within a text: ${…}."))


def _choices(questionnaire: Questionnaire, place: Place) -> Iterator[Fault]:
    for name, choices in questionnaire.choices.items():
        for key, count in Counter(each.key for each in choices).items():
            if count > 1:
                yield Fault(place(f"{name}.{key}", "name"), _("There are two of this name."))
            if not KEY.fullmatch(key):
                yield Fault(place(f"{name}.{key}", "name"), _("This is no name of a choice."))


def _of_kind(questionnaire: Questionnaire, key: str, place: Place) -> Iterator[Fault]:
    question = questionnaire.question(key)
    assert question is not None  # noqa: S101 -- it is one of its questions
    if question.kind in WITH_CHOICES and not questionnaire.choices_of(question):
        yield Fault(place(key, "type"), _("There are no choices called “%(name)s”.", name=question.choices))
    if question.kind == Kind.MATRIX and not question.rows:
        yield Fault(place(key, "type"), _("A matrix has rows."))
    for row, count in Counter(each.key for each in question.rows).items():
        if count > 1:
            yield Fault(place(f"{key}__{row}", "name"), _("There are two of this name."))
        if not KEY.fullmatch(row):
            yield Fault(place(f"{key}__{row}", "name"), _("This is no name of a choice."))
    if not any(question.label.values()):
        yield Fault(place(key, "label"), _("It has no words in any language."))
    if question.becomes and question.becomes not in BECOMES:
        yield Fault(place(key, "accede"), _("It is one of: %(values)s.", values=", ".join(BECOMES)))


def _conditions(questionnaire: Questionnaire, place: Place) -> Iterator[Fault]:
    rests: dict[str, set[str]] = {}
    for key, text in _texts(questionnaire):
        try:
            condition = conditions.parse(text)
        except ConditionError as error:
            yield Fault(place(key, "relevant"), error.words)
            continue
        rests[key] = conditions.references(condition)
        yield from _rests_on(questionnaire, condition, place(key, "relevant"))
    for section in questionnaire.sections:  # a question waits for what its section waits for
        for question in section.questions:
            rests.setdefault(question.key, set()).update(rests.get(section.key, set()))
    for circle in circles(rests):
        yield Fault(
            place(circle[0], "relevant"),
            _("The conditions run in a circle: %(circle)s.", circle=" → ".join([*circle, circle[0]])),
        )


def _rests_on(questionnaire: Questionnaire, condition: Condition | None, where: str) -> Iterator[Fault]:
    """That what a condition names is there: questions, and their choices."""
    known = {each.key: each for each in questionnaire.questions() if each.is_asked}
    for name in sorted(conditions.references(condition) - set(known)):
        yield Fault(where, _("It rests on “%(name)s”, which no question is called.", name=name))
    for name, value in sorted(conditions.compared(condition)):
        asked = known.get(name)
        if asked is None or asked.kind not in WITH_CHOICES - {Kind.MATRIX} or not value:
            continue
        if value not in {each.key for each in questionnaire.choices_of(asked)}:
            yield Fault(where, _("“%(value)s” is no choice of “%(name)s”.", value=value, name=name))


def _texts(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    for section in questionnaire.sections:
        if section.relevant:
            yield section.key, section.relevant
        for question in section.questions:
            if question.relevant:
                yield question.key, question.relevant


def circles(rests: dict[str, set[str]]) -> list[list[str]]:
    """Each circle among what rests on what, once."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start, first in rests.items():
        path: list[str] = []
        stack = [(start, iter(sorted(first)))]
        while stack:
            here, following = stack[-1]
            if here not in path:
                path.append(here)
            step = next(following, None)
            if step is None:
                done.add(here)
                path.remove(here)
                stack.pop()
            elif step in path:
                circle = path[path.index(step) :]
                if not any(set(circle) == set(each) for each in found):
                    found.append(circle)
            elif step not in done and step in rests:
                stack.append((step, iter(sorted(rests[step]))))
    return found
