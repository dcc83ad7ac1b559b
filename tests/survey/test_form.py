"""Questionnaires as data: read, checked, written as XLSForm and read again."""

import io
import zipfile

import openpyxl
import pytest
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st
from pyxform.xls2xform import convert
from tests.factories import survey

from accede.survey.form import answering, checking, conditions, reading, shipped, xlsform
from accede.survey.form.answering import Wrong, WrongAnswerError
from accede.survey.form.faults import FormError
from accede.survey.form.questions import Kind, translations
from accede.told import Told, said

SMALL = """
key: small
title: {en: Small}
choices:
  yes_no: [{key: "yes", label: "Yes"}, {key: "no", label: "No"}]
sections:
  - key: first
    title: {en: First}
    questions:
      - {key: a, kind: choice, label: "A?", choices: yes_no}
      - {key: b, kind: number, label: "B?", relevant: "${a} = 'yes'", required: true}
      - {key: c, kind: text, label: "C?", relevant: "${b} > 3"}
"""


def test_shipped_questionnaire_is_whole_in_six_languages():
    questionnaire = shipped.questionnaire()
    assert [each.language for each in translations(questionnaire) if not each.is_whole] == []
    assert {each.kind for each in questionnaire.questions()} == set(Kind)


def test_shipped_questionnaire_comes_back_from_xlsform_and_yaml():
    questionnaire = shipped.questionnaire()
    assert xlsform.read(xlsform.write(questionnaire)) == questionnaire
    assert reading.read_yaml(reading.write_yaml(questionnaire)) == questionnaire


@pytest.mark.django_db
@pytest.mark.database
def test_lists_of_choices_stand_in_the_order_in_which_questions_come_to_them():
    """Whatever order a database keeps them in; one that no question uses is the last."""
    lists = '  yes_no: [{key: "yes", label: "Yes"}]\n'
    more = "".join(lists.replace("yes_no", name) for name in ("unused", "z", "long_name", "a"))
    asks = '      - {key: KEY, kind: choice, label: "?", choices: KEY}\n'
    text = SMALL.replace("sections:", f"{more}sections:") + "".join(
        asks.replace("KEY", key) for key in ("z", "long_name")
    )
    kept = survey.questionnaire(reading.read_yaml(text))
    kept.refresh_from_db()
    assert list(kept.form.choices) == ["yes_no", "z", "long_name", "a", "unused"]
    assert list(xlsform.read(xlsform.write(kept.form)).choices) == list(kept.form.choices)
    assert list(reading.to_data(kept.form)["choices"]) == list(kept.form.choices)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("${a} = 'yes'", "${nothing} = 'yes'", "b: It rests on “nothing”, which no question is called."),
        ("${a} = 'yes'", "${c} = 'x'", "b: The conditions run in a circle: b → c → b."),
        ("${a} = 'yes'", "${b} = 1", "b: The conditions run in a circle: b → b."),
        ("${a} = 'yes'", "${a} = 'maybe'", "b: “maybe” is no choice of “a”."),
        ("${a} = 'yes'", "${a} =", "b: “the end” stands where a text in quotation marks is expected."),
        ("choices: yes_no}", "choices: none}", "a: There are no choices called “none”."),
        ("key: c,", "key: b,", "b: There are two of this name."),
        ("kind: text", "kind: song", "sections[1].questions[3].kind: It is one of: choice"),
        ("title: {en: Small}", "title: {de: Klein}", "title: “de” means nothing here."),
        ("title: {en: Small}", "title: {en: Small", "line 4, column 8: This is not YAML."),
        ("title: {en: Small}", "title: &t {en: Small}\nintro: *t", "This is not YAML."),
    ],
)
def test_a_faulty_questionnaire_says_what_and_where(before, after, says):
    assert before in SMALL
    with pytest.raises(FormError) as error:
        reading.read_yaml(SMALL.replace(before, after, 1))
    assert says in str(error.value)
    with translation.override("fr"):
        for fault in error.value.faults:
            assert isinstance(fault.words, Told)
            assert said(fault.words, gettext) != fault.words


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "says"),
    [
        (
            "survey",
            "A3",
            "geopoint",
            "sheet survey, row 3, column A (type): Questions of the type “geopoint”",
        ),
        ("survey", "B3", None, "sheet survey, row 3, column B (name): This is empty."),
        ("survey", "P4", "${zz} = 1", "sheet survey, row 4, column P (relevant), b: It rests on “zz”"),
        ("survey", "A6", None, "sheet survey, row 2, column A (type): This group has no end."),
        ("choices", "A2", None, "sheet choices, row 2, column A (list_name): This is empty."),
        (
            "survey",
            "I3",
            "Since ${b}?",
            "sheet survey, row 3, column I (hint), a: No answer can stand within",
        ),
        (
            "survey",
            "D1",
            "label::Arabic (ar)",
            "row 1, column D: There are two columns called “label::Arabic",
        ),
        ("settings", "A1", True, "sheet settings, row 1, column A: The name of a column is a text."),
        ("survey", "Q3", "${zz}", "sheet survey, row 3, column Q (appearance): Kobo and ODK do not take"),
        ("survey", "R2", "all", "sheet survey, row 2, column R (accede): It is one of: record."),
        ("survey", "C1", "label::Klingon (tlh)", "sheet survey, row 1, column C: “label::Klingon (tlh)”"),
    ],
)
def test_a_malformed_xlsform_says_sheet_row_and_column(sheet, cell, value, says):
    book = openpyxl.load_workbook(io.BytesIO(xlsform.write(reading.read_yaml(SMALL))))
    book[sheet][cell] = value
    changed = io.BytesIO()
    book.save(changed)
    with pytest.raises(FormError) as error:
        xlsform.read(changed.getvalue())
    assert says in str(error.value)


