"""The digest: at most one mail a day, in the reader's language, of how much is overdue and coming; never of what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accede.access.models import Person
from accede.reminders.agenda import Item, Kind, agenda
from accede.reminders.links import Links

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Digest:
    subject: str
    text: str
    items: Sequence[Item]

    @property
    def keys(self) -> list[str]:
        """What is open in it; what has become overdue meanwhile counts as new."""
        return sorted(f"{item.key}-overdue" if item.overdue else item.key for item in self.items)


def digest(person: Person, *, on: date, links: Links) -> Digest | None:
    """What would be told to them on that day; None where there is nothing to tell."""
    items = agenda(person, on=on, ahead=AHEAD)
    if not items:
        return None
    with translation.override(person.language):
        overdue = sum(item.overdue for item in items)
        subject = _("Accede: %(overdue)s, %(coming)s") % {
            "overdue": _overdue(overdue),
            "coming": _coming(len(items) - overdue),
        }
        parts = [_part(campaign, items, links) for campaign in dict.fromkeys(item.campaign for item in items)]
        how = _(
            "You receive this once a day at most, and only when there is something new. Change it: %(link)s"
        )
        return Digest(subject, "\n\n".join([*parts, how % {"link": links.own()}]), items)


def _part(campaign: str, items: Sequence[Item], links: Links) -> str:
    own = [item for item in items if item.campaign == campaign]
    overdue = Counter(item.kind for item in own if item.overdue)
    coming = Counter(item.kind for item in own if not item.overdue)
    lines = [
        _("%(kind)s: %(overdue)s, %(coming)s")
        % {"kind": label, "overdue": _overdue(overdue[kind]), "coming": _coming(coming[kind])}
        for kind, label in _labels().items()
        if overdue[kind] or coming[kind]
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
    }


def _overdue(number: int) -> str:
    return ngettext("%(number)s overdue", "%(number)s overdue", number) % {"number": number}


def _coming(number: int) -> str:
    return ngettext("%(number)s within a week", "%(number)s within a week", number) % {"number": number}
