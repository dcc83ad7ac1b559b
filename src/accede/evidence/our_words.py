"""What the desk itself wrote into a record, in whose language whoever: told again in that of the reader."""

import re
from datetime import date
from functools import lru_cache

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accede.languages import LANGUAGES
from accede.record import days

# What is stored of a reason that was only named.
NAMED = "Named in an exchange."
IN_A_SURVEY = "Named in a survey."
_DAY = r"(\d{4}-\d{2}-\d{2})"


def of_exchange(day: date) -> str:
    """Where a reason comes from that was heard in an exchange of that day, as it is stored: in one language."""
    return f"exchange of {day.isoformat()}"


def told_again(text: str) -> str:
    """In the reader's language and way of writing days, where the words are ours; else as it was written."""
    exchange, named, survey = _ours()
    if found := exchange.fullmatch(text):
        day = date.fromisoformat(next(filter(None, found.groups())))
        return _("exchange of %(date)s") % {"date": days.day(day, get_language() or "en")}
    if text in named:
        return _("Named in an exchange.")
    if text == IN_A_SURVEY:
        return _("Named in a survey.")
    if found := survey.fullmatch(text):
        return _("Survey: %(name)s") % {"name": found[1]}
    return text


@lru_cache(maxsize=1)
def _ours() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str]]:
    """Our words as they may be stored: rows of earlier versions have them in the language of whoever wrote."""
    exchange, named = set(), set()
    for language in LANGUAGES:
        with translation.override(language):
            exchange.add(re.escape(_("exchange of %(date)s")).replace(re.escape("%(date)s"), _DAY))
            named.add(_("Named in an exchange."))
    return re.compile("|".join(sorted(exchange))), frozenset(named), re.compile("Survey: (.+)")
