"""The code book is data: it ships, others are loaded beside it, each for its treaties."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from tests.access import cast
from tests.evidence.reading import AT, campaign
from tests.reading import treaty

from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry
from accede.access.viewer import PUBLIC
from accede.evidence import actions, queries
from accede.evidence.models import ObstacleCode
from accede.record.queries.nearest import NotOnRecordError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OWN = """
[code.VERIFY]
group = "law"
stage = "both"
treaties = ["att"]
name.en = "Verification"
name.fr = "Vérification"
meaning.en = "The treaty is held to be impossible to verify."

[issue.ammunition]
treaties = ["att"]
name.en = "Ammunition"
meaning.en = "Whether it is covered."
"""


def load(text=OWN, who="support_unit_officer"):
    return actions.load_code_book(text=text, campaign=campaign(), by=cast.viewer(who), at=AT)


def keys(of="ccm"):
    return [code.key for code in queries.code_book(treaty(of), viewer=PUBLIC)]


def test_each_treaty_has_its_own_reasons():
    assert {"CLEAR-10Y", "FORUM-CCW", "STOCK-REV", "SEC-MIL"} <= set(keys("ccm"))
    assert "SEC-MIL" in keys("att")
    assert not {"CLEAR-10Y", "FORUM-CCW", "STOCK-REV"} & set(keys("att"))
    assert [issue.key for issue in queries.issues(treaty("att"), viewer=PUBLIC)] == []


def test_names_are_in_the_readers_language_or_else_in_english():
    load()
    with translation.override("fr"):
        assert queries.get_code("SEC-MIL", treaty(), viewer=PUBLIC).name == "Utilité militaire"
        assert queries.get_code("verify", treaty("att"), viewer=PUBLIC).name == "Vérification"
    with translation.override("ru"):
        assert queries.get_code("VERIFY", treaty("att"), viewer=PUBLIC).name == "Verification"


def test_a_book_of_ones_own_stands_behind_what_ships():
    load()
    assert keys("att")[-1] == "VERIFY"
    assert "VERIFY" not in keys("ccm")
    assert [issue.key for issue in queries.issues(treaty("att"), viewer=PUBLIC)] == ["ammunition"]
    assert AuditEntry.objects.filter(act="load code book").count() == 2


def test_a_book_of_ones_own_is_renewed_and_outlives_another_edition():
    load()
    load(OWN.replace("Verification", "Verifying"))
    actions.load_shipped_evidence()
    assert queries.get_code("VERIFY", treaty("att"), viewer=PUBLIC).name == "Verifying"
    assert ObstacleCode.objects.filter(pk="VERIFY").count() == 1


def test_a_code_that_nobody_knows_is_refused_with_the_nearest():
    with pytest.raises(NotOnRecordError) as refused:
        queries.get_code("SECMIL", treaty(), viewer=PUBLIC)
    assert "SEC-MIL" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("not toml", "TOML"),
        ("", "no entry"),
        ("[book.X]\n", "neither"),
        ("code = 3", "written as"),
        (OWN.replace('"law"', '"weather"'), "VERIFY: group is one of"),
        (OWN.replace('"both"', '"never"'), "VERIFY: stage is one of"),
        (OWN.replace('["att"]', '["no-such"]'), "VERIFY: treaties"),
        (OWN.replace("name.en", "name.ru"), "English among them"),
        (OWN.replace("name.fr", "name.xx"), "by language"),
        (OWN.replace('"Vérification"', "3"), "text in each language"),
        (OWN.replace("code.VERIFY", f"code.{'V' * 31}"), "a key has"),
        (OWN.replace("VERIFY", "SEC-MIL"), "ships with Accede"),
    ],
)
def test_what_is_no_code_book_is_refused_as_a_whole(text, why):
    with pytest.raises(ValidationError, match=why):
        load(text)
    assert not ObstacleCode.objects.filter(shipped=False).exists()


@pytest.mark.parametrize("who", ["observer", "administrator", "nobody", "public"])
def test_only_those_who_contribute_load_one(who):
    with pytest.raises(NotAllowedError):
        load(who=who)
