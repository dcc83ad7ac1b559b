"""Who can see a record, and what was done to it, stand on one page; test_leaks finds the ways that lead there."""

import pytest
from tests.access import cast, planting

from accede.access.confidentiality import confidential_models

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("kind", confidential_models())
def test_the_page_of_who_can_see_it_tells_what_was_done(client, kind):
    row = planting.plant(confidential_models()[kind], 3)
    cast.sign_in(client, cast.coordinator_b())
    page = client.get(f"/en/desk/ccm/records/{kind}/{row.pk}/").content.decode()
    assert "Coordinator B" in page
    assert "What was done to it" in page
