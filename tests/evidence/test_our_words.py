"""What the desk itself wrote into a record is told in the language of whoever reads it."""

from datetime import date

import pytest
from django.utils import translation

from accede.evidence import our_words
from accede.evidence.our_words import told_again


@pytest.mark.parametrize(
    ("stored", "language", "told"),
    [
        (our_words.of_exchange(date(2026, 4, 3)), "en", "exchange of 3 April 2026"),
        (our_words.of_exchange(date(2026, 4, 3)), "ar", "الاتصال الثنائي بتاريخ 3 نيسان/أبريل 2026"),
        ("échange du 2026-04-03", "zh", "2026年4月3日的交流"),  # as earlier versions stored it
        (our_words.NAMED, "es", "Nombrado en un contacto bilateral."),
        (our_words.IN_A_SURVEY, "fr", "Nommé dans une enquête."),
        ("Survey: Round of 2026", "zh", "调查：Round of 2026"),
        ("A letter of 2026-04-03", "fr", "A letter of 2026-04-03"),  # somebody’s own
    ],
)
def test_our_words_are_told_again_and_those_of_others_stand(stored, language, told):
    with translation.override(language):
        assert told_again(stored) == told
