"""The page on working with a State says what the program offers."""

from tests.docs import pages

from accede.outreach.models import Contact, Exchange, Pledge
from accede.web import words
from accede.web.desk.views import promises, states

PAGE = "docs/exchanges.md"


def _first_column(heading):
    return [row[0] for row in pages.table_rows(pages.section(PAGE, heading))]


def test_page_names_every_level():
    assert _first_column("An exchange in a minute") == [str(label) for label in Exchange.Level.labels]


def test_page_names_every_kind_of_the_timeline_in_its_order():
    assert _first_column("Everything of a State on one page") == [
        str(word) for word in words.ENTRIES.values()
    ]


def test_page_names_contact_points_and_what_becomes_of_a_promise():
    contacts, promised = pages.section(PAGE, "Contacts"), pages.section(PAGE, "Next steps and promises")
    assert len(Contact.Place.values) == 3
    assert "Three contact points" in contacts
    for standing in Pledge.Standing.labels:
        assert str(standing) in promised


def test_page_says_how_much_stands_on_a_page():
    assert (promises.MOST, states.ENTRIES) == (50, 25)
    assert "fifty most pressing" in pages.section(PAGE, "Next steps and promises")
    assert "25 entries a page" in pages.section(PAGE, "Everything of a State on one page")
