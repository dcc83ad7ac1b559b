"""What a workshop puts on paper: invitations with a link each, a letter for a visa, the list of participants."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.meetings.actions.invitations import address_of
from accede.meetings.models import Needs, Participant, Workshop
from accede.record import days
from accede.record.models import State
from accede.record.queries import states, treaties
from accede.reporting import wording
from accede.reporting.blocks import (
    Block,
    Document,
    Line,
    Paragraph,
    Part,
    Picture,
    Run,
    Table,
    TitlePage,
    line,
    plain,
)
from accede.reporting.kinds.invitations import WIDTH, code
from accede.reporting.kinds.standing import capital
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.telling import Telling


def _telling(workshop: Workshop, *, author: Viewer, language: str, on: date) -> Telling:
    campaign: Campaign = workshop.campaign
    return Telling(
        name="workshops",
        campaign=campaign,
        treaty=treaties.get_treaty(campaign.treaty_key, viewer=author),
        author=author,
        confidentiality=Confidentiality.PUBLIC,
        language=language,
        on=on,
        draft=False,
    )


def _about(telling: Telling, workshop: Workshop) -> dict[str, str]:
    meeting = workshop.meeting
    return {
        "name": meeting.name,
        "place": telling.place(meeting.place) if meeting.place else "–",
        "days": days.stretch(meeting.begins, meeting.ends, telling.language),
    }


def _sender(telling: Telling, sender: str) -> str:
    return sender or plain(wording.fill(telling.word("sender"), treaty=telling.treaty.title))


def invitations(
    workshop: Workshop,
    tokens: Mapping[str, str],
    *,
    kind: str,
    sender: str,
    language: str,
    author: Viewer,
    on: date,
) -> Document:
    """A part for each State of `tokens` (ISO code to the token of its link). It is handed out, and never kept."""
    if not tokens:
        raise ReportRefusedError(_("Nobody is on this list today, so there is nothing to write."))
    telling = _telling(workshop, author=author, language=language, on=on)
    parts = []
    for state in State.objects.filter(pk__in=tokens).order_by("pk"):
        spoken = states.working_language(state)
        with translation.override(spoken):
            own = dataclasses.replace(telling, language=spoken)
            address = address_of(tokens[state.pk], spoken)
            blocks = _invitation(own, workshop, state, address=address, kind=kind, sender=sender)
            parts.append(Part(spoken, tuple(blocks), to=state.pk))
    return telling.bound(kind, plain(telling.say("title_workshop", name=workshop.meeting.name)), parts)


def _invitation(
    telling: Telling, workshop: Workshop, state: State, *, address: str, kind: str, sender: str
) -> Iterator[Block]:
    treaty, note = telling.treaty.title, kind == "note-verbale"
    name, who = states.formal_name(state, telling.language), _sender(telling, sender)
    if note:
        yield Paragraph(
            text=line(Run(telling.word("note_heading"), bold=True)), align="center", key="heading"
        )
    yield Paragraph(key="to", text=telling.say("to_mission", state=telling.of(name)))
    yield Paragraph(key="day", text=line(telling.day(telling.on)), align="end")
    yield Paragraph(
        key="opening",
        text=telling.say(
            "note_opening" if note else "letter_opening",
            sender=capital(who) if note else who,
            state=telling.of(name),
            treaty=treaty,
        ),
    )
    yield Paragraph(key="invites", text=telling.say("workshop_invites", **_about(telling, workshop)))
    yield Paragraph(
        key="reply",
        text=telling.say("workshop_reply", day=telling.day(workshop.replies_until), most=workshop.most),
    )
    yield Paragraph(key="link", text=telling.say("workshop_link"))
    yield Paragraph(key="address", text=line(Run(address, bold=True)))
    yield Picture(svg=code(address), alt=telling.word("workshop_code"), width=WIDTH)
    closing = telling.say("note_closing", sender=capital(who)) if note else telling.say("letter_closing")
    yield Paragraph(key="closing", text=closing)
    if not note:
        yield Paragraph(key="sender", text=line(capital(who)), align="end")


def visa_letter(
    participant: Participant,
    needs: Needs,
    *,
    sender: str,
    language: str,
    author: Viewer,
    on: date,
) -> Document:
    """For one person, to be signed. It is handed out, and never kept: what is in it is destroyed on a day."""
    workshop = participant.workshop
    telling = _telling(workshop, author=author, language=language, on=on)
    with translation.override(language):
        who = capital(_sender(telling, sender))
        told = [("name", participant.name), ("post", participant.post)]
        if participant.delegation is not None:
            told.append(("state", states.formal_name(participant.delegation.state, language)))
        told += [("nationality", needs.nationality), ("passport", needs.passport)]
        if needs.born:
            told.append(("born", telling.day(date.fromisoformat(needs.born))))
        sponsored = participant.sponsorship == Participant.Sponsorship.GRANTED
        blocks: list[Block] = [
            Paragraph(key="heading", text=line(Run(telling.word("visa_title"), bold=True)), align="center"),
            Paragraph(key="to", text=telling.say("visa_to")),
            Paragraph(key="day", text=line(telling.day(on)), align="end"),
            Paragraph(
                key="confirms", text=telling.say("visa_confirms", sender=who, **_about(telling, workshop))
            ),
            *(
                Paragraph(key=key, text=telling.say(f"visa_{key}", value=value))
                for key, value in told
                if value
            ),
            Paragraph(key="costs", text=telling.say("visa_sponsored" if sponsored else "visa_own")),
            Paragraph(key="asks", text=telling.say("visa_asks")),
            Paragraph(key="sender", text=line(who), align="end"),
        ]
        return telling.document("letter", telling.word("visa_title"), blocks)


def participant_list(
    workshop: Workshop, people: Sequence[Participant], *, language: str, author: Viewer, on: date
) -> Document:
    """Those who are approved, State by State; then who is of none. No address stands in it."""
    telling = _telling(workshop, author=author, language=language, on=on)
    names = states.state_names(language, viewer=author)
    about = _about(telling, workshop)
    blocks: list[Block] = [
        TitlePage(
            title=telling.say("list_title"),
            place_and_dates=line(f"{about['place']}, {about['days']}"),
        )
    ]

    def of(each: Participant) -> str:
        return each.delegation.state_id if each.delegation else ""

    ordered = sorted(people, key=lambda each: (not of(each), names.get(of(each), ""), each.pk))
    blocks.append(
        Table(
            caption=line(about["name"]),
            head=tuple(telling.say(f"list_{key}") for key in ("delegation", "name", "post", "part")),
            rows=tuple(_row(each, names.get(of(each), "")) for each in ordered),
            key="participants",
            widths=(3, 4, 5, 2),
        )
    )
    return telling.document("participants", telling.word("list_title"), blocks)


def _row(each: Participant, state: str) -> tuple[Line, ...]:
    whence = state or each.organisation or "–"
    return line(whence), line(Run(each.name, bold=True)), line(each.post), line(each.get_part_display())
