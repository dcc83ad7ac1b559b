"""A record is corrected by another row: the old one stays, and no longer counts."""

from datetime import date

import pytest
from tests.factories.record import TreatyActionFactory
from tests.reading import counts, parties, treaty

from accede.access.viewer import PUBLIC
from accede.record.actions import rebuild_spans
from accede.record.models import TreatyAction
from accede.record.queries import status

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def correction():
    """Vanuatu's accession, as if it had been deposited a day earlier than was recorded."""
    wrong = TreatyAction.objects.get(treaty="ccm", state="VUT", kind="accession")
    right = TreatyActionFactory(
        treaty=wrong.treaty,
        state_id="VUT",
        kind="accession",
        action_date=date(2025, 9, 4),
        corrects=wrong,
    )
    rebuild_spans(treaty=wrong.treaty)
    return right


def test_correction_stands_in_place_of_what_it_corrects(correction):
    current = status.current_actions(treaty(), viewer=PUBLIC).filter(state="VUT")
    assert list(current) == [correction]


def test_correction_moves_the_status(correction):
    assert "VUT" in parties(on="2025-09-04")
    assert counts(on="2025-09-04").joined == 112


def test_corrected_row_stays_as_history(correction):
    history = TreatyAction.objects.filter(treaty="ccm", state="VUT").order_by("action_date")
    assert [action.action_date for action in history] == [date(2025, 9, 4), date(2025, 9, 5)]
    assert correction.corrects == history[1]


def test_correction_may_itself_be_corrected(correction):
    last = TreatyActionFactory(
        treaty=correction.treaty,
        state_id="VUT",
        kind="accession",
        action_date=date(2025, 9, 5),
        corrects=correction,
    )
    current = status.current_actions(treaty(), viewer=PUBLIC).filter(state="VUT")
    assert list(current) == [last]
