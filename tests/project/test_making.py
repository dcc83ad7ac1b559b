"""A database that is made at once is the one that all migrations, taken one after the other, leave."""

import json

import pytest
from tests.desk import never_started

pytestmark = pytest.mark.database

SETTINGS = {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}
MADE = """
import sys, django; django.setup()
from accede.project import making, migrating
if sys.argv[1] == "step by step":
    making.is_empty = lambda: False
else:
    making.make_tables, make = lambda: (make(), print("made at once", file=sys.stderr)), making.make_tables
migrating.bring_up_to_date()
assert not migrating.is_behind()
"""
# SQLite, where a table is built anew for many a change, has its columns in another order; everything names them.
LOOK = """
import json
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

def parts(sql): # of CREATE TABLE, between the commas that are in no brackets
    depth, found = 0, [""]
    for sign in sql[sql.index("(") + 1 : sql.rindex(")")]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            found.append("")
        else:
            found[-1] += sign
    return sorted(each.strip() for each in found)

def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, map(str, row))) for row in cursor.fetchall()]

def sqlite():
    whole = rows("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {each["name"]: parts(each["sql"]) if each["type"] == "table" else each["sql"] for each in whole}

def postgresql():
    return {
        "columns": rows(
            "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default,"
            " is_identity FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position"
        ),
        "constraints": rows(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
        ),
        "indexes": rows("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"),
        "sequences": rows("SELECT sequencename, data_type FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"),
    }

schema = sqlite() if connection.vendor == "sqlite" else postgresql()
held = {
    table: sorted(rows(f'SELECT * FROM "{table}"'), key=lambda row: json.dumps(row, sort_keys=True))
    for table in connection.introspection.table_names()
    if table not in {"django_migrations", "sqlite_sequence"}
}
applied = sorted(MigrationRecorder(connection).applied_migrations())
print(json.dumps([schema, held, {"applied": applied}]))
"""


def _made(folder, how):
    with never_started(folder) as desk, desk.python("-c", MADE + LOOK, how, **SETTINGS) as process:
        output, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors
        assert ("made at once" in errors) == (how == "at once")
    return json.loads(output)


def test_what_is_made_at_once_is_what_the_migrations_leave(tmp_path):
    at_once, step_by_step = (_made(tmp_path / how, how) for how in ("at once", "step by step"))
    for made, migrated in zip(at_once, step_by_step, strict=True):
        differing = [name for name in made | migrated if made.get(name) != migrated.get(name)]
        assert {name: (made.get(name), migrated.get(name)) for name in differing} == {}
