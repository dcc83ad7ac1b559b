"""From the page on which a record stands one comes to who can see it, and to what was done to it."""

import re

import pytest
from tests.access import cast, planting
from tests.web.test_leaks import everywhere, text_of

from accede.access.confidentiality import confidential_models

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# Kinds that no page shows one by one (an attachment goes with its message, answers stand under their questions, needs under
# who has them, stages and guests under their event); a move is shown where its stage is a real one, which a planted row
# has not.
WITHOUT_A_PAGE = {"attachment", "version", "remark", "reviewround", "move", "response", "answer", "needs"} | {
    "eventmove",
    "eventguest",
    "eventfollowed",
}
LINK = re.compile(r'href="/en/desk/[a-z-]+/records/([a-z]+)/\d+/"')


def test_every_kind_of_record_leads_to_who_can_see_it(client):
    planted = planting.plant_everything()
    cast.sign_in(client, cast.coordinator_b())
    linked = set()
    for path in everywhere(planted):
        if path.startswith("/en/desk/") and "/records/" not in path and "/search/" not in path:
            linked |= set(LINK.findall(text_of(client.get(path))))
    assert set(confidential_models()) - linked == WITHOUT_A_PAGE


@pytest.mark.parametrize("kind", confidential_models())
def test_the_page_of_who_can_see_it_tells_what_was_done(client, kind):
    row = planting.plant(confidential_models()[kind], 3)
    cast.sign_in(client, cast.coordinator_b())
    page = client.get(f"/en/desk/ccm/records/{kind}/{row.pk}/").content.decode()
    assert "Coordinator B" in page
    assert "What was done to it" in page
