"""The evidence that travels with the program, and what another edition of it leaves alone."""

import tomllib

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from tests.access import cast
from tests.evidence.reading import AT, asked, state, told
from tests.reading import day, treaty

from accede.access.encryption import UnreadableTextError
from accede.access.roles import Confidentiality
from accede.access.viewer import PUBLIC
from accede.evidence import actions, queries
from accede.evidence.actions import shipped
from accede.evidence.models import (
    Assessment,
    Incident,
    InterimStep,
    InterpretivePosition,
    Obstacle,
    ObstacleCode,
    Position,
    Statement,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SOURCED = [Obstacle, Position, Statement, Assessment, InterpretivePosition]


def shipped_rows(model):
    rows = model.objects.filter(shipped_key__isnull=False)
    return rows if model is InterimStep else rows.visible_to(PUBLIC)


@pytest.mark.parametrize("model", [*SOURCED, Incident])
def test_what_ships_is_public_and_nobodys(model):
    rows = list(shipped_rows(model))
    assert rows
    assert {(row.confidentiality, row.campaign_id, row.owner_id) for row in rows} == {
        (Confidentiality.PUBLIC, None, None)
    }


@pytest.mark.parametrize("model", SOURCED)
def test_what_ships_cites_a_source_and_says_something(model):
    assert all(row.source_id and row.reading for row in shipped_rows(model))


def test_reasons_known_in_public_are_there():
    """The codes with published evidence, State by State."""
    given = set(shipped_rows(Obstacle).values_list("code_id", "state_id"))
    assert given >= {
        *(("SEC-MIL", iso3) for iso3 in ("POL", "FIN", "LTU")),
        *(("COST-REPL", iso3) for iso3 in ("FIN", "POL")),
        *(("COST-DEST", iso3) for iso3 in ("CYP", "THA")),
        *(("RIVAL", iso3) for iso3 in ("CYP", "KHM")),
        *(("SEC-SIT", iso3) for iso3 in ("CYP", "KHM")),
        *(("CLEAR-10Y", "VNM"), ("BURDEN", "VNM"), ("TEXT-WEAK", "ARG"), ("POWERS", "COD")),
        *(("FORUM-CCW", iso3) for iso3 in ("POL", "BRA", "KOR", "IND")),
        *(("PROC", iso3) for iso3 in ("COD", "KEN")),
        *(("CAPACITY", "MHL"), ("STOCK-REV", "KHM"), ("SILENT", "MHL"), ("SILENT", "TON")),
        *(("CRISIS", iso3) for iso3 in ("HTI", "SDN", "LBY", "YEM")),
    }


def test_what_is_general_knowledge_says_so_and_is_inferred():
    rows = shipped_rows(Obstacle).filter(source="general-knowledge")
    assert {row.state_id for row in rows} == {"BRA", "IND", "KOR", "HTI", "LBY", "SDN", "YEM"}
    assert {row.grade for row in rows} == {Obstacle.Grade.INFERRED}


def test_code_book_speaks_six_languages():
    languages = {code for code, _name in settings.LANGUAGES}
    codes = list(ObstacleCode.objects.filter(shipped=True))
    assert len(codes) >= 15
    assert all(code.names.keys() == code.meanings.keys() == languages for code in codes)


def test_a_further_load_changes_nothing():
    before = {model: list(shipped_rows(model).order_by("pk").values()) for model in (*SOURCED, InterimStep)}
    actions.load_shipped_evidence()
    for model, rows in before.items():
        again = list(shipped_rows(model).order_by("pk").values())
        for row in (*rows, *again):
            for name in ("reading", "own_words", "forum", "speaker", "quotation", "by_whom", "origin"):
                row.pop(name, None)  # encrypted anew
        assert again == rows


def test_what_people_wrote_outlives_another_edition():
    coordinator = cast.viewer("coordinator_a")
    own = actions.record_obstacle(
        state=state("CYP"),
        treaty=treaty(),
        code=ObstacleCode.objects.get(pk="PROC"),
        reading="The bill is to be drafted anew.",
        by=coordinator,
        at=AT,
        **told(date_given="2026-10"),
    )
    current = shipped_rows(Obstacle).get(shipped_key="cyp-2021-security")
    actions.supersede_obstacle(obstacle=current, newer=own, by=coordinator, at=AT)
    heard = shipped_rows(Obstacle).get(shipped_key="cyp-2015-turkiye")
    actions.withdraw_obstacle(obstacle=heard, date_given="2026-09", by=coordinator, at=AT)

    actions.load_shipped_evidence()

    own.refresh_from_db()
    current.refresh_from_db()
    heard.refresh_from_db()
    assert own.reading == "The bill is to be drafted anew."
    assert current.superseded_by_id == own.pk
    assert heard.withdrawn_given == "2026-09"


def edition(monkeypatch, **files):
    """As if these files shipped, and the others as they are."""
    real = shipped._entries  # noqa: SLF001 -- the files that it would read
    monkeypatch.setattr(
        shipped,
        "_entries",
        lambda file, name: tomllib.loads(files[file])[name] if file in files else real(file, name),
    )


def test_what_ships_no_more_goes(monkeypatch):
    edition(
        monkeypatch,
        obstacles="obstacle = []",
        positions="position = []",
        incidents="incident = []",
        statements="statement = []",
    )
    actions.load_shipped_evidence()
    assert not any(
        shipped_rows(model).exists() for model in (Obstacle, Position, Incident, Assessment, Statement)
    )


def test_what_ships_no_more_stays_if_people_built_upon_it(monkeypatch):
    incident = shipped_rows(Incident).get(shipped_key="syria-2012")
    own = actions.record_condemnation(
        incident=incident,
        state=state("CHL"),
        reading="Condemned it.",
        by=cast.viewer("coordinator_a"),
        at=AT,
        **told(),
    )
    edition(monkeypatch, incidents="incident = []", statements="statement = []")
    actions.load_shipped_evidence()
    assert [row.shipped_key for row in shipped_rows(Incident)] == ["syria-2012"]
    assert queries.statements(treaty(), **asked(viewer=cast.viewer("coordinator_a")))[0].pk == own.pk


def test_another_edition_asks_for_no_key(settings):
    """A desk that lost its key has its public evidence again with the next edition."""
    settings.NOTE_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(UnreadableTextError):
        list(shipped_rows(Obstacle))
    actions.load_shipped_evidence()
    assert all(row.reading for row in shipped_rows(Obstacle))


def test_interim_steps_of_the_congo_are_four():
    steps = queries.interim_steps(treaty(), on=day("2026-03-01"), viewer=PUBLIC)
    assert [step.date_given for step in steps if step.state_id == "COD"] == [
        "2011",
        "2012",
        "2014-06",
        "2022-05-30",
    ]
