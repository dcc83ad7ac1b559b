"""Materials in their versions and languages; who sees them; what fits a State."""

from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.toolkit.reading import (
    AT,
    COORDINATORS,
    ON,
    PARTNERS,
    PUBLIC,
    asked,
    by,
    campaign,
    first,
    give,
    guide,
    told,
    version,
)

from accede.access.actions import NotAllowedError, classify, release
from accede.access.confidentiality import NotVisibleError
from accede.access.models import AuditEntry
from accede.evidence.actions import record_obstacle
from accede.evidence.models import ObstacleCode
from accede.files.inspection import File
from accede.record.models import State, Treaty
from accede.record.queries import treaties
from accede.toolkit import actions, checks, files, queries
from accede.toolkit.models import Material, MaterialVersion
from accede.toolkit.queries import MaterialsAsked

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def listed(who="coordinator_a", **which):
    rows = queries.materials(campaign(), MaterialsAsked(**which), on=ON, viewer=cast.viewer(who))
    return [row.title for row in rows]


def one(material, who="coordinator_a"):
    return queries.material(campaign(), material.pk, on=ON, viewer=cast.viewer(who))


def public():
    return queries.public_materials(Treaty.objects.get(pk="ccm"), MaterialsAsked(), on=ON)


def test_what_ships_is_by_reference_and_cites_its_source():
    rows = public()
    assert {"New Zealand", "Cluster Munition Coalition", "International Committee of the Red Cross"} == {
        row.publisher for row in rows
    }
    assert all(row.source for row in rows)
    links = {each.url for row in rows for each in row.versions}
    assert links == {"https://meetings.unoda.org/meeting/29507/documents"}
    assert not any(each.file_name or row.terms for row in rows for each in row.versions)


def test_another_edition_renews_what_ships_and_keeps_what_people_did():
    row = Material.objects.unguarded(because="the test's own").get(shipped_key="nz-model-law")
    added = version(row, "fr", file=File("loi.pdf", b"%PDF-1.7\n%%EOF"))
    before = queries.materials(campaign(), MaterialsAsked(), on=ON, viewer=cast.viewer("coordinator_a"))
    actions.load_shipped_materials()
    after = queries.materials(campaign(), MaterialsAsked(), on=ON, viewer=cast.viewer("coordinator_a"))
    assert [each.pk for each in before] == [each.pk for each in after]
    assert added.pk in {each.pk for each in one(row).versions}
    assert added.confidentiality == PARTNERS
    with pytest.raises(NotAllowedError):
        actions.edit_material(material=row, title="Ours", **by())


def test_the_newest_of_each_language_is_handed_out():
    row = guide()
    version(row, "fr", "2023")
    version(row, "en", "2025-05", label="2")
    version(row, "pt", "2025")
    assert [(each.language, each.label, each.newest) for each in one(row).versions] == [
        ("en", "2", True),
        ("en", "1", False),
        ("fr", "", True),
        ("pt", "", True),
    ]
    actions.withdraw(record=one(row).versions[0].record, **by())
    assert next((each.language, each.label) for each in one(row).current) == ("en", "1")


@pytest.mark.parametrize(
    ("which", "found"),
    [
        ({"words": "guid support"}, True),
        ({"words": "guide geneva"}, False),
        ({"words": "procedure"}, True),  # a reason that it answers
        ({"kind": "guide"}, True),
        ({"kind": "model-law"}, False),
        ({"obstacle": "PROC"}, True),
        ({"obstacle": "SEC-MIL"}, False),
        ({"language": "en"}, True),
        ({"language": "ru"}, False),
        ({"audience": "drafters"}, True),
        ({"audience": "defence"}, False),
    ],
)
def test_materials_are_found_by_words_and_by_what_they_are_for(which, found):
    guide(audiences=[Material.Audience.DRAFTERS])
    assert ("Guide" in listed(**which)) == found


