"""What figures count, as each of the six languages puts it after their number."""

import pytest
from django.template import Context, Template
from django.utils import translation

from accede.campaign.measures import MEASURES
from accede.campaign.models import Activity
from accede.record import units

STATES = {
    "en": {1: "State", 5: "States", 1.5: "States"},
    "ar": {0: "دولة", 1: "دولة", 2: "دولتان", 5: "دول", 13: "دولة", 100: "دولة", 1.5: "دولة"},
    "zh": {1: "个国家", 5: "个国家"},
    "fr": {0: "État", 1: "État", 2: "États", -1: "État"},
    "ru": {1: "государство", 2: "государства", 5: "государств", 21: "государство", 1.5: "государства"},
    "es": {1: "Estado", 2: "Estados"},
}


@pytest.mark.parametrize("language", STATES)
def test_a_unit_takes_the_form_that_its_number_asks_for(language):
    with translation.override(language):
        assert {number: units.after(number, "States") for number in STATES[language]} == STATES[language]


def test_whatever_is_counted_has_its_forms():
    counted = {each.unit for each in MEASURES.values()} | {
        each.value for each in Activity.Counts if each.value
    }
    assert counted <= set(units.FORMS) | set(units.SHARES)


@pytest.mark.parametrize(
    ("language", "key", "value", "told"),
    [
        ("en", "yes-share", 0.9312, "93.1%"),
        ("fr", "reasons-known-share", 41.5, "41,5\u00a0%"),
        ("zh", "yes-share", 1, "100%"),
        ("zh", "states-met", 13, "13个国家"),
        ("ar", "new-parties", 3, "3 أطراف"),
        ("ru", "exchanges-held", 22, "22 контакта"),
    ],
)
def test_a_page_tells_a_figure_with_its_unit_and_a_share_with_its_sign(language, key, value, told):
    template = Template("{{ value|figure:measure }}{{ value|unit_after:measure }}")
    with translation.override(language):
        assert template.render(Context({"value": value, "measure": MEASURES[key]})).strip() == told
