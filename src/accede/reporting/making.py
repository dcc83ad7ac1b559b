"""One way to every kind of document: what is asked for is checked, then filled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _

from accede import invented
from accede.access.confidentiality import NotVisibleError, noting_what_is_read
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.meetings.models import Sitting
from accede.meetings.queries.sittings import get_sitting
from accede.record.meetings.models import Meeting
from accede.record.models import State
from accede.record.queries import meetings, states, treaties
from accede.record.queries.nearest import NotOnRecordError
from accede.reporting import resting
from accede.reporting.blocks import Document
from accede.reporting.kinds import (
    day_sheet,
    dossier,
    draft_law,
    handover,
    instrument,
    letters,
    minutes,
    parliament_letters,
    progress,
    talking_points,
    working_papers,
)
from accede.reporting.kinds.instrument import Details
from accede.reporting.papers import Front
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.resting import Rests
from accede.reporting.telling import Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a document is asked with. A kind takes what it needs and passes over the rest."""

    kind: str
    meeting: str = ""
    since: date | None = None
    until: date | None = None
    state: str = ""
    details: Mapping[str, str] = field(default_factory=dict)  # what only this kind asks
    front: Front = field(default_factory=Front)


@dataclass(frozen=True, slots=True)
class Made:
    document: Document
    withheld: int
    rests: Rests = field(default_factory=dict)


def make(
    asked: Asked,
    *,
    campaign: Campaign,
    author: Viewer,
    confidentiality: Confidentiality,
    language: str,
    on: date,
    draft: bool,
) -> Made:
    """The document, in the language that is in force. Raises ReportRefusedError, NotOnRecordError, WordingError."""
    telling = Telling(
        name=WORDINGS.get(asked.kind, asked.kind),
        campaign=campaign,
        treaty=treaties.get_treaty(_treaty(asked) or campaign.treaty_key, viewer=author),
        author=author,
        confidentiality=confidentiality,
        language=language,
        on=on,
        draft=draft,
    )
    with noting_what_is_read() as read:
        document = _MAKERS[asked.kind](telling, asked)
    document = marked_if_invented(document)
    return Made(document, telling.withheld, resting.rests(read, confidentiality))


def marked_if_invented(document: Document) -> Document:
    """What a demonstration hands out says on every page what it is, in the place where drafts say so."""
    said = invented.label(document.language)
    return replace(document, draft=True, words=document.words | {"draft": said}) if said else document


def _treaty(asked: Asked) -> str:
    """An instrument may be of any treaty on record; what else is made is of the campaign's own."""
    return asked.details.get("treaty", "") if asked.kind == "instrument" else ""


def _progress(telling: Telling, asked: Asked) -> Document:
    since, until = _period(asked, on=telling.on)
    meeting = _meeting(telling, asked)
    return progress.build(telling, meeting=meeting, since=since, until=until, front=asked.front)


def _strengthening(telling: Telling, asked: Asked) -> Document:
    since, until = _period(asked, on=telling.on)
    return working_papers.strengthening(
        telling, meeting=_meeting(telling, asked), since=since, until=until, front=asked.front
    )


def _indicators(telling: Telling, asked: Asked) -> Document:
    since, until = _period(asked, on=telling.on)
    return working_papers.indicator_sheet(telling, since=since, until=until)


def _letters(telling: Telling, asked: Asked) -> Document:
    to = letters.recipients(
        telling.treaty,
        asked=asked.state,
        category=asked.details.get("category", ""),
        on=telling.on,
        author=telling.author,
    )
    sender = asked.details.get("sender", "")
    if asked.kind == parliament_letters.KIND:
        return parliament_letters.build(telling, to=to, sender=sender)
    return letters.build(telling, kind=asked.kind, to=to, sender=sender)


def _period(asked: Asked, *, on: date) -> tuple[date, date]:
    if asked.since is None or asked.until is None:
        raise ReportRefusedError(_("Say the period: its first day (--from) and its last (--to)."))
    if asked.since > asked.until:
        raise ReportRefusedError(
            _("The period is empty: it begins on %(since)s and ends on %(until)s. Turn the days round.")
            % {"since": asked.since.isoformat(), "until": asked.until.isoformat()}
        )
    if asked.since > on:
        raise ReportRefusedError(
            _("The period has not begun: its first day is %(since)s.") % {"since": asked.since.isoformat()}
        )
    return asked.since, asked.until


def _meeting(telling: Telling, asked: Asked) -> Meeting:
    """By its key, with or without the treaty's before it: ccm-12msp, 12msp."""
    if not asked.meeting:
        raise ReportRefusedError(_("Say for which meeting: --meeting 12msp."))
    try:
        return meetings.get_meeting(f"{telling.treaty.key}-{asked.meeting}", viewer=telling.author)
    except NotOnRecordError:
        return meetings.get_meeting(asked.meeting, viewer=telling.author)


def _sitting(telling: Telling, asked: Asked) -> Sitting:
    """By its number, and only if the author may see it."""
    number = asked.details.get("sitting", "")
    if not number.isascii() or not number.isdecimal() or len(number) > 18:  # noqa: PLR2004 -- more no key has
        raise ReportRefusedError(_("Say of which sitting."))
    try:
        return get_sitting(int(number), campaign=telling.campaign, viewer=telling.author)
    except NotVisibleError as error:
        raise ReportRefusedError(_("There is no such sitting, or none that you may see.")) from error


def _state(telling: Telling, asked: Asked) -> State:
    """By its ISO code or by a name that means one State."""
    try:
        return states.get_state(asked.state, viewer=telling.author)
    except NotOnRecordError:
        found = states.find_states(asked.state, viewer=telling.author)
        if len(found) == 1:
            return states.get_state(found[0], viewer=telling.author)
        raise


_MAKERS: Mapping[str, Callable[[Telling, Asked], Document]] = MappingProxyType(
    {
        "progress": _progress,
        "dossier": lambda telling, asked: dossier.build(telling, state=_state(telling, asked)),
        "talking-points": lambda telling, asked: talking_points.build(telling, state=_state(telling, asked)),
        "day-sheet": lambda telling, asked: day_sheet.build(telling, meeting=_meeting(telling, asked)),
        "instrument": lambda telling, asked: instrument.build(
            telling, state=_state(telling, asked), details=Details.of(asked.details)
        ),
        "draft-law": lambda telling, asked: draft_law.build(
            telling, state=_state(telling, asked), told=asked.details
        ),
        "note-verbale": _letters,
        "letter": _letters,
        parliament_letters.KIND: _letters,
        "reasons": lambda telling, asked: working_papers.reasons(
            telling, meeting=_meeting(telling, asked), front=asked.front
        ),
        "norm": _strengthening,
        "indicators": _indicators,
        "handover": lambda telling, _asked: handover.build(telling),
        "minutes": lambda telling, asked: minutes.build(telling, sitting=_sitting(telling, asked)),
    }
)
KINDS = tuple(_MAKERS)
# Kinds that share their wording with others.
WORDINGS = dict.fromkeys(("dossier", "talking-points", "day-sheet", "handover"), "desk") | {
    "note-verbale": "letters",
    "letter": "letters",
    parliament_letters.KIND: "letters",
    "reasons": "papers",
    "norm": "papers",
    "indicators": "papers",
    "minutes": "groups",
}
# What `accede report` makes; the others have commands of their own, or none.
REPORTS = (
    "progress",
    "day-sheet",
    "talking-points",
    "instrument",
    "draft-law",
    "reasons",
    "norm",
    "indicators",
    *letters.KINDS,
    parliament_letters.KIND,
)