def test_whom_a_material_is_not_for_sees_neither_it_nor_its_file():
    row = guide(confidentiality=COORDINATORS)
    kept = first(row)
    assert "Guide" in listed("coordinator_b")
    assert queries.file_of(kept, viewer=cast.viewer("coordinator_b"))[0] == "guide.docx"
    for who in ("support_unit_officer", "cmc_partner", "observer"):
        assert "Guide" not in listed(who)
        with pytest.raises(NotVisibleError):
            queries.get_version(kept.pk, viewer=cast.viewer(who))
        with pytest.raises(NotVisibleError):
            queries.file_of(kept, viewer=cast.viewer(who))


def test_versions_follow_their_material_and_are_never_open_to_more():
    row = guide()
    strict = version(row, "fr", confidentiality=COORDINATORS)
    assert version(guide(confidentiality=COORDINATORS), "ar").confidentiality == COORDINATORS
    release(record=row, to=PUBLIC, reason="It is published", **by())
    assert [each.languages for each in public() if each.title == "Guide"] == [["en"]]
    classify(record=row, confidentiality=COORDINATORS, **by())
    strict.refresh_from_db()
    assert (first(row).confidentiality, strict.confidentiality) == (COORDINATORS, COORDINATORS)


def test_a_public_file_needs_terms_of_use():
    row = guide(confidentiality=PUBLIC)
    assert queries.public_file(first(row).pk)
    with pytest.raises(ValidationError, match="terms of use"):
        actions.edit_material(material=row, terms="", **by())
    released = guide(terms="")
    release(record=released, to=PUBLIC, reason="It is published", **by())
    for number in (first(released).pk, first(guide()).pk, 0):
        with pytest.raises(NotVisibleError):
            queries.public_file(number)
    actions.withdraw(record=row, **by())
    assert "Guide" not in {each.title for each in public() if each.terms}
    with pytest.raises(NotVisibleError):
        queries.public_file(first(row).pk)


def test_a_download_is_a_number_and_nothing_else():
    kept = first(guide(confidentiality=PUBLIC))
    entries = AuditEntry.objects.count()
    for day in (1, 1, 2):
        actions.count_download(version=kept, on=date(2026, 10, day))
    assert [(each.day.day, each.number) for each in kept.downloads.all()] == [(1, 2), (2, 1)]
    assert {field.name for field in kept.downloads.model._meta.fields} == {"id", "version", "day", "number"}  # noqa: SLF001
    assert AuditEntry.objects.count() == entries
    assert queries.downloads([kept.pk], viewer=cast.viewer("observer")) == {kept.pk: 3}


def test_a_file_lies_sealed_and_whole_or_not_at_all(monkeypatch):
    kept = first(guide())
    sealed = files.folder() / kept.file_hash
    assert b"word/document.xml" not in sealed.read_bytes()
    assert not list(checks.RULES["files of materials"](ON))
    there = {path.name for path in files.folder().iterdir()}

    def gone_wrong(*_told, **_more):
        raise RuntimeError("the disk of the database is full")

    monkeypatch.setattr(MaterialVersion, "save", gone_wrong)
    with pytest.raises(RuntimeError):
        guide("Another")
    assert {path.name for path in files.folder().iterdir()} == there
    assert not list((settings.DATA_DIR / "arriving").glob("material-*"))
    sealed.write_bytes(sealed.read_bytes()[:-1])
    assert len(list(checks.RULES["files of materials"](ON))) == 1
    with pytest.raises(files.DamagedFileError):
        queries.file_of(kept, viewer=cast.viewer("coordinator_a"))


