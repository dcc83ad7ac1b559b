"""What is wrong with a plan file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the file, the way to the value in it (activities[2].ends), and the reason."""

    line: int
    path: str
    reason: str

    def __str__(self) -> str:
        return _("line %(line)s, %(path)s: %(reason)s") % {
            "line": self.line,
            "path": self.path or _("the file"),
            "reason": self.reason,
        }


class PlanFileError(ValidationError):
    """The file was refused; nothing was changed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__([str(fault) for fault in self.faults])
