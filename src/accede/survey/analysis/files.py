"""The figures of a round and its answers, as other programs read them: no more than the viewer's page tells."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from accede.access.viewer import Viewer
from accede.record.queries import states
from accede.record.tables import Record, as_csv
from accede.survey.analysis.queries import Analysis, readable
from accede.survey.analysis.tables import Line
from accede.survey.form.questions import Kind, Question, Questionnaire, in_language
from accede.survey.models import Round

# How SPSS reads what is no text; and the words that it keeps for itself.
_FORMATS = {Kind.SEVERAL: "F4.0", Kind.RANKED: "F4.0", Kind.NUMBER: "F16.2", Kind.DATE: "SDATE10"}
_OWN_WORDS = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
FIGURES = ("table", "line", "line_label", "column", "column_label", "count")


def figure_records(told: Analysis, *, language: str) -> list[Record]:
    """One record for each figure; what is not told has no count, and says nothing of whether it is small."""
    columns = [
        (f"{what}:{wave.pk}", f"{wave.name}: {what}") for wave in told.waves for what in ("asked", "answered")
    ]
    lines = [Line("all", told.returned.total.counts)]
    found = list(_records("response", lines, columns, {}))
    found += _records("response-by-region", told.returned.regions, columns, told.labels)
    categories = [Line(f"category:{line.key}", line.counts) for line in told.returned.categories]
    found += _records("response-by-category", categories, columns, told.labels)
    for named in (*told.several, *told.chosen):
        words = told.answers_of(named, language)
        kinds = [("named", "named"), ("first", "named first")]
        found += _records(named.key, named.lines, kinds, words)
        found += _records(
            f"{named.key}-by-region",
            named.by_region,
            [(key, told.labels.get(key, key)) for key in named.regions],
            words,
        )
        found += _records(
            f"{named.key}-by-status",
            named.by_status,
            [(key, told.labels.get(key, key)) for key in named.statuses],
            words,
        )
    for key, compared in told.compared.items():
        waves = [(str(wave.pk), wave.name) for wave in told.waves]
        found += _records(f"{key}-by-round", compared, waves, {})
    return found


def _records(
    table: str, lines: Iterable[Line], columns: Sequence[tuple[str, str]], labels: dict[str, str]
) -> Iterator[Record]:
    for line in lines:
        for (key, label), count in zip(columns, line.counts, strict=False):
            values = (
                table,
                line.key,
                labels.get(line.key, line.key),
                key,
                label,
                "" if count is None else count,
            )
            yield dict(zip(FIGURES, values, strict=True))


def answer_records(survey: Round, *, viewer: Viewer, language: str) -> tuple[list[Record], list[str]]:
    """One record for each State of which the viewer may read an answer and know whose it is, and the columns.

    A question with several answers has a column for each: 1 where it was named or, where they were ranked, its rank.
    """
    form = survey.questionnaire.form
    names = states.state_names(language, viewer=viewer)
    columns = [
        "iso3",
        "name",
        *(key for question in form.questions() for key, _words in variables(form, question, language)),
    ]
    found: dict[str, Record] = {}
    for row in readable(survey, viewer=viewer):
        question = form.question(row.question)
        if question is None or question.kind == Kind.FILE:
            continue
        blank = dict.fromkeys(columns, "") | {"iso3": row.iso3, "name": names[row.iso3]}
        record = found.setdefault(row.iso3, blank)
        record |= _values(form, question, row.value)
    return list(found.values()), columns


def variables(form: Questionnaire, question: Question, language: str) -> list[tuple[str, str]]:
    """The columns of a question, each with its words."""
    words = in_language(question.label, language)
    match question.kind:
        case Kind.STATEMENT | Kind.FILE:
            return []
        case Kind.SEVERAL | Kind.RANKED:
            return [
                (f"{question.key}.{choice.key}", f"{words} {in_language(choice.label, language)}")
                for choice in form.choices_of(question)
            ]
        case Kind.MATRIX:
            return [
                (f"{question.key}.{row.key}", f"{words} {in_language(row.label, language)}")
                for row in question.rows
            ]
        case _:
            return [(question.key, words)]


def _values(form: Questionnaire, question: Question, value: Any) -> Record:
    match question.kind:
        case Kind.SEVERAL:
            return {
                f"{question.key}.{each.key}": int(each.key in value) for each in form.choices_of(question)
            }
        case Kind.RANKED:
            return {f"{question.key}.{key}": rank for rank, key in enumerate(value, start=1)}
        case Kind.MATRIX:
            return {f"{question.key}.{key}": given for key, given in value.items()}
        case _:
            return {question.key: value}


def spss_archive(survey: Round, *, viewer: Viewer, language: str) -> bytes:
    """The answers as CSV with the syntax by which SPSS and PSPP read it, labels and all."""
    records, columns = answer_records(survey, viewer=viewer, language=language)
    text = {key: _widest(records, key) for key in columns}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answers.csv", "\ufeff" + _plain_csv(records, columns))
        archive.writestr(
            "answers.sps", "\ufeff" + _syntax(survey.questionnaire.form, columns, text, language)
        )
    return file.getvalue()


def _plain_csv(records: Sequence[Record], columns: Sequence[str]) -> str:
    """Line breaks in a cell end a case in SPSS, so there are none."""
    flat = [{key: " ".join(str(value).split()) for key, value in record.items()} for record in records]
    return as_csv(flat, columns)


def _widest(records: Sequence[Record], key: str) -> int:
    return max((len(str(record[key]).encode()) + 1 for record in records), default=1)


def _syntax(form: Questionnaire, columns: Sequence[str], widths: dict[str, int], language: str) -> str:
    words = {"iso3": "ISO 3166-1 alpha-3", "name": "State"}
    named, formats = spss_names(columns), dict[str, str]()
    values: list[str] = []
    for question in form.questions():
        own = variables(form, question, language)
        words |= dict(own)
        if question.kind in _FORMATS:
            formats |= {key: _FORMATS[question.kind] for key, _words in own}
        elif question.kind in (Kind.CHOICE, Kind.MATRIX):
            given = " ".join(
                f"{_quoted(choice.key)} {_quoted(in_language(choice.label, language))}"
                for choice in form.choices_of(question)
            )
            values.append(f"VALUE LABELS {' '.join(named[key] for key, _words in own)} {given}.")
    texts = [key for key in columns if key not in formats]
    formats |= {key: f"A{min(max(widths[key], 64), 32767)}" for key in texts}
    lines = "\n ".join(f"{named[key]} {formats[key]}" for key in columns)
    return "\n".join(
        [
            "* Read by SPSS and PSPP: put it beside answers.csv and run it there.",
            'GET DATA /TYPE=TXT /FILE="answers.csv" /ENCODING="UTF8" /DELCASE=LINE /DELIMITERS=","',
            " /QUALIFIER='\"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /VARIABLES=",
            f" {lines}.",
            *(f"VARIABLE LABELS {named[key]} {_quoted(words[key])}." for key in columns),
            *values,
            f'MISSING VALUES {" ".join(named[key] for key in texts)} ("").',
            "EXECUTE.",
            "",
        ]
    )


def spss_names(columns: Sequence[str]) -> dict[str, str]:
    """Names that SPSS takes: 64 letters at most, none of its own words, none twice, whatever the case."""
    found: dict[str, str] = {}
    taken: set[str] = set(_OWN_WORDS)
    for key in columns:
        name = "".join(each if (each.isascii() and each.isalnum()) or each in "._" else "_" for each in key)
        name = (name if name[:1].isalpha() else f"v{name}")[:60].rstrip("._")
        number, free = 1, name
        while free.lower() in taken:
            number, free = number + 1, f"{name}_{number + 1}"
        taken.add(free.lower())
        found[key] = free
    return found


def _quoted(words: str) -> str:
    """On one line, as long as a label may be, its own quotation marks doubled."""
    flat = " ".join(words.split())[:250]
    return '"' + flat.replace('"', '""') + '"'
