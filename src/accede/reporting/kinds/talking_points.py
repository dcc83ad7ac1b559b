"""Talking points for a State: what to say, each sentence from what is known of it."""

from collections.abc import Iterator

from accede.law import terms
from accede.record.models import State, Vote
from accede.record.queries import status, treaties
from accede.reporting.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Sources,
    TitlePage,
    plain,
)
from accede.reporting.kinds import standing as tables
from accede.reporting.kinds import state as sections
from accede.reporting.kinds.state import About
from accede.reporting.telling import Telling
from accede.targeting import queries as targeting
from accede.targeting.categories import categories

PARTY_ELSEWHERE = ("apmbc-party", "ccw-apii-party", "ccw-pv-party")


def build(telling: Telling, *, state: State) -> Document:
    rows = tables.rows_on(telling, telling.on)
    own = sections.about(telling, state, rows)
    title = telling.say("talking_title", state=own.name)
    readers = str(telling.confidentiality.label)
    blocks: list[Block] = [
        TitlePage(
            title=title, place_and_dates=telling.say("as_of", day=telling.day(telling.on), readers=readers)
        ),
        Heading(text=telling.say("what_to_say"), numbered=False),
        Items(key="say", items=tuple(_say(own))),
        Heading(text=telling.say("standing"), numbered=False),
        *sections.standing(own),
        Heading(text=telling.say("reasons"), numbered=False),
        *sections.reasons(own),
        Heading(text=telling.say("next"), numbered=False),
        *sections.open_matters(own),
        *(Paragraph(key="withheld", text=text) for text in telling.note_of_withheld()),
        Sources(title=telling.say("sources")),
    ]
    return telling.document("talking-points", plain(title), blocks)


def _say(own: About) -> Iterator[Line]:
    """From what unites to what is asked, as one would speak."""
    telling = own.telling
    yes = next((vote for vote in sections.votes_on(own) if vote.choice == Vote.Choice.YES), None)
    latest = next(iter(sections.votes_on(own)), None)
    if yes and latest and yes.pk == latest.pk and yes.roll_call.vote_date:
        text = telling.say(
            "say_thanks_vote",
            symbol=yes.roll_call.resolution_id,
            day=telling.day(yes.roll_call.vote_date),
        )
        yield telling.resting(text, yes.roll_call.source)
    signature = own.row.signature
    if own.row.standing.status == terms.Status.SIGNATORY and signature:
        day = telling.given(signature.date_given or signature.action_date.isoformat())
        yield telling.resting(telling.say("say_signed", day=day), telling.treaty.source)
    yield from _elsewhere(own)
    for row in [row for row in own.proposal.obstacles if row.standing][: sections.MOST_NAMED]:
        yield telling.resting(telling.say("say_reason", reason=row.code.name), row.source)
    if own.proposal.offers:
        names = telling.listed(each.name for each in own.proposal.offers[: sections.MOST_NAMED])
        yield telling.say("say_offer", offers=names)
    if own.proposal.peers:
        names = telling.listed(peer.name for peer in own.proposal.peers[: sections.MOST_NAMED])
        yield telling.resting(telling.say("say_peers", peers=names), telling.treaty.source)
    parties = status.counts(telling.treaty, on=telling.on, viewer=telling.readers).joined
    text = telling.say("say_status", parties=parties, depositary=telling.depositary)
    yield telling.resting(text, telling.treaty.source)


def _elsewhere(own: About) -> Iterator[Line]:
    telling = own.telling
    target = targeting.target(
        telling.treaty, own.state, on=telling.on, viewer=telling.readers, language=telling.language
    )
    for item in target.evidence if target else ():
        if item.category in PARTY_ELSEWHERE:
            treaty = treaties.get_treaty(categories()[item.category].treaty, viewer=telling.readers)
            yield telling.resting(telling.say("say_other_treaty", treaty=telling.dated(treaty)), item.source)