def test_what_was_left_over_goes_once_it_is_old(monkeypatch):
    kept = first(guide())
    files.keep(b"of a process that was killed")
    assert actions.drop_left_over_files(at=AT) == 0 or files.is_whole(kept.file_hash)
    monkeypatch.setattr(files, "LEFT_ALONE", files.LEFT_ALONE - files.LEFT_ALONE)
    later = AT.replace(year=2100)
    assert actions.drop_left_over_files(at=later) >= 1
    assert files.is_whole(kept.file_hash)
    assert actions.drop_left_over_files(at=later) == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://"}, "url"),
        ({"date_given": ""}, "date_given"),
        ({"date_given": "2026-13"}, "date_given"),
        ({"date_given": "2027"}, "date_given"),
        ({"file": File("a.pdf", b"%PDF-1.7 /JavaScript\n%%EOF")}, "file"),
    ],
)
def test_a_version_that_cannot_be_is_refused_and_nothing_is_kept(wrong, field):
    row = guide()
    with pytest.raises(ValidationError) as refused:
        version(row, **{"language": "fr"} | wrong)
    assert list(refused.value.error_dict) == [field]
    assert len(one(row).versions) == 1


def test_who_may_write():
    row = guide(who="cmc_partner")
    with pytest.raises(NotAllowedError):
        guide(who="observer")
    with pytest.raises(NotAllowedError):
        actions.edit_material(material=row, title="Ours", **by("icrc_partner"))
    actions.edit_material(material=row, title="Theirs", obstacles=[], **by("cmc_partner"))
    assert (one(row).title, one(row).obstacles) == ("Theirs", [])
    entries = AuditEntry.objects.filter(kind="toolkit.Material", object_key=str(row.pk))
    assert [each.act for each in entries.order_by("pk")] == ["add material", "edit material"]
    assert "Theirs" not in str([each.changes for each in entries])


def obstacle(iso3, code):
    return record_obstacle(
        state=State.objects.get(pk=iso3),
        treaty=treaties.get_treaty("ccm", viewer=cast.viewer("coordinator_a")),
        code=ObstacleCode.objects.get(pk=code),
        reading="Heard.",
        campaign=campaign(),
        confidentiality=COORDINATORS,
        origin="an exchange",
        date_given="2026-09-01",
        **by(),
    )


def for_state(iso3, who="coordinator_a"):
    return queries.for_state(State.objects.get(pk=iso3), campaign(), **asked(who))


def test_what_fits_a_state_answers_its_reasons_in_its_language():
    obstacle("TCD", "COST-DEST")
    both = guide("Both", answers=["COST-DEST"], first=told("fr"))
    english = guide("English", answers=["COST-DEST"])
    french = guide("French", answers=["SEC-MIL"], first=told("fr"))
    found = for_state("TCD")
    assert found.language == "fr"
    assert [code.pk for code in found.reasons if code.pk == "COST-DEST"] == ["COST-DEST"]
    order = [fit.material.pk for fit in found.fits]
    assert order[:2] == [both.pk, english.pk]
    assert order.index(french.pk) > 1
    fit = found.fits[1]
    assert (fit.in_language, fit.version.language, [code.pk for code in fit.answers]) == (
        False,
        "en",
        ["COST-DEST"],
    )
    # The reason is for coordinators: to a partner it is not there, nor does it choose for them.
    assert "COST-DEST" not in {code.pk for code in for_state("TCD", "cmc_partner").reasons}


def test_it_says_what_the_state_holds_already():
    row = guide()
    give(first(row))
    version(row, "en", "2026")
    fit = next(fit for fit in for_state("KEN").fits if fit.material.pk == row.pk)
    assert (fit.held.label, fit.outdated, fit.version.date_given) == ("1", True, "2026")
    unseen = next(fit for fit in for_state("KEN", "cmc_partner").fits if fit.material.pk == row.pk)
    assert (unseen.held, unseen.outdated) == (None, False)


@pytest.mark.parametrize("number", [1, 3])
def test_reading_takes_as_many_queries_however_many_there_are(number, django_assert_num_queries):
    for each in range(number):
        row = guide(f"Guide {each}", first=told())
        version(row, "fr")
        give(first(row))
    viewer, state, here = cast.viewer("coordinator_a"), State.objects.get(pk="KEN"), campaign()
    with django_assert_num_queries(3):
        queries.materials(here, MaterialsAsked(), on=ON, viewer=viewer)
    with django_assert_num_queries(4):
        queries.fits(state, here, [], on=ON, viewer=viewer)
