"""What a survey came to, with figures in it, in a real browser."""

import pytest
from tests.browser.conftest import DESKTOP
from tests.browser.looking import found_by_axe
from tests.desk import SOURCE

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
SCRIPT = """
import sys, django; sys.path.insert(0, sys.argv[1]); django.setup()
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make
from accede.survey import actions
states = "KEN UGA JAM AGO ARG BRA CHN CYP DJI EGY FIN GEO GRC IDN IND".split()
survey = make.opened(states)
for iso3 in states[:10]:
    response = make.response(survey, iso3)
    given = {"reasons": ["PROC", "RIVAL"], "reasons_words": "Not yet.", "consent": "attributable"}
    actions.save_answers(response=response, given=given, consents={}, files={}, at=timezone.now())
    actions.sign_off(response=response, name="A. Person", at=timezone.now())
actions.close_round(survey=survey, by=cast.viewer("coordinator_a"), at=timezone.now())
print(survey.pk)
"""


@pytest.fixture(scope="module")
def survey(desk, site, session_of):
    session_of("coordinator_a")
    own = {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}
    with desk.python("-c", SCRIPT, str(SOURCE.parent), **own) as process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return output.strip()


@pytest.mark.parametrize("seen", [("en", DESKTOP), ("ar", NARROW)], ids=["en", "ar"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, session_of, survey, seen):
    language, viewport = seen
    page = open_page(
        f"/{language}/desk/ccm/survey/analysis/{survey}/",
        session=session_of("coordinator_a"),
        viewport=viewport,
    )

    assert page.locator(".picture-region svg").count() == 1
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
