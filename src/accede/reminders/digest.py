"""The digest: at most one mail a day, in the reader's language, of how much is overdue, comes, and waits for a decision; never of what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accede.access.models import Person
from accede.campaign.awaiting import READERS, Awaited
from accede.reminders.agenda import Item, Kind, agenda, waiting
from accede.reminders.links import Links

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Digest:
    subject: str
    text: str
    items: Sequence[Item]
    awaited: Sequence[Awaited] = ()

    @property
    def keys(self) -> list[str]:
        """What is open in it; what has become overdue meanwhile counts as new."""
        dated = [f"{item.key}-overdue" if item.overdue else item.key for item in self.items]
        return sorted([*dated, *(f"awaited-{each.key}" for each in self.awaited)])

    @property
    def campaigns(self) -> list[str]:
        """Of which it tells, in their order."""
        dated = [item.campaign for item in self.items]
        return list(dict.fromkeys([*dated, *(each.campaign for each in self.awaited)]))


def digest(person: Person, *, on: date, links: Links) -> Digest | None:
    """What would be told to them on that day; None where there is nothing to tell."""
    items, awaited = agenda(person, on=on, ahead=AHEAD), waiting(person, on=on)
    if not items and not awaited:
        return None
    with translation.override(person.language):
        found = Digest(_subject(items, awaited), "", items, awaited)
        parts = [_part(campaign, found, links) for campaign in found.campaigns]
        how = _(
            "You receive this once a day at most, and only when there is something new. Change it: %(link)s"
        )
        return replace(found, text="\n\n".join([*parts, how % {"link": links.own()}]))


def _subject(items: Sequence[Item], awaited: Sequence[Awaited]) -> str:
    overdue = sum(item.overdue for item in items)
    told = {"overdue": _overdue(overdue), "coming": _coming(len(items) - overdue)}
    if not awaited:
        return _("Accede: %(overdue)s, %(coming)s") % told
    wait = ngettext("%(count)s waits for you", "%(count)s wait for you", len(awaited))
    return _("Accede: %(overdue)s, %(coming)s, %(waiting)s") % {
        **told,
        "waiting": wait % {"count": len(awaited)},
    }


def _part(campaign: str, found: Digest, links: Links) -> str:
    own = [item for item in found.items if item.campaign == campaign]
    overdue = Counter(item.kind for item in own if item.overdue)
    coming = Counter(item.kind for item in own if not item.overdue)
    lines = [
        _("%(kind)s: %(overdue)s, %(coming)s")
        % {"kind": label, "overdue": _overdue(overdue[kind]), "coming": _coming(coming[kind])}
        for kind, label in _labels().items()
        if overdue[kind] or coming[kind]
    ]
    kinds = Counter(each.kind for each in found.awaited if each.campaign == campaign)
    lines += [
        _("%(kind)s: %(number)s") % {"kind": label, "number": kinds[kind]}
        for kind, (label, _reader) in READERS.items()
        if kinds[kind]
    ]
    return "\n".join([campaign.upper(), *lines, links.desk(campaign)])


def _labels() -> dict[Kind, str]:
    return {
        Kind.FOLLOW_UP: _("Next steps"),
        Kind.PROMISE: _("Promises of ours"),
        Kind.PLANNED: _("Planned meetings with States"),
        Kind.LINE: _("Timeline of the work plan"),
        Kind.ACTION_ITEM: _("Action items of working groups"),
        Kind.SITTING: _("Sittings of working groups"),
        Kind.REQUEST: _("Requests for side events and speaking slots"),
    }


def _overdue(number: int) -> str:
    return ngettext("%(number)s overdue", "%(number)s overdue", number) % {"number": number}


def _coming(number: int) -> str:
    return ngettext("%(number)s within a week", "%(number)s within a week", number) % {"number": number}
