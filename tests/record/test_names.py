"""A State is found by any of its names, in six languages, with accents or without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.access.viewer import PUBLIC
from accede.record.models import State, StateName
from accede.record.names import fold
from accede.record.queries import states

database = pytest.mark.database


def find(text):
    return states.find_states(text, viewer=PUBLIC)


@pytest.mark.django_db
@database
@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Côte d’Ivoire", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("كوت ديفوار", "CIV"),
        ("Кот-д’Ивуар", "CIV"),
        ("科特迪瓦", "CIV"),
        ("Türkiye", "TUR"),
        ("TURKIYE", "TUR"),
        ("Tu\u0308rkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Turquie", "TUR"),
        ("Турция", "TUR"),
        ("Eswatini", "SWZ"),
        ("Swaziland", "SWZ"),
        ("Burma", "MMR"),
        ("Myanmar", "MMR"),
        ("DRC", "COD"),
        ("RDC", "COD"),
        ("Zaire", "COD"),
        ("Czech Republic", "CZE"),
        ("Cabo Verde", "CPV"),
        ("Cape Verde", "CPV"),
        ("Sao Tome and Principe", "STP"),
        ("Peru", "PER"),
        ("Perú", "PER"),
        ("Lao People's Democratic Republic", "LAO"),
        ("Laos", "LAO"),
        ("Holy See", "VAT"),
        ("State of Palestine", "PSE"),
        ("Macedonia", "MKD"),
        ("The Bahamas", "BHS"),
        ("Йемен", "YEM"),
        ("йемен", "YEM"),
        ("الاردن", "JOR"),
        ("الأردن", "JOR"),
        ("the Republic of Kenya", "KEN"),
        ("KEN", "KEN"),
        ("ken", "KEN"),
        ("ke", "KEN"),
        ("  Kenya  ", "KEN"),
    ],
)
def test_state_is_found_by_a_name(text, iso3):
    assert find(text) == [iso3]


@pytest.mark.django_db
@database
def test_every_name_on_record_finds_its_state():
    for name in StateName.objects.all():
        assert name.state_id in find(name.text), name.text


@pytest.mark.django_db
@database
def test_every_code_finds_its_state():
    for iso3, iso2 in State.objects.values_list("iso3", "iso2"):
        assert (find(iso3), find(iso2.lower())) == ([iso3], [iso3])


@pytest.mark.django_db
@database
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Congo", ["COG"]),  # a whole name goes before a part of another
        ("Guin", ["GIN", "GNB", "GNQ", "PNG"]),
        ("", []),
        ("   ", []),
        ("’", []),
        ("Atlantis", []),
    ],
)
def test_search_gives_whole_names_then_parts(text, found):
    assert find(text) == found


@pytest.mark.django_db
@database
@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_every_state_has_a_short_name_in_each_language(language):
    names = states.state_names(language, viewer=PUBLIC)
    assert len(names) == 197
    assert all(names.values())


@given(st.text())
def test_fold_leaves_what_is_folded(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_does_not_mind_case(text):
    assert fold(text.upper()) == fold(text.upper().lower())
