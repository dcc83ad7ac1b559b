"""Why a row of a file is stopped, or a stronger source stands: as an import puts it down, in the reader's language.

An import keeps its reasons in English, since they also stand in files of stopped rows and in what commands say.
"""

import re
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from accede.web.languages import isolated

_PATTERNS: Sequence[tuple[re.Pattern[str], "str | Promise"]] = [
    (re.compile(pattern), message)
    for pattern, message in (
        (r"['\"](?P<name>[^;]+)['\"] is not a name on record", _("“%(name)s” is not a name on record")),
        (
            r"['\"](?P<name>.+)['\"] is not a name on record; nearest: (?P<nearest>.+)",
            _("“%(name)s” is not a name on record; nearest: %(nearest)s"),
        ),
        (r"no State is named", _("no State is named")),
        (r"no treaty is named", _("no treaty is named")),
        (r"(?P<day>\d[\d-]*) is still to come", _("%(day)s is still to come")),
        (
            r"(?P<day>\d[\d-]*) is before the adoption on (?P<adopted>[\d-]+)",
            _("%(day)s is before the adoption on %(adopted)s"),
        ),
        (
            r"(?P<state>[A-Z]{3}) has done this already, and has not left",
            _("%(state)s has done this already, and has not left"),
        ),
        (r"(?P<state>[A-Z]{3}) votes twice", _("%(state)s votes twice")),
        (r"a stronger source stands: (?P<publisher>.+)", _("a stronger source stands: %(publisher)s")),
        (r"a stronger source has no such action", _("a stronger source has no such action")),
        (
            r"['\"](?P<name>.+)['\"] holds hidden marks that turn the direction of writing",
            _("“%(name)s” holds hidden marks that turn the direction of writing"),
        ),
    )
]


def in_words(why: str, names: Mapping[str, str] | None = None) -> str:
    """The reason in the language in force; as it stands where there are no other words for it.

    `names`: of the States in that language, by code; without them they are called as the reason calls them.
    """
    for pattern, message in _PATTERNS:
        found = pattern.fullmatch(why)
        if found:
            given = found.groupdict()
            if "name" in given:
                given["name"] = isolated(given["name"])
            if names and "nearest" in given:
                codes = re.findall(r"\(([A-Z]{3})\)", given["nearest"])
                comma = pgettext("between names in a list", ", ")
                given["nearest"] = comma.join(f"{names[code]} ({code})" for code in codes if code in names)
            return str(message) % given
    return why


def has_words(why: str) -> bool:
    """Whether it is said in the reader's language."""
    return any(pattern.fullmatch(why) for pattern, _message in _PATTERNS)
