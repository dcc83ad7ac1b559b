"""Participants from a table, as a focal point sends it by mail: all of it is taken, or nothing, with what clashes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.viewer import Viewer
from accede.meetings import rules
from accede.meetings.actions.registration import COMING, Reply, Standing, taken
from accede.meetings.models import Delegation, Participant, Workshop
from accede.meetings.models.workshops import LANGUAGES
from accede.record.imports.matching import Names
from accede.record.names import fold
from accede.record.readers.opening import MEGABYTE
from accede.record.readers.reading import FileRefusedError
from accede.record.readers.reading import Participant as Named
from accede.record.readers.table import sheet
from accede.told import said

LARGEST = 2 * MEGABYTE
MOST_ROWS = 2_000
HEADINGS = ("state", "iso3", "name", "post", "email", "language")
_ALIASES = Path(sheet.__file__).with_name("aliases.csv")
_CODES = [code for code, _name in LANGUAGES]


@dataclass(frozen=True, slots=True)
class Refused:
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Brought:
    """How many people came in, and what was refused; where anything was, nothing came in."""

    people: int
    refused: list[Refused]


@transaction.atomic
def bring_in(path: Path, *, workshop: Workshop, by: Viewer, at: datetime) -> Brought:
    """Approved at once: the desk itself brings them. FileRefusedError where it is no such table at all."""
    rules.insist_on_running(by, workshop.campaign)
    if path.stat().st_size > LARGEST:
        raise FileRefusedError(_("The file is larger than 2 MB."), advice=_("Split the table."))
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=workshop.pk)
    invited = {each.state_id: each for each in Delegation.objects.visible_to(by).filter(workshop=workshop)}
    check = _Check(workshop, invited, by)
    refused: list[Refused] = []
    rows: list[Participant] = []
    for line, cells in _rows(path):
        try:
            row = check.row(line, cells)
        except ValidationError as error:
            refused.append(Refused(line, " ".join(error.messages)))
            continue
        if row is not None:
            row.registered_at = at
            rows.append(row)
    if not refused:
        refused = check.together(rows)
    if refused:
        return Brought(0, refused)
    for row in rows:
        row.save()
        audit.write(act="bring in participant", of=row, by=by, at=at)
    _accept(rows, by, at)
    return Brought(len(rows), [])


def _accept(rows: list[Participant], by: Viewer, at: datetime) -> None:
    """Whoever names people comes."""
    delegations = {each.delegation_id: each.delegation for each in rows}
    for delegation in delegations.values():
        if delegation is None or delegation.reply == Reply.ACCEPTED:
            continue
        before = audit.values(delegation)
        delegation.reply, delegation.replied_at, delegation.changed_at = Reply.ACCEPTED, at, at
        delegation.save(update_fields=["reply", "replied_at", "changed_at"])
        audit.write(act="accept workshop", of=delegation, by=by, at=at, before=before)


class _Check:
    """What a row must not clash with: delegations, and people who are there, in the table or on the desk."""

    def __init__(self, workshop: Workshop, invited: dict[str, Delegation], by: Viewer) -> None:
        self.workshop, self.invited = workshop, invited
        self.names = Names(_ALIASES, added={})
        self.people: dict[tuple[int, str], int] = {}
        self.addresses: dict[str, int] = {}
        self.of: Counter[int] = Counter()
        there = Participant.objects.visible_to(by).filter(workshop=workshop, standing__in=COMING)
        self.known = {(each.delegation_id, fold(each.name)): fold(each.email) for each in there}
        self.elsewhere = {fold(each.email): each.delegation_id for each in there if each.email}
        for each in there:
            self.of[each.delegation_id or 0] += 1

    def row(self, line: int, cells: dict[str, str]) -> Participant | None:
        """None for somebody who is there already, exactly so."""
        for heading, cell in cells.items():
            if cell.startswith(("=", "+", "@")):
                raise ValidationError(_("%(column)s: a formula is not taken.") % {"column": heading})
            if len(cell) > 300:  # noqa: PLR2004
                raise ValidationError(_("%(column)s: the text is too long.") % {"column": heading})
        match = self.names.find(Named(cells["state"], cells["iso3"]))
        if not match.iso3:
            raise ValidationError(
                said(match.why, _) or _("%(name)s is not one of the 197 States.") % {"name": cells["state"]}
            )
        delegation = self.invited.get(match.iso3)
        if delegation is None:
            raise ValidationError(_("%(name)s is not invited.") % {"name": cells["state"] or match.iso3})
        if delegation.reply == Reply.DECLINED:
            raise ValidationError(_("%(name)s declined.") % {"name": cells["state"] or match.iso3})
        if not cells["name"]:
            raise ValidationError(_("Write the name."))
        if cells["email"]:
            validate_email(cells["email"])
        language = cells["language"].casefold() or "en"
        if language not in _CODES:
            raise ValidationError(_("language: write one of %(codes)s.") % {"codes": ", ".join(_CODES)})
        return self._once(line, cells, delegation, language)

    def _once(
        self, line: int, cells: dict[str, str], delegation: Delegation, language: str
    ) -> Participant | None:
        key, address = (delegation.pk, fold(cells["name"])), fold(cells["email"])
        if key in self.people:
            told = {"line": self.people[key]}
            raise ValidationError(_("The same person stands in line %(line)s already.") % told)
        if address and address in self.addresses:
            told = {"line": self.addresses[address]}
            raise ValidationError(_("This address stands in line %(line)s already.") % told)
        if address and self.elsewhere.get(address, delegation.pk) != delegation.pk:
            raise ValidationError(_("This person is registered in another delegation already."))
        self.people[key] = line
        if address:
            self.addresses[address] = line
        if key in self.known:
            return None
        if address and address in self.elsewhere:
            raise ValidationError(_("Somebody is registered with this address already, under another name."))
        self.of[delegation.pk] += 1
        if self.of[delegation.pk] > self.workshop.most:
            raise ValidationError(
                _("With this person the delegation has more than %(most)s.") % {"most": self.workshop.most}
            )
        return Participant(
            workshop=self.workshop,
            delegation=delegation,
            name=cells["name"],
            post=cells["post"],
            email=cells["email"],
            language=language,
            standing=Standing.APPROVED,
            campaign_id=delegation.campaign_id,
            owner_id=delegation.owner_id,
            confidentiality=delegation.confidentiality,
            attribution=delegation.attribution,
        )

    def together(self, rows: list[Participant]) -> list[Refused]:
        """Whether there is room for all of them, and for those who wait with a delegation that comes now."""
        free = self.workshop.places - taken(self.workshop)
        waiting = {
            each.delegation_id: self.of[each.delegation_id or 0]
            for each in rows
            if each.delegation and each.delegation.reply == Reply.WAITING
        }
        new = sum(1 for each in rows if each.delegation_id not in waiting) + sum(waiting.values())
        if new > free:
            told = {"free": max(free, 0), "new": new}
            return [Refused(1, _("There is room for %(free)s more, and the table brings %(new)s.") % told)]
        return []


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    lines = sheet.rows(path, progress=lambda _done, _size: None)
    headings = [heading.casefold() for heading in next(lines)[1]]
    for position, heading in enumerate(headings, 1):
        if heading not in HEADINGS:
            raise FileRefusedError(
                _("The heading is not known."),
                line=1,
                column=heading or str(position),
                advice=_("Known are: %(headings)s.") % {"headings": ", ".join(HEADINGS)},
            )
    if "name" not in headings or not {"state", "iso3"} & set(headings):
        raise FileRefusedError(_("The columns name, and state or iso3, are needed."), line=1)
    for number, (line, cells) in enumerate(lines, 1):
        if number > MOST_ROWS:
            raise FileRefusedError(
                _("There are more than 2,000 rows."), line=line, advice=_("Split the table.")
            )
        yield line, dict.fromkeys(HEADINGS, "") | dict(zip(headings, cells, strict=True))
