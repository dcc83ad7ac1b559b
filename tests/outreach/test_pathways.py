"""Roads to joining: what ships, what people alter, and who may know of it."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast

import accede.outreach
from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry, Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import PUBLIC, audience
from accede.outreach import stages
from accede.outreach.actions import pathways as actions
from accede.outreach.models import Move, Pathway
from accede.outreach.queries import pathways as queries
from accede.record.models import Source, State

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ON = AT.date()
LANGUAGES = {"ar", "zh", "en", "fr", "ru", "es"}
SECRET = "Heard from the legal adviser over lunch"


def ccm():
    return Campaign.objects.get(pk="ccm")


def state(iso3):
    return State.objects.get(pk=iso3)


def asked(on=ON, viewer=PUBLIC):
    return {"campaign": ccm(), "on": on, "viewer": viewer, "language": "en"}


def road(iso3, **more):
    return queries.pathway(state(iso3), **asked(**more))


def go(iso3, stage, date_given, *, who="coordinator_a", to=Confidentiality.COORDINATORS_AND_ISU, **more):
    return actions.move(
        campaign=ccm(),
        state=state(iso3),
        stage=stage,
        date_given=date_given,
        confidentiality=to,
        by=cast.viewer(who),
        at=AT,
        **({"evidence": SECRET} | more),
    )


def as_run_by(who="coordinator_a"):
    return {"campaign": ccm(), "by": cast.viewer(who), "at": AT}


def told(road_):
    return [(step.stage.key, step.date_given, step.way) for step in reversed(road_.steps)]


# --- the data


def test_stages_and_kinds_of_road_are_named_in_six_languages():
    for each in [*stages.stages().values(), *stages.templates().values()]:
        assert set(each.names) == LANGUAGES, each.key
        assert all(each.names.values()), each.key


def test_every_stage_of_a_template_is_there_and_in_its_usual_order():
    known = stages.stages()
    for template in stages.templates().values():
        orders = [known[key].order for key in template.stages]
        assert orders == sorted(orders)
        assert not any(known[key].by_record for key in template.stages)


def test_shipped_moves_stand_on_roads_and_have_sources():
    text = (Path(accede.outreach.__file__).parent / "shipped/pathways.toml").read_text(encoding="utf-8")
    moves = tomllib.loads(text)["move"]
    sources = set(Source.objects.values_list("pk", flat=True))
    for entry in moves:
        assert entry["source"] in sources
        usual = stages.usual_template(entry["state"], entry["treaty"])
        assert entry["stage"] in usual.stages, entry["key"]
    assert {entry["state"] for entry in moves} >= {"COD", "SSD", "VUT"}


# --- what the public record tells


def test_congo_went_through_both_chambers_back_to_the_court_and_never_deposited():
    congo = road("COD")
    assert told(congo) == [
        ("chamber-1", "2011", "first"),
        ("chamber-2", "2013-11-28", "forward"),
        ("assent", "2014", "forward"),
        ("constitutional-review", "2015-06", "back"),
    ]
    assert congo.now.key == "constitutional-review"
    assert [stage.key for stage in congo.steps[1].passed_over] == ["constitutional-review"]
    assert [stop.place for stop in congo.stops if stop.stage.key in ("deposit", "entry-into-force")] == [
        "ahead",
        "ahead",
    ]
    (assent,) = [stop for stop in congo.stops if stop.stage.key == "assent"]
    assert (assent.place, assent.been, assent.date_given) == ("ahead", True, "2014")


def test_signatory_has_decided_already_and_another_has_still_to_decide():
    assert "decision" not in road("COD").own_stages
    assert "decision" in road("VUT").own_stages


def test_parliament_is_not_the_deposit_and_the_record_tells_of_that():
    assert road("SSD", on=date(2023, 8, 2)).now.key == "chamber-1"
    assert road("SSD", on=date(2023, 8, 3)).now.key == "deposit"
    in_force = road("SSD", on=date(2024, 2, 1))
    assert (in_force.now.key, in_force.since) == ("entry-into-force", "2024-02-01")
    with pytest.raises(ValidationError) as refused:
        go("KEN", "deposit", "2026-01-05")
    assert list(refused.value.message_dict) == ["stage"]


def test_road_is_told_as_it_was_known_on_the_day():
    assert told(road("VUT", on=date(2019, 12, 31))) == [
        ("cabinet", "2011-04", "first"),
        ("consultation", "2019-07", "back"),
    ]
    assert road("VUT", on=date(2011, 3, 31)).now is None


def test_board_has_each_begun_road_once_under_its_stage():
    columns = queries.board(ccm(), on=ON, viewer=PUBLIC, language="en")
    where = {each.iso3: column.stage.key for column in columns for each in column.roads}
    assert where["COD"] == "constitutional-review"
    assert where["VUT"] == "entry-into-force"
    assert where["CYP"] == "bill"
    assert len(where) == sum(len(column.roads) for column in columns)
    assert "AFG" not in where  # Party, and nothing is on record of its road


def test_table_of_everyone_has_all_states_not_party():
    begun = queries.table(ccm(), on=ON, viewer=PUBLIC, language="en")
    everyone = queries.table(ccm(), on=ON, viewer=PUBLIC, language="en", everyone=True)
    outside = [each for each in everyone if not each.shade.startswith("party")]
    assert len(outside) == 85
    assert {each.iso3 for each in begun} < {each.iso3 for each in everyone}


# --- what people write


def test_move_may_go_forward_skip_and_go_back():
    go("AGO", "interest", "2024")
    go("AGO", "cabinet", "2025-02")
    go("AGO", "consultation", "2025-06-01")
    angola = road("AGO", viewer=cast.viewer("support_unit_officer"))
    assert told(angola) == [
        ("interest", "2024", "first"),
        ("cabinet", "2025-02", "forward"),
        ("consultation", "2025-06-01", "back"),
    ]
    assert [stage.key for stage in angola.steps[1].passed_over] == [
        "lead-ministry",
        "consultation",
        "legal-scrutiny",
        "translation",
    ]
    assert angola.steps[0].by == "Coordinator A"
    assert angola.steps[0].evidence == SECRET
    places = {stop.stage.key: stop.place for stop in angola.stops}
    assert (places["interest"], places["lead-ministry"], places["cabinet"]) == (
        "behind",
        "passed-over",
        "ahead",
    )


def test_road_is_altered_for_one_state_alone():
    actions.choose_pathway(state=state("AGO"), template="bicameral", **as_run_by())
    own = road("AGO", viewer=cast.viewer("coordinator_b")).own_stages
    assert "chamber-2" in own
    mine = ["consultation", "regional-assent", "cabinet", "instrument"]
    actions.alter_pathway(state=state("AGO"), stages=mine, **as_run_by())
    assert road("AGO", viewer=cast.viewer("coordinator_b")).own_stages == mine
    assert "regional-assent" not in road("KEN", viewer=cast.viewer("coordinator_b")).own_stages


def test_a_move_to_a_stage_that_was_omitted_later_stays_on_the_road():
    go("AGO", "committee", "2025-02")
    actions.alter_pathway(state=state("AGO"), stages=["cabinet", "chamber-1"], **as_run_by())
    angola = road("AGO", viewer=cast.viewer("coordinator_a"))
    assert angola.own_stages == ["cabinet", "committee", "chamber-1"]
    assert angola.now.key == "committee"


def test_last_check_is_told_with_day_and_person_and_falls_due_again():
    coordinator = cast.viewer("coordinator_a")
    assert road("AGO", viewer=coordinator).check_is_due
    actions.check_pathway(state=state("AGO"), **as_run_by())
    checked = road("AGO", viewer=coordinator)
    assert (checked.checked_on, checked.checked_by, checked.check_is_due) == (ON, "Coordinator A", False)
    assert road("AGO", viewer=coordinator, on=date(2027, 2, 23)).check_is_due


def test_error_is_taken_back_and_kept_in_the_trail():
    wrong = go("AGO", "cabinet", "2025-02")
    actions.take_back_move(move=wrong, by=cast.viewer("support_unit_officer"), at=AT)
    assert road("AGO", viewer=cast.viewer("coordinator_a")).steps == []
    assert AuditEntry.objects.first().changes == {"taken_back": [False, True]}


def test_shipped_move_is_not_taken_back():
    shipped = Move.objects.visible_to(PUBLIC).filter(state="COD").first()
    with pytest.raises(NotAllowedError):
        actions.take_back_move(move=shipped, by=cast.viewer("coordinator_a"), at=AT)


def test_another_edition_leaves_what_people_wrote():
    go("AGO", "cabinet", "2025-02")
    before = sorted(Move.objects.unguarded(because="counted").values_list("pk", "state_id", "day"))
    actions.load_shipped_moves()
    assert sorted(Move.objects.unguarded(because="counted").values_list("pk", "state_id", "day")) == before


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"stage": "tea"}, "stage"),
        ({"stage": "chamber-2"}, "stage"),  # not on a road of one chamber
        ({"date_given": ""}, "date_given"),
        ({"date_given": "soon"}, "date_given"),
        ({"date_given": "2027"}, "date_given"),
        ({"evidence": " "}, "evidence"),
        ({"to": Confidentiality.PUBLIC}, "source"),
    ],
)
def test_move_that_makes_no_sense_is_refused(more, field):
    before = AuditEntry.objects.count()
    with pytest.raises(ValidationError) as refused:
        go("AGO", more.pop("stage", "cabinet"), more.pop("date_given", "2025"), **more)
    assert list(refused.value.message_dict) == [field]
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("mine", [[], ["tea"], ["cabinet", "cabinet"], ["cabinet", "deposit"]])
def test_road_that_makes_no_sense_is_refused(mine):
    with pytest.raises(ValidationError) as refused:
        actions.alter_pathway(state=state("AGO"), stages=mine, **as_run_by())
    assert list(refused.value.message_dict) == ["stages"]


def test_unknown_kind_of_road_is_refused():
    with pytest.raises(ValidationError) as refused:
        actions.choose_pathway(state=state("AGO"), template="bicamerl", **as_run_by())
    assert list(refused.value.message_dict) == ["template"]


# --- who may know, and who may write


@pytest.mark.parametrize("who", ["observer", "administrator", "nobody", "former_coordinator", "public"])
def test_who_contributes_to_nothing_moves_no_state(who):
    with pytest.raises(NotAllowedError):
        go("AGO", "cabinet", "2025", who=who)


@pytest.mark.parametrize(
    "who", ["cmc_partner", "thematic_coordinator", "observer", "administrator", "public"]
)
def test_only_those_who_run_the_campaign_set_a_road(who):
    for write in (
        lambda **by: actions.choose_pathway(state=state("AGO"), template="bicameral", **by),
        lambda **by: actions.alter_pathway(state=state("AGO"), stages=["cabinet"], **by),
        lambda **by: actions.check_pathway(state=state("AGO"), **by),
    ):
        with pytest.raises(NotAllowedError):
            write(**as_run_by(who))
    assert not Pathway.objects.unguarded(because="counted").exists()


@pytest.mark.parametrize("who", ["cmc_partner", "icrc_partner", "thematic_coordinator", "observer", "public"])
def test_confidential_move_is_on_no_road_of_those_who_may_not_see_it(who):
    go("AGO", "cabinet", "2025-02")
    viewer = cast.viewer(who)
    assert (road("AGO", viewer=viewer).now, road("AGO", viewer=viewer).steps) == (None, [])
    board = queries.board(ccm(), on=ON, viewer=viewer, language="en")
    assert "AGO" not in {each.iso3 for column in board for each in column.roads}
    assert "AGO" not in queries.current_stages(ccm(), on=ON, viewer=viewer)
    assert SECRET not in repr(queries.table(ccm(), on=ON, viewer=viewer, language="en", everyone=True))


def test_move_of_coordinators_alone_is_not_for_the_support_unit_nor_theirs_to_take_back():
    secret = go("AGO", "cabinet", "2025-02", to=Confidentiality.COORDINATORS)
    officer = cast.viewer("support_unit_officer")
    assert road("AGO", viewer=officer).now is None
    with pytest.raises(NotAllowedError):
        actions.take_back_move(move=secret, by=officer, at=AT)
    assert road("AGO", viewer=cast.viewer("coordinator_b")).now.key == "cabinet"


def test_partners_own_move_is_theirs_and_the_coordinators_to_see_but_no_other_partners():
    go("AGO", "cabinet", "2025-02", who="cmc_partner")
    assert road("AGO", viewer=cast.viewer("cmc_partner")).now.key == "cabinet"
    assert road("AGO", viewer=cast.viewer("icrc_partner")).now is None


def test_how_closely_a_road_is_followed_is_not_public():
    actions.check_pathway(state=state("AGO"), **as_run_by())
    seen = road("AGO", viewer=PUBLIC)
    assert (seen.pk, seen.checked_on, seen.checked_by) == (None, None, "")
    assert road("AGO", viewer=audience(Confidentiality.PARTNERS, campaign="ccm")).checked_on == ON


def test_evidence_is_in_no_column_in_clear_and_not_in_the_trail():
    row = go("AGO", "cabinet", "2025-02")
    with connection.cursor() as cursor:
        cursor.execute("SELECT evidence FROM outreach_move WHERE id = %s", [row.pk])
        assert SECRET not in cursor.fetchone()[0]
    assert SECRET not in repr(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_queries_do_not_grow_with_states_or_moves():
    viewer = cast.viewer("coordinator_a")

    def number(read):
        with CaptureQueriesContext(connection) as counted:
            read(ccm(), on=ON, viewer=viewer, language="en")
        return len(counted)

    go("AGO", "cabinet", "2024")
    actions.check_pathway(state=state("AGO"), **as_run_by())
    one = number(queries.board), number(queries.table)
    for iso3 in ("UGA", "JAM"):
        actions.check_pathway(state=state(iso3), **as_run_by())
        for year in ("2024", "2025"):
            go(iso3, "cabinet", year, source=Source.objects.first())
    assert (number(queries.board), number(queries.table)) == one
