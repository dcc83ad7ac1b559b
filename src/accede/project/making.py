"""An empty database given its tables at once, as all migrations would leave them."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


def is_empty() -> bool:
    return not connection.introspection.table_names()


def make_tables(targets: list[tuple[str, str]] | None = None) -> ProjectState:
    """What the migrations up to these, or all of them, leave; they then count as applied. Inside `in_one_piece`.

    Django renders every model that hangs together with another anew at each step: a hundred migrations take twenty
    seconds, and what they come to takes one. What migrations write into an empty database is written here as well;
    tests/project/test_making.py holds the outcome against theirs.
    """
    executor = MigrationExecutor(connection)
    targets = targets or executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(targets)
    state = executor.loader.project_state(targets)
    with connection.schema_editor() as editor:
        for app, name in state.models:
            model = state.apps.get_model(app, name)
            if model._meta.can_migrate(connection):  # noqa: SLF001 -- Django's documented name
                editor.create_model(model)
    state.apps.get_model("access", "AuditHead").objects.create(pk=1)  # where the trail begins
    executor.migrate(targets, plan=plan, fake=True)  # written down as applied
    return state
