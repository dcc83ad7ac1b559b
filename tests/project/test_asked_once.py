"""What several parts of a page ask of the record is asked once, and never longer than for that page."""

from datetime import date

import pytest
from django.test import RequestFactory

from accede.access.viewer import PUBLIC
from accede.asked_once import while_reading
from accede.record.models import Edition, StateName
from accede.record.queries import states, status, treaties
from accede.record.queries.editions import current_edition

pytestmark = pytest.mark.django_db


def names() -> dict[str, str]:
    return states.state_names("en", viewer=PUBLIC)


def test_a_page_asks_once_and_each_asker_gets_a_copy_of_its_own(django_assert_num_queries):
    ccm = treaties.get_treaty("ccm", viewer=PUBLIC)
    with while_reading(RequestFactory().get("/")), django_assert_num_queries(4):
        names().clear()
        assert len(names()) == 197
        assert states.state_names("fr", viewer=PUBLIC)["DEU"] == "Allemagne"
        for day in (date(2026, 1, 1), date(2010, 1, 1), date(2026, 1, 1)):
            standings = status.statuses(ccm, on=day, viewer=PUBLIC)
            assert standings.pop("NOR").startswith("party")


def test_the_next_page_and_whoever_writes_ask_anew():
    with while_reading(RequestFactory().get("/")):
        assert names()["NOR"] == "Norway"
        StateName.objects.filter(kind="short", language="en", state="NOR").update(text="Noreg")
        assert names()["NOR"] == "Norway"  # as the rest of the page has it
    assert names()["NOR"] == "Noreg"
    with while_reading(RequestFactory().post("/")):
        assert names()["NOR"] == "Noreg"
        StateName.objects.filter(kind="short", language="en", state="NOR").update(text="Norway")
        assert names()["NOR"] == "Norway"


def test_what_is_kept_for_an_edition_goes_with_it_and_is_told_where_it_was_asked_for(
    django_assert_num_queries,
):
    def told() -> str:
        with while_reading(RequestFactory().get("/")):
            current_edition(viewer=PUBLIC)
            return names()["NOR"]

    assert told() == "Norway"
    StateName.objects.filter(kind="short", language="en", state="NOR").update(text="Noreg")
    with django_assert_num_queries(1):
        assert told() == "Norway"
    with while_reading(RequestFactory().get("/")):  # what asks for no edition
        assert names()["NOR"] == "Noreg"
    latest = Edition.objects.latest("pk")
    latest.pk = None
    latest.save()
    assert told() == "Noreg"
