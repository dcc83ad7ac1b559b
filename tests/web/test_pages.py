"""What the pages say."""

import csv
import html
import io
import json
import re

import openpyxl
import pytest
from tests.web.addresses import LANGUAGES, address

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def text_of(client, path):
    """The page's words, without its markup."""
    page = client.get(path).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def rows_of(client, path):
    """The names in the first column of the page's last table."""
    page = client.get(path).content.decode()
    body = page.rpartition("<tbody>")[2]
    return [html.unescape(name) for name in re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', body)]


# ---------------------------------------------------------------- the treaty's page


@pytest.mark.parametrize(
    ("on", "joined", "in_force", "signatories", "neither"),
    [
        ("2010-08-01", 38, 30, 70, 89),
        ("2017-08-01", 102, 100, 17, 78),
        ("2025-03-05", 112, 112, 12, 73),
        ("2025-03-06", 111, 111, 12, 74),
        ("2026-02-01", 112, 111, 12, 73),
    ],
)
def test_the_figures_are_those_of_the_day(client, on, joined, in_force, signatories, neither):  # noqa: PLR0917 -- a table, column by column
    page = client.get(address("treaty"), {"on": on}).content.decode()

    shown = dict(re.findall(r'figure__number" data-count="(\w+)">(\d+)<', page))
    assert {key: int(number) for key, number in shown.items()} == {
        "joined": joined,
        "in_force": in_force,
        "signatories": signatories,
        "neither": neither,
    }


def test_the_map_shows_each_of_the_197_in_its_status(client):
    page = client.get(address("treaty"), {"on": "2026-02-01"}).content.decode()
    _before, _at, world = page.partition('class="world"')
    world = world.partition("</svg>")[0]

    assert len(re.findall(r"data-state=", world)) == 197
    assert len(re.findall(r'st st--party"', world)) == 111
    assert len(re.findall(r'st st--party-pending"', world)) == 1
    assert len(re.findall(r'st st--signatory"', world)) == 12
    assert len(re.findall(r'st st--former"', world)) == 1


def test_the_boundaries_note_stands_under_the_map(client):
    page = client.get(address("treaty")).content.decode()

    assert "no opinion on the legal status" in page[page.index('class="world"') : page.index("</figure>")]


def test_what_changed_tells_who_when_how_and_where_from(client):
    text = text_of(client, f"{address('treaty')}?on=2026-03-01")
    recent = text[text.index("What changed in two years") : text.index("How adherence grew")]

    assert [recent.index(day) for day in ("1 March 2026", "5 September 2025", "6 March 2025")] == sorted(
        recent.index(day) for day in ("1 March 2026", "5 September 2025", "6 March 2025")
    )
    assert "Vanuatu : Party, not yet in force (accession) ICBL-CMC" in recent
    assert "Lithuania : Former Party (withdrawal)" in recent


def test_two_quiet_years_say_so(client):
    assert "Nothing changed" in text_of(client, f"{address('treaty')}?on=2008-06-30")


def test_the_table_behind_the_curve_ends_where_the_curve_ends(client):
    text = text_of(client, f"{address('treaty')}?on=2026-03-01")

    assert "At the end of Africa Americas Asia Europe Oceania Parties 2008 " in text
    assert re.search(r"1 March 2026 \d+ \d+ \d+ \d+ \d+ 112", text)


def test_a_day_before_the_treaty_has_nobody_and_says_why(client):
    text = text_of(client, f"{address('treaty')}?on=2000-01-01")

    assert "On this day the treaty did not exist yet. It was adopted on 30 May 2008." in text
    assert "How adherence grew" not in text


def test_an_old_record_says_so_wherever_it_is_used(client):
    warning = "may be out of date"

    assert warning in text_of(client, "/en/treaties/ccw-pv/")
    assert warning in text_of(client, "/en/treaties/ccw-pv/status/")
    assert warning in text_of(client, f"{address('targets')}?category=ccw-pv-party&on=2026-03-01")
    assert warning not in text_of(client, f"{address('targets')}?category=apmbc-party&on=2026-03-01")
    assert warning not in text_of(client, "/en/treaties/ccw-pv/?on=2015-06-01")


@pytest.mark.parametrize(
    "key", ["apmbc", "att", "bwc", "ccw", "ccw-art1", "ctbt", "cwc", "npt", "rome", "tpnw"]
)
@pytest.mark.parametrize("page", ["", "status/", "targets/", "votes/", "history.json"])
def test_every_treaty_has_every_page(client, key, page):
    assert client.get(f"/en/treaties/{key}/{page}").status_code == 200


def test_the_history_for_the_slider_holds_the_changes_of_each_state(client):
    told = client.get(address("history")).json()

    assert told["adopted"] == "2008-05-30"
    assert told["states"]["LTU"] == [
        ["2008-12-03", "signatory"],
        ["2011-03-24", "party-pending"],
        ["2011-09-01", "party"],
        ["2025-03-06", "former"],
    ]


# ---------------------------------------------------------------- the status table


def test_the_table_is_filtered_by_status_group_and_language(client):
    base = f"{address('status')}?on=2026-03-01"

    assert rows_of(client, f"{base}&group=asean&status=party") == [
        "Lao People's Democratic Republic",
        "Philippines",
    ]
    assert rows_of(client, f"{base}&speaks=pt&status=signatory") == ["Angola"]
    assert len(rows_of(client, base)) == 197


def test_the_table_is_sorted_both_ways_with_the_unknown_last(client):
    base = f"{address('status')}?on=2026-03-01&status=party"

    first = rows_of(client, f"{base}&sort=consent")
    last = rows_of(client, f"{base}&sort=-consent")

    assert (first[0], last[0]) == ("Holy See", "Vanuatu")
    assert rows_of(client, f"{address('status')}?on=2026-03-01&sort=-withdrawal")[0] == "Lithuania"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_in_the_order_of_the_language(client, language):
    names = rows_of(client, address("status", language))

    assert len(names) == 197
    assert (
        names[0]
        == {
            "ar": "آيسلندا",
            "zh": names[0],
            "en": "Afghanistan",
            "fr": "Afghanistan",
            "ru": names[0],
            "es": "Afganistán",
        }[language]
    )


def test_a_date_that_is_not_firm_carries_its_mark(client):
    page = client.get(f"{address('status')}?on=2026-03-01").content.decode()
    rwanda = page[page.index(">Rwanda<") : page.index("</tr>", page.index(">Rwanda<"))]

    assert (
        rwanda.count("(day not verified)") == 2
    )  # the deposit, and the entry into force that follows from it


def test_no_row_is_an_answer_too(client):
    assert "No State passes all of these filters" in text_of(
        client, f"{address('status')}?status=party&on=2000-01-01"
    )


# ---------------------------------------------------------------- downloads


def test_csv_json_and_xlsx_hold_the_same_rows_as_the_page(client):
    query = "?on=2026-03-01&status=signatory&sort=-signature"
    shown = rows_of(client, f"{address('status')}{query}")

    as_csv = list(
        csv.DictReader(io.StringIO(client.get(f"/en/treaties/ccm/status.csv{query}").content.decode()))
    )
    as_json = json.loads(client.get(f"/en/treaties/ccm/status.json{query}").content)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/en/treaties/ccm/status.xlsx{query}").content))
    head, *as_xlsx = book.active.iter_rows(values_only=True)

    assert len(shown) == 12
    assert (
        [row["name"] for row in as_csv]
        == [row["name"] for row in as_json]
        == [row[1] for row in as_xlsx]
        == shown
    )
    assert list(as_csv[0]) == list(as_json[0]) == list(head)
    assert as_csv[0]["in_force"] == "no"
    assert as_json[0]["in_force"] is False


def test_a_download_speaks_the_language_of_its_page(client):
    rows = client.get("/es/treaties/ccm/status.json?on=2026-03-01&status=signatory").json()

    assert "Haití" in [row["name"] for row in rows]


def test_there_are_three_kinds_of_download(client):
    answer = client.get("/en/treaties/ccm/status.pdf")

    assert answer.status_code == 404
    assert b"csv" in answer.content


# ---------------------------------------------------------------- whom to approach


@pytest.mark.parametrize(
    ("category", "count"),
    [
        ("signatory", 12),
        ("apmbc-party", 52),
        ("ccw-apii-party", 33),
        ("ccw-pv-party", 28),
        ("declared-support", 5),
    ],
)
def test_each_list_names_its_states_with_evidence_source_and_age(client, category, count):
    path = f"{address('targets')}?category={category}&on=2026-03-01"
    page = client.get(path).content.decode()

    assert len(rows_of(client, path)) == count
    body = page.rpartition('<table class="targets ')[2]
    assert body.count("as of") == count


def test_the_whole_voting_record_is_shown_and_steady_support_can_be_filtered(client):
    base = f"{address('targets')}?category=voted-yes&on=2026-03-01&resolution=A/RES/74/62"
    page = client.get(base).content.decode()
    algeria = page[page.index(">Algeria<") : page.index("</tr>", page.index(">Algeria<"))]

    assert len(rows_of(client, base)) == 39
    assert re.findall(r'vote--(\w+)"', algeria) == ["abstain", "yes", "yes", "yes", "yes"]
    assert len(rows_of(client, f"{base}&always=yes")) == 29


def test_two_days_are_compared_with_reasons(client):
    text = text_of(client, f"{address('targets')}?since=2025-03-01&on=2025-03-10")

    assert "What changed between 1 March 2025 and 10 March 2025" in text
    assert (
        "Lithuania Parties to the Anti-Personnel Mine Ban Convention Convention on Cluster Munitions: withdrawal, 6 March 2025"
        in text
    )


# ---------------------------------------------------------------- votes


def test_the_matrix_has_193_members_and_ten_votes(client):
    page = client.get(f"{address('votes')}?on=2026-03-01").content.decode()
    body = page.rpartition("<tbody>")[2]

    assert body.count("<tr>") == 193 + 1  # and the foot
    assert body.count('class="vote ') == 1930


def test_movers_between_two_votes(client):
    text = text_of(client, f"{address('votes')}?first=A/RES/73/54&second=A/RES/74/62")
    moved = text[text.index("Who moved between two votes") : text.index("State by resolution")]

    assert "Uganda" in moved
    assert "Cyprus" not in moved


def test_totals_hold_the_first_committee_apart(client):
    text = text_of(client, address("votes"))

    assert "A/RES/76/47 First Committee 2021 140 1 39" in text
    assert "A/RES/76/47 Plenary 6 December 2021 146 1 37" in text


# ---------------------------------------------------------------- States


def test_a_states_page_tells_every_treaty_each_date_with_its_source(client):
    text = text_of(client, "/en/states/ltu/?on=2026-03-01")

    assert "withdrawal: 6 September 2024 , in effect on 6 March 2025" in text.replace("2024,", "2024 ,")
    assert text.count("as of") > 20
    assert "Abstained" in text


def test_a_states_clocks_run_from_entry_into_force(client):
    text = text_of(client, "/en/states/vut/?on=2026-03-01")

    assert "28 August 2026 initial transparency report Convention on Cluster Munitions, article 7(1)" in text
    assert "1 March 2034 destruction of stockpiles" in text


@pytest.mark.parametrize(
    "address_", ["/en/states/xyz/", "/en/states/germani/", "/fr/treaties/cmm/", "/en/none/"]
)
def test_what_is_not_there_is_told_with_what_is_near(client, address_):
    answer = client.get(address_)

    assert answer.status_code == 404
    assert b"<h1>" in answer.content


def test_a_misspelt_state_meets_its_likeliest_names(client):
    assert "Lithuania" in text_of(client, "/en/states/?q=Lithunia")
    assert "Germany" in text_of(client, "/en/states/germani/")


def test_a_misspelt_treaty_meets_its_likeliest_keys(client):
    assert 'href="/en/treaties/ccm/"' in client.get("/en/treaties/cmm/").content.decode()


# ---------------------------------------------------------------- every page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_direction_and_the_other_five(client, language):
    page = client.get(address("treaty", language)).content.decode()
    tag = "zh-Hans" if language == "zh" else language

    assert f'<html lang="{tag}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert page.count('<link rel="alternate" hreflang=') == 6
    assert page.count("<h1>") == 1
