"""The code book."""

from accede.access.viewer import Viewer
from accede.evidence.models import InterpretiveIssue, ObstacleCode
from accede.record.models import Treaty
from accede.record.queries import nearest


def code_book(treaty: Treaty, *, viewer: Viewer) -> list[ObstacleCode]:
    """The reasons that may be filed for the treaty, in their order: by group, those of one's own last."""
    return [code for code in ObstacleCode.objects.all() if code.is_for(treaty)]


def issues(treaty: Treaty, *, viewer: Viewer) -> list[InterpretiveIssue]:
    """The questions on which States read the treaty differently."""
    return [issue for issue in InterpretiveIssue.objects.all() if issue.is_for(treaty)]


def get_code(key: str, treaty: Treaty, *, viewer: Viewer) -> ObstacleCode:
    """The code of that key, for the treaty; else NotOnRecordError with the nearest keys."""
    known = {code.key: code for code in code_book(treaty, viewer=viewer)}
    if key.upper() in known:
        return known[key.upper()]
    if key in known:
        return known[key]
    raise nearest.NotOnRecordError("reason", key, nearest.nearest_names(key.upper(), known) or known)


def get_issue(key: str, treaty: Treaty, *, viewer: Viewer) -> InterpretiveIssue:
    """The question of that key, for the treaty; else NotOnRecordError with the nearest keys."""
    known = {issue.key: issue for issue in issues(treaty, viewer=viewer)}
    if key in known:
        return known[key]
    raise nearest.NotOnRecordError("question", key, nearest.nearest_names(key, known) or known)