def _with_a_broken_sheet():
    """It opens well, and is taken apart only when its rows are read."""
    whole, broken = io.BytesIO(xlsform.write(reading.read_yaml(SMALL))), io.BytesIO()
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(broken, "w") as spoilt:
        for name in parts.namelist():
            part = parts.read(name)
            spoilt.writestr(name, part[:-30] if name.startswith("xl/worksheets/sheet") else part)
    return broken.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"%PDF-1.7", _with_a_broken_sheet()])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(FormError, match="This is no workbook"):
        xlsform.read(content)


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_is_refused(text):
    try:
        conditions.parse(text)
    except conditions.ConditionError:
        return


@given(st.dictionaries(st.sampled_from("abcde"), st.sets(st.sampled_from("abcde"))))
def test_a_circle_is_found_where_there_is_one(rests):
    """Whoever takes away, again and again, what rests on nothing is left with the circles."""
    left = {key: set(values) & set(rests) for key, values in rests.items()}
    while free := {key for key, values in left.items() if not values}:
        left = {key: values - free for key, values in left.items() if key not in free}
    assert bool(checking.circles(rests)) == bool(left)


@given(st.sampled_from(["yes", "no", None]), st.none() | st.integers(-9, 9))
def test_what_is_not_asked_counts_as_not_answered(first, number):
    """C waits for B, which waits for A."""
    questionnaire = reading.read_yaml(SMALL)
    answers = {"a": first, "b": None if number is None else str(number)}
    asked = answering.asked(questionnaire, answers)
    assert asked["b"] == (first == "yes")
    assert asked["c"] == (first == "yes" and number is not None and number > 3)
    lacks = [each.key for each in answering.lacking(questionnaire, answers)]
    assert lacks == (["b"] if first == "yes" and number is None else [])


@pytest.mark.parametrize(
    ("key", "given_as", "kept"),
    [
        ("reasons", {"PROC": "2", "RIVAL": "1", "LEGAL": ""}, ["RIVAL", "PROC"]),
        ("reasons", {"PROC": "1", "RIVAL": "1"}, Wrong.TWICE),
        ("reasons", {"PROC": "first"}, Wrong.NO_NUMBER),
        ("help", ["translation", "drafting"], ["drafting", "translation"]),
        ("help", ["money"], Wrong.NOT_OFFERED),
        ("stock", "12 000,5", "12000.5"),
        ("stock", "many", Wrong.NO_NUMBER),
        ("expected", "2026-02-30", Wrong.NO_DATE),
        ("norm", {"use": "agree", "resolution": ""}, {"use": "agree"}),
        ("ministry", "x" * 20_001, Wrong.TOO_LONG),
        ("consent", "attributable", "attributable"),
        ("position", "", None),
    ],
)
def test_an_answer_is_kept_as_its_kind_asks(key, given_as, kept):
    questionnaire = shipped.questionnaire()
    question = questionnaire.question(key)
    if isinstance(kept, Wrong):
        with pytest.raises(WrongAnswerError) as error:
            answering.answer(questionnaire, question, given_as)
        assert error.value.why == kept
    else:
        assert answering.answer(questionnaire, question, given_as) == kept


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("note.exe", b"MZ", Wrong.NO_SUCH_FILE),
        ("note.pdf", b"PK\x03\x04", Wrong.NOT_WHAT_IT_SAYS),
        ("note.txt", b"a\x00b", Wrong.NOT_WHAT_IT_SAYS),
        ("note.pdf", b"%PDF-" + b"x" * 4_000_000, Wrong.TOO_LARGE),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content, why):
    with pytest.raises(WrongAnswerError) as error:
        answering.insist_on_file(name, content)
    assert error.value.why == why


def test_what_is_exported_is_a_form_to_kobo_and_odk():
    content = xlsform.write(shipped.questionnaire())
    made = convert(io.BytesIO(content), validate=False, file_type=".xlsx")
    for text in ("Arabic (ar)", "Non", "odk:rank"):
        assert text in made.xform


def test_a_workbook_that_kobo_and_odk_refuse_is_refused():
    book = openpyxl.load_workbook(io.BytesIO(xlsform.write(reading.read_yaml(SMALL))))
    book["survey"]["M2"] = "maybe ${"
    book["survey"]["O2"] = "${"
    changed = io.BytesIO()
    book.save(changed)
    with pytest.raises(FormError):
        xlsform.read(changed.getvalue())
