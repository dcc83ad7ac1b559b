"""Reasons that imports put down in English are known to the pages, which say them in the reader's language."""

import pytest
from tests.record.imports.bringing import preview

from accede.web import reasons
from accede.web.templatetags.accede import told

pytestmark = pytest.mark.django_db

ROWS = """state,kind,date
Frence,accession,2026-11-09
,accession,2026-11-09
Tuvalu,accession,2027-01-01
Tuvalu,accession,2001-01-01
France,ratification,2009-09-25
France,ratification,2012-01-01
Tu\u202evalu,accession,2026-11-09
"""


def test_reasons_of_a_tables_rows_have_words(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="utf-8")
    whys = [line.why for line in preview("table", path, treaty="ccm").plan.findings if line.why]
    assert len(whys) >= 6
    without = [why for why in whys if not reasons.has_words(why)]
    assert without == []


def test_a_reason_without_other_words_stays_as_it_is():
    assert reasons.in_words("25-18-0 are not the totals") == "25-18-0 are not the totals"
    assert reasons.in_words('"Cote d\'Ivore" is not a name on record').startswith("“Cote d'Ivore” is not")


def test_what_stands_without_an_act_is_told_with_its_day():
    assert told("no such action until 2026-03") == "no such action until March 2026"
    assert told("no vote") == "no vote on record"
