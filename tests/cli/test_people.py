"""accede user, audit, keys: as whoever runs the desk's computer uses them."""

import json
import re
import sqlite3

import psycopg
import pytest
from tests.prepared import started

pytestmark = pytest.mark.database

ANA = (
    "ana@example.org --name Ana --organisation Unit --organisation-kind support-unit --post Officer "
    "--role support-unit-officer --role administrator --language fr"
).split()

DEE = "dee@example.org --name Dee --organisation CMC --organisation-kind civil-society --post Aide"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk of its own: the people of other tests must not be seen here."""
    with started(tmp_path_factory.mktemp("people") / "data") as own:
        yield own


def _execute(desk, statement):
    """As somebody does who has the database and goes past the program."""
    if desk.database_url:
        with psycopg.connect(desk.database_url, autocommit=True) as server:
            server.execute(statement)
        return
    with sqlite3.connect(desk.folder / "accede.sqlite3") as file:
        file.execute(statement)


def test_a_person_is_added_invited_again_and_listed(desk):
    added = desk.accede("user", "add", *ANA, "--address", "https://desk.example.org/")
    assert added.returncode == 0
    (link,) = added.stdout.splitlines()
    assert link.startswith("https://desk.example.org/fr/account/invitation/")
    assert "Ana can use it once, within 7 days." in added.stderr

    again = desk.accede("user", "invite", "ana@example.org")
    assert again.stdout.startswith("http://localhost:8000/fr/account/invitation/")
    assert again.stdout.strip().rsplit("/", 2)[1] != link.rsplit("/", 2)[1]

    rows = [row for row in desk.rows("user", "list") if row["email"] == "ana@example.org"]
    assert rows == [
        {
            "email": "ana@example.org",
            "name": "Ana",
            "organisation": "Unit",
            "kind": "support-unit",
            "post": "Officer",
            "roles": "ccm:administrator|ccm:support-unit-officer",
            "active": "yes",
        }
    ]
    (shown,) = [
        row
        for row in json.loads(desk.accede("user", "list", "--format", "json").stdout)
        if row["name"] == "Ana"
    ]
    assert shown["active"] is True


def test_a_role_is_given_and_ended(desk):
    person = "bo@example.org --name Bo --organisation Mission --organisation-kind state --post Attaché"
    assert desk.accede("user", "add", *person.split()).returncode == 0
    assert desk.accede("user", "role", "bo@example.org", "add", "coordinator").returncode == 0
    assert _roles(desk, "Bo") == "ccm:coordinator"
    assert desk.accede("user", "role", "bo@example.org", "end", "coordinator").returncode == 0
    assert _roles(desk, "Bo") == ""
    again = desk.accede("user", "role", "bo@example.org", "end", "coordinator")
    assert (again.returncode, again.stderr) == (1, "Bo does not hold the role coordinator in ccm.\n")


def _roles(desk, name):
    return next(row["roles"] for row in desk.rows("user", "list") if row["name"] == name)


def test_somebody_known_gets_more_roles_and_another_link(desk):
    person = (
        "cy@example.org --name Cy --organisation Network --organisation-kind parliamentarians --post Aide"
    )
    desk.accede("user", "add", *person.split())
    more = desk.accede("user", "add", "CY@example.org", "--role", "partner")
    assert (more.returncode, _roles(desk, "Cy")) == (0, "ccm:partner")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (
            "dee@example.org --post Aide",
            "Somebody new has a name, an organisation and a post: say all three.",
        ),
        (
            "dee@example.org --name Dee --organisation New --post Aide",
            "“New” is new here: say what kind of organisation it is.",
        ),
        (
            "dee --name Dee --organisation X --organisation-kind other --post Aide",
            "email: Enter a valid email address.",
        ),
        (
            f"{DEE} --role coordinator",
            "The role “coordinator” cannot be held from CMC (civil society).",
        ),
        (
            f"{DEE} --campaign mbt",
            "There is no campaign mbt. There are: ccm.",
        ),
    ],
)
def test_what_is_refused_is_said_and_changes_nothing(desk, arguments, why):
    before = desk.accede("user", "list").stdout
    answer = desk.accede("user", "add", *arguments.split())
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, "", f"{why}\n")
    assert desk.accede("user", "list").stdout == before


@pytest.mark.parametrize(
    "arguments", ["user role dee@example.org add boss", "user role dee@example.org drop partner", "keys turn"]
)
def test_wrong_usage_ends_with_2(desk, arguments):
    assert desk.accede(*arguments.split()).returncode == 2


def test_nobody_of_that_address_is_said(desk):
    answer = desk.accede("user", "invite", "nobody@example.org")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("Nobody here has the address nobody@example.org.")


def test_a_token_is_nowhere_in_the_data_folder(desk):
    person = "eli@example.org --name Eli --organisation Unit --organisation-kind support-unit --post Aide"
    token = desk.accede("user", "add", *person.split()).stdout.strip().rsplit("/", 2)[1]
    assert len(token) > 40
    for path in desk.folder.rglob("*"):
        assert path.is_dir() or token.encode() not in path.read_bytes()


def test_the_trail_holds_until_somebody_goes_past_the_program(desk):
    desk.accede(
        *"user add fay@example.org --name Fay --organisation Unit --organisation-kind support-unit --post Aide".split()
    )
    sound = desk.accede("audit", "verify")
    assert (sound.returncode, sound.stdout, sound.stderr) == (0, "", "Every seal of the trail holds.\n")

    # By its place: what was refused and rolled back has used up numbers on PostgreSQL.
    rename = "UPDATE access_auditentry SET by_name = '{}' WHERE id = (SELECT max(id) FROM access_auditentry)"
    _execute(desk, rename.format("nobody"))
    broken = desk.accede("audit", "verify")
    assert broken.returncode == 1
    assert re.fullmatch(
        r"The trail breaks at entry \d+: it was changed after it was written\.\n", broken.stdout
    )
    _execute(desk, rename.format("command line"))
    assert desk.accede("audit", "verify").returncode == 0


def test_rotating_makes_a_key_and_forgets_the_oldest(desk):
    files = desk.folder / "note-keys"
    assert desk.accede("keys", "rotate").returncode == 0
    first = files.read_text().split()
    assert desk.accede("keys", "rotate").returncode == 0
    second = files.read_text().split()
    assert (len(first), len(second)) == (2, 2)
    assert second[1] == first[0]
    assert files.stat().st_mode & 0o777 == 0o600
