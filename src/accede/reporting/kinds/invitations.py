"""Notes verbales and letters that bring a survey: each State's with its own link, in words and as a code."""

import dataclasses
from collections.abc import Mapping
from datetime import date

import segno
from django.utils import translation
from django.utils.translation import gettext as _

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.record.models import State
from accede.record.queries import states, treaties
from accede.reporting import wording
from accede.reporting.blocks import Block, Document, Paragraph, Part, Picture, Run, line, plain
from accede.reporting.kinds import standing as tables
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.telling import Telling
from accede.survey.links import address_of
from accede.survey.models import Round

WIDTH = 4  # centimetres, enough for any telephone


def invitations(
    survey: Round,
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
    campaign: Campaign = survey.campaign
    telling = Telling(
        name="invitations",
        campaign=campaign,
        treaty=treaties.get_treaty(campaign.treaty_key, viewer=author),
        author=author,
        confidentiality=Confidentiality.PUBLIC,
        language=language,
        on=on,
        draft=False,
    )
    parts = []
    for state in State.objects.filter(pk__in=tokens).order_by("pk"):
        spoken = states.working_language(state)
        with translation.override(spoken):
            own = dataclasses.replace(telling, language=spoken)
            address = address_of(tokens[state.pk], spoken)
            blocks = _letter(own, survey, state, address=address, kind=kind, sender=sender)
            parts.append(Part(spoken, tuple(blocks), to=state.pk))
    return telling.bound(kind, plain(telling.say("title_survey", name=survey.name)), parts)


def _letter(
    telling: Telling, survey: Round, state: State, *, address: str, kind: str, sender: str
) -> list[Block]:
    treaty, note = telling.treaty.title, kind == "note-verbale"
    name = states.formal_name(state, telling.language)
    who = sender or plain(wording.fill(telling.word("sender"), treaty=treaty))
    asks = telling.say("survey_asks", name=survey.name, day=telling.day(survey.closes_on))
    blocks: list[Block] = []
    if note:
        blocks.append(
            Paragraph(text=line(Run(telling.word("note_heading"), bold=True)), align="center", key="heading")
        )
    blocks += [
        Paragraph(key="to", text=telling.say("to_mission", state=name)),
        Paragraph(key="day", text=line(telling.day(telling.on)), align="end"),
        Paragraph(
            key="opening",
            text=telling.say(
                "note_opening" if note else "letter_opening",
                sender=tables.capital(who) if note else who,
                state=name,
                treaty=treaty,
            ),
        ),
        Paragraph(key="asks", text=asks),
        Paragraph(key="consent", text=telling.say("survey_consent")),
        Paragraph(key="link", text=telling.say("survey_link")),
        Paragraph(key="address", text=line(Run(address, bold=True))),
        Picture(svg=code(address), alt=telling.word("survey_code"), width=WIDTH),
        Paragraph(
            key="closing",
            text=telling.say("note_closing", sender=tables.capital(who))
            if note
            else telling.say("letter_closing"),
        ),
    ]
    if not note:
        blocks.append(Paragraph(key="sender", text=line(tables.capital(who)), align="end"))
    return blocks


def code(address: str) -> str:
    """The address as a QR code, as SVG: read again even where a stamp hides a part of it."""
    made = segno.make_qr(address, error="m")
    return str(made.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=False))
