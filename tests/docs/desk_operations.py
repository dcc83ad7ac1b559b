"""docs/api-desk.md, made of the OpenAPI document: PYTHONPATH=src python -m tests.docs.desk_operations."""

from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "api-desk.md"
DESK = "/api/v1/desk/{campaign}"
HEAD = """# The desk for other programs: every operation

Below `/api/v1/desk/CAMPAIGN`, each with a [token](api.md#tokens). How they are used is told in
[For other programs](api.md#the-desk); what each takes and answers, field by field, in the OpenAPI document at
`/api/v1/openapi.json`.
"""


def written() -> str:
    """The page as it ought to be."""
    from accede.api.urls import api  # noqa: PLC0415 -- Django is set up first

    rooms: dict[str, list[str]] = {}
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method, operation in operations.items():
            if path.startswith(DESK):
                address = path.removeprefix(DESK)
                line = f"| `{method.upper()} {address}` | {operation['summary']} |"
                rooms.setdefault(operation["tags"][0], []).append(line)
    parts = [
        f"## {room}\n\n| operation | what it does |\n|---|---|\n" + "\n".join(lines)
        for room, lines in rooms.items()
    ]
    return HEAD + "\n" + "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accede.project.settings")
    django.setup()
    PAGE.write_text(written(), encoding="utf-8")
